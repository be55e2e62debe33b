"""Chapters of a PDF that are laid out once: their pages are kept, and put into the book when it is made again.

    compose ─> chapters under digests ─> kept ones give way to stand-ins of as many pages ─> layout, margins and all
    ─> while the PDF is written, a kept page says again what it had drawn, linked and tagged; others are listened to

The engine sets the same pages as of the whole book: numbers, running heads, contents and outline are its own. Codes of
letters and numbers of objects are given anew, in the order of the whole book, so that the PDF has its very bytes.
"""

from __future__ import annotations


class NotKeptError(Exception):
    """A page draws what is not kept; its chapter is laid out every time."""


class NotAlikeError(Exception):
    """What was kept does not fit this book; the book is laid out whole."""
