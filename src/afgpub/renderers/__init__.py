"""The renderers that come with afgpub, one module or package each."""
