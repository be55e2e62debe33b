"""The seed article: what a reader understands of it is in the tree, and every word of it in every output."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from io import BytesIO

import pypdfium2
import pytest
from lxml import etree

import afgpub
from afgpub.document import Aside, Document, Section, Superscript, Text
from afgpub.metadata import Date, Metadata
from afgpub.walk import plain_text, walk
from conftest import PROJECT

SEED = PROJECT / "examples" / "seed" / "article.md"


@cache
def seed() -> Document:
    return afgpub.prepare(SEED)[0]


def pdf_text(data: bytes) -> str:
    """The text of a PDF as PDFium gives it back, page by page, in lines."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in pdf]
    return "".join(f"--- page {number}\n{text}\n" for number, text in enumerate(pages, 1))


def meta() -> Metadata:
    assert seed().root.meta is not None
    return seed().root.meta


def words(text: str) -> Counter[str]:
    """The words of a text; Persian and Latin ones, numbers and addresses alike, without the marks around them."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).replace("\u0640", "")))


def test_masthead() -> None:
    publication = meta().publication
    assert publication is not None
    assert publication.text == "افغانستان آزاد \u0640\u0640 آزاد افغانستان"
    assert (publication.lang, publication.dir) == ("fa", "rtl")


def test_contact_line() -> None:
    assert [(c.text, c.target) for c in meta().contacts] == [
        ("afgazad@gmail.com", "mailto:afgazad@gmail.com"),
        ("www.afgazad.com", "https://www.afgazad.com"),
    ]
    assert [(label.text, label.lang, label.dir) for label in meta().labels] == [
        ("European Languages", "en", "ltr"),
        ("زبانهای اروپائی", "fa", "rtl"),
    ]


def test_people_and_dates() -> None:
    assert [(p.role, p.name.text) for p in meta().contributors] == [("author", "Taut Bataut")]
    assert meta().issued == Date("2024-06-11", "11.06.2024")
    assert meta().written == Date("2024-06-10", "10.06.2024")


def test_title_and_sections() -> None:
    root = seed().root
    assert plain_text(root.title) == "Security Cooperation between Pakistan and Afghanistan"
    sections = [child for child in root.children if isinstance(child, Section)]
    assert [(plain_text(s.title), s.level) for s in sections] == [
        ("Introduction", 2),
        ("Efforts to Combat Terrorism and Diplomatic Engagement", 2),
        ("Prospects for Cooperation and Regional Stability", 2),
    ]
    assert all(isinstance(inline, Text) for section in sections for inline in section.title)


def test_statistic_superscript_and_bio() -> None:
    nodes = list(walk(seed().root))
    assert [(n.value, n.unit) for n in seed().statistics if n.strong] == [("73", "percent")]
    assert [plain_text(n) for n in nodes if isinstance(n, Superscript)] == ["th"]
    bio = seed().root.children[-1]
    assert isinstance(bio, Aside) and bio.role == "bio"
    assert plain_text(bio).startswith("Taut Bataut – is a researcher")


def test_every_repair_has_its_line() -> None:
    _, messages = afgpub.prepare(SEED)
    found = {(m.code, m.span.start) for m in messages if m.span}
    assert {
        ("publication-found", 1),
        ("contact-found", 3),
        ("contributor-found", 5),
        ("date-issued", 5),
        ("title-found", 7),
        ("statistic-found", 17),
        ("heading-emphasis", 21),
        ("heading-rank", 27),
        ("date-written", 31),
        ("bio-found", 33),
    } <= found
    assert len([m for m in messages if m.span]) == len(messages)


def html_text(data: bytes) -> str:
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    return " ".join(str(text) for text in root.find("body").itertext())


def epub_words(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml") and "nav" not in n]
        return " ".join(" ".join(map(str, etree.fromstring(archive.read(n)).itertext())) for n in names)


@pytest.mark.parametrize(("to", "text_of"), [("html", html_text), ("epub", epub_words), ("pdf", None)])
def test_every_word_of_the_source_is_there(to: str, text_of: object) -> None:
    source = SEED.read_text("utf-8").replace("<sup>", "").replace("</sup>", "")
    output = afgpub.render(seed(), to=to).output
    text = pdf_text(output) if to == "pdf" else text_of(output)  # type: ignore[operator]
    text = text.replace("15 th", "15th")  # raised letters are an element, or a run, of their own
    missing = words(source) - words(text)
    assert not missing


def test_english_text_of_the_pdf_is_whole() -> None:
    """Every paragraph comes back from the PDF as it was written, character by character, lines aside."""
    lines = pdf_text(afgpub.render(seed(), to="pdf").output).split("\n")
    running = re.compile(r"--- page \d|.*\b\d / \d\b.*")
    text = " ".join(" ".join(line.split()) for line in lines if not running.fullmatch(line))
    paragraphs = [n for n in walk(seed().root) if type(n).__name__ == "Paragraph"]
    lost = [p for p in map(plain_text, paragraphs) if " ".join(p.split()) not in text]
    assert not lost
