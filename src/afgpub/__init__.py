"""afgpub turns articles that mix left-to-right and right-to-left languages into HTML, EPUB 3 and PDF.

    import afgpub
    from pathlib import Path

    result = afgpub.convert(Path("article.md"), to="pdf")
    Path("article.pdf").write_bytes(result.output)

The names below are public; nothing else is. They are loaded when first used, so that the import is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afgpub.chapters import Assembled as Assembled
    from afgpub.chapters import assemble_book as assemble_book
    from afgpub.check import Finding as Finding
    from afgpub.check import check_source as check_source
    from afgpub.conversion import Result as Result
    from afgpub.conversion import convert as convert
    from afgpub.conversion import prepare as prepare
    from afgpub.conversion import read as read
    from afgpub.conversion import render as render
    from afgpub.direction import direct as direct
    from afgpub.document import Document as Document
    from afgpub.exceptions import AfgpubError as AfgpubError
    from afgpub.limits import Limits as Limits
    from afgpub.messages import Message as Message
    from afgpub.messages import Severity as Severity
    from afgpub.normaliser import normalise as normalise

__version__ = "0.1.0"

_HOMES = {
    "Assembled": "chapters",
    "assemble_book": "chapters",
    "Finding": "check",
    "check_source": "check",
    "Result": "conversion",
    "convert": "conversion",
    "prepare": "conversion",
    "read": "conversion",
    "render": "conversion",
    "direct": "direction",
    "Document": "document",
    "AfgpubError": "exceptions",
    "Limits": "limits",
    "Message": "messages",
    "Severity": "messages",
    "normalise": "normaliser",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'afgpub' has no attribute {name!r}")
    value = getattr(import_module(f"afgpub.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
