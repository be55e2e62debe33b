"""Search in PDFs: a word of the source is found in documents that are read from the right, too."""

from __future__ import annotations

import inspect
import sys
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

import afgpub
from afgpub.renderers.pdf.text.marks import Marks
from afgpub.renderers.pdf.text.pieces import Piece, Word, letters_in_pieces, words_in_pieces

SOURCE = """---
lang: fa
---

# کتاب well-known برای خواننده

این متن در www.example.org/a-b_c?x=1 است، و user.name@mail.example.com و don’t و U.S.A. و AT&T در آن آمده است.

This is an English paragraph with well-known words, it's got semi-detached houses and 1,000.50 dollars off-season.

در ۱۵<sup>م</sup> اگست این سند را خوانده بودند، و آن[^1] را نوشتند تا همه بدانند.

| نام | نشانی |
|:----|:----|
| یک | [first-name@example.org](https://example.org) |

[^1]: یادداشت با www.note.org/page در آن.
"""
WORDS = (
    "well-known|www.example.org/a-b_c?x=1|user.name@mail.example.com|don’t|U.S.A.|AT&T|it's|semi-detached|1,000.50|"
    "off-season|۱۵م|first-name@example.org|www.note.org/page"
).split("|")


@cache
def rendered(text: str = SOURCE, **options: str) -> bytes:
    document, _ = afgpub.prepare(text)
    return afgpub.render(document, to="pdf", options=options).output


def found(pdf: bytes, word: str) -> int:
    """How often Chrome's engine finds a word."""
    count = 0
    for page in pypdfium2.PdfDocument(pdf):
        search = page.get_textpage().search(word, match_case=True)
        while search.get_next():
            count += 1
    return count


@pytest.mark.parametrize("theme", ["news", "book"])
def test_words_from_left_to_right_are_found_in_a_document_from_right_to_left(theme: str) -> None:
    pdf = rendered(theme=theme, page="200x280mm")
    assert {word: found(pdf, word) for word in WORDS if not found(pdf, word)} == {}
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.ViewerPreferences.Direction == "/R2L"


def test_words_in_pieces_within_a_list_of_definitions() -> None:
    """WeasyPrint builds the tags of a term and of its definition twice, one inside the other."""
    text = "---\nlang: fa\n---\n\n# نشانی\n\nmail@example.org\n: ما در don’t و www.example.org/a\n"
    assert [found(rendered(text), word) for word in ("mail@example.org", "don’t", "www.example.org/a")] == [1, 1, 1]


def test_a_line_with_raised_letters_is_read_in_order() -> None:
    pdf = rendered(page="200x280mm")
    assert found(pdf, "۱۵م اگست این سند را خوانده بودند، و آن۱ را نوشتند تا همه بدانند.") == 1


@pytest.mark.parametrize("word", ["خودمختار", "دموکراتیک"])
def test_no_gap_parts_a_word(word: str) -> None:
    """Poppler begins another word at a gap of 0.03 em after a narrow letter."""
    with pikepdf.open(BytesIO(rendered(f"# {word}\n", theme="book"))) as pdf:
        shown = [i.operands[0] for i in pikepdf.parse_content_stream(pdf.pages[0], "TJ")]
    moves = [float(move) for array in shown for move in array if not isinstance(move, pikepdf.String)]
    assert moves
    assert min(moves) > -30


def spans(pdf: pikepdf.Pdf) -> list[tuple[str, list[tuple[int, str]]]]:
    """The words in pieces of the first page: what each says, and the number and the text of its pieces."""
    words: list[tuple[str, list[tuple[int, str]]]] = []
    for instruction in pikepdf.parse_content_stream(pdf.pages[0], "BDC"):
        tag, properties = instruction.operands
        if tag == "/Piece":
            words[-1][1].append((int(properties.MCID), str(properties.ActualText)))
        elif tag == "/Span":
            words.append((str(properties.get("/ActualText", "")), []))
    return [(word, pieces) for word, pieces in words if pieces]


def test_pieces_in_the_order_of_the_file_are_the_word() -> None:
    """So do those read it that go by that order, as pdf.js, or by the text of the whole."""
    with pikepdf.open(BytesIO(rendered())) as pdf:
        words = spans(pdf)
    assert ("www.note.org/page", ["www", ".", "note", ".", "org", "/", "page"]) in [
        (word, [text for _, text in pieces]) for word, pieces in words
    ]
    assert sum(bool(word) for word, _ in words) >= 12
    assert all("".join(text for _, text in pieces) == word for word, pieces in words if word)


