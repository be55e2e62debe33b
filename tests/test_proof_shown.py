"""What is read back in strings and by one pattern is what is read letter by letter and by pikepdf."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

import afgpub
from afgpub.proof import content
from afgpub.proof.content import instructions
from afgpub.proof.lines import lines_of
from afgpub.proof.reading import Character, pages_of, shown_of
from afgpub.proof.shown import Shown
from afgpub.proof.tags import reading_order
from made_articles import make_article

OPERATORS = "q Q cm BT ET Tf Tm Td TD T* TL Tc Tw Tz Ts Tj TJ ' \" BDC BMC EMC Do"
TURNED = """---
lang: fa
---

# نشانی‌ها

نشانی www.example.org/a-b و [پیوند](https://example.org/x) با H~2~O و ۱۲ و *English words* در **متن**[^1]، می‌رویم.

[^1]: یادداشت with words.
"""
SOURCES = {**{f"made {number}": make_article(number) for number in (1, 2, 5)}, "turned": TURNED}
PLAIN = (
    b"q 1 0 0 -1 0 841.9 cm /Span <</MCID 3>> BDC BT /F 9.5 Tf [<0041>-12.5<00420043>7] TJ <0041> Tj T* ET EMC Q f* 0 g"
)


def stream(pdf: pikepdf.Pdf, data: bytes) -> Any:
    return pikepdf.Stream(pdf, data)


def simple(operands: list[Any]) -> list[Any]:
    """Operands as they are used."""
    found: list[Any] = []
    for operand in operands:
        if isinstance(operand, str | pikepdf.Name):
            found.append(str(operand))
        elif isinstance(operand, dict | pikepdf.Dictionary):
            found.append({key: str(value) for key, value in operand.items()})
        elif isinstance(operand, bytes | pikepdf.String):
            found.append(bytes(operand))
        elif isinstance(operand, list | pikepdf.Array):
            found.append(simple(list(operand)))
        else:
            found.append(float(operand))
    return found


def both(given: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[Any]]:
    quick = [(operator, simple(operands)) for operator, operands in instructions(given, OPERATORS)]
    with monkeypatch.context() as patch:
        patch.setattr(content, "_plain", lambda *given: None)
        long = [(operator, simple(operands)) for operator, operands in instructions(given, OPERATORS)]
    return quick, long


@pytest.mark.parametrize("name", SOURCES)
def test_the_lines_are_those_that_are_read_letter_by_letter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = afgpub.convert(SOURCES[name], to="pdf", options={"proof": "off"}).output
    assert isinstance(data, bytes)
    with pikepdf.open(BytesIO(data)) as pdf:
        order = reading_order(pdf)
        quick = list(lines_of(enumerate(shown_of(pdf)), order))
        for page in pdf.pages:
            assert both(page.obj, monkeypatch)[0] == both(page.obj, monkeypatch)[1]
        assert any(isinstance(shown, Shown) for page in shown_of(pdf) for shown in page)
        monkeypatch.setattr(content, "_plain", lambda *given: None)
        assert quick == list(lines_of(enumerate(pages_of(pdf)), order)) and len(quick) > 2


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace(b"<0041> Tj", b"(A\\)) Tj"),
        PLAIN.replace(b" Q", b" % Q\n Q"),
        PLAIN.replace(b"<</MCID 3>>", b"<</MCID 3 /ActualText <feff0041>>>"),
        PLAIN.replace(b"<</MCID 3>>", b"<</Lang /de /MCID 3>>"),
        PLAIN.replace(b"/F ", b"/F#41 "),
        PLAIN.replace(b"<0041>", b"<0 04>"),
        PLAIN.replace(b"<0041>", b"<004>"),
        PLAIN.replace(b" ", b"\r\n"),
        PLAIN.replace(b"q ", b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI "),
        b"",
    ],
)
def test_what_is_not_plain_is_left_to_pikepdf(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        quick, long = both(stream(pdf, data), monkeypatch)
    assert quick == long and len(quick) >= (11 if data else 0)


def test_plain_streams_are_not_left_to_pikepdf(monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        assert content._plain(stream(pdf, PLAIN), {b"Tf": "Tf"}) == [("Tf", ["/F", 9.5])]
        assert content._plain(stream(pdf, PLAIN + b" (A) Tj"), {}) is None
        page = pikepdf.Dictionary(Contents=pikepdf.Array([stream(pdf, b"q"), stream(pdf, b"Q")]))
        assert content._plain(page, {}) is None


def test_what_overlaps_is_put_in_order_letter_by_letter() -> None:
    from afgpub.proof.fonts import Font
    from afgpub.proof.lines import _in_order
    from afgpub.proof.shown import shown_whole

    font = Font({65: "A", 66: "B", 67: "C"}, {65: 500.0, 66: 500.0, 67: 0.0}, 0.0, 2)
    ab = [b"\0A", -400.0, b"\0B"]
    assert shown_whole(ab, font, 0.01) == ("AB", 0.0, 9.0, 14.0)
    assert shown_whole([b"\0A", 500.0, b"\0B"], font, 0.01) is None
    assert shown_whole([b"\0B\0C", 1.0, b"\0A"], font, 0.01) is None
    two = Shown("AB", 0.0, 9.0, 0.0, 10.0, None, False, (ab, font, 0.01, 0.0))
    inside = Character("x", 4.0, 0.0, 10.0, None, False)
    assert _in_order([two, inside]) == "AxB"
    assert _in_order([inside, two.saying("instead")]) == "insteadx"
