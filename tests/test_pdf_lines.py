"""Lines and runs of glyphs that are remembered, or put together directly, are those of WeasyPrint's own way."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from operator import attrgetter

import pytest

import afgpub
from afgpub.renderers.pdf import by_style, engine, style_sheets
from afgpub.renderers.pdf.engine import heard, load_engine
from afgpub.renderers.pdf.lines import breaks, shaped, widths
from afgpub.renderers.pdf.lines.learnt import Learnt
from afgpub.renderers.pdf.lines.setup import _FEATURES as FEATURES
from afgpub.renderers.pdf.style_sheets import style_sheet
from made_articles import make_article

drawing = importlib.import_module("afgpub.renderers.pdf.text.drawing")  # its package has a function of that name
UPSTREAM = {
    "layout.inline:get_next_linebox": (
        "skip_stack = skip_first_whitespace(linebox, skip_stack)",
        "linebox.width = linebox.height = 0",
        "max_x = position_x + available_width",
        "position_x += linebox.text_indent",
        "remove_last_whitespace(context, line)",
        "offset_x -= line.width",
        "line.translate(offset_x, offset_y)",
        "line.position_y = position_y",
    ),
    "layout.inline:split_inline_box": (
        "max_x *= 1 + 1e-9",
        "new_box.remove_decoration(start=not is_start, end=not is_end)",
        "child.position_x + child.margin_width() -",
        "_adjust_line_height(new_box)",
    ),
    "layout.inline:split_inline_level": ("context, box, max_x - position_x, skip,",),
    "layout.inline:iter_line_boxes": ("resolve_one_percentage(box, 'text_indent', containing_block.width)",),
    "layout.inline:split_text_box": (
        "text.decode(), box.style, context, available_width,",
        "box.margin_top = half_leading",
        "box.baseline += box.margin_top",
    ),
    "layout.inline:add_word_spacing": (
        "box.text, box.style, context, max_width=None,",
        "layout.deactivate()",
        "box.pango_layout = layout",
    ),
    "text.line_break:split_first_line": (
        "ratio = 4  #",
        "if style['font_size'] * ratio > max_width:",
        "short_text = text[:int(max_width / style['font_size'] * ratio)]",
        "space > limit_zone or space < 0",
        "text = short_text",
        "next_word = second_line_text[:break_point].rstrip(' ')",
        "if space_collapse and second_line_text[break_point or -1] == ' ':",
        "new_first_line_text = first_line_text + next_word",
    ),
    "layout.preferred:inline_line_widths": ("_, _, new_resume_index, width, _, _ = split_first_line(",),
    "layout.percent:resolve_percentages": (
        "if isinstance(box, boxes.PageBox):",
        "if cb_height == 'auto':",
        "box.style['border_collapse'] == 'collapse'",
    ),
    "text.line_break:create_layout": (
        "pango.pango_layout_set_width(layout.layout, int(max(0, max_width) * TO_UNITS))",
    ),
    "text.line_break:first_line_metrics": (
        "pango.pango_layout_set_width(layout.layout, -1)",
        "first_line_text = first_line_text.rstrip(' ')",
        "layout.set_text(first_line_text)",
        "layout.deactivate()",
    ),
    "draw.text:draw_text": (
        "textbox.pango_layout.reactivate(textbox.style)",
        "draw_first_line(",
        "textbox.pango_layout.deactivate()",
    ),
    "draw.text:draw_first_line": ("pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)",),
    "css:ComputedStyle.__missing__": (
        "if key in self.cascaded:",
        "if key in INHERITED or key[:2] == '__':",
        "value = 'initial'",
        "if logical_function := PHYSICAL_FUNCTIONS.get(key):",
        "logical_key = logical_function(block='ttb', inline=self['direction'])",
        "if logical_key in self.cascaded:",
        "value = [] if key[:2] == '__' else INITIAL_VALUES[key]",
        "if key not in INITIAL_NOT_COMPUTED:",
        "self[key] = value = parent_style[key]",
        "if key[:16] == 'text_decoration_' and parent_style is not None:",
        "elif key == 'page' and value == 'auto':",
        "elif key in ('position', 'float', 'display'):",
        "if check_math(value):",
        "if key in self:",
    ),
}


@pytest.mark.parametrize("name", UPSTREAM)
def test_the_upstream_text_that_is_relied_upon(name: str) -> None:
    load_engine()
    module, function = name.split(":")
    source = inspect.getsource(inspect.unwrap(attrgetter(function)(importlib.import_module(f"weasyprint.{module}"))))
    for text in UPSTREAM[name]:
        assert text in source


def test_what_a_layout_at_rest_holds() -> None:
    load_engine()
    from weasyprint.text.line_break import Layout

    source = inspect.getsource(Layout.__init__) + inspect.getsource(Layout.setup) + inspect.getsource(Layout.deactivate)
    assert "del self.layout, self.language, self.style" in source
    assert {line.split()[0] for line in source.splitlines() if line.strip().startswith("self.") and " = " in line} == {
        f"self.{name}"
        for name in (
            "justification_spacing max_width style first_line_direction language layout ascent underline_position "
            "strikethrough_position underline_thickness strikethrough_thickness"
        ).split()
    }


def test_how_pango_is_told_of_a_style() -> None:
    load_engine()
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.text.line_break import Layout

    source = inspect.getsource(inspect.unwrap(Layout.setup))
    assert source.count("pango.pango_context_set_") == 3
    assert source.count("pango.pango_layout_set_") == 3
    assert source.count("style['font_") == 4 + len(FEATURES)
    assert [name for name in FEATURES if f"style['{name}']" not in source] == []
    flow = inspect.getsource(inspect.unwrap(Box.is_in_normal_flow))
    assert "self.is_running() or self.is_footnote() or self.is_note())" in flow


@pytest.mark.skipif(sys.platform == "win32", reason="another Pango")
def test_the_process_ends_well() -> None:
    script = "import afgpub\nfor theme in ('news', 'book', 'magazine'):\n"
    script += "    afgpub.convert('# A title\\n\\nText.', to='pdf', options={'theme': theme})"
    assert subprocess.run((sys.executable, "-c", script), check=False).returncode == 0


@contextmanager
def the_long_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint's own way: nothing is remembered, nothing is put together directly."""
    load_engine()
    import pydyf
    from weasyprint.css import ComputedStyle
    from weasyprint.layout import block, inline, preferred
    from weasyprint.text.line_break import Layout

    with monkeypatch.context() as patch:
        patch.setattr(engine, "repair", lambda weasyprint: None)  # else each document wraps it again
        patch.setattr(ComputedStyle, "__missing__", inspect.unwrap(ComputedStyle.__missing__))
        patch.setattr(Layout, "reactivate", inspect.unwrap(Layout.reactivate))
        patch.setattr(pydyf, "_to_bytes", inspect.unwrap(pydyf._to_bytes))
        patch.setattr(pydyf.PDF, "write", inspect.unwrap(pydyf.PDF.write))
        patch.setattr(pydyf.PDF, "add_object", inspect.unwrap(pydyf.PDF.add_object))
        patch.setattr(breaks, "_PLAIN", re.compile("(?!)"))
        patch.setattr(by_style, "kept_for", lambda style: None)
        patch.setattr(Layout, "setup", inspect.unwrap(Layout.setup))
        patch.setattr(inline, "get_next_linebox", inspect.unwrap(inline.get_next_linebox))
        patch.setattr(inline, "create_layout", inspect.unwrap(inline.create_layout))
        patch.setattr(inline, "split_text_box", inline._afgpub_split_every_text)
        patch.setattr(preferred, "split_first_line", preferred._afgpub_split_every_line)
        patch.setattr(inline, "iter_line_boxes", inline._afgpub_iterate_every_line)
        patch.setattr(block, "iter_line_boxes", inline._afgpub_iterate_every_line)
        patch.setattr(drawing, "plain_letters", lambda *given: [])
        patch.setattr(drawing.Line, "_draw_plainly", lambda self, run, level: False)
        yield


