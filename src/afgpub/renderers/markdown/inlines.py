"""Phrases as Markdown, every sign in them that Markdown would take for its own escaped."""

from __future__ import annotations

import re

from afgpub.document import (
    NO_ATTRS,
    Code,
    Day,
    Deletion,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteReference,
    Paragraph,
    Run,
    Statistic,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.renderers.markdown.writing import Writing, braces, label_of

_SIGNS = re.compile(r"[\\`*_\[\]<~{}|]|&(?=#?\w+;)")
# What makes a line something else than text where it begins.
_AT_START = re.compile(r"[>#+=:-]")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CAPTION = re.compile(r"(Table|Tabelle|جدول):")
_DELIMITERS = {Emphasis: ("*", "em"), Strong: ("**", "strong"), Deletion: ("~~", "del")}


def write_line(nodes: Inlines, writing: Writing, *, is_single: bool = False) -> str:
    """The words of a paragraph; where it `is_single`, such as a title or a cell, breaks are written as a tag."""
    text = "".join(_write(node, writing, is_single) for node in nodes).strip(" ")
    return "\n".join(_safe_start(line) for line in text.split("\n"))


def escape(text: str) -> str:
    """`text` with a backslash before each sign of Markdown's (CommonMark 0.31.2, section 2.4)."""
    return _SIGNS.sub(lambda match: f"\\{match.group()}", " ".join(re.split("[\n\r\t]+", text)))


def _safe_start(line: str) -> str:
    line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    line = _CAPTION.sub(r"\1\\:", line, count=1) if _CAPTION.match(line) else line
    return f"\\{line}" if _AT_START.match(line) else line


def _write(inline: Inline, writing: Writing, is_single: bool) -> str:
    attrs = inline.attrs
    match inline:
        case Text(value):
            return escape(value)
        case Emphasis(children) | Strong(children) | Deletion(children):
            sign, tag = _DELIMITERS[type(inline)]
            return _between(sign, tag, _inside(children, writing, is_single)) + braces(attrs)
        case Superscript(children):
            return f"<sup>{_inside(children, writing, is_single)}</sup>{braces(attrs)}"
        case Subscript(children):
            return f"<sub>{_inside(children, writing, is_single)}</sub>{braces(attrs)}"
        case Statistic(children):
            writing.lose("values of statistics")
            text = _inside(children, writing, is_single)
            return _span(_between("**", "strong", text) if inline.strong else text, inline)
        case Day(children):
            writing.lose("days in ISO 8601")
            return _span(_inside(children, writing, is_single), inline)
        case Run(children):
            return _span(_inside(children, writing, is_single), inline)
        case Link(children, target, title):
            return f"[{_inside(children, writing, is_single)}]({_address(target, title)}){braces(attrs)}"
        case Image():
            return write_image(inline) + braces(attrs)
        case Code(value):
            return _code(value) + braces(attrs)
        case LineBreak():
            return "<br>" if is_single else "\\\n"
        case Note():
            return _note(inline, writing, is_single)
        case NoteReference(target):
            return f"[^{label_of(target)}]"


def _inside(nodes: Inlines, writing: Writing, is_single: bool) -> str:
    return "".join(_write(node, writing, is_single) for node in nodes)


def _span(text: str, node: Inline) -> str:
    return f"[{text}]{braces(node.attrs)}" if node.attrs != NO_ATTRS else text


def _between(sign: str, tag: str, text: str) -> str:
    """`text` between signs; between tags where it is not sure that the signs would open and close."""
    is_sure = bool(text) and text[0].isalnum() and text[-1].isalnum()
    return f"{sign}{text}{sign}" if is_sure else f"<{tag}>{text}</{tag}>"


def write_image(image: Image) -> str:
    """A picture with its alternative text and its title."""
    return f"![{escape(image.alternative)}]({_address(image.target, image.title)})"


def _address(target: str, title: str) -> str:
    shown = f"<{target}>" if not target or re.search(r"[\s()]", target) else target
    return f'{shown} "{quoted(title)}"' if title else shown


def quoted(text: str) -> str:
    """`text` as it stands between double quotes."""
    return escape(text).replace('"', '\\"')


def _code(value: str) -> str:
    longest = max((len(row) for row in re.findall("`+", value)), default=0)
    fence = "`" * (longest + 1)
    # A space at both ends is taken off again (CommonMark, section 6.1).
    is_padded = value[:1] == "`" or value[-1:] == "`" or (value[:1] == value[-1:] == " " and value.strip(" ") != "")
    return f"{fence} {value} {fence}" if is_padded else f"{fence}{value}{fence}"


def _note(note: Note, writing: Writing, is_single: bool) -> str:
    match note.body:
        case (Paragraph(children, attrs=attrs),) if attrs == note.attrs == NO_ATTRS:
            return f"^[{_inside(children, writing, True)}]"
    return f"[^{writing.label(note)}]"
