"""Lines that are cut from a text which was shaped once are those that WeasyPrint and Pango make of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import afgpub
from afgpub.renderers.pdf.engine import load_engine
from afgpub.renderers.pdf.lines import breakable as breaking
from afgpub.renderers.pdf.lines import harfbuzz, parts, shaped
from afgpub.renderers.pdf.lines.breakable import breakable, is_breakable
from afgpub.renderers.pdf.lines.learnt import Learnt

ENGLISH = "A text of Waltz, AVATAR and “fi” fly-by-night To. (Ty) V. — 1990–2005"
DARI = "از آنجا که شناسائی حیثیت ذاتی کلیهٔ اعضای خانواده بشری می‌رود؛ «گفتار» (بند)، لا"
AMIRI = "در گفت و گو با خبرگزاری دانشجویان ایران) ایسنا، انقلاب اسلامی (رژیم) لا"  # a width in it is negative
SAID = re.compile(r"\S+")


def styles_of(source: str, theme: str = "news") -> list[tuple[str, Any, Any]]:
    """The texts of a PDF that were looked at, each with its style and WeasyPrint's context."""
    load_engine()
    found: list[tuple[str, Any, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "breakable", lambda *given: (found.append(given), breakable(*given))[1])
        afgpub.render(afgpub.prepare(source)[0], to="pdf", options={"proof": "off", "theme": theme})
    return found


SOURCES = {  # text, source, theme
    "English": (ENGLISH, ENGLISH, "news"),
    "Dari": (DARI, f"---\nlang: fa\n---\n\n{DARI}", "news"),
    "Amiri": (AMIRI, f"---\nlang: fa\n---\n\n{AMIRI}", "book"),
}


@pytest.fixture(scope="module", params=SOURCES)
def style(request: pytest.FixtureRequest) -> Iterator[tuple[str, Any, Any]]:
    text, source, theme = SOURCES[request.param]
    [one] = [given for given in styles_of(source, theme) if given[0] == text][:1]
    yield one


def of_weasyprint(text: str, style: Any, context: Any, width: float) -> tuple[str, int | None, float, float, float]:
    from weasyprint.text import line_break

    layout, _, resume_at, *sizes = inspect.unwrap(line_break.split_first_line)(text, style, context, width, 0)
    taken, height, baseline = sizes
    return layout.text, resume_at, taken, height, baseline


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_lines_are_those_of_weasyprint(style: tuple[str, Any, Any], data: st.DataObject) -> None:
    said, its_style, context = style
    words = data.draw(st.lists(st.sampled_from(SAID.findall(said)), min_size=1, max_size=60))
    width = data.draw(st.floats(max(60, 4 * its_style["font_size"]), 400))  # below 4 em, WeasyPrint's own way is taken
    text, start = " ".join(words), 0
    shaped = breakable(text, its_style, context)
    assert shaped is not None
    while (part := shaped.part(start, int(width * 1024))) is not None:
        line = shaped.encoded[part.start : part.end].decode()
        measured = parts._measured(shaped, part, line, its_style, context, width)
        if measured is None:
            break
        rest = shaped.encoded[start:].decode()
        resume_at = None if part.next is None else part.next - start
        assert (line, resume_at, *measured[1:]) == of_weasyprint(rest, its_style, context, width)
        if part.next is None:
            break
        start = part.next


def test_what_a_text_is_shaped_to_is_what_pango_shapes_it_to(style: tuple[str, Any, Any]) -> None:
    text, its_style, context = style
    found = breakable(text, its_style, context)
    assert found is not None and found.glyphs is not None
    assert min(found.glyphs.widths) >= 0


def test_a_text_of_known_letters_is_not_laid_out_by_pango(
    style: tuple[str, Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.text import line_break

    text, its_style, context = style
    learnt = Learnt.of(its_style)
    assert learnt is not None
    assert breakable("و می‌رود" if learnt.right_to_left else "we go", its_style, context) is not None
    monkeypatch.setattr(line_break, "create_layout", None)
    known = text[:6] if learnt.right_to_left else "we go"
    found = breakable(known, its_style, context)
    assert found is not None and found.glyphs is not None
    whole = found.part(0, 10**9)
    assert whole is not None and whole.is_exact and whole.next is None


@pytest.mark.parametrize(
    "text", ["two  spaces", "soft\u00adhyphen", "a\ttab", "two\nlines", "汉字", "a\u200bb", "\U0001f600"]
)
def test_texts_that_break_elsewhere_go_the_long_way(text: str) -> None:
    [(_, its_style, _)] = styles_of("A text.")[:1]
    assert is_breakable("A plain text — مت‌ن", its_style) and not is_breakable(text, its_style)


def test_what_is_not_one_part_for_pango_is_not_known() -> None:
    [(_, its_style, context)] = styles_of("A text.")[:1]
    mixed = breakable("abc سلام def", its_style, context)
    assert mixed is not None and mixed.glyphs is None
    learnt = Learnt.of(its_style)
    assert learnt is not None and not learnt.is_known("سلام") and not learnt.is_known("123")


def test_a_pango_that_hides_its_glyphs_is_asked_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    [(_, its_style, context)] = styles_of("A text.")[:1]
    monkeypatch.setattr(breaking, "_FIELDS", 6)
    monkeypatch.setattr(Learnt, "of", lambda style: None)
    assert breakable("A text.", its_style, context) is None


def test_harfbuzz_is_declared_as_it_is() -> None:
    load_engine()
    from weasyprint.text.ffi import ffi

    assert harfbuzz.declare()
    assert [ffi.sizeof(name) for name in ("hb_glyph_info_t", "hb_glyph_position_t")] == [20, 20]
    assert ffi.offsetof("analysis_t", "language") == ffi.offsetof("analysis_t", "font") + 2 * ffi.sizeof("void *")


def test_a_space_at_the_end_of_a_text_is_left_to_weasyprint(style: tuple[str, Any, Any]) -> None:
    text, its_style, context = style
    shaped = breakable(f"{text} ", its_style, context)
    assert shaped is not None and shaped.part(0, 10**9) is None


def test_a_justified_text_is_not_drawn_for_another_that_says_the_same() -> None:
    [(_, its_style, context)] = styles_of("A text.")[:1]
    from weasyprint.text import line_break

    for spacing in (0, 5):
        shaped.forget_shaped(its_style.font_config)
        layout = line_break.create_layout("A text.", its_style, context, None, spacing)
        layout.set_text("A text.", justify=True)
        line, _ = layout.get_first_line()
        line_break.first_line_metrics(line, "A text.", layout, None, False, its_style)
        assert (shaped._KEPT in its_style.font_config.__dict__) == (not spacing)


def test_a_text_that_is_broken_no_further_is_as_wide_as_pango_makes_it(style: tuple[str, Any, Any]) -> None:
    text, its_style, context = style
    from weasyprint.text import line_break

    known = text[:6] if its_style["direction"] == "rtl" else "we go"
    found = parts.whole(known, its_style, None)
    assert found is not None
    layout = line_break.create_layout(known, its_style, context, None, 0)  # what is kept, and its lines with it
    line, _ = layout.get_first_line()
    assert found[1] == line_break.line_size(line, its_style)[0]
    assert parts.whole("\U0001f600", its_style, None) is None
