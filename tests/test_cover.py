"""Covers: made of the title in its own script, or the image that the text names."""

from __future__ import annotations

import zlib
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

import afgpub
from afgpub.frozen import replace
from afgpub.metadata import Phrase
from afgpub.renderers.cover import Words, make_cover, raster, setting
from afgpub.renderers.cover.design import design
from afgpub.renderers.cover.setting import break_lines, cast, set_line, width_of
from afgpub.renderers.cover.vector import write_svg
from afgpub.theme import load_theme
from conftest import PROJECT
from epub_samples import IMAGES, values, xml

THEME = load_theme("news")
WORDS = Words(
    Phrase("امنیت و همکاری (TTP) در ۱۴۰۳", "fa", "rtl"),
    others=(Phrase("Security and Cooperation", "en", "ltr"),),
    publication=Phrase("افغانستان آزاد", "fa", "rtl"),
    people=(Phrase("Ada", dir="ltr"),),
    alternative="words",
)
SVG = "{http://www.w3.org/2000/svg}"


def epub(source: Path | str, **options: object) -> tuple[ZipFile, list[str]]:
    result = afgpub.convert(source, to="epub", options=options)
    return ZipFile(BytesIO(result.output)), [message.code for message in result.messages if message.severity > 1]


def test_the_same_words_give_the_same_pictures() -> None:
    assert make_cover(WORDS, THEME) == make_cover(WORDS, THEME)


def test_a_picture_is_the_same_whatever_was_drawn_before_it() -> None:
    first = make_cover(WORDS, THEME)
    for number in range(12):
        people = (Phrase(f"Ada {number}", dir="ltr"), Phrase(f"حمید {number}", dir="rtl"))
        make_cover(replace(WORDS, title=Phrase(f"Another {number}", "en", "ltr"), people=people), THEME)
    again = make_cover(WORDS, THEME)
    caches = (raster._drawn, raster._lettered, raster._repeated, setting.set_line, setting._shaped)
    for cache in caches:
        cache.cache_clear()
    assert first == again == make_cover(WORDS, THEME)


def test_the_picture_needs_no_font_and_holds_no_script() -> None:
    svg = etree.fromstring(make_cover(WORDS, THEME).svg)
    assert {node.tag for node in svg.iter()} == {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "path")}
    assert svg.findtext(f"{SVG}title") == WORDS.title.text


def test_the_png_is_the_svg_in_pixels() -> None:
    cover = make_cover(WORDS, THEME)
    png = Image.open(BytesIO(cover.png)).convert("RGB")
    assert png.size == (1200, 1800)
    paper, accent = (THEME.colours[name] for name in ("paper", "accent"))
    assert png.getpixel((5, 1000)) == tuple(bytes.fromhex(paper[1:]))
    assert png.getpixel((5, 1790)) == tuple(bytes.fromhex(accent[1:]))
    left, _, right, _ = (
        png.crop((0, 400, 1200, 560)).convert("L").point(lambda v: 255 * (v < 128)).getbbox() or (0,) * 4
    )
    assert right > 1050 > 1200 - left, "the Dari title begins at the right"


@pytest.mark.parametrize("words", [WORDS, replace(WORDS, title=Phrase("Čas & ﷽ 100 %", "en", "ltr"), others=())])
def test_the_outlines_of_the_svg_are_those_of_the_faces(words: Words) -> None:
    sheet = design(words, THEME)
    expected, found = RecordingPen(), RecordingPen()
    for type in sheet.types:
        for glyph in type.line.glyphs:
            scale = type.line.size / setting.font_of(glyph.face).face.upem
            place = TransformPen(expected, (scale, 0, 0, -scale, type.x + glyph.x, type.y - glyph.y))
            setting.font_of(glyph.face).draw_glyph_with_pen(glyph.number, place)
    for path in etree.fromstring(write_svg(sheet, words.title)).iter(f"{SVG}path"):
        numbers = path.get("transform", "").removeprefix("matrix(").removesuffix(")").split()
        parse_path(path.get("d", ""), TransformPen(found, tuple(map(float, numbers))))
    assert [command for command, _ in found.value] == [command for command, _ in expected.value]
    for (_, points), (_, wanted) in zip(found.value, expected.value, strict=True):
        assert all(abs(a - b) < 0.02 for p, q in zip(points, wanted, strict=True) for a, b in zip(p, q, strict=True))


_DRAWN = st.tuples(st.integers(0, 1199), st.integers(0, 1799), st.lists(st.binary(min_size=3, max_size=3), max_size=30))


