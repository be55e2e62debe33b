"""The tree as text that people read and snapshots compare: a node a line, what is inside it indented.

Characters that cannot be seen (ZWNJ, bidi controls, no-break space) are written as \\uXXXX, and `@12` or `@12-14`
after a block gives its lines in the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from afgpub.document import NO_ATTRS, Attrs, Code, Document, Node, Span, Text
from afgpub.frozen import dataclass, fields
from afgpub.metadata import Contact, Contributor, Credit, Date, Metadata, Part, Phrase, Series
from afgpub.options import Options, option
from afgpub.plugins import Renderer, Rendering
from afgpub.walk import holders

_INLINE = frozenset("Text Code Image LineBreak Emphasis Strong Deletion Superscript Subscript Run Link".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeOptions(Options):
    """Options of the tree's text form."""

    positions: bool = option(True, "write the source lines of blocks")


def render_text(document: Document, *, positions: bool = True) -> str:
    """The whole document as text, one node a line, ending in a line break."""
    return "\n".join(_lines(document.root, 0, positions)) + "\n"


def quoted(text: str) -> str:
    """`text` in double quotes with every character that cannot be seen written as its code."""
    return '"' + "".join(_visible(character) for character in text) + '"'


def _visible(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs") or character == "\u00a0"
    if not hidden:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _lines(node: Node, depth: int, positions: bool) -> Iterator[str]:
    kind = type(node).__name__
    indent = "  " * depth
    match node:
        case Text(value):
            yield indent + quoted(value)
            return
        case Code(value):
            yield f"{indent}code {quoted(value)}{_attrs(node.attrs)}"
            return
    place = f" {_place(node.span)}" if positions and node.span and kind not in _INLINE else ""
    yield f"{indent}{_kebab(kind)}{_scalars(node)}{_attrs(node.attrs)}{place}"
    meta = getattr(node, "meta", None)
    if meta is not None:
        yield from (f"{indent}  {line}" for line in _metadata(meta))
    groups = holders(type(node))
    for name in groups:
        inside: tuple[Node, ...] = getattr(node, name)
        if not inside:
            continue
        named = len(groups) > 1 and name != "children"
        if named:
            yield f"{indent}  {name}"
        for child in inside:
            yield from _lines(child, depth + 1 + named, positions)


def _scalars(node: Node) -> str:
    words = []
    skipped = {"attrs", "span", "meta", *holders(type(node))}
    for f in fields(node):
        if f.name in skipped:
            continue
        value = getattr(node, f.name)
        if value != f.default:
            words.append(f" {f.name}={quoted(value) if isinstance(value, str) else value}")
    return "".join(words)


def _attrs(attrs: Attrs) -> str:
    if attrs is NO_ATTRS:
        return ""
    words = [f"#{attrs.id}"] if attrs.id else []
    words += [f".{name}" for name in attrs.classes]
    words += [f"lang={attrs.lang}"] if attrs.lang else []
    words += [f"dir={attrs.dir}"] if attrs.dir else []
    return "".join(" " + word for word in words)


def _place(span: Span) -> str:
    return f"@{span.start}" if span.start == span.end else f"@{span.start}-{span.end}"


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"-\1", name).lower()


def _metadata(meta: Metadata) -> Iterator[str]:
    for f in fields(meta):
        value = getattr(meta, f.name)
        if value == f.default:
            continue
        for item in value if isinstance(value, tuple) else (value,):
            yield f"{f.name}: {_metadatum(item)}"


def _metadatum(item: object) -> str:
    match item:
        case Phrase(text, lang, dir):
            return " ".join([quoted(text), *(word for word in (lang, dir) if word)])
        case Contact(text, target, label):
            return f"{quoted(label + text)} -> {target}"
        case Contributor(name, role, label, conjunction):
            word = f"{quoted(conjunction)} " if conjunction else ""
            more = f" label {_metadatum(label)}" if label else ""
            more += f" file-as {quoted(item.file_as)}" if item.file_as else ""
            return f"{word}{role} {_metadatum(name)}{more}" + "".join(f" or {_metadatum(n)}" for n in item.alternates)
        case Date(iso, text, label):
            return f"{iso} {quoted(text)}" + (f" label {quoted(label)}" if label else "")
        case Part(number, text, last):
            return f"{number}{' last' if last else ''} {_metadatum(text)}"
        case Series(name, number):
            return _metadatum(name) + (f" {number}" if number is not None else "")
        case Credit(name, date):
            return _metadatum(name) + (f" {_metadatum(date)}" if date else "")
        case _:
            return quoted(str(item))


def render_tree(document: Document, options: TreeOptions, folder: Path | None) -> Rendering:
    """The renderer `tree`: UTF-8 text."""
    return Rendering(render_text(document, positions=options.positions).encode())


RENDERER = Renderer("tree", ".tree", "text/plain; charset=utf-8", TreeOptions, render_tree)
