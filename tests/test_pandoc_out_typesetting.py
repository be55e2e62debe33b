"""What was seen when LuaLaTeX and Typst set our files: faces, languages, signs that babel turns, blocks that break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import afgpub
from afgpub.document import (
    Attrs,
    Cell,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Image,
    List,
    ListItem,
    Row,
    Run,
    Section,
    Table,
    Term,
    Text,
)
from afgpub.renderers.pandoc import svg
from test_pandoc_out import paragraph, write
from test_pandoc_out_looks import SVG

DARI = Attrs(lang="fa-AF", dir="rtl")


def latex(*texts: str, attrs: Attrs = DARI, font: str = "") -> str:
    root = Section(children=tuple(paragraph(Text(text)) for text in texts), attrs=attrs)
    return afgpub.render(Document(root), to="latex", options={"font": font}).output.decode()


def test_arabic_letters_have_a_face() -> None:
    made = latex("سلام Kabul")
    assert r"\babelprovide[onchar=ids fonts]{persian}" in made
    assert r"\babelprovide[onchar=ids fonts]{english}" in made
    assert r"\IfFontExistsTF{Vazirmatn}{\babelfont[persian]{rm}[Renderer=HarfBuzz,Ligatures=TeXOff]{Vazirmatn}}" in made
    assert r"\babelfont[persian]{rm}[Renderer=HarfBuzz,Ligatures=TeXOff]{Amiri}" in made
    english = latex("Hello سلام", attrs=Attrs(lang="en", dir="ltr"))
    assert r"\babelfont[persian]{rm}" in english
    assert r"\renewcommand{\RL}[1]{\foreignlanguage{persian}{#1}}" in english
    latin = latex('"Hello"', attrs=Attrs(lang="en", dir="ltr"))
    assert "babelfont" not in latin
    assert r"\setmainfont{Latin Modern Roman}[Ligatures=TeXOff]" in latin


def test_a_named_face_holds_for_all_letters() -> None:
    made = latex("سلام Kabul", font="Noto_Naskh{x}")
    assert r"\babelfont[persian]{rm}[Renderer=HarfBuzz,Ligatures=TeXOff]{NotoNaskhx}" in made
    assert r"\setmainfont[Ligatures=TeXOff]{Noto\_Naskh\{x\}}" in made
    assert "Vazirmatn" not in made


@pytest.mark.parametrize(
    ("lang", "load"),
    [
        ("ps", r"\babelprovide[import,main]{pashto}"),
        ("ckb", r"\babelprovide[import,main]{sorani}"),
        ("ar", r"\babelprovide[onchar=ids fonts]{arabic}"),
        ("sd", r"\babelprovide[onchar=ids fonts]{persian}"),
    ],
)
def test_the_language_of_the_text(lang: str, load: str) -> None:
    assert load in latex("سلام", attrs=Attrs(lang=lang, dir="rtl"))


def test_languages_that_pandoc_names_are_loaded() -> None:
    words = (Run((Text("Привет"),), attrs=Attrs(lang="ru")), Run((Text("Hallo"),), attrs=Attrs(lang="de")))
    made = write(Section(children=(paragraph(*words),), attrs=Attrs(lang="en", dir="ltr")), "latex").output.decode()
    assert r"\foreignlanguage{russian}" in made
    assert r"\ifcsname daterussian\endcsname\else\IfFileExists{babel-russian.tex}" in made
    assert "dategerman" not in made


def test_signs_that_babel_would_turn_are_held() -> None:
    made = latex("الف (III)، ۱۰ دسامبر", "2024-06-10", "متن (فارسی) است", "[x] (a)")
    assert "\u200f(\u200fIII\u200f)\u200f،" not in made  # the first bracket stands between letters of one side
    assert "(III\u200f)\u200f،" in made
    assert "2024\u200e-\u200e06\u200e-\u200e10" in made
    assert "متن (فارسی) است" in made
    assert "2024-06-10" in latex("On 2024-06-10 (a)", attrs=Attrs(lang="en", dir="ltr"))


def test_signs_are_held_across_phrases() -> None:
    word = Run((Text("III) ("),), attrs=Attrs(lang="en", dir="ltr"))
    root = Section(children=(paragraph(Text("الف ("), word, Text(")، ۱۰")),), attrs=DARI)
    made = write(root, "latex").output.decode()
    assert r"الف (\LR{\foreignlanguage{english}{III) (}}\ )، ۱۰".replace("\\ ", "") in made


def test_a_picture_of_svg_is_pdf_for_latex(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(30, 20))
    figure = Figure((paragraph(Image("a.svg", alternative="Red")),), caption=(Text("Red"),), credit=(Text("By me"),))
    rendering = write(Section(children=(figure,)), "latex", tmp_path)
    ((name, data),) = rendering.assets.items()
    assert data.startswith(b"%PDF-1.5")
    assert f"]{{{name}}}" in rendering.output.decode()
    assert r"\caption{Red By me}" in rendering.output.decode()
    assert write(Section(children=(figure,)), "latex", tmp_path).assets == rendering.assets


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', "40.00px 30.00px"),
        ('width="1in"', "96.00px 48.00px"),
        ('height="50"', "100.00px 50.00px"),
        ('viewBox="0 0 9000 3000"', "2000.00px 666.67px"),
        ('viewBox="0 0 0 0"', "300.00px 150.00px"),
        ('width="100%" viewBox="0 0 8 4"', "8.00px 4.00px"),
    ],
)
def test_sizes_of_svg(attributes: str, size: str) -> None:
    from pypdfium2 import PdfDocument

    data = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="4" height="4"/></svg>'.encode()
    with PdfDocument(svg.svg_as_pdf(data)) as document:
        width, height = (side / 72 * 96 for side in document[0].get_size())
    assert [f"{side:.0f}" for side in (width, height)] == [f"{float(side[:-2]):.0f}" for side in size.split()]


def test_without_weasyprint_latex_has_the_alternative_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from afgpub.exceptions import RenderError
    from afgpub.renderers.pdf import engine

    def missing() -> None:
        raise RenderError.coded("engine-missing", engine="WeasyPrint", reason="no", install="")

    monkeypatch.setattr(engine, "load_engine", missing)
    (tmp_path / "a.svg").write_text(SVG.format(3, 2))
    rendering = write(Section(children=(paragraph(Image("a.svg", alternative="A lake")),)), "latex", tmp_path)
    assert [message.code for message in rendering.messages] == ["image-broken"]
    assert "A lake" in rendering.output.decode()


def test_definitions_that_run_the_other_way_are_a_list_of_their_own() -> None:
    pashto = Attrs(lang="ps", dir="rtl")
    items = (
        Term((Text("Term"),)),
        Definition((paragraph(Text("One")),)),
        Term((Text("پښتو"),), attrs=pashto),
        Definition((paragraph(Text("ژبه")),), attrs=pashto),
    )
    root = Section(children=(DefinitionList(items),), attrs=Attrs(lang="en", dir="ltr"))
    made = write(root, "latex").output.decode()
    assert re.search(r"\\end\{description\}\s*\\begin\{RTL\}\s*\\begin\{description\}\s*\\item\[\{پښتو\}\]", made)
    assert re.search(r"#set text\(dir: rtl\)\n/ ", write(root, "typst").output.decode())


def test_blocks_of_typst_are_wide_and_whole() -> None:
    right = Attrs(lang="fa", dir="rtl")
    items = List((ListItem((paragraph(Text("یک")),)),), attrs=right)
    cells = Table(body=(Row((Cell((paragraph(Text("سلام")),), attrs=right),)),))
    made = write(Section(children=(items, cells), attrs=Attrs(lang="en", dir="ltr")), "typst").output.decode()
    assert re.search(r'#block\(width: 100%\)\[\n#set text\(lang: "fa", dir: rtl\)\n- یک', made)
    assert made.count("#block(width: 100%)") == 1


def test_phrases_of_typst_are_isolated() -> None:
    words = [Run((Text(word),), attrs=Attrs(dir="ltr")) for word in ("a@b.org", "www.c.org")]
    root = Section(children=(paragraph(words[0], Text(" "), words[1]),), attrs=DARI)
    made = write(root, "typst").output.decode()
    assert "\u2066#text(dir: ltr)[a\\@b.org]\u2069 \u2066#text(dir: ltr)[www.c.org]\u2069" in made


def test_tables_of_latex_turn_by_themselves() -> None:
    row = Row((Cell((paragraph(Text("یک")),), align="start"), Cell((paragraph(Text("دو")),), align="end")))
    root = Section(children=(Table(body=(row,), attrs=Attrs(dir="rtl")),), attrs=DARI)
    assert "{@{}lr@{}}" in write(root, "latex").output.decode()
    assert "align: (right,left,)" in write(root, "typst").output.decode()
