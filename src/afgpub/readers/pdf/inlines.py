"""Letters with their looks to inline nodes: links, bold, italics, raised and lowered letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from afgpub.document import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    NoteReference,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.frozen import replace
from afgpub.readers.pdf.wording import Letter, plain

Noted: TypeAlias = Letter | Note | NoteReference


def make_inlines(letters: Sequence[Noted], span: Span, *, plain_bold: bool = False) -> Inlines:
    """The nodes of a paragraph. With `plain_bold` all of it is bold as a title is, which says nothing."""
    found: list[Inline] = []
    for link, linked in groupby(letters, key=lambda item: item.link if isinstance(item, Letter) else ""):
        inside = _make_bold(list(linked), span, plain_bold)
        words = "".join(_words(item) for item in inside)
        found += [Link(inside, target=link, span=span)] if link and not _says(words, link) else inside
    return _with_text_joined(found)


def _says(words: str, target: str) -> bool:
    """Whether the words of a link are the address itself."""
    for scheme in ("mailto:", "https://", "http://", "tel:"):
        target = target.removeprefix(scheme)
    return words.strip().rstrip("/") == target.rstrip("/")


def _words(node: Inline) -> str:
    from afgpub.walk import plain_text

    return plain_text(node)


def _make_bold(letters: Sequence[Noted], span: Span, plain_bold: bool) -> Inlines:
    found: list[Inline] = []
    for bold, group in groupby(letters, key=lambda item: isinstance(item, Letter) and item.bold and not plain_bold):
        inside = _make_italic(list(group), span)
        found += [Strong(inside, span=span)] if bold else inside
    return tuple(found)


def _make_italic(letters: Sequence[Noted], span: Span) -> Inlines:
    found: list[Inline] = []
    for italic, group in groupby(letters, key=lambda item: isinstance(item, Letter) and item.italic):
        inside = _make_shifted(list(group), span)
        found += [Emphasis(inside, span=span)] if italic else inside
    return tuple(found)


def _make_shifted(letters: Sequence[Noted], span: Span) -> Inlines:
    found: list[Inline] = []
    for shift, group in groupby(letters, key=lambda item: item.shift if isinstance(item, Letter) else None):
        if shift is None:
            found += [note for note in group if not isinstance(note, Letter)]
            continue
        text = Text(plain(item for item in group if isinstance(item, Letter)), span=span)
        found.append(Superscript((text,), span=span) if shift > 0 else Subscript((text,), span=span) if shift else text)
    return tuple(found)


def _with_text_joined(nodes: Sequence[Inline]) -> Inlines:
    """The same with texts side by side made one."""
    found: list[Inline] = []
    for node in nodes:
        if found and isinstance(node, Text) and isinstance(found[-1], Text):
            found[-1] = replace(found[-1], value=found[-1].value + node.value)
        else:
            found.append(node)
    return tuple(found)
