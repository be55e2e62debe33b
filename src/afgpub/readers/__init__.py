"""Readers: each turns one kind of source into the tree, and repairs nothing."""
