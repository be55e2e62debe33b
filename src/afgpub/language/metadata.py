"""The language of each phrase in the metadata, where it is found and is not that of the document."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TypeVar

from afgpub.frozen import replace
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
        return tuple(_named(item, lang) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {f.name: new for f in fields(value) if (new := _named(old := getattr(value, f.name), lang)) != old}
    return replace(value, **changes) if changes else value
