"""Word files: what pandoc drops of direction, language, numbering, boxes and pictures is in the tree."""

from __future__ import annotations

import re
import zipfile
from base64 import b64encode
from io import BytesIO

import pytest

import afgpub
from afgpub.document import Document, Figure, Image, Link, List, Note, Paragraph, Run, Section, Table, Text
from afgpub.walk import plain_text, walk
from conftest import CORPUS
from pandoc_samples import PIXEL, archive, docx, paragraph, run, word_part

BIDI = "<w:bidi/>"


def read(data: bytes) -> tuple[Document, dict[str, list[str]]]:
    document, messages = afgpub.read(data, reader="docx", name="a.docx")
    found: dict[str, list[str]] = {}
    for message in messages:
        found.setdefault(message.code, []).append(str(message))
    return document, found


def paragraphs(document: Document) -> list[Paragraph]:
    return [node for node in walk(document.root) if isinstance(node, Paragraph)]


def test_direction_of_paragraphs_is_theirs_or_their_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Rtl"><w:name w:val="Rtl"/><w:pPr><w:bidi/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Rtl"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    )
    document, _ = read(
        docx(
            paragraph(run("یک"), properties=BIDI)
            + paragraph(run("two"))
            + paragraph(run("three"), properties='<w:pStyle w:val="Sub"/>')
            + paragraph(run("four"), properties='<w:pStyle w:val="Sub"/><w:bidi w:val="0"/>')
            + paragraph(run("five"), properties='<w:pStyle w:val="Loop"/>'),
            styles=styles,
        )
    )
    assert [node.attrs.dir for node in paragraphs(document)] == ["rtl", None, "rtl", "ltr", None]
    assert [str(node.span) for node in paragraphs(document)][::4] == ["a.docx: paragraph 1", "a.docx: paragraph 5"]


def test_paragraphs_that_are_centred_or_set_at_the_end() -> None:
    def style(name: str, properties: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/>'
            f"<w:pPr>{properties}</w:pPr></w:style>"
        )

    document, _ = read(
        docx(
            paragraph(run("یک"), properties=BIDI + '<w:jc w:val="center"/>')
            # In a paragraph from right to left `left` is where its lines begin (ECMA-376-1, 17.18.44).
            + paragraph(run("دو"), properties=BIDI + '<w:jc w:val="left"/>')
            + paragraph(run("سه"), properties=BIDI + '<w:jc w:val="right"/>')
            + paragraph(run("four"), properties='<w:pStyle w:val="End"/>')
            + paragraph(run("five"), properties='<w:pStyle w:val="End"/><w:jc w:val="both"/>')
            + paragraph(run("six"), properties='<w:pStyle w:val="Heading1"/>'),
            styles=style("end", '<w:jc w:val="end"/>') + style("heading 1", '<w:jc w:val="center"/>'),
        )
    )
    found = [node.attrs.classes for node in paragraphs(document)]
    assert found == [("align-center",), (), ("align-end",), ("align-end",), ()]
    assert not any(node.attrs.classes for node in walk(document.root) if isinstance(node, Section))
    page = afgpub.render(document, to="html").output.decode()
    assert 'class="align-center">یک</p>' in page


def test_language_and_direction_of_runs() -> None:
    persian = '<w:rtl/><w:lang w:val="en-US" w:bidi="fa-IR"/>'
    pashto = '<w:rtl/><w:lang w:bidi="ps-AF"/>'
    document, _ = read(
        docx(
            paragraph(run("سلام ", persian), run("دنیا", persian), properties=BIDI)
            + paragraph(run("He said "), run("سلام", persian), run(" and "), run("ژوند", pashto), run("."))
            # A keyboard's language that the letters prove wrong says nothing.
            + paragraph(run("گچ", '<w:rtl/><w:lang w:bidi="ar-SA"/>'), properties=BIDI)
            + paragraph(run("سلام", '<w:lang w:val="en-US"/>'), properties=BIDI)
        )
    )
    first, second, third, fourth = paragraphs(document)
    assert (first.attrs.lang, first.attrs.dir, plain_text(first)) == ("fa-IR", "rtl", "سلام دنیا")
    runs = [node for node in second.children if isinstance(node, Run)]
    assert [(plain_text(node), node.attrs.lang, node.attrs.dir) for node in runs] == [
        ("سلام", "fa-IR", "rtl"),
        ("ژوند", "ps-AF", "rtl"),
    ]
    assert plain_text(second) == "He said سلام and ژوند."
    assert third.attrs.lang is None
    assert fourth.attrs.lang is None


