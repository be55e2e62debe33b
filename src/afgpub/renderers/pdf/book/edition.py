"""An edition on paper: the article's XHTML as pages want it, and the rules for its pages."""

from __future__ import annotations

import copy
import math
from collections.abc import Set

from afgpub.frozen import dataclass, replace
from afgpub.messages import Message, message
from afgpub.renderers.markup import Markup
from afgpub.renderers.pdf.book.front_matter import write_front_matter
from afgpub.renderers.pdf.book.initials import set_initial
from afgpub.renderers.pdf.book.notes import place_notes, push_calls
from afgpub.renderers.pdf.book.numerals import counter_styles
from afgpub.renderers.pdf.book.paper import count_lists, find_long_tables, hide_inside, hold_together, name_headings
from afgpub.renderers.pdf.book.verse import set_verse
from afgpub.renderers.pdf.book.wide_tables import unfold_wide_tables
from afgpub.theme import Theme

_BOOKS = ("book", "issue")
_BODY = 10.0  # pt, what the measure's em is on a page of 148 mm
_GAP, _WITHIN_MARGINS, _WIDER = 6.0, 0.848, 1.35  # mm between columns, the text's part of the page, columns of Arabic
_LEAST_COLUMN = 6.0  # mm of a table's column: its padding and one letter
_INNER = 0.53  # the inner margin's part of both: what the binding takes


@dataclass(frozen=True, slots=True)
class Edition:
    """A document on its way to paper: `width` and `height` of the page in mm, `notes` where its notes stand.

    `files` are what the pages may draw, by name, each with its media type; `compose` adds to them.
    """

    theme: Theme
    markup: Markup
    width: float
    height: float
    notes: str
    files: dict[str, tuple[str, bytes]]

    @property
    def is_book(self) -> bool:
        """Whether it has front matter, contents and chapters."""
        return self.theme.edition.book and self.markup.article.get("class") in _BOOKS

    @property
    def footnotes(self) -> bool:
        """Whether notes stand at the foot of the page."""
        return (self.theme.edition.notes if self.notes == "theme" else self.notes) == "footnotes"

    @property
    def numbers_of_notes(self) -> range:
        """The numbers of all notes of the text."""
        return range(1, len(self.markup.article.findall("section[@class='notes']/ol/li")) + 1)

    @property
    def text_width(self) -> float:
        """The width of the text in mm; 0 where the style sheet says it."""
        measure = self.theme.edition.measure * self.body_size / 72 * 25.4
        return min(measure, self.width * 0.76)

    @property
    def columns(self) -> int:
        """How many columns have room, three at most; lines of Arabic letters want to be longer."""
        narrowest = self.theme.edition.column * (_WIDER if self.markup.dir == "rtl" else 1)
        return min(3, max(1, int((self.width * _WITHIN_MARGINS + _GAP) / (narrowest + _GAP))))

    @property
    def table_columns(self) -> int:
        """How many columns of a table have room; where the style sheet alone knows the columns of text, it has two."""
        columns = self.columns if self.theme.edition.column else 2
        room = self.text_width or (self.width * _WITHIN_MARGINS - (columns - 1) * _GAP) / columns
        return int(room / _LEAST_COLUMN)

    @property
    def body_size(self) -> float:
        """The size of the text in pt: it grows with the page, but less."""
        return round(_BODY * min(1.15, max(0.9, math.pow(self.width / 148, 0.4))), 2)

    def compose(
        self, kept: Set[int] = frozenset(), pushed: Set[int] = frozenset()
    ) -> tuple[Markup, tuple[Message, ...]]:
        """The XHTML for paper, with what is to be said of notes that could not stand at the foot.

        `kept` are the numbers of notes that are too long for it, `pushed` of those whose call must begin a page.
        """
        article = copy.deepcopy(self.markup.article)
        told: tuple[Message, ...] = ()
        if self.footnotes:
            push_calls(article, sorted(pushed - kept))
            staying = place_notes(article, self.width * self.height, kept)
            told = tuple(message("note-moved", number=number, reason=reason) for number, reason in staying)
        count_lists(article)
        name_headings(article, self.markup)
        unfold_wide_tables(article, self.table_columns)
        find_long_tables(article)
        set_verse(article, self.theme, self.text_width / 25.4 * 72 / self.body_size / self.theme.edition.arabic)
        if self.theme.edition.pull:
            from afgpub.renderers.pdf.book.pull import pull_statistics

            pull_statistics(article)
        if self.theme.edition.initial:
            self.files.update(set_initial(article, self.theme))
        if self.is_book:
            hold_together(article, "recto" if self.theme.edition.recto else "")
            write_front_matter(article, self.markup, lambda key: self.theme.word(key, self.markup.lang))
        hide_inside(article)
        return replace(self.markup, article=article), told

    @property
    def style(self) -> str:
        """Rules for the pages that depend on their size, the language and the direction."""
        rules = [f"@page {{ size: {self.width:g}mm {self.height:g}mm }}"]
        if self.theme.edition.book:
            rules.append(counter_styles(self.markup.lang, self.markup.dir))
        if self.theme.edition.column:
            rules.append(f":root {{ --page: {self.width / 210:.3f} }}\n.text {{ columns: {self.columns} }}")
        if self.text_width:
            sides = self.width - self.text_width
            inner, outer = round(sides * _INNER, 2), round(sides * (1 - _INNER), 2)
            rules += [
                f"html {{ font-size: {self.body_size:g}pt }}",
                f"article[dir='rtl'] {{ font-size: {self.theme.edition.arabic:g}em }}",
                f"@page :left {{ margin-left: {outer:g}mm; margin-right: {inner:g}mm }}",
                f"@page :right {{ margin-left: {inner:g}mm; margin-right: {outer:g}mm }}",
            ]
        return "\n".join(rules)
