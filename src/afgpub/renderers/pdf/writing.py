"""Objects of a PDF are written down once; pydyf writes each for the file, and again for the digest of the file."""

from __future__ import annotations

from functools import wraps
from typing import Any

_ONCE = "_afgpub_written"  # of an object that changes no more: None, then its bytes


def repair_writing() -> None:
    """Make pydyf keep what it has written of an object, and WeasyPrint's references to pages."""
    import pydyf

    if hasattr(pydyf.PDF.write, "__wrapped__"):
        return
    pydyf.PDF.page_references = _kept_references(pydyf.PDF.page_references)
    for kind in (pydyf.Dictionary, pydyf.Stream):
        kind.data = _written_once(kind.data)
    pydyf.PDF.write = _settling(pydyf.PDF.write)


def _kept_references(references: property) -> property:
    def page_references(pdf: Any) -> tuple[bytes, ...]:
        kept: tuple[bytes, ...] = pdf.__dict__.get(_ONCE, ())
        if len(kept) != pdf.pages["Count"]:
            kept = pdf.__dict__[_ONCE] = references.__get__(pdf)
        return kept

    return property(page_references)


def _written_once(data: property) -> property:
    def data_once(item: Any) -> bytes:
        attributes = item.__dict__
        if _ONCE not in attributes:
            written: bytes = data.__get__(item)
            return written
        found: bytes | None = attributes[_ONCE]
        if found is None:
            found = attributes[_ONCE] = data.__get__(item)
        return found

    return property(data_once)


def _settling(write: Any) -> Any:
    from pydyf import Dictionary, Stream

    @wraps(write)
    def settle_and_write(pdf: Any, *given: Any, **named: Any) -> None:
        for item in pdf.objects:
            if isinstance(item, Dictionary | Stream):
                item.__dict__.setdefault(_ONCE, None)
        write(pdf, *given, **named)

    return settle_and_write