def kids(element: pikepdf.Object) -> list[object]:
    """What a structure element holds: elements, and numbers of marked content."""
    return list(element.K)


def test_pieces_have_their_place_in_the_tags() -> None:
    with pikepdf.open(BytesIO(rendered())) as pdf:
        words = spans(pdf)
        numbers = [
            int(properties.MCID)
            for _, properties in (i.operands for i in pikepdf.parse_content_stream(pdf.pages[0], "BDC"))
            if "/MCID" in properties
        ]
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        assert sorted(numbers) == list(range(len(parents)))
        for number in numbers:
            assert number in [kid for kid in kids(parents[number]) if isinstance(kid, int)]
        for word, pieces in words:
            own = [number for number, _ in pieces]
            elements = {parents[number].objgen for number in own}
            assert len(elements) == 1
            if word:
                assert str(parents[own[0]].ActualText) == word
                assert [int(kid) for kid in parents[own[0]].K] == own
                line = [kid.objgen for kid in kids(parents[own[0]].P) if isinstance(kid, pikepdf.Object)]
                assert parents[own[0]].objgen in line


def test_the_pages_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with_pieces = rendered(page="200x280mm")
    monkeypatch.setattr(Marks, "are_kept", False)
    document, _ = afgpub.prepare(SOURCE)
    without = afgpub.render(document, to="pdf", options={"page": "200x280mm"}).output
    assert not found(without, "well-known")
    one, two = (pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L") for pdf in (with_pieces, without))
    assert ImageChops.difference(one, two).point([value > 128 for value in range(256)]).getbbox() is None


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nA well-known address is www.example.org, in the 2<sup>n</sup> line.\n",
        "---\nlang: fa\n---\n\n# عنوان\n\nواژه " + "a." * 200 + "\n",
    ],
    ids=["from left to right", "endless word"],
)
def test_nothing_else_is_drawn_in_pieces(text: str) -> None:
    with pikepdf.open(BytesIO(rendered(text))) as pdf:
        assert not spans(pdf)
        assert pikepdf.parse_content_stream(pdf.pages[0], "TJ Tj")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("see www.un.org, now", ["www . un . org ,"]),
        ("(well-known) e-mail", ["well - known )", "e - mail"]),
        ("A/RES/217(III)", ["A / RES /217 ( III )"]),
        ("plain words, and 1,000.50 or (1948).", []),
        ("so\u00adft-ware", ["soft - ware"]),
        ("e-book\u200cها PDF\u200c", ["e - book"]),
        ("a-ب", []),
        ("a-b " + "a." * 50, ["a - b"]),
    ],
)
def test_pieces_of_words(text: str, pieces: list[str]) -> None:
    words = list(words_in_pieces(text))
    assert [" ".join(piece.text for piece in word) for word in words] == pieces
    for word in words:
        assert all(before.end <= after.start for before, after in pairwise(word))
        for piece in word:
            said = text.encode()[piece.start : piece.end].decode()
            assert said.replace("\u00ad", "") == piece.text


def test_pieces_alike_that_are_near_begin_with_unlike_spaces() -> None:
    pieces = tuple(Piece(n, n + 1, "a."[n % 2]) for n in range(12))
    leads = [Word(pieces, 12, 0.0, index=index).leading for index in range(12)]
    assert min(map(len, leads)) == 2
    assert all(leads[n] != leads[m] for n in range(12) for m in range(n) if n - m in (2, 4))
    assert [set(lead) for lead in leads] == [{" "}] * 11 + [{"\u00a0"}]


def test_letters_in_pieces() -> None:
    assert [piece.text for piece in letters_in_pieces("۱۲", (0, 2))] == ["۱", "۲"]
    assert not letters_in_pieces("fi", (0,))  # a ligature
    assert not letters_in_pieces("123456789", tuple(range(9)))
    assert not letters_in_pieces("a b", (0, 1, 2))


def test_the_upstream_text_that_is_relied_upon() -> None:
    rendered()
    from weasyprint import draw
    from weasyprint.pdf import stream

    tags = sys.modules["weasyprint.pdf.tags"]
    build = inspect.getsource(inspect.unwrap(tags._build_box_tree))
    assert "kid = tags.pop(child)" in build
    assert "'K': pydyf.Array([kid['mcid']])" in build
    assert "nums[kid['mcid']] = kid_element.reference" in build
    assert "mcid = len(self._tags)" in inspect.getsource(stream.Stream._afgpub_marked.__wrapped__)
    assert "with stream.marked(child, 'Span'):" in inspect.getsource(draw.draw_inline_level)
