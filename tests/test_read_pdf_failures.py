"""What a PDF may be that cannot be read, or not wholly: coded errors and messages, never a traceback."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import afgpub
from afgpub.exceptions import SourceError
from afgpub.plugins import reader_for
from afgpub.readers.pdf import characters, opening, read_pdf, reading
from afgpub.readers.pdf.unlisted import TextObject
from afgpub.source import Source
from afgpub.walk import plain_text
from pdf_samples import Page, make

TEXT = ["some words that stand on the page in a line"] * 4


def code_of(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_pdf(Source("a.pdf", data))
    assert caught.value.message.hint
    return caught.value.message.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source-empty"),
        (b"no PDF at all", "pdf-invalid"),
        (b"%PDF-1.7\n" + b"\xff\x00" * 500, "pdf-invalid"),
    ],
)
def test_no_pdf(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_password() -> None:
    locked = make(Page().lines(50, 700, TEXT), encryption=pikepdf.Encryption(owner="a", user="b"))
    assert code_of(locked) == "pdf-encrypted"
    closed_to_changes = make(Page().lines(50, 700, TEXT), encryption=pikepdf.Encryption(owner="a", user=""))
    assert read_pdf(Source("a.pdf", closed_to_changes))[0].root.children


def test_pages_without_letters() -> None:
    assert code_of(make(Page(), Page().picture(0, 0, 595, 842))) == "pdf-without-text"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = make(*[Page().lines(50, 700, TEXT)] * 3)
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 300)
    assert code_of(pdf) == "pdf-limit"
    monkeypatch.setattr(opening, "MAX_PAGES", 2)
    assert code_of(pdf) == "pdf-limit"


def test_letters_that_the_file_does_not_name() -> None:
    page = Page().lines(50, 700, TEXT).place(50, 600, "\ufffd\ufffdab")
    _, messages = read_pdf(Source("a.pdf", make(page)))
    assert [(m.code, str(m.span)) for m in messages] == [("pdf-letters-unknown", "a.pdf: page 1")]


def test_a_line_too_long_to_be_read_again_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = TextObject(1, 0, 50, 600, 50, 60, 0, "")
    monkeypatch.setattr(characters, "_MOST_WORK", 0)
    monkeypatch.setattr(characters, "lines_listed_wrongly", lambda objects, listed: [[lost]])
    document, messages = read_pdf(Source("a.pdf", make(Page().lines(50, 700, TEXT))))
    assert [m.code for m in messages] == ["pdf-letters-unknown"]
    assert "\ufffd" in plain_text(document.root.children[-1])


def test_a_broken_page_is_told() -> None:
    with pikepdf.open(BytesIO(make(*[Page().lines(50, 700, TEXT)] * 2))) as pdf, BytesIO() as file:
        pdf.Root.Pages.Kids[0] = pikepdf.Dictionary(Type=pikepdf.Name.Nonsense)
        pdf.save(file)
        data = file.getvalue()
    document, messages = read_pdf(Source("a.pdf", data))
    assert document.root.children
    assert [(m.code, str(m.span)) for m in messages] == [("pdf-page-broken", "a.pdf: page 1")]


def test_the_ending_of_the_name_chooses_the_reader(tmp_path: Path) -> None:
    file = tmp_path / "Page.PDF"
    file.write_bytes(make(Page().lines(50, 700, TEXT)))
    assert reader_for(Source("Page.PDF", b"")).name == "pdf"
    assert b"some words that stand" in afgpub.convert(file, to="html").output


def test_damaged_files_end_in_a_tree_or_a_coded_error() -> None:
    whole = make(
        Page().lines(50, 700, TEXT).place(50, 500, "مالس (abc)").picture(50, 200, 100, 100),
        Page().lines(50, 700, TEXT, 8),
        compress_streams=False,
    )
    dice = random.Random(7)  # noqa: S311
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(dice.choice((1, 10, 100))):
            place = dice.randrange(len(damaged))
            if dice.random() < 0.6:
                damaged[place] = dice.randrange(256)
            else:
                del damaged[place : place + dice.randrange(30)]
        try:
            read_pdf(Source("a.pdf", bytes(damaged)))
        except SourceError as error:
            assert error.message.code.startswith("pdf-")


def test_the_same_bytes_give_the_same_tree() -> None:
    data = make(Page().lines(50, 700, TEXT).place(50, 500, "مالس (abc)"))
    assert read_pdf(Source("a.pdf", data)) == read_pdf(Source("a.pdf", data))
