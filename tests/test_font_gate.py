"""No page is laid out with letters that the faces do not have, and faces that cannot be searched are told of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import afgpub
from afgpub import faces
from afgpub.exceptions import RenderError
from afgpub.faces import Face, load_faces
from afgpub.renderers.pdf import font_gate
from afgpub.renderers.pdf.font_gate import LIMIT, check_faces, multi_glyph_share
from afgpub.theme import load_theme


def test_a_letter_without_face_is_an_error_with_its_name_language_and_place() -> None:
    text = "# Title\n\nOne line.\n\n::: {lang=fa}\nیک خط با 漢 و 漢.\n:::\n\nThe rune ᚠ.\n"
    with pytest.raises(RenderError) as caught:
        afgpub.convert(text, to="pdf")
    found = [caught.value.message, *caught.value.messages]
    assert [(m.code, m.text) for m in found] == [
        (
            "letter-without-face",
            "no face of the theme has ᚠ (U+16A0 RUNIC LETTER FEHU FEOH FE F), used 1 times in en",
        ),
        ("letter-without-face", "no face of the theme has 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22), used 2 times in fa"),
    ]
    assert [m.span.start for m in found if m.span] == [9, 6]


@pytest.mark.parametrize("text", ["digits of Devanagari: १२३", "a mark: a\u20e3", "שלום"])
def test_digits_and_marks_too(text: str) -> None:
    with pytest.raises(RenderError, match="letter-without-face"):
        afgpub.convert(f"# Title\n\n{text}\n", to="pdf")


def test_letters_can_be_allowed() -> None:
    result = afgpub.convert("# Title\n\nThe rune ᚠ.\n", to="pdf", options={"missing_letters": "allow"})
    assert "letter-missing" in {m.code for m in result.messages}
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        afgpub.convert("# Title\n", to="pdf", options={"missing_letters": "never"})


@pytest.mark.parametrize("name", load_faces())
def test_bundled_faces_have_a_glyph_for_a_letter(name: str) -> None:
    assert multi_glyph_share(load_faces()[name]) <= LIMIT


@pytest.mark.parametrize("theme", afgpub.plugins.theme_names())
def test_bundled_themes(theme: str) -> None:
    assert check_faces(load_theme(theme)) == ()


def test_a_face_that_builds_its_letters_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
    from fontTools.ttLib import TTFont

    original = load_faces()["Source Sans 3 400"]
    font = TTFont(original.file)
    names = font.getBestCmap()
    rules = "\n".join(f"sub {names[ord(c)]} by {names[ord(c)]} {names[ord('.')]};" for c in "abcdefgh")
    addOpenTypeFeaturesFromString(font, f"feature ccmp {{ {rules} }} ccmp;", tables=["GSUB"])
    font.save(tmp_path / "parts.ttf")
    face: Face = replace(original, file=tmp_path / "parts.ttf", sha256="")
    assert 0.1 < multi_glyph_share(face) < 0.2
    monkeypatch.setattr(font_gate, "load_faces", lambda: dict(faces.load_faces()) | {original.name: face})
    [found] = check_faces(load_theme("news"))
    assert (found.code, found.text) == (
        "face-unsearchable",
        "the face Source Sans 3 400 builds 14 % of its letters of several glyphs",
    )
