"""The drawing of a line of text, with one code for every character."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from unicodedata import category

from afgpub.renderers.pdf.text.codes import Codes
from afgpub.renderers.pdf.text.marks import Marks
from afgpub.renderers.pdf.text.outline import Outline
from afgpub.renderers.pdf.text.pieces import Word, letters_in_pieces, words_in_pieces
from afgpub.renderers.pdf.text.plain_runs import PartRun, PlainRun, plain_letters, plain_run
from afgpub.renderers.pdf.text.shown import LARGEST_GAP, shown_of, width_of
from afgpub.renderers.pdf.text.spelling import SILENT, spell

ZWNJ = "\u200c"
JOINER = "\u200d"
_STRETCH = 10  # pdf.js measures gaps in units of the text matrix: one of an em is a tenth, and none to it
HYPHEN = "\u00ad"  # what stands for a hyphen that a line break put there: ISO 32000-1, 14.8.2.2.3


class Line:
    """The line of one text box while it is drawn; `_string` is the operand of TJ so far."""

    def __init__(self, stream: Any, textbox: Any, matrix: Any) -> None:
        self._stream = stream
        self._textbox = textbox
        self._matrix = matrix
        self._text: bytes = textbox.pango_layout.text.encode()
        self._string = ""
        self._pen = 0.0  # from the beginning of the line, in CSS pixels
        self._outlines: list[Any] = []
        self._pending = ""
        self._stretched = self._after_space = self._after_mark = False
        self._marks = Marks(stream, textbox)
        self._in_pieces = (
            self._marks.are_kept
            and textbox.style.root_style["direction"] == "rtl"
            and matrix.values[:4] == (1, 0, 0, -1)
        )
        self._word: Word | None = None
        self._piece_start = 0.0
        end = len(self._text)
        hyphen = getattr(textbox, "added_hyphen", 0)
        self._hyphen_at = len(textbox.pango_layout.text[:-hyphen].encode()) if hyphen else end
        # joiners that the direction of lines put at the ends of a box, to keep letters joined over its border
        self._body = (
            len(JOINER.encode()) if getattr(textbox, "joined_start", False) else 0,
            end - len(JOINER.encode()) if getattr(textbox, "joined_end", False) else end,
        )

    def draw(self, runs: list[Any], fonts: list[Any]) -> list[Any]:
        """Write the operators; give the outlines that are to be drawn after the text, as WeasyPrint's emojis."""
        self._stream.set_text_matrix(*self._matrix.values)
        font = None
        for run, known in zip(runs, fonts, strict=True):
            if run.item.analysis.font != font:
                font = run.item.analysis.font
                self._flush()
                self._take(font, known)
            self._string += "<"
            self._draw_run(run)
            self._close()
        self._flush()
        return self._outlines

    def _take(self, pango_font: Any, known: Any) -> None:
        from weasyprint.text.ffi import FROM_UNITS, pango

        self._pango_font = pango_font
        self._font, self._size = known
        if pango.pango_version() < 14802:  # its fonts do not know their size: GNOME/pango issue 530
            self._size = self._textbox.style["font_size"]
        self._pixel = FROM_UNITS  # one Pango unit
        self._unit = 1000 * FROM_UNITS / self._size  # one Pango unit in thousandths of the font size
        self._codes = Codes.of(self._font)
        self._stream.set_font_size(self._font.hash, self._size)

    def draw_part(self, run: PartRun, pango_font: Any, font: Any) -> list[Any]:
        """The same for a line that is one run, whose glyphs are known."""
        self._stream.set_text_matrix(*self._matrix.values)
        self._take(pango_font, font)
        self._string = "<"
        self._draw_glyphs(0, len(self._text), run.level, run.infos(), run.clusters)
        self._close()
        self._flush()
        return self._outlines

    def _draw_run(self, run: Any) -> None:
        item, number = run.item, run.glyphs.num_glyphs
        infos, clusters = run.glyphs.glyphs[0:number], run.glyphs.log_clusters[0:number]
        self._draw_glyphs(item.offset, item.length, item.analysis.level % 2, infos, clusters, run)

    def _draw_glyphs(
        self, offset: int, length: int, level: int, infos: Any, clusters: Any, pango_run: Any = None
    ) -> None:
        """Draw a run letter by letter, and what is plain between in one go."""
        number, right_to_left = len(clusters), bool(level)
        self._carrying = right_to_left and self._matrix.values[:4] == (1, 0, 0, -1)
        in_pieces = self._in_pieces and self._codes.has_spaces
        words = self._words(offset, length, infos, clusters, turned=not level) if in_pieces else {}
        if not words and pango_run is not None and self._draw_plainly(pango_run, level):
            return
        starts = sorted({*clusters, length})
        ends = dict(pairwise(starts))
        is_plain = self._carrying and not words and self._is_whole(offset, offset + length)
        plain = plain_letters(self._text[offset : offset + length], infos, clusters, ends) if is_plain else []
        first = 0
        while first < number:
            if plain and plain[first] and not (self._pending or self._stretched):
                last = next((place for place in range(first, number) if not plain[place]), number)
                part = [(infos[place].glyph, infos[place].geometry.width) for place in range(first, last)]
                glyphs, widths = map(list, zip(*part, strict=True))
                if self._show(PlainRun(glyphs, widths, "".join(plain[first:last])), level):
                    first = last
                    continue
                plain[first:last] = [""] * (last - first)
            start = clusters[first]
            self._go_on(start, words)
            last = first + 1
            while last < number and clusters[last] == start:
                last += 1
            text = self._read(offset + start, offset + ends[start])
            if last == first + 1 and len(text) == 1:
                self._put(infos[first], text)
            elif right_to_left:
                self._spell([infos[i] for i in range(last - 1, first - 1, -1)], text, right_to_left=True)
            else:
                self._spell([infos[i] for i in range(first, last)], text, right_to_left=False)
            first = last
        self._go_on(length, words)
        self._stretch(False)
        if self._pending:  # it begins the text of the run, and has no letter before it to stand with
            self._put_blank(self._pending)
            self._pending = ""

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether all from byte `start` to `end` is of the text, and none of it a hyphen."""
        first, last = self._body
        return start >= first and end <= min(last, self._hyphen_at)

    def _draw_plainly(self, run: Any, level: int) -> bool:
        """Show a plain run in one go, the same as letter by letter; False where that must be done."""
        item = run.item
        start, end = item.offset, item.offset + item.length
        if self._pending or self._stretched or self._word or bool(level) != self._carrying:
            return False
        if not self._is_whole(start, end):
            return False
        plain = plain_run(run, self._text[start:end].decode())
        return plain is not None and self._show(plain, level)

    def _show(self, plain: PlainRun, level: int) -> bool:
        shown = shown_of(plain, self._codes, (self._stream, self._pango_font), self._unit, level)
        if shown is None:
            return False
        self._string += shown
        self._pen += sum(plain.widths) * self._pixel
        self._after_mark, self._after_space = category(plain.text[-1]) == "Mn", plain.text[-1].isspace()
        return True

    def _words(self, offset: int, length: int, infos: Any, clusters: Any, *, turned: bool) -> dict[int, Word]:
        """The words of a run that are drawn in pieces, by the byte of the run where their drawing begins."""
        text = self._text[offset : offset + length].decode()
        if self._textbox.is_raised:
            letters = letters_in_pieces(text, clusters) if turned or len(text) == 1 else ()
            return {letters[0].start: Word(letters, length, self._pen, turned=False)} if letters else {}
        if not turned:
            return {}
        places: dict[int, float] = {length: 0.0}
        place = self._pen
        for info, cluster in zip(infos, clusters, strict=True):
            places.setdefault(cluster, place)
            place += info.geometry.width * self._pixel
        return {
            pieces[0].start: Word(pieces, pieces[-1].end, places[pieces[0].start])
            for pieces in words_in_pieces(text)
            if all(piece.start in places and piece.end in places for piece in pieces)
        }

    def _go_on(self, at: int, words: dict[int, Word]) -> None:
        """Before what stands at byte `at` of a run is drawn, end the piece that ends there and begin what begins."""
        word = self._word
        if word is not None and at == word.stop:
            self._end_piece(word)
            self._marks.end_word()
            self._set_pen(self._pen)
            self._word = None
        elif word is not None and word.index + 1 < len(word.pieces) and at == word.pieces[word.index + 1].start:
            self._end_piece(word)
            word.index += 1
            self._begin_piece(word)
        if self._word is None and at in words:
            self._flush()
            self._word = words[at]
            self._marks.begin_word(self._word.text)
            self._begin_piece(self._word)

    def _begin_piece(self, word: Word) -> None:
        self._piece_start = start = word.start if word.turned else self._pen
        self._marks.begin_piece(word.piece.text)
        self._set_pen(start)
        for text in word.leading:
            code, width = self._space(word, text)
            self._string += f"{code:04x}>{width}<"
        if self._pen != start:
            self._string += f">{_number((start - self._pen) * 1000 / self._size)}<"

    def _end_piece(self, word: Word) -> None:
        for text in word.trailing:
            code, _ = self._space(word, text)
            self._string += f">{_number((self._pen - self._piece_start) * 1000 / self._size)}<{code:04x}"
        self._flush()
        self._marks.end_piece()

    def _space(self, word: Word, text: str) -> tuple[int, int]:
        """A code for a space beside a piece, and its width: beside raised letters the widest of the face."""
        space = self._codes.nominal(" ") if word.turned else max(self._codes.spaces, key=self._width)
        return self._codes.code(space, text), self._width(space)

    def _set_pen(self, pen: float) -> None:
        a, b, c, d, e, f = self._matrix.values
        self._stream.set_font_size(self._font.hash, self._size)
        self._stream.set_text_matrix(a, b, c, d, e + pen, f)
        self._string = "<"

    def _read(self, start: int, end: int) -> str:
        """What the characters from byte `start` to `end` say to a reader."""
        first, last = self._body
        if start >= self._hyphen_at:
            return HYPHEN if start == self._hyphen_at else ""
        return self._text[max(start, first) : min(end, last)].decode()

    def _spell(self, infos: list[Any], text: str, *, right_to_left: bool) -> None:
        from weasyprint.text.ffi import pango

        seen = [info for info in infos if info.glyph != pango.PANGO_GLYPH_EMPTY]
        parts = sum(info.geometry.width > 0 for info in seen)
        whole = self._carrying and len(text) == 1 and parts > 1 and len(seen) == len(infos)
        if whole and self._carry(list(reversed(seen)), text):
            return
        letters = spell([info.glyph for info in seen], text, self._codes.nominal, whole=not right_to_left)
        for letter in reversed(letters) if right_to_left else letters:
            if letter.glyph is None:
                self._put_blank(letter.text)
            elif letter.text:
                self._put(seen[letter.glyph], letter.text)
            else:
                self._outline(seen[letter.glyph])
                self._move(seen[letter.glyph].geometry.width)
        for info in infos:
            if info.glyph == pango.PANGO_GLYPH_EMPTY:
                self._move(info.geometry.width)

    def _put(self, info: Any, text: str) -> None:
        """Show one glyph for `text`."""
        from weasyprint.text.ffi import pango

        glyph, geometry = info.glyph, info.geometry
        if glyph == pango.PANGO_GLYPH_EMPTY:
            if text not in SILENT:
                if text == ZWNJ:
                    self._pending = text
                else:
                    self._put_blank(text)
            self._move(geometry.width)
            return
        shifted = geometry.y_offset or geometry.x_offset
        if shifted and not geometry.width and self._matrix.values[:4] == (1, 0, 0, -1):
            self._put_blank(text)
            self._outline(info)
            return
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            glyph = self._missing(glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG, geometry.width)
        offset, width = geometry.x_offset * self._unit, self._width(glyph)
        gap = abs(geometry.width * self._unit - width)
        moved = self._carrying and not text.isspace() and (geometry.y_offset or gap > LARGEST_GAP)
        if moved and self._carry([info], text):
            return
        self._attach(text)
        pending, self._pending = self._pending, ""
        code = self._codes.code(glyph, pending + text)
        if geometry.y_offset:
            self._raised(code, offset, geometry.y_offset)
        else:
            if offset:
                self._string += f">{_number(-offset)}<"
            self._string += f"{code:04x}"
        kerning = int(width + offset - geometry.width * self._unit)
        if kerning:
            self._string += f">{kerning}<"
        self._pen += geometry.width * self._pixel

    def _carry(self, infos: list[Any], text: str) -> bool:
        """Let a space about as wide as the glyphs `infos` stand for `text`, and draw them as paths, if there is one.

        A letter of several parts, or one that is moved from where its neighbours end, would be read as the end of a
        word.
        """
        width = sum(info.geometry.width for info in infos) * self._unit
        space = min(self._codes.spaces, key=lambda space: abs(self._width(space) - width))
        surplus = self._width(space) - width
        if abs(surplus) > LARGEST_GAP:
            return False
        self._attach(text)
        pending, self._pending = self._pending, ""
        code = f"{self._codes.code(space, pending + text):04x}"
        if surplus < 0:  # half of it on each side: poppler takes a gap of 0.03 em for one between words
            self._string += f">{_number(surplus / 2)}<{code}>{_number(surplus / 2)}<"
        else:
            self._string += f"{code}>{_number(surplus)}<"
        for info in infos:
            self._outline(info)
            self._pen += info.geometry.width * self._pixel
        return True

    def _attach(self, text: str) -> None:
        """Let no gap be read between a mark that ends a word and its letter.

        pdf.js measures the gap before a letter from the last character that is neither a mark nor a space, so it
        would see one here: the space beyond the mark.
        """
        if self._stretched and not self._after_mark:
            self._stretch(False)
        mark = category(text[-1]) == "Mn"
        if mark and self._after_space and self._carrying:
            self._stretch(True)
        self._after_mark, self._after_space = mark, text.isspace()

    def _stretch(self, stretched: bool) -> None:
        """Go on in a wider text matrix with letters as much narrower (ISO 32000-1, 9.3.4), or back; it is not seen."""
        if stretched == self._stretched:
            return
        self._flush()
        self._stretched, factor = stretched, _STRETCH if stretched else 1
        a, b, c, d, e, f = self._matrix.values
        self._stream.stream.append(f"{100 / factor:g} Tz".encode())
        self._stream.set_text_matrix(a * factor, b, c, d, e + self._pen, f)
        self._string = "<"

    def _raised(self, code: int, offset: float, y_offset: int) -> None:
        self._flush()
        self._stream.set_text_rise(-y_offset * self._pixel)
        self._string = f"{_number(-offset)}<{code:04x}>" if offset else f"<{code:04x}>"
        self._stream.show_text(self._string)
        self._stream.set_text_rise(0)
        self._string = "<"

    def _put_blank(self, text: str) -> None:
        """Give `text` a place that is not seen."""
        self._attach(text)
        glyph, width = self._codes.blank
        self._string += f"{self._codes.code(glyph, text):04x}>{width}<"

    def _move(self, width: int) -> None:
        if width:
            self._string += f">{_number(-width * self._unit)}<"
            self._pen += width * self._pixel

    def _outline(self, info: Any) -> None:
        """Draw a glyph as a path, later, when the text object is closed."""
        geometry, em = info.geometry, self._textbox.style["font_size"]
        scale = self._size / self._font.upem
        x = self._pen + geometry.x_offset * self._pixel
        outline = Outline(self._codes.shape, info.glyph)
        self._outlines.append([outline, self._font, scale, -scale, x / em, geometry.y_offset * self._pixel])

    def _missing(self, codepoint: int, width: int) -> int:
        """A glyph number that the face does not have, drawn as .notdef with the width that Pango gave it."""
        glyph: int = self._font.get_unused_glyph_id(codepoint)
        self._font.widths[glyph] = round(width * self._unit)
        self._font.widths.setdefault(0, self._font.widths[glyph])
        return glyph

    def _width(self, glyph: int) -> int:
        """The width of a glyph in thousandths of the font size, as the PDF will say it."""
        return width_of(glyph, self._font, (self._stream, self._pango_font), self._unit)

    def _close(self) -> None:
        self._string = self._string[:-1] if self._string.endswith("<") else self._string + ">"

    def _flush(self) -> None:
        if self._string:
            if self._string.count("<") > self._string.count(">"):
                self._close()
            if self._string:
                # pdfium loses a move that stands beside an empty string.
                self._stream.show_text(self._string.replace("<>", " "))
            self._string = ""


def _number(value: float) -> str:
    return f"{round(value, 3):g}"
