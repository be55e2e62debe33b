"""What kind of object a value in a PDF is; pikepdf's values answer to any method, whatever they are."""

from __future__ import annotations

from typing import Any


def is_dictionary(value: Any) -> bool:
    """Is it a dictionary or a stream, so that it can be asked for keys?"""
    from pikepdf import Dictionary, Stream

    return isinstance(value, Dictionary | Stream)
