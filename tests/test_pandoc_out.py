"""Word, OpenDocument, LaTeX and Typst written and read back."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import afgpub
from afgpub.document import (
    Attrs,
    Cell,
    Code,
    CodeBlock,
    Document,
    Inline,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from afgpub.exceptions import RenderError
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.plugins import Rendering
from afgpub.walk import walk
from conftest import EXAMPLES
from made_articles import make_article

WITH_PANDOC = ("docx", "odt", "latex", "typst")
ALL = (*WITH_PANDOC, "markdown")

_WORD = re.compile(r"\w+")


def words_of(document: Document) -> list[str]:
    texts = [
        node.value if isinstance(node, Text | Code) else node.text
        for node in walk(document.root)
        if isinstance(node, Text | Code | CodeBlock)
    ]
    return [word for text in texts for word in _WORD.findall(text)]


def letters_in(output: bytes, to: str) -> str:
    """All letters of an output: of the XML of an archive its texts, of a text itself what stands there."""
    if to not in ("docx", "odt"):
        return "".join(_WORD.findall(output.decode()))
    with zipfile.ZipFile(BytesIO(output)) as archive:
        names = [name for name in archive.namelist() if re.search(r"(?:document|footnotes|content)\.xml$", name)]
        parts = [archive.read(name).decode() for name in names]
    return "".join(_WORD.findall("".join(re.sub("<[^>]*>", "", part) for part in parts)))


def part(output: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(output)) as archive:
        return archive.read(name).decode()


def write(root: Section, to: str, folder: Path | None = None) -> Rendering:
    return afgpub.render(Document(root, source="a.md"), to=to, folder=folder)


def paragraph(*children: Inline, **attrs: str) -> Paragraph:
    return Paragraph(children, attrs=Attrs(**attrs))  # type: ignore[arg-type]


MIXED = Section(
    title=(Text("عنوان"),),
    children=(
        paragraph(Text("سلام "), Run((Text("Hello (world)"),), attrs=Attrs(lang="en", dir="ltr")), Text(" ۱۲ 2024.")),
        paragraph(Text("English "), Run((Text("پښتو"),), attrs=Attrs(lang="ps", dir="rtl")), lang="en", dir="ltr"),
        Table(
            head=(Row((Cell((paragraph(Text("یک")),), header=True), Cell((), header=True))),),
            body=(
                Row((Cell((paragraph(Text("دو")),), align="start", columns=2),)),
                Row((Cell((paragraph(Text("سه")),), rows=2), Cell((paragraph(Text("چهار")),)))),
                Row((Cell((paragraph(Text("پنج")),)),)),
                Row(()),
            ),
        ),
    ),
    attrs=Attrs(lang="fa", dir="rtl"),
)


@pytest.mark.parametrize("to", ALL)
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_word_of_the_examples(folder: Path, to: str) -> None:
    result = afgpub.convert(folder / "article.md", to=to)
    found = letters_in(result.output, to)
    assert [word for word in words_of(result.document) if word.replace("_", "") not in found.replace("_", "")] == []
    assert result.output == afgpub.convert(folder / "article.md", to=to).output


@pytest.mark.parametrize("to", ALL)
def test_every_word_of_random_articles(to: str) -> None:
    for seed in range(6):
        document, _ = afgpub.prepare(make_article(seed))
        found = letters_in(afgpub.render(document, to=to).output, to)
        assert [word for word in words_of(document) if word not in found] == []


def _random_inlines(dice: random.Random, depth: int) -> tuple[Inline, ...]:
    from afgpub.document import Deletion, Emphasis, LineBreak, Note, Strong, Superscript

    made: list[Inline] = []
    for _ in range(dice.randint(1, 4)):
        made.append(Text(dice.choice(("word ", "کلمه ", " [a] *b* <i>", "| \\ # 1. ", "$x_1$ & %", "د‌ی ", ": - +"))))
        if depth < 3:
            inside = _random_inlines(dice, depth + 1)
            attrs = dice.choice((Attrs(), Attrs(lang="fa", dir="rtl"), Attrs(lang="de", dir="ltr"), Attrs(id="x")))
            kind = dice.choice((Emphasis, Strong, Deletion, Superscript, Run))
            made.append(kind(inside, attrs=attrs))
            made.append(dice.choice((LineBreak(), Code("a`b|c"), Note((Paragraph((Text("note"),)),)))))
    return tuple(made)


@pytest.mark.parametrize("to", ALL)
def test_every_word_of_random_trees(to: str) -> None:
    from afgpub.document import Aside, List, ListItem, Quote

    for seed in range(8):
        dice = random.Random(seed)  # noqa: S311
        blocks = [Paragraph(_random_inlines(dice, 0)) for _ in range(3)]
        root = Section(
            title=_random_inlines(dice, 3),
            children=(
                Quote((blocks[0],), attrs=Attrs(lang="ar", dir="rtl")),
                List((ListItem((blocks[1],)), ListItem((), checked=True)), ordered=bool(seed % 2), start=seed + 1),
                Aside((blocks[2], CodeBlock("a ``` b\n::: c", language="text")), role="box"),
            ),
        )
        output = write(root, to).output
        found = letters_in(output, to).replace("_", "")
        lacking = [w for w in words_of(Document(root)) if w.replace("_", "") not in found]
        assert lacking == []
        if to in ("docx", "odt"):
            document, _ = afgpub.read(output, reader=to, name=f"a.{to}")
            back = "".join(words_of(document))
            assert [word for word in words_of(Document(root)) if word not in back] == []


def _settings(document: Document) -> dict[str, tuple[str | None, str | None]]:
    """The language and direction that hold for each word."""
    found: dict[str, tuple[str | None, str | None]] = {}

    def go(node: object, lang: str | None, dir: str | None) -> None:
        from afgpub.document import Node
        from afgpub.walk import children

        assert isinstance(node, Node)
        lang, dir = node.attrs.lang or lang, node.attrs.dir or dir
        if isinstance(node, Text):
            found.update(dict.fromkeys(re.findall(r"[^\W\d_]+", node.value), (lang, dir)))
        for child in children(node):
            go(child, lang, dir)

    go(document.root, None, None)
    return found


def test_word_file_read_back_has_languages_and_directions() -> None:
    document, _ = afgpub.read(write(MIXED, "docx").output, reader="docx", name="a.docx")
    found = _settings(document)
    assert found["سلام"] == ("fa", "rtl")
    assert found["Hello"][0] == "en"
    assert found["English"] == ("en", "ltr")
    assert found["پښتو"] == ("ps", "rtl")
    (table,) = [node for node in walk(document.root) if isinstance(node, Table)]
    assert table.attrs.dir == "rtl"
    cells = [cell for row in table.body for cell in row.cells]
    assert (cells[0].columns, cells[0].align, cells[1].rows) == (2, "start", 2)


def test_word_file_xml() -> None:
    xml = part(write(MIXED, "docx").output, "word/document.xml")
    assert xml.count("<w:bidiVisual/>") == 1
    assert '<w:bidi w:val="0"/>' in xml
    assert re.search(r"<w:rtl/><w:lang w:bidi=\"fa\"/></w:rPr><w:t[^>]*> ۱۲ 2024\.</w:t>", xml)
    english = r"<w:rPr><w:lang w:val=\"en\"/></w:rPr><w:t[^>]*>"
    assert re.search(english + "\u200f\u200eHello \\(world\\)\u200e\u200f</w:t>", xml)
    assert re.search(r"<w:bidi/>\s*</w:sectPr>", xml)
    assert not re.search("[\U000f0000-\U0010ffff]", xml)
    assert 'w:bidi="fa"' in part(write(MIXED, "docx").output, "word/styles.xml")


def test_left_to_right_word_file_says_nothing_of_direction() -> None:
    root = Section(children=(paragraph(Text("Plain words.")),), attrs=Attrs(lang="en", dir="ltr"))
    xml = part(write(root, "docx").output, "word/document.xml")
    assert "bidi" not in xml.partition("<w:body>")[2]
    assert "w:rtl" not in xml


def test_opendocument_has_languages_and_directions() -> None:
    output = write(MIXED, "odt").output
    document, _ = afgpub.read(output, reader="odt", name="a.odt")
    found = _settings(document)
    assert found["سلام"] == ("fa", "rtl")
    assert found["English"] == ("en", "ltr")
    assert found["پښتو"][0] == "ps"
    assert [n.attrs.dir for n in walk(document.root) if isinstance(n, Table)] == ["rtl"]
    assert "\u2066Hello (world)\u2069" in part(output, "content.xml")
    with zipfile.ZipFile(BytesIO(output)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_typesetting_has_languages_and_directions() -> None:
    latex = write(MIXED, "latex").output.decode()
    assert r"\LR{\foreignlanguage{english}{Hello (world)}}" in latex
    assert r"\begin{LTR}" in latex
    assert "bidi=basic" in latex
    typst = write(MIXED, "typst").output.decode()
    assert '#set text(lang: "fa", dir: rtl)' in typst
    assert '#text(lang: "en" , dir: ltr)[Hello (world)]' in typst
    assert afgpub.render(Document(MIXED), to="typst", options={"font": "Vazirmatn"}).output.count(b"Vazirmatn") == 1


@pytest.mark.parametrize("to", ALL)
def test_what_is_lost_is_said_once_a_kind(to: str) -> None:
    text = "---\ntitle: T\nidentifier: urn:x\nseries: {text: S, number: 2}\n---\n\n73 percent, 5 percent, 10 June 2024."
    messages = afgpub.convert(text, to=to).messages
    forms = [str(message) for message in messages if message.code == "form-not-carried"]
    assert any("values of statistics: 2 of them" in form for form in forms)
    assert len(forms) == len(set(forms))
    facts = [message for message in messages if message.code == "fact-not-carried"]
    assert bool(facts) == (to != "markdown")


def test_the_moment_is_not_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "1970-01-02T00:00:00Z" in part(write(MIXED, "docx").output, "docProps/core.xml")
    assert "1970-01-02T00:00:00Z" in part(write(MIXED, "odt").output, "meta.xml")
    output = write(MIXED, "docx").output
    with zipfile.ZipFile(BytesIO(output)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("to", ALL)
def test_characters_that_no_xml_can_hold(to: str) -> None:
    text = "before\x01\x0c\x08\ufffe \\u0001 \ud800 after"
    found = letters_in(write(Section(children=(paragraph(Text(text), Code(text)),)), to).output, to)
    assert found.count("before") == found.count("after") == 2
    assert found.count("u0001") == 2


def test_authors_and_their_words() -> None:
    person = Contributor(Phrase("Sara"), label=Phrase("Author"))
    other = Contributor(Phrase("Karim"), role="translator", file_as="Karim, A.")
    root = Section(title=(Text("T"),), meta=Metadata(contributors=(person, other), tags=("a", "b")))
    for to in WITH_PANDOC:
        rendering = write(root, to)
        assert {"Author", "Sara", "Karim"} <= set(re.findall("Author|Sara|Karim", letters_in(rendering.output, to)))
        assert any("Karim, A." in str(message) for message in rendering.messages)


def test_without_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypandoc

    def missing() -> str:
        raise OSError("no pandoc")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(RenderError) as caught:
        write(MIXED, "docx")
    assert caught.value.message.code == "pandoc-missing"
    assert "pip install" in caught.value.message.hint
    assert write(MIXED, "markdown").output


def test_what_pandoc_refuses_is_a_coded_error() -> None:
    from afgpub.renderers.pandoc import process

    with pytest.raises(RenderError) as caught:
        process.write_with_pandoc("a.md", {}, [{"t": "No", "c": []}], "docx")
    assert caught.value.message.code == "pandoc-refused"
