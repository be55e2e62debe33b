"""Text is sacred: every word of a source is in the page that is made of it, or in a message that says why not."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import afgpub
from conftest import CORPUS, EXAMPLES

LINES = (
    "# افغانستان آزاد ــ آزاد افغانستان",
    "afgazad@gmail.com www.afgazad.com European Languages زبانهای اروپائی",
    "Email: editor@example.org | +49 30 1234567",
    "Author: Jane Example 11.06.2024",
    "نوسنده: کریم آرین مترجم: آناهیتا آرین",
    "Written by Hania Example 5:51 pm",
    "عبدالله آرین انګلستان - دسمبر - ۲۰۱۹",
    "تاریخ: ۲۱ جوزای ۱۴۰۳",
    "Published: 31.02.2024",
    "## نگاهی به دو نامه : بقلم دکتور ج. آرین",
    "## Rights and Duties (Part 2)",
    "دریمه برخه - د کلي لویه ونه",
    "لنډیز ( Abstract)",
    "**A bold line**",
    "1. Numbered",
    "*In italics*",
    "KABUL — Two ministers met and it cost **73 percent** of $5 million.",
    "| نویسنده: کریم آرین | کابل |\n|---|---|",
    "ــــــــــــ",
    "www.example.org 1 editor@example.org",
    "First published in Example Weekly in October 1996",
    "برچسب‌ها: صلح، زنان",
    "په درنښت حمید آرین",
    "Hamburg, 10.06.2024",
    "Jane Example – is a writer.",
    "A paragraph of running text that goes on for a while, so that it can be nothing else but the text of the article.",
)


def words(text: str) -> Counter[str]:
    """Web pages are in Normalization Form C: the same letters, composed."""
    return Counter(re.findall(r"\w+", normalize("NFC", text).replace("\u0640", " ")))


def lost(source: str) -> Counter[str]:
    """The words of `source` that are neither on its page nor in a message."""
    result = afgpub.convert(source, to="html", options={"fonts": False}, normaliser={"rules": "none"})
    page = etree.fromstring(result.output, etree.HTMLParser(encoding="utf-8"))
    shown = " ".join(str(text) for text in page.find("body").itertext())
    said = " ".join(m.text for m in result.messages if m.severity > 1 or m.code == "running-foot-dropped")
    marks = re.sub(r"</?\w+>", " ", re.sub(r"^(\|[-:|]+\||\d+\. )", "", source, flags=re.M))
    return words(marks) - words(shown) - words(said)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=9))
def test_no_word_of_any_head_or_end_is_lost(lines: list[str]) -> None:
    assert not lost("\n\n".join(lines))


@cache
def pages() -> list[Path]:
    return [
        *(folder / "article.md" for folder in EXAMPLES if folder.name != "elements"),
        *sorted(CORPUS.glob("structure/articles/*.md")),
    ]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.parent.name + "-" + path.stem)
def test_no_word_of_a_page_is_lost(path: Path) -> None:
    source = path.read_text("utf-8")
    if "[^" in source or source.startswith("---"):
        source = re.sub(r"\[\^\w+\]:?|^---\n.*?^---\n", " ", source, flags=re.M | re.S)
    source = re.sub(r"^:::.*$|\{[^}]*\}|^Table: |(?<=\])\(https?:[^)\s]*\)", "", source, flags=re.M)
    assert not lost(source)


def test_no_word_of_a_shape_is_lost() -> None:
    file = CORPUS / "structure" / "shapes.json"
    shapes = [case["input"] for case in json.loads(file.read_text("utf-8"))] if file.is_file() else LINES
    assert not {shape: found for shape in shapes if (found := lost(shape))}