@given(st.lists(st.integers(0, 1800), max_size=4), st.lists(_DRAWN, max_size=5))
def test_lines_are_drawn_over_the_ground_one_after_another(
    edges: list[int], given: list[tuple[int, int, list[bytes]]]
) -> None:
    bounds = sorted({0, 1800, *edges})
    ground = [(b"\0" + bytes([n]) * 1200, end - start) for n, (start, end) in enumerate(pairwise(bounds))]
    rows = [bytearray(row) for row, count in ground for _ in range(count)]
    lines = [
        raster._Drawn(left, top, tuple(row[: 1200 - left] for row in found[: 1800 - top]), b"\0")
        for left, top, found in given
    ]
    for line in lines:
        for y, pixels in enumerate(line.rows, line.top):
            if any(pixels):
                rows[y][1 + line.left : 1 + line.left + len(pixels)] = pixels
    assert zlib.decompress(raster._stream(raster._pieces(ground, lines))) == b"".join(rows), "its Adler-32 is right too"


@given(st.text(st.sampled_from("ab سلام(12) .漢"), max_size=12), st.sampled_from(("ltr", "rtl")), st.floats(1, 200))
def test_a_line_is_as_wide_as_is_said_before(text: str, dir: Literal["ltr", "rtl"], size: float) -> None:
    faces = cast(THEME, "h1")
    assert width_of(text, dir, faces, size) == set_line(text, dir, faces, size).width


def test_a_line_is_in_visual_order_and_joined() -> None:
    faces = cast(THEME, "h1")
    line = set_line("سلام ABC", "rtl", faces, 100)
    xs = [(glyph.x, glyph.face.script) for glyph in line.glyphs]
    assert min(xs)[1] == "Latn"
    assert max(xs)[1] == "Arab"
    apart = sum(set_line(letter, "rtl", faces, 100).width for letter in "سلام")
    assert set_line("سلام", "rtl", faces, 100).width < apart


@pytest.mark.parametrize(
    "text", ["one two three four five six seven", "یک دو سه چهار پنج شش هفت", "Donaudampf" * 9, ""]
)
def test_lines_keep_every_word_and_fit(text: str) -> None:
    faces = cast(THEME, "h1")
    lines = break_lines(text, "ltr", faces, 90, 600)
    assert " ".join(lines) == text
    assert all(set_line(line, "ltr", faces, 90).width <= 600 for line in lines if " " in line)


@pytest.mark.parametrize("title", ["x", "漢字", "A" * 400, "wörd " * 80, "\u202e abc", "<&>"])
def test_any_title_makes_a_cover(title: str) -> None:
    archive, _ = epub(f"---\ntitle: {title!r}\n---\n\nText.")
    etree.fromstring(archive.read("EPUB/cover.svg"))
    assert Image.open(BytesIO(archive.read("EPUB/cover.png"))).size == (1200, 1800)


def test_the_cover_of_a_book() -> None:
    archive, _ = epub(PROJECT / "examples" / "seed" / "article.md")
    page = xml(archive, "EPUB/cover.xhtml")
    assert values(page, "//h:img/@src") == ["cover.svg"]
    [said] = values(page, "//h:img/@alt")
    assert said.startswith("Cover: افغانستان آزاد")
    assert said.endswith("Security Cooperation between Pakistan and Afghanistan, Taut Bataut")
    bare, _ = epub("# T\n\nText.", cover=False)
    assert not [name for name in bare.namelist() if "cover" in name]


def test_a_given_cover(tmp_path: Path) -> None:
    source = tmp_path / "article.md"
    picture = (IMAGES / "pixel.png").read_bytes()
    (tmp_path / "front.png").write_bytes(picture)
    source.write_text("---\ntitle: T\ncover: front.png\n---\n\nText.", "utf-8")
    archive, codes = epub(source)
    assert archive.read("EPUB/cover.png") == picture
    assert "EPUB/cover.svg" not in archive.namelist()
    assert codes == []
    for wrong in ("gone.png", "../secret.png", "https://example.org/a.png", "article.md"):
        source.write_text(f"---\ntitle: T\ncover: {wrong}\n---\n\nText.", "utf-8")
        archive, codes = epub(source)
        assert codes == ["cover-refused"], wrong
        assert "EPUB/cover.svg" in archive.namelist()


def test_isolates_of_the_title_hold_on_the_cover() -> None:
    from afgpub.renderers.cover.setting import font_of

    line = set_line("زبان \u2066C++\u2069 در کابل", "rtl", cast(THEME, "h1"), 10)
    latin = next(glyph.face for glyph in line.glyphs if glyph.face.family.startswith("Source"))
    letter, sign = (font_of(latin).get_nominal_glyph(ord(character)) for character in "C+")
    ordered = [glyph.number for glyph in sorted(line.glyphs, key=lambda glyph: glyph.x) if glyph.face == latin]
    assert [number for number in ordered if number in (letter, sign)] == [letter, sign, sign]
    plain, _ = epub("---\ntitle: زبان C++ در کابل\nlang: fa\n---\n\nمتن.\n")
    assert "زبان C++ در کابل" in plain.read("EPUB/cover.svg").decode()
