"""What was seen in LibreOffice: sides, page, marks, digits, pictures of Word files and OpenDocument texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import afgpub
from afgpub.document import (
    Attrs,
    Cell,
    Couplet,
    Definition,
    DefinitionList,
    Figure,
    Image,
    Line,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Run,
    Section,
    Stanza,
    Table,
    Term,
    Text,
    Verse,
)
from afgpub.plugins import Rendering
from test_pandoc_out import paragraph, part, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><rect width="{0}" height="{1}" fill="#f00"/></svg>'


def table(*cells: Cell, dir: str) -> Table:
    return Table(body=(Row(cells),), attrs=Attrs(dir=dir))  # type: ignore[arg-type]


LATIN = paragraph(Text("Kabul"), lang="en", dir="ltr")
RIGHT = Section(
    title=(Text("عنوان"),),
    children=(
        paragraph(Text("سلام")),
        paragraph(Text("An English paragraph."), lang="en", dir="ltr"),
        table(Cell((LATIN,)), Cell((LATIN,), align="end"), Cell((LATIN,), align="center"), dir="rtl"),
        List((ListItem((paragraph(Text("یک")),)),), ordered=True),
    ),
    attrs=Attrs(lang="fa-AF", dir="rtl"),
)
LEFT = Section(
    title=(Text("Title"),),
    children=(
        Section(title=(Run((Text("شعر"),), attrs=Attrs(lang="fa", dir="rtl")),), children=(paragraph(Text("Words")),)),
        table(Cell((paragraph(Text("ټ"), lang="ps", dir="rtl"),)), dir="ltr"),
    ),
    attrs=Attrs(lang="en", dir="ltr"),
)


def styles_of(xml: str, text: str) -> str:
    """The properties of the automatic style of the paragraph of OpenDocument that has `text`."""
    found = re.search(rf'<text:[ph] text:style-name="(\w+)"[^>]*>(?:(?!</text:[ph]>).)*{text}', xml, re.S)
    assert found
    style = re.search(rf'<style:style [^>]*style:name="{found[1]}".*?</style:style>', xml, re.S)
    assert style
    return style[0]


def paragraph_of(xml: str, text: str) -> str:
    """The last paragraph of a Word file before the end of `text`."""
    before, found, _ = xml.partition(f"{text}<")
    assert found
    return before[before.rindex("<w:p>") :]


def test_page_is_a4() -> None:
    word = part(write(LEFT, "docx").output, "word/document.xml")
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in word
    assert word.count("<w:pgMar ") == word.count("<w:sectPr") == 1
    assert 'fo:page-width="210mm"' in part(write(LEFT, "odt").output, "styles.xml")
    assert "a4paper" in write(LEFT, "latex").output.decode()
    assert '"a4"' in write(LEFT, "typst").output.decode()


def test_sides_of_opendocument_are_those_of_the_page() -> None:
    output = write(RIGHT, "odt").output
    xml, styles = part(output, "content.xml"), part(output, "styles.xml")
    assert re.search(r'<style:default-style style:family="paragraph">\s*<[^>]*fo:text-align="right"', styles)
    assert 'fo:text-align="left"' in styles_of(xml, "An English paragraph")
    assert "text-align" not in styles_of(xml, "عنوان")  # its named style puts it in the middle
    cells = re.findall(r'<text:p text:style-name="(\w+)">(?=[^/]*Kabul)', xml)
    sides = [re.search(rf'style:name="{cell}".*?text-align="(\w+)"', xml, re.S) for cell in cells]
    assert [side and side[1] for side in sides] == ["right", "left", "center"]


def test_cells_that_run_against_their_table_stand_on_its_side() -> None:
    xml = part(write(RIGHT, "docx").output, "word/document.xml")
    cells = re.findall(r"<w:tc>.*?</w:tc>", xml, re.S)
    assert [re.findall(r'<w:jc w:val="(\w+)"/>', cell) for cell in cells] == [["right"], ["left"], ["center"]]
    xml = part(write(LEFT, "docx").output, "word/document.xml")
    assert '<w:jc w:val="right"/>' in paragraph_of(xml, "ټ")


def test_tables_are_as_wide_as_the_text() -> None:
    output = write(RIGHT, "docx").output
    assert '<w:tblW w:type="pct" w:w="5000"/>' in part(output, "word/document.xml")
    assert re.search(r'w:type="firstRow">\s*<w:rPr><w:b/><w:bCs/>', part(output, "word/styles.xml"))


def test_headings_turn_with_their_words() -> None:
    assert "<w:bidi/>" in paragraph_of(part(write(LEFT, "docx").output, "word/document.xml"), "شعر")
    assert 'fo:text-align="right"' in styles_of(part(write(LEFT, "odt").output, "content.xml"), "شعر")
    assert re.search(r"\\begin\{RTL\}\s*\\section", write(LEFT, "latex").output.decode())
    assert re.search(r"#set text\(dir: rtl\)\s*\n\s*= ", write(LEFT, "typst").output.decode())


def test_marks_stand_where_letters_alone_mislead() -> None:
    date = Run((Text("۲۱ جوزا ۱۴۰۳"),), attrs=Attrs(lang="fa", dir="rtl"))
    word = Run((Text("دری"),), attrs=Attrs(lang="fa", dir="rtl"))
    root = Section(children=(paragraph(Text("On "), date, Text(".")), paragraph(Text("In "), word, Text("."))))
    xml = part(write(root, "docx").output, "word/document.xml")
    assert ">\u200e\u200f۲۱ جوزا ۱۴۰۳\u200f\u200e<" in xml
    assert ">دری<" in xml
    prepared, _ = afgpub.prepare(write(root, "docx").output, reader="docx", name="a.docx")
    assert not re.search("[\u200e\u200f]", repr(prepared.root))


def test_numbers_of_lists() -> None:
    assert 'style:num-format="۱, ۲, ۳, ..."' in part(write(RIGHT, "odt").output, "content.xml")
    last = paragraph_of(part(write(RIGHT, "docx").output, "word/document.xml"), "یک")
    assert re.search(r'<w:rPr><w:rtl/><w:lang w:bidi="fa-AF"/></w:rPr>\s*</w:pPr>', last)
    counted = List((ListItem((paragraph(Text("a")),)),), ordered=True, attrs=Attrs(classes=("arabic-abjad",)))
    assert any("arabic-abjad" in str(message) for message in write(Section(children=(counted,)), "docx").messages)


def test_no_space_between_joined_letters() -> None:
    styles = part(write(RIGHT, "docx").output, "word/styles.xml")
    assert not re.search(r"<w:rPr>(?:(?!</w:rPr>).)*<w:spacing", styles, re.S)
    assert styles.count("<w:bCs") >= styles.count("<w:b/>") > 0


def test_quotes_in_quotes_are_reported() -> None:
    inner = Quote((paragraph(Text("in")),))
    said = [str(message) for message in write(Section(children=(Quote((inner,)),)), "docx").messages]
    assert any("quotes inside quotes" in text for text in said)


def picture(width: int, height: int, tmp_path: Path, to: str) -> Rendering:
    (tmp_path / "a.svg").write_text(SVG.format(width, height))
    figure = Figure((paragraph(Image("a.svg", alternative="A red square")),), caption=(Text("Red"),))
    return write(Section(children=(figure, paragraph(Image("a.svg", alternative="Again")))), to, tmp_path)


def test_an_svg_has_a_png_beside_it(tmp_path: Path) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    from PIL import Image as Picture

    rendering = picture(30, 20, tmp_path, "docx")
    assert rendering.messages == ()
    with ZipFile(BytesIO(rendering.output)) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".png")]
        with Picture.open(BytesIO(archive.read(name))) as shown:
            assert shown.size == (60, 40)
            assert shown.convert("RGB").getpixel((30, 20)) == (255, 0, 0)
        assert b'Extension="png"' in archive.read("[Content_Types].xml")
        relations = archive.read("word/_rels/document.xml.rels").decode()
    id = re.search(rf'Id="(\w+)"[^>]*Target="{name.removeprefix("word/")}"', relations)
    assert id
    assert part(rendering.output, "word/document.xml").count(f'<a:blip r:embed="{id[1]}">') == 2
    assert rendering.output == picture(30, 20, tmp_path, "docx").output


def test_an_svg_that_cannot_be_drawn_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes) -> bytes:
        raise ValueError("it cannot be drawn")

    monkeypatch.setattr("afgpub.renderers.pandoc.writing.svg_as_png", refuse)
    monkeypatch.setattr("afgpub.conversion.is_apart", lambda: True)  # a worker would not know of the line above
    (said,) = {message.code: message for message in picture(30, 20, tmp_path, "docx").messages}.values()
    assert said.code == "image-svg-only"
    assert "PNG" in said.hint


def test_pictures_are_no_wider_than_the_text(tmp_path: Path) -> None:
    xml = part(picture(4000, 2000, tmp_path, "odt").output, "content.xml")
    assert 'svg:width="160.00mm" svg:height="80.00mm"' in xml


def test_verses_and_terms_against_the_text() -> None:
    lines = tuple(Line((Text(word),)) for word in ("نیمه", "دیگر"))
    couplet = Verse((Stanza((Couplet(lines),)),), attrs=Attrs(lang="fa", dir="rtl"))
    term = (Term((Text("پښتو"),), attrs=Attrs(lang="ps", dir="rtl")), Definition((PASHTO,), attrs=PASHTO.attrs))
    root = Section(children=(couplet, DefinitionList((Term((Text("Term"),)), Definition((LATIN,)), *term))))
    xml = part(write(root, "odt").output, "content.xml")
    assert 'fo:text-align="right"' in styles_of(xml, "نیمه")
    assert 'fo:text-align="right"' in styles_of(xml, "ژبه")


PASHTO = Paragraph((Text("ژبه"),), attrs=Attrs(lang="ps", dir="rtl"))
