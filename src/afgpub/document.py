"""The vocabulary of a publication: every node that a reader may make and a renderer must know.

A document is one Section; an article, an issue and a book differ only by the role of their sections.
Sections nest and carry their own title: there is no heading node. Notes stand where they are called.
All nodes are frozen and hashable; children are tuples in reading order. `attrs` holds what any node may
have (identifier, classes, language, direction); `span` says where it was read and is left out of equality.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from afgpub.frozen import dataclass, field
from afgpub.metadata import Direction, Metadata

Align: TypeAlias = Literal["start", "center", "end"]
Calendar: TypeAlias = Literal["gregorian", "solar", "lunar"]
Unit: TypeAlias = Literal["line", "paragraph", "page"]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `start` to `end` of `source`, counted from 1, both included.

    `unit` is what is counted in a source that has no lines: the paragraphs of a Word file, say.
    """

    source: str
    start: int
    end: int
    unit: Unit = "line"

    def __str__(self) -> str:
        return f"{self.source}:{self.start}" if self.unit == "line" else f"{self.source}: {self.unit} {self.start}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attrs:
    """What any node may carry: an identifier, classes, a BCP 47 language and a base direction."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    lang: str | None = None
    dir: Direction | None = None


NO_ATTRS = Attrs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The base of every node."""

    attrs: Attrs = NO_ATTRS
    span: Span | None = field(default=None, compare=False)


# Inlines


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Characters as they are typed, in logical order."""

    value: str


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Stress, printed in italics where the script has them."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Importance, printed bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Deletion(Node):
    """Text struck through in the source (`~~so~~`)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Statistic(Node):
    """A figure with its unit: `value` is a decimal in ASCII digits, `unit` as it is written.

    `strong` where the author set it off in bold.
    """

    children: Inlines
    value: str
    unit: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A day, or a month or a year, as it is written; `iso` is it in ISO 8601, `calendar` the one it is written in."""

    children: Inlines
    iso: str
    calendar: Calendar = "gregorian"


@dataclass(frozen=True, slots=True)
class Superscript(Node):
    children: Inlines


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    children: Inlines


@dataclass(frozen=True, slots=True)
class Run(Node):
    """A phrase in another language or direction (`attrs.lang`, `attrs.dir`), isolated from its line."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A hyperlink; `target` is a URL with a safe scheme, a relative path, or `#id` of a node."""

    children: Inlines
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image(Node):
    """A picture; `alternative` is what it says without eyes.

    `target` is a path in the source's folder, or the picture itself as a `data:` URL (RFC 2397) if it came inside
    its source; the parameter `name` of that URL is the name that it had there.
    """

    target: str
    alternative: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Code(Node):
    """A few words of code, left to right always."""

    value: str


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A break of the line that the author asked for."""


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note, standing where it is called; the renderer numbers it and finds it a place."""

    body: Blocks


@dataclass(frozen=True, slots=True)
class NoteReference(Node):
    """One more call of a note: `target` is the `attrs.id` of that Note."""

    target: str


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Deletion
    | Statistic
    | Day
    | Superscript
    | Subscript
    | Run
    | Link
    | Image
    | Code
    | LineBreak
    | Note
    | NoteReference
)
Inlines: TypeAlias = tuple[Inline, ...]


# Blocks


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    children: Inlines


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """Words of somebody else, set as a block."""

    children: Blocks


@dataclass(frozen=True, slots=True)
class Aside(Node):
    """Matter beside the text; `role` says which: `note`, `bio`, `standfirst` or another name."""

    children: Blocks
    role: str = "note"


@dataclass(frozen=True, slots=True)
class ListItem(Node):
    """An item; `checked` is set on a task list."""

    children: Blocks
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list; `start` numbers its first item where it is ordered; `tight` items have no space between them."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Term(Node):
    children: Inlines


@dataclass(frozen=True, slots=True)
class Definition(Node):
    children: Blocks


@dataclass(frozen=True, slots=True)
class DefinitionList(Node):
    """Terms, each followed by its definitions."""

    items: tuple[Term | Definition, ...]


@dataclass(frozen=True, slots=True)
class Line(Node):
    """A line of verse: a misra in a couplet."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Couplet(Node):
    """A Persian beyt: two lines side by side, or one above the other where the page is narrow."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stanza(Node):
    lines: tuple[Line | Couplet, ...]


@dataclass(frozen=True, slots=True)
class Verse(Node):
    stanzas: tuple[Stanza, ...]


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """Blocks (most often one paragraph with one image) with a caption and a credit."""

    children: Blocks
    caption: Inlines = ()
    credit: Inlines = ()


MAX_COLUMNS = 1000
MAX_ROWS = 65534


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell; `align` follows the direction of the table, `header` makes it a heading of its row or column.

    It spans `columns` (1 to MAX_COLUMNS) and `rows` (1 to MAX_ROWS), limits of HTML (WHATWG, 4.9.11).
    """

    children: Blocks
    align: Align | None = None
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row(Node):
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Node):
    """`head` rows are repeated where the table breaks over pages."""

    caption: Inlines = ()
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock(Node):
    """Code as written; `language` is its programming language."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ThematicBreak(Node):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Node):
    """A part of the text with its title.

    `role` is `book`, `issue`, `article`, `chapter` or empty. `level` is the rank that the source gave the title
    (1 to 6; 0 for the whole document or for a group without a title). Metadata belongs to the whole document and
    to each article of an issue.
    """

    kicker: Inlines = ()
    title: Inlines = ()
    subtitle: Inlines = ()
    children: Blocks = ()
    role: str = ""
    level: int = 0
    meta: Metadata | None = None


Block: TypeAlias = (
    Section | Paragraph | Quote | Aside | List | DefinitionList | Verse | Figure | Table | CodeBlock | ThematicBreak
)
Blocks: TypeAlias = tuple[Block, ...]
Part: TypeAlias = ListItem | Term | Definition | Stanza | Couplet | Line | Row | Cell
AnyNode: TypeAlias = Inline | Block | Part


@dataclass(frozen=True, slots=True)
class Document:
    """The whole text: its outermost section and the name of the source that it was read from."""

    root: Section
    source: str = ""

    @property
    def statistics(self) -> tuple[Statistic, ...]:
        """All figures of the text, in reading order."""
        from afgpub.walk import walk

        return tuple(node for node in walk(self.root) if isinstance(node, Statistic))