MIXED = """---
lang: fa
---

# متن با English و اعداد ۱۲۳

""" + "\n\n".join(
    f"این **متن شمارهٔ {n}** با _English words, and a long hyphenation_ و نشانی www.example.org/{n} است[^{n}]، "
    + "می‌رویم تا ببینیم چه می‌شود؛ H~2~O و «گفتار» ۵۰ درصد. " * 6
    + f"\n\n> Quoted: an {'internationalisation ' * n}of it.\n\n[^{n}]: یادداشت {n} with words."
    for n in range(1, 9)
)
ENGLISH = "# A text in English\n\n" + "\n\n".join(
    "All of the committee's organisations were there, and it was good. " * count + f"On page {count}, *they* went."
    for count in range(1, 14)
)
BOOK = "---\nrole: book\nlang: en\n---\n\n" + "\n\n".join(f"## Chapter {n}\n\n{ENGLISH[22:]}" for n in range(3))
BESIDE = "# A text\n\n" + "\n\n".join(
    "A significant surge of **fifty offices** in the *first* five years, and of files; `fi` " * count
    for count in range(1, 9)
)
STRUCK = """# A text with ~~one word~~ struck

| a | ~~b~~ | ~~سلام~~ |
|---|---|---|
| c ~~d~~ | [~~e~~](https://www.example.org/e) | `f` and ~~the words of a longer text that is struck~~ |

~~Term~~
: ~~Definition~~ and more.
"""
SOURCES: dict[str, tuple[str, dict[str, object]]] = {
    "ligatures beside phrases": (BESIDE, {}),
    "English": (ENGLISH, {}),
    "struck": (STRUCK, {}),
    "struck in a magazine": (STRUCK, {"theme": "magazine"}),
    **{f"made {number}": (make_article(number), {}) for number in range(6)},
    "mixed": (MIXED, {}),
    "notes at the foot": (MIXED, {"notes": "footnotes", "page": "A5"}),
    "magazine": (ENGLISH, {"theme": "magazine"}),
    "book": (BOOK, {"theme": "book"}),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_pages_are_those_of_the_long_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, options = SOURCES[name]
    document, _ = afgpub.prepare(source)
    quick = afgpub.render(document, to="pdf", options=options)
    with the_long_way(monkeypatch):
        assert afgpub.render(document, to="pdf", options=options).output == quick.output


def test_lines_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    load_engine()
    from weasyprint.text import line_break

    laid_out: list[str] = []
    first_line = line_break.Layout.get_first_line
    monkeypatch.setattr(
        line_break.Layout, "get_first_line", lambda self: (laid_out.append(self.text), first_line(self))[1]
    )
    document, _ = afgpub.prepare(ENGLISH)
    afgpub.render(document, to="pdf", options={"proof": "off"})
    quick = len(laid_out)
    with the_long_way(monkeypatch):
        afgpub.render(document, to="pdf", options={"proof": "off"})
    assert quick < 0.6 * (len(laid_out) - quick)


def test_what_was_measured_is_drawn_and_nothing_is_kept_of_another_document(monkeypatch: pytest.MonkeyPatch) -> None:
    load_engine()
    from weasyprint.text.line_break import Layout

    shaped_anew: list[str] = []
    long_way = inspect.unwrap(Layout.reactivate)

    def reactivate(self: Layout, style: object) -> None:
        shaped_anew.append(self.text)
        long_way(self, style)

    monkeypatch.setattr(Layout, "reactivate", shaped._as_measured(reactivate))
    monkeypatch.setattr(shaped, "_MOST", 20)
    monkeypatch.setattr(Learnt, "of", lambda style: None)  # else no line is shaped alone
    text = " ".join(f"In year {n} there were {n * 37} of them." for n in range(300))
    document, _ = afgpub.prepare(f"# Figures\n\n{text}")
    style_sheets._kept.__dict__.clear()
    first = afgpub.render(document, to="pdf", options={"proof": "off"})
    few = len(shaped_anew)
    [sheet] = style_sheets._kept.sheets.values()
    assert len(sheet.fonts.__dict__[shaped._KEPT]) <= 20
    monkeypatch.setattr(shaped, "_MOST", 500)
    again = afgpub.render(document, to="pdf", options={"proof": "off"})
    assert 0 < len(shaped_anew) - few < few / 2
    assert again.output == first.output
    shaped.forget_shaped(sheet.fonts)
    assert shaped._KEPT not in sheet.fonts.__dict__


def test_widths_of_short_texts_are_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    load_engine()
    from weasyprint.layout import preferred

    assert inspect.getsource(preferred).count("split_first_line(") == 2
    asked: list[str] = []
    split = preferred._afgpub_split_every_line
    counting = widths._remembering(
        lambda text, *rest, **options: (asked.append(text), split(text, *rest, **options))[1]
    )
    monkeypatch.setattr(preferred, "split_first_line", counting)
    document, _ = afgpub.prepare(
        f"# A text\n\n{'Some words. ' * 900}\n\n| a | b |\n|---|---|\n| A cell | {'long ' * 30} |"
    )
    style_sheets._kept.__dict__.clear()
    first = afgpub.render(document, to="pdf", options={"proof": "off"}).output
    short = [text for text in asked if len(text) <= 100]
    assert short and len(asked) > len(short)
    asked.clear()
    assert afgpub.render(document, to="pdf", options={"proof": "off"}).output == first
    assert not [text for text in asked if len(text) <= 100]


def test_objects_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    load_engine()
    import pydyf

    packed: list[int] = []
    compress = pydyf.zlib.compressobj
    monkeypatch.setattr(pydyf.zlib, "compressobj", lambda level: (packed.append(level), compress(level=level))[1])

    def written() -> bytes:
        pdf = pydyf.PDF()
        pdf.add_object(pydyf.Stream([b"q", 1, 0.5, "Q", True], compress=True))
        pdf.add_object(pydyf.Dictionary({"A": pydyf.Array([1, "/B", 2.25]), "C": pydyf.String("د")}))
        pdf.write(out := BytesIO(), identifier=b"x", compress=True)
        return out.getvalue()

    once = written()
    assert len(packed) == 3  # with the streams of objects and of their places
    monkeypatch.setattr(pydyf.PDF, "write", inspect.unwrap(pydyf.PDF.write))
    assert written() == once and len(packed) == 3 + 5


def test_a_style_sheet_is_parsed_once() -> None:
    load_engine()
    assert style_sheet("p { color: red }", None, []).parsed is style_sheet("p { color: red }", None, []).parsed


def test_a_style_sheet_that_tells_something_tells_it_again() -> None:
    load_engine()
    for _ in range(2):
        with heard() as told:
            style_sheet("p { colour: red }", None, told)
        assert len(told) == 1
