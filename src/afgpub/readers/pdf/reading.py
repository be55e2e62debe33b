"""The whole way of a PDF to the tree: characters, lines, columns, paragraphs, notes, headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from afgpub.document import NO_ATTRS, Attrs, Document, Section, Span
from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass, field
from afgpub.language import direction_of, letters_by_direction
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.readers.markdown.sections import nest_sections
from afgpub.readers.pdf.characters import UNKNOWN, Character, read_characters
from afgpub.readers.pdf.columns import Line, lines_in_order
from afgpub.readers.pdf.figures import make_figures
from afgpub.readers.pdf.hyphenation import HYPHENS, Words, words_of
from afgpub.readers.pdf.items import make_items
from afgpub.readers.pdf.lines import Piece, pieces_of
from afgpub.readers.pdf.links import links_of, with_links
from afgpub.readers.pdf.marks import with_marks
from afgpub.readers.pdf.notes import Worded, parted, put_back
from afgpub.readers.pdf.opening import is_bound_right, language_of, open_pdf
from afgpub.readers.pdf.paragraphs import Block, body_size, paragraphs_of
from afgpub.readers.pdf.pictures import Pictures
from afgpub.readers.pdf.running import PagePieces, without_running
from afgpub.readers.pdf.turned import holds_shapes
from afgpub.readers.pdf.wording import letters_of, line_letters, plain, smoothed
from afgpub.source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_CHARACTERS = 1_000_000
_SHOWN = 120


@dataclass(slots=True)
class _Reading:
    """What is found while one PDF is read."""

    name: str
    lang: str = ""
    pages: list[PagePieces] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    characters: int = 0
    pictures: Pictures = field(default_factory=Pictures)

    def tell(self, code: str, page: int, **details: object) -> None:
        self.messages.append(message(code, Span(self.name, page, page, "page"), **details))


def read(source: Source) -> tuple[Document, tuple[Message, ...]]:
    """Read a PDF. Raises SourceError (source-empty, pdf-…)."""
    reading = _Reading(source.name)
    pdf = open_pdf(source)
    try:
        reading.lang = language_of(pdf)
        bound_right = is_bound_right(pdf)
        for number in range(len(pdf)):
            _read_page(pdf, number, bound_right, reading)
    finally:
        pdf.close()
    if not any(page.pieces for page in reading.pages):
        raise SourceError.coded("pdf-without-text", name=source.name, pages=len(reading.pages))
    root = _make_root(reading)
    ordered = sorted(reading.messages, key=lambda m: m.span.start if m.span else 0)
    return Document(root, source=source.name), tuple(ordered)


def _read_page(pdf: PdfDocument, number: int, bound_right: bool, reading: _Reading) -> None:
    from pypdfium2 import PdfiumError

    try:
        page = pdf[number]
    except PdfiumError:
        reading.tell("pdf-page-broken", number + 1)
        return
    try:
        _, bottom, _, top = page.get_bbox()
        limit = MAX_CHARACTERS - reading.characters
        characters = read_characters(page, bound_right=bound_right, limit=limit)
        areas, unsafe = links_of(pdf, page)
        reading.pictures.read(page, number + 1)
    except OverflowError:
        raise SourceError.coded("pdf-limit", name=reading.name, limit=f"{MAX_CHARACTERS} characters") from None
    finally:
        page.close()
    for target in unsafe:
        reading.tell("link-unsafe", number + 1, target=_shortened(target))
    reading.characters += len(characters)
    if unknown := sum(character.unknown or UNKNOWN in character.text for character in characters):
        reading.tell("pdf-letters-unknown", number + 1, count=unknown)
    characters = with_links(with_marks(characters), areas)
    pieces = [piece for group in _groups(characters) for piece in pieces_of(group)]
    reading.pages.append(PagePieces(number + 1, bottom, top, tuple(pieces)))


def _groups(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters of a page by the angle of their lines, with what the file calls no text apart from the rest."""
    groups: dict[tuple[int, bool], list[Character]] = {}
    for character in characters:
        groups.setdefault((character.angle, character.artifact), []).append(character)
    return [groups[key] for key in sorted(groups, key=lambda key: (-len(groups[key]), key))]


def _make_root(reading: _Reading) -> Section:
    pages, running = without_running(reading.pages)
    if not any(page.pieces for page in pages):
        pages, running = reading.pages, []
    for said, number in _running_texts(running).items():
        reading.tell("page-part-dropped", number, part="a running head or foot", text=said)
    default = _direction("".join(piece.text for page in pages for piece in page.pieces), "ltr")
    lines = _lines(pages, default)
    size = body_size(lines)
    body, notes = parted(lines, size, default)
    parted_words = any(line.piece.characters[-1].text in HYPHENS for line in lines)
    words = words_of(plain(line_letters(line.piece, "ltr")) for line in lines) if parted_words else frozenset()
    paragraphs = _worded(paragraphs_of(body, size, default), words, reading.name)
    feet = _worded(paragraphs_of(notes, size, default, notes=True), words, reading.name)
    kept = put_back(paragraphs, feet, size)
    pictures, repeated = reading.pictures.once()
    if repeated:
        reading.tell("markup-dropped", repeated[0].page, what="a picture", text="several pages have it")
    for number, reason in reading.pictures.refused:
        reading.tell("image-refused", number, target="of this page", reason=reason)
    items = make_items(kept, make_figures(pictures, kept, reading.name), size)
    whole = Span(reading.name, 1, max(page.number for page in pages), "page")
    return Section(children=nest_sections(items), role="article", span=whole, attrs=_attrs(reading.lang, default))


def _lines(pages: Sequence[PagePieces], default: Direction) -> list[Line]:
    lines: list[Line] = []
    gutters: set[float] = set()
    for page in pages:
        way = _direction("".join(piece.text for piece in page.pieces), default)
        for angle in dict.fromkeys(piece.angle for piece in page.pieces):
            pieces = [piece for piece in page.pieces if piece.angle == angle]
            first = lines[-1].column + 1 if lines else 0
            lines += lines_in_order(pieces, way, page.number, first, set() if angle else gutters)
    return lines


def _worded(blocks: Sequence[Block], words: Words, name: str) -> list[Worded]:
    letters = [letters_of(block, words) for block in blocks]
    if holds_shapes(plain(said) for block, said in zip(blocks, letters, strict=True) if block.direction == "rtl"):
        letters = [letters_of(block, words, mirrored=True) for block in blocks]
    spans = [Span(name, block.lines[0].page, block.lines[-1].page, "page") for block in blocks]
    return [Worded(block, smoothed(said), span) for block, said, span in zip(blocks, letters, spans, strict=True)]


def _attrs(lang: str, direction: Direction) -> Attrs:
    """The language that the file names, unless its letters run the other way."""
    return Attrs(lang=lang) if lang and direction_of(lang) == direction else NO_ATTRS


def _direction(text: str, default: Direction) -> Direction:
    left, right = letters_by_direction(text)
    return default if left == right else "rtl" if right > left else "ltr"


def _running_texts(running: Iterable[tuple[int, Piece]]) -> dict[str, int]:
    """What running lines say, each with the first page that has it."""
    found: dict[str, int] = {}
    for page, piece in running:
        way = _direction(piece.text, "ltr")
        found.setdefault(_shortened(plain(line_letters(piece, way))), page)
    return found


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
