"""PDFs come back as source: our own in every theme, and the portal's article set by another engine."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import afgpub
from afgpub.document import Document, Paragraph, Section, Statistic
from afgpub.messages import Message
from afgpub.normaliser import normalise
from afgpub.readers.pdf import read_pdf
from afgpub.renderers.tree import RENDERER
from afgpub.source import Source
from afgpub.walk import plain_text, walk
from conftest import CORPUS, PROJECT

SEED = PROJECT / "examples" / "seed" / "article.md"
PORTAL = CORPUS / "structure" / "seed-article.md"


@cache
def read_back(source: Path, theme: str) -> tuple[Document, tuple[Message, ...]]:
    made = afgpub.convert(source, to="pdf", options={"theme": theme})
    return read_pdf(Source(f"{source.stem}.pdf", made.output))


def words(document: Document) -> list[str]:
    """The words of titles and paragraphs in order, in one form of Unicode (NFC)."""
    texts = []
    for node in walk(document.root):
        if isinstance(node, Section):
            texts.append(plain_text(node.title))
        elif isinstance(node, Paragraph):
            texts.append(plain_text(node))
    return unicodedata.normalize("NFC", " ".join(texts)).split()


def recall(wanted: list[str], found: list[str]) -> float:
    """The share of the wanted words that are found in their order."""
    matches = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matches) / len(wanted)


@pytest.mark.parametrize("theme", ["news", "magazine", "book"])
def test_all_words_of_the_seed_come_back_in_order(theme: str) -> None:
    original, _ = normalise(afgpub.read(SEED)[0])
    document, messages = read_back(SEED, theme)
    assert recall(words(original), words(document)) == 1.0
    assert {m.code for m in messages} <= {"page-part-dropped"}
    found, _ = normalise(document)
    titles = [plain_text(node.title) for node in walk(found.root) if isinstance(node, Section) and node.title]
    assert titles[-3:] == [
        "Introduction",
        "Efforts to Combat Terrorism and Diplomatic Engagement",
        "Prospects for Cooperation and Regional Stability",
    ]
    assert [figure.value for figure in found.statistics if figure.strong] == ["73"]


@pytest.mark.parametrize(("name", "theme", "share"), [("dari", "news", 1.0), ("book-dari", "book", 0.99)])
def test_dari_comes_back_in_order(name: str, theme: str, share: float) -> None:
    source = PROJECT / "examples" / name / "article.md"
    original, _ = normalise(afgpub.read(source)[0])
    document, _ = read_back(source, theme)
    assert recall(words(original), words(document)) >= share


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("name", "theme"), [("udhr-pbu.md", "magazine"), ("udhr-eng.md", "news"), ("udhr-pes_2.html", "magazine")]
)
def test_the_declarations_come_back_in_order(name: str, theme: str) -> None:
    source = CORPUS / "texts" / name
    assert recall(words(afgpub.read(source)[0]), words(read_back(source, theme)[0])) >= 0.995


def portal_pdf(text: str, columns: int) -> bytes:
    """The article as a browser prints it: plain HTML in columns, with running heads and page numbers."""
    from weasyprint import HTML

    fonts = files("afgpub.fonts")
    faces = "".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight}; src: url({Path(str(fonts / path)).as_uri()}) }}"
        for family, weight, path in (
            ("serif-latin", 400, "source-serif-4/SourceSerif4-Regular.ttf"),
            ("serif-latin", 700, "source-serif-4/SourceSerif4-Bold.ttf"),
            ("arabic", 400, "amiri/Amiri-Regular.ttf"),
            ("arabic", 700, "amiri/Amiri-Bold.ttf"),
        )
    )
    body = MarkdownIt("commonmark", {"html": True}).render(text)
    style = f"""{faces}
    @page {{ size: A4; margin: 22mm 18mm; @top-center {{ content: "AFGAZAD"; font: 8pt serif-latin }}
    @bottom-center {{ content: counter(page) " / " counter(pages); font: 8pt serif-latin }} }}
    body {{ font: 11pt/1.4 serif-latin, arabic; columns: {columns}; column-gap: 9mm; text-align: justify }}
    h1, h2, h3, h4 {{ text-align: left }} sup {{ font-size: 70%; vertical-align: super; line-height: 0 }}"""
    return bytes(HTML(string=f"<html lang=en><style>{style}</style><body>{body}").write_pdf())


def shape(document: Document) -> str:
    """The tree without its places and identifiers."""
    tree = RENDERER.render(document, RENDERER.options(), None).output.decode()
    return re.sub(r" @[\d-]+", "", tree)


@pytest.mark.skipif(not PORTAL.is_file(), reason="the corpus is not here")
@pytest.mark.parametrize("columns", [1, 2])
def test_the_portals_own_pdf_comes_back_as_its_markdown(columns: int) -> None:
    document, _ = read_pdf(Source("a.pdf", portal_pdf(PORTAL.read_text("utf-8"), columns)))
    found, _ = normalise(document)
    wanted, _ = normalise(afgpub.read(PORTAL)[0])
    assert shape(found).replace(" lang=en", "") == shape(wanted)
    assert any(isinstance(node, Statistic) and node.strong for node in walk(found.root))
