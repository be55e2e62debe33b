"""Pulled figures: a strong statistic set large beside the text, with the sentence that it stands in."""

from __future__ import annotations

import re

from lxml import etree

from afgpub.renderers.markup.elements import element
from afgpub.renderers.markup.titles import PLACE, shown_pieces, write_title

MOST = 3  # in one text
APART = 3  # paragraphs between two of them, at least
_LONGEST = 240  # characters of the sentence
_SENTENCE = re.compile(r"[^.!?؟۔]*(?:[.٫,](?=\d)[^.!?؟۔]*)*[.!?؟۔]?")


def pull_statistics(article: etree._Element) -> None:
    """Put a box with figure and sentence before some of the paragraphs that hold a strong statistic.

    The words stand in the text already, so the box is said to be hidden from those who hear the page.
    """
    last = -APART
    pulled = 0
    paragraphs = [p for p in article.iter("p") if _is_running_text(p)]
    for place, paragraph in enumerate(paragraphs):
        figure = next((s for s in paragraph.iter("strong") if s.get("class") == "statistic"), None)
        if figure is None or place - last < APART or pulled == MOST:
            continue
        value, saying = "".join(map(str, figure.itertext())), _sentence_of(paragraph, figure)
        if not saying:
            continue
        _put_box(paragraph, figure, value, saying)
        last, pulled = place, pulled + 1


def _is_running_text(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag in ("div", "section") and not paragraph.get("class")


def _sentence_of(paragraph: etree._Element, figure: etree._Element) -> str:
    """The sentence around `figure`, without marks of notes; empty if it is too long to be set beside the text."""
    before, _, after = "".join(shown_pieces(paragraph, figure)).partition(PLACE)
    text, place = before + after, len(before)
    for match in _SENTENCE.finditer(text):
        if match.start() <= place < match.end():
            sentence = " ".join(match[0].split())
            return sentence if len(sentence) <= _LONGEST else ""
    return ""


def _put_box(paragraph: etree._Element, figure: etree._Element, value: str, saying: str) -> None:
    box = element(None, "div", class_="pull", aria_hidden="true")
    element(box, "p", value, class_="value", lang=figure.get("lang"), dir=figure.get("dir"))
    write_title(element(box, "p", class_="saying"), saying)
    for name in ("lang", "dir"):
        if paragraph.get(name):
            box.set(name, str(paragraph.get(name)))
    paragraph.addprevious(box)