def test_tables_from_right_to_left_with_spans() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"

    wide, tall = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = (
        f"<w:tr>{cell('a', wide)}</w:tr>"
        f"<w:tr>{cell('b', tall)}{cell('c')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>{cell('d')}</w:tr>"
    )
    grid = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
    table = f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr>{grid}{rows}</w:tbl>"
    document, _ = read(docx(paragraph(run("x")) + table + f"<w:tbl><w:tblPr/>{grid}{rows}</w:tbl>"))
    first, second = [node for node in walk(document.root) if isinstance(node, Table)]
    assert (first.attrs.dir, second.attrs.dir) == ("rtl", None)
    cells = {plain_text(cell): cell for row in (*first.head, *first.body) for cell in row.cells}
    assert (cells["a"].columns, cells["b"].rows) == (2, 2)


def test_words_that_pandoc_passes_over_are_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('in the box'))}</w:txbxContent></w:pict></w:r>"
    document, found = read(
        docx(
            paragraph(run("before "), f'<w:dir w:val="ltr">{run("embedded")}</w:dir>', run(" after"))
            + paragraph(run("anchor"), box)
            + paragraph(run("kept"), "<w:del><w:r><w:delText>struck</w:delText></w:r></w:del>"),
            word__header1_xml=word_part("hdr", paragraph(run("Running head"))),
            word__comments_xml=word_part("comments", f"<w:comment>{paragraph(run('Remark'))}</w:comment>"),
        )
    )
    assert [plain_text(node) for node in paragraphs(document)] == [
        "before embedded after",
        "anchor",
        "in the box",
        "kept",
    ]
    said = " ".join(found["page-part-dropped"])
    assert all(words in said for words in ("Running head", "Remark", "struck"))


def test_notes_links_and_headings() -> None:
    heading = paragraph(
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/>', run("Head"), properties='<w:pStyle w:val="Heading1"/>'
    )
    link = f'<w:hyperlink w:anchor="_Ref1">{run("see")}</w:hyperlink>'
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document, _ = read(
        docx(
            heading + paragraph(link, run(" text"), call),
            styles='<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>',
            word__footnotes_xml=word_part(
                "footnotes", f'<w:footnote w:id="2">{paragraph(run("پاورقی"), properties=BIDI)}</w:footnote>'
            ),
            relations='<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'footnotes" Target="footnotes.xml"/>',
        )
    )
    (section,) = document.root.children
    assert isinstance(section, Section)
    assert plain_text(section.title) == "Head"
    (target,) = {node.target for node in walk(document.root) if isinstance(node, Link)}
    assert target == f"#{section.attrs.id}"
    (note,) = [node for node in walk(document.root) if isinstance(node, Note)]
    assert note.body[0].attrs.dir == "rtl"
    assert plain_text(note.body) == "پاورقی"


def test_pictures_are_carried_in_the_tree() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<wp:docPr id="1" name="p" descr="A dot"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    relation = (
        '<Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="media/dot.png"/>'
    )
    source = docx(paragraph(drawing), relations=relation, word__media__dot_png=PIXEL)
    document, _ = read(source)
    (image,) = [node for node in walk(document.root) if isinstance(node, Image)]
    assert image.alternative == "A dot"
    assert image.target == f"data:image/png;name=dot.png;base64,{b64encode(PIXEL).decode()}"
    page = afgpub.convert(source, to="html", reader="docx")
    assert b64encode(PIXEL) in page.output
    assert "image-missing" not in {message.code for message in page.messages}


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("data:image/png;base64,%%%", "broken base64"),
        ("data:text/html,<script>", "no base64"),
        ("data:text/html;name=x%20y;base64,PHNjcmlwdD4=", "no PNG"),
        ("data:image/svg+xml;name=x%20y;base64,PHN2ZyBvbmxvYWQ9IngiLz4=", "onload"),
    ],
)
def test_pictures_in_the_tree_are_not_trusted(target: str, reason: str) -> None:
    document = Document(Section(title=(Text("T"),), children=(Paragraph((Image(target, "words"),)),)))
    rendering = afgpub.render(document, to="html")
    (message,) = [message for message in rendering.messages if message.code == "image-refused"]
    assert reason in message.text
    assert ("x y" if "name=" in target else "inside the source") in message.text
    assert b"data:text" not in rendering.output
    assert b"words" in rendering.output


