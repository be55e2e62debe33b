"""Encodings: old ones are recognised and told of, damage leaves no word out, nonsense is an error with its place."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub import mojibake
from afgpub.document import Paragraph
from afgpub.mojibake import mend_mojibake
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text import normalise_text
from afgpub.source import open_source
from afgpub.walk import plain_text, walk
from conftest import CORPUS

FOLDER = CORPUS / "encodings"
CASES = json.loads((FOLDER / "cases.json").read_text("utf-8")) if FOLDER.exists() else []
DARI = "اعلامیه جهانی حقوق بشر\n\nاز آنجا که شناسائی حیثیت ذاتی همه اعضای خانواده بشری اساس آزادی است.\n"
PASHTO = "څرنګه چې د بشري کورنۍ د ټولو غړو حقوق\n\nپه نړۍ کې د ازادۍ، عدالت او سولې اساس دی.\n"
ARABIC_LETTERS = DARI.replace("ی", "ي").replace("ک", "ك")


def decoded(data: bytes) -> tuple[str, list[str]]:
    text, messages = open_source(data, name="a.md").decode()
    assert all(message.span is not None for message in messages)
    return text, [f"{message.span.start if message.span else 0} {message.code}" for message in messages]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [DARI, PASHTO, "Plain English words.\nIn two lines.\n"])
def test_wide_encodings_without_a_mark(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == (text, ["1 encoding-guessed"])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1256", ARABIC_LETTERS),
        ("mac_farsi", ARABIC_LETTERS),
        ("windows-1252", "Für die Größe der Universität\n\nDéjà vu – “naïve”\n"),
        ("windows-1256", "# Kabul\n\nBaten der كتاب است كه از آنجا\n"),
    ],
)
def test_old_encodings(encoding: str, text: str) -> None:
    found, messages = decoded(text.encode(encoding))
    assert found == text
    first = next(n for n, line in enumerate(text.split("\n"), 1) if not line.isascii())
    assert messages == [f"{first} encoding-guessed"]


def test_lines_of_an_old_encoding_among_utf8() -> None:
    data = DARI.encode() + ARABIC_LETTERS.encode("windows-1256") + PASHTO.encode()
    assert decoded(data) == (DARI + ARABIC_LETTERS + PASHTO, ["4 encoding-guessed"])


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1256"])
@pytest.mark.parametrize("text", [DARI, PASHTO, "Größe und Übermut, naïveté\n"])
def test_mojibake(encoding: str, text: str) -> None:
    wrong = "".join(bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
    first = next(n for n, line in enumerate(text.split("\n"), 1) if not line.isascii())
    found, messages = decoded(wrong.encode())
    assert found == text
    assert messages == [f"{first} encoding-mojibake"]


@pytest.mark.parametrize("text", [DARI, PASHTO, ARABIC_LETTERS, "Ä“ É» Ü… «À»\n", "شجاع» طط «ظ‎»\n"])
def test_what_only_looks_like_mojibake(text: str) -> None:
    assert mend_mojibake(text) == (text, {})


MIXED = st.sampled_from([*DARI.split(), *ARABIC_LETTERS.split(), "Größe", "x", "”", "\x81", "\u06cc", "\ud800", "\n"])
SEQUENCES = st.text("اآط³ظ„عپØ³ÙÃ¼â€”کی،", max_size=12)


@given(st.lists(MIXED | SEQUENCES, max_size=12).map(" ".join))
def test_no_line_is_passed_over_that_would_be_mended(text: str) -> None:
    with patch.object(mojibake, "_can_be_covered", lambda *_: True):
        mended = mend_mojibake(text)
    assert mend_mojibake(text) == mended


@pytest.mark.parametrize(
    ("data", "text", "code"),
    [
        ("سلام \U0001f600".encode("utf-16-le").decode("utf-16-le").encode(), "سلام \U0001f600", None),
        ("سلام ".encode() + b"\xed\xa0\xbd\xed\xb8\x80", "سلام \U0001f600", "encoding-damaged"),
        ("سلام ".encode() + b"\xed\xa0\xbd.", "سلام \ufffd.", "encoding-damaged"),
        (b"\xc0\xae" + "سلام".encode(), "\ufffdسلام", "encoding-damaged"),
        ("سلام بشر".encode()[:-1], "سلام بش\ufffd", "encoding-damaged"),
        ("سلام بشر اعضای خانواده\0 آزادی".encode(), "سلام بشر اعضای خانواده\ufffd آزادی", "source-nul"),
    ],
)
def test_damage(data: bytes, text: str, code: str | None) -> None:
    assert decoded(data) == (text, [f"1 {code}"] if code else [])


def test_ends_of_lines() -> None:
    assert decoded("a\u2028b\u2029c\x85d\r\ne\rf".encode())[0] == "a\nb\n\nc\nd\ne\nf"


@pytest.mark.parametrize(
    "data", [b"good line\nbad \xff line\n", "خوب ".encode() + b"\xff!", b"\xfe\xfd\xfc", b"a \x81 b"]
)
def test_nonsense_is_an_error(data: bytes) -> None:
    with pytest.raises(afgpub.AfgpubError, match="source-encoding"):
        decoded(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_coded_error(data: bytes) -> None:
    try:
        text, _ = open_source(data).decode()
    except afgpub.AfgpubError as error:
        assert error.message.code.startswith("source-")
    else:
        assert "\0" not in text
        text.encode("utf-8")


@given(st.text(max_size=80))
def test_utf8_is_never_mistaken(text: str) -> None:
    try:
        found, messages = open_source(text.encode("utf-8")).decode()
    except afgpub.AfgpubError:
        return
    if not messages:
        assert found.split() == text.removeprefix("\ufeff").split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_corpus(case: dict[str, Any]) -> None:
    path = FOLDER / case["input"]
    text, messages = open_source(path).decode()
    document, said = afgpub.read(path, reader="markdown")
    assert said[: len(messages)] == messages
    document, edits = normalise_text(document, NormaliserOptions())
    assert normalise_text(document, NormaliserOptions()) == (document, ())
    found = "\n\n".join(plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph))
    if case["expect"] is None:
        assert messages or edits
        return
    expected = (FOLDER / case["expect"]).read_text("utf-8").strip()
    assert expected in (text.strip(), found)
    if "normalised" in case:
        original = (FOLDER / case["normalised"]).read_text("utf-8").strip()
        # windows-1256 has no hamza that is written above another letter.
        assert found == original.replace("هٔ", "ه").replace("ا\u0654", "ا")
