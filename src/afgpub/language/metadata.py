"""The language of each phrase in the metadata, where it is found and is not that of the document."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from afgpub.frozen import fields, replace
from afgpub.language.detection import detect_language
from afgpub.metadata import Metadata, Phrase

Value = TypeVar("Value")


def name_metadata(meta: Metadata, lang: str) -> Metadata:
    """`meta` with a language on every phrase that is in another one than `lang`."""
    return _named(meta, lang)


def _named(value: Value, lang: str) -> Value:
    if isinstance(value, Phrase):
        own = value.lang or detect_language(value.text, lang)
        return value if own == value.lang or own == lang else replace(value, lang=own)
    if isinstance(value, tuple):
        return tuple([_named(item, lang) for item in value])  # type: ignore[return-value]
    if not value or isinstance(value, str | int):
        return value
    changes: dict[str, object] = {}
    kind: Any = type(value)
    for name in _names(kind):
        old = getattr(value, name)
        new = _named(old, lang)
        if new is not old and new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