def test_strict_open_xml() -> None:
    with zipfile.ZipFile(BytesIO(docx(paragraph(run("سلام"), properties=BIDI)))) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    strict = {
        name: re.sub(
            r"http://schemas.openxmlformats.org/(\w+)/2006/(?!content|relationships\")(\w+)",
            r"http://purl.oclc.org/ooxml/\1/\2",
            text,
        )
        for name, text in members.items()
    }
    assert "purl.oclc.org/ooxml/wordprocessingml/main" in strict["word/document.xml"]
    (found,) = paragraphs(read(archive({**strict}))[0])
    assert (plain_text(found), found.attrs.dir) == ("سلام", "rtl")


def test_captions_are_taken_in() -> None:
    picture = paragraph(
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="p1"/>'
        "</v:shape></w:pict></w:r>"
    )
    caption = '<w:pStyle w:val="Caption"/><w:bidi/>'
    cell = f"<w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{cell}</w:tbl>'
    document, _ = read(
        docx(
            picture
            + paragraph(run("عکس"), properties=caption)
            + paragraph(run("Totals"), properties=caption)
            + table
            + paragraph(run("text"))
            + paragraph(run("alone"), properties=caption),
            styles='<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>',
            relations='<Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'image" Target="media/dot.png"/>',
            word__media__dot_png=PIXEL,
        )
    )
    figure, table_node, text, alone = document.root.children
    assert isinstance(figure, Figure)
    assert (plain_text(figure.caption), figure.attrs.dir) == ("عکس", "rtl")
    assert isinstance(table_node, Table)
    assert plain_text(table_node.caption) == "Totals"
    assert (plain_text(text), plain_text(alone)) == ("text", "alone")


def test_numbering_keeps_its_counter_style() -> None:
    numbering = word_part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="arabicAbjad"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>',
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr><w:bidi/>'
    document, _ = read(
        docx(
            paragraph(run("یک"), properties=item) + paragraph(run("دو"), properties=item),
            word__numbering_xml=numbering,
            relations='<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'numbering" Target="numbering.xml"/>',
        )
    )
    (found,) = [node for node in walk(document.root) if isinstance(node, List)]
    assert (found.ordered, found.start, found.attrs.dir, found.attrs.classes) == (True, 3, "rtl", ("arabic-abjad",))


CASES = sorted((CORPUS / "docx").glob("*.docx")) if CORPUS.exists() else []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_corpus_keeps_every_paragraph(path) -> None:  # type: ignore[no-untyped-def]
    import json

    case = next(
        case for case in json.loads((CORPUS / "docx" / "cases.json").read_text("utf-8")) if case["input"] == path.name
    )
    document, _ = afgpub.read(path)
    found = "".join("".join(plain_text(node).split()) for node in paragraphs(document))
    for words in case["expect_text"]:
        assert "".join(words.split()) in found


def test_every_numbering_is_in_the_style_sheets() -> None:
    from afgpub.readers.pandoc.docx_styles import _COUNTERS
    from afgpub.theme import load_theme

    for theme in ("news", "book"):
        for medium in ("screen", "epub", "print"):
            sheet = load_theme(theme).style_sheet(medium, "rtl")
            rules = {name: f"ol.{name} {{ list-style-type: {name}; }}" for name in _COUNTERS.values()}
            assert [name for name, rule in rules.items() if rule not in sheet] == []


def test_a_cell_runs_as_its_paragraph_says() -> None:
    right = "<w:bidi/>"
    cells = [paragraph(run("کابل (Kabul)", "<w:rtl/>"), properties=right), paragraph(run("Herat"))]
    row = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    table = f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>"
    text = paragraph(run("متن دری پیش از جدول", "<w:rtl/>"), properties=right)
    page = afgpub.convert(docx(text + table), reader="docx", to="html").output.decode()
    first, second = re.findall(r"<t[dh][^>]*>(?=[^H]*Kabul|Herat)", page)
    assert 'dir="rtl"' in first
    assert 'dir="ltr"' in second
