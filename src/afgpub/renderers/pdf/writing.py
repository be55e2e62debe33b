"""Objects of a PDF are written down once; pydyf writes each for the file, and again for the digest of the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_ONCE = "_afgpub_written"  # of an object that changes no more: None, then its bytes
_WRITING = "_afgpub_writing"  # of a PDF that is being written: what is added to it changes no more either


def repair_writing() -> None:
    """Make pydyf keep what it has written of an object and its references to pages, and know operands by their type."""
    import pydyf

    if hasattr(pydyf.PDF.write, "__wrapped__"):
        return
    pydyf.PDF.page_references = _kept_references(pydyf.PDF.page_references)
    for kind in (pydyf.Dictionary, pydyf.Stream):
        kind.data = _written_once(kind.data)
    pydyf.PDF.add_object = _settling_what_is_added(pydyf.PDF.add_object)
    pydyf.PDF.write = _settling(pydyf.PDF.write)
    pydyf._to_bytes = _by_type(pydyf._to_bytes)


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


def _settler() -> Callable[[Any], None]:
    """What says of an object that it changes no more, if it is of a kind that is kept as written."""
    from pydyf import Dictionary, Stream

    def settle(item: Any) -> None:
        if isinstance(item, Dictionary | Stream):
            item.__dict__.setdefault(_ONCE, None)

    return settle


def _settling(write: Any) -> Any:
    settle = _settler()

    @wraps(write)
    def settle_and_write(pdf: Any, *given: Any, **named: Any) -> None:
        for item in pdf.objects:
            settle(item)
        pdf.__dict__[_WRITING] = True
        write(pdf, *given, **named)

    return settle_and_write


def _settling_what_is_added(add_object: Any) -> Any:
    settle = _settler()

    @wraps(add_object)
    def add_settled(pdf: Any, item: Any) -> None:
        if _WRITING in pdf.__dict__:
            settle(item)
        add_object(pdf, item)

    return add_settled


def _by_type(to_bytes: Any) -> Any:
    @wraps(to_bytes)
    def to_bytes_quickly(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        return to_bytes(item)  # type: ignore[no-any-return]

    return to_bytes_quickly
