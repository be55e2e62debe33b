"""Metadata: what pandoc found about a document, each put where it belongs on the section of the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from afgpub.document import Attrs, Blocks, Inlines, Section
from afgpub.metadata import Contributor, Date, Metadata, Phrase
from afgpub.readers.markdown.attributes import as_direction, is_language
from afgpub.readers.pandoc.blocks import make_blocks
from afgpub.readers.pandoc.captions import join_lines
from afgpub.readers.pandoc.leaves import make_line
from afgpub.readers.pandoc.mapping import Mapping, shortened
from afgpub.readers.pandoc.tree import Node, words_of
from afgpub.walk import plain_text

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", re.ASCII)
_ROLES = {"author": "author", "creator": "author", "translator": "translator", "editor": "editor"}
# Names that say how a text is to be printed or made, not what it is.
_SILENT = frozenset(
    "lang dir title subtitle abstract date keywords subject tags description identifier rights copyright publisher "
    "jupyter documentclass classoption geometry fontsize mainfont papersize toc nocite bibliography csl "
    "belongs-to-collection cover-image css ibooks page-progression-direction modified language".split()
)


def make_root(meta: dict[str, Any], mapping: Mapping) -> Section:
    """The section of the whole text with what is known about it; its children are the abstract, if there is one."""
    lang, direction = _text(meta.get("lang") or meta.get("language"), mapping), _text(meta.get("dir"), mapping)
    attrs = Attrs(lang=lang if is_language(lang) else None, dir=as_direction(direction))
    issued, remarks = _date(_text(meta.get("date"), mapping))
    known = Metadata(
        contributors=tuple(_contributors(meta, mapping)),
        publication=Phrase(publisher) if (publisher := _text(meta.get("publisher"), mapping)) else None,
        issued=issued,
        remarks=remarks,
        description=_text(meta.get("description"), mapping),
        identifier=_identifier(meta.get("identifier"), mapping),
        rights=_text(meta.get("rights") or meta.get("copyright"), mapping),
        tags=tuple(_tags(meta, mapping)),
    )
    _report_others(meta, mapping)
    abstract = _blocks(meta.get("abstract"), mapping)
    return Section(
        title=_inlines(meta.get("title"), mapping),
        subtitle=_inlines(meta.get("subtitle"), mapping),
        children=(Section(children=abstract, role="abstract", span=mapping.cover(abstract)),) if abstract else (),
        role="article",
        meta=None if known == Metadata() else known,
        attrs=attrs,
    )


def _items(value: Node | None) -> list[Node]:
    """The values of a list, or the one value that is none."""
    if value is None:
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def _blocks(value: Node | None, mapping: Mapping) -> Blocks:
    match value:
        case None | {"t": "MetaBool"}:
            return ()
        case {"t": "MetaBlocks", "c": nodes}:
            return make_blocks(nodes, mapping)
        case {"t": "MetaInlines", "c": nodes}:
            return make_blocks([{"t": "Plain", "c": nodes}] if nodes else [], mapping)
        case {"t": "MetaString", "c": text}:
            return make_blocks([{"t": "Plain", "c": [{"t": "Str", "c": text}]}] if text else [], mapping)
        case {"t": "MetaList", "c": items}:
            return tuple(block for item in items for block in _blocks(item, mapping))
        case {"t": "MetaMap", "c": names}:
            return tuple(block for name in sorted(names) for block in _blocks(names[name], mapping))
        case _:
            return ()


def _inlines(value: Node | None, mapping: Mapping) -> Inlines:
    match value:
        case {"t": "MetaInlines", "c": nodes}:
            return make_line(nodes, mapping)[0]
        case _:
            return join_lines(_blocks(value, mapping))


def _text(value: Node | None, mapping: Mapping) -> str:
    return " ".join(plain_text(_inlines(value, mapping)).split())


def _contributors(meta: dict[str, Any], mapping: Mapping) -> Iterator[Contributor]:
    names: set[str] = set()
    for field, role in _ROLES.items():
        for item in _items(meta.get(field)):
            parts = item["c"] if item["t"] == "MetaMap" else {}
            value = parts.get("name") or parts.get("text") or item
            name = _text(value, mapping)
            if name and name not in names:
                names.add(name)
                yield Contributor(Phrase(name), role=role)


def _date(text: str) -> tuple[Date | None, tuple[Phrase, ...]]:
    """A day in ISO 8601 as the day of issue; words that say it otherwise stay as a remark."""
    match = _ISO.fullmatch(text)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            iso = text.partition("T")[0]
            return Date(iso, iso), ()
    except ValueError:
        pass
    return None, (Phrase(text),) if text else ()


def _identifier(value: Node | None, mapping: Mapping) -> str:
    for item in _items(value):
        parts = item["c"] if item["t"] == "MetaMap" else {}
        if text := _text(parts.get("text") or item, mapping):
            return text
    return ""


def _tags(meta: dict[str, Any], mapping: Mapping) -> Iterator[str]:
    seen: set[str] = set()
    for field in ("keywords", "tags", "subject"):
        for item in _items(meta.get(field)):
            for word in re.split("[,،;؛]", _text(item, mapping)):
                if (tag := word.strip()) and tag not in seen:
                    seen.add(tag)
                    yield tag


def _report_others(meta: dict[str, Any], mapping: Mapping) -> None:
    for name in sorted(meta.keys() - _SILENT - _ROLES.keys()):
        text = "".join(words_of(meta[name])) or _text(meta[name], mapping)
        if text.strip():
            mapping.report("words-dropped", what=f"the field {name}", text=shortened(mapping.plain(text)))
