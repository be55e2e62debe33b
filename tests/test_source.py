"""Sources: what can be read is read, everything else is one coded error."""

from __future__ import annotations

from pathlib import Path

import pytest

import afgpub
from afgpub.source import MAX_BYTES, MAX_LINE, open_source


def code_of(source: Path | str | bytes) -> str:
    with pytest.raises(afgpub.AfgpubError) as caught:
        open_source(source).text()
    assert caught.value.message.text
    assert caught.value.message.hint
    return caught.value.message.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark(encoding: str) -> None:
    assert open_source("# سلام\r\nپښتو\r".encode(encoding)).text() == "# سلام\nپښتو\n"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "missing.md") == "source-missing"
    assert code_of(tmp_path) == "source-folder"
    assert code_of(tmp_path / "missing.md" / "below") == "source-missing"
    assert code_of(Path("nul\0byte.md")) == "source-unreadable"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source-empty"),
        (b" \n\t\n", "source-empty"),
        (b"%PDF-1.7 ...", "source-binary"),
        (b"PK\x03\x04....", "source-binary"),
        (b"text\0text", "source-binary"),
        (bytes(range(256)), "source-binary"),
        (b"good line\nbad \xff line\n", "source-encoding"),
        (b"x" * (MAX_LINE + 1), "source-line-too-long"),
    ],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_place_of_a_bad_byte() -> None:
    with pytest.raises(afgpub.AfgpubError) as caught:
        open_source("سلام\nخوب ".encode() + b"\xff!", name="a.md").text()
    assert str(caught.value) == "a.md:2: a.md is not UTF-8: byte 0xff at column 8 [source-encoding]"


def test_size_is_limited_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert code_of(large) == "source-too-large"
    assert code_of(b"x" * (MAX_BYTES + 1)) == "source-too-large"


@pytest.mark.parametrize("text", ["article.md", " folder/my article.DOCX\n", "C:\\texts\\متن.txt"])
def test_a_name_that_was_meant_as_a_path_is_told(text: str) -> None:
    _, messages = afgpub.read(text)
    assert [said.code for said in messages] == ["source-is-name"]
    assert text.strip() in messages[0].text
    assert messages[0].hint is not None
    assert "Path(" in messages[0].hint


@pytest.mark.parametrize(
    "text", ["A line about README.", "See article.md\nand more", "https://www.example.org/a.html", "a" * 400 + ".md"]
)
def test_what_is_no_name(text: str) -> None:
    assert "source-is-name" not in [said.code for said in afgpub.read(text)[1]]


def test_a_file_that_holds_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("article.md", "utf-8")
    assert afgpub.read(tmp_path / "a.md")[1] == ()
