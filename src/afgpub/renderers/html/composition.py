"""Unicode Normalization Form C for web pages, as the W3C's Character Model has it: the same letters, composed."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from lxml import etree

from afgpub.language.script import ARABIC

# All but letters and signs that are composed already and with nothing before them: without any, a text is in Form C.
DOUBTFUL = re.compile(f"[^\0-\u024f{ARABIC}،؛؟۰-۹\u200c‘’“”„–—…•]")

_ASCII = bytes(range(128))


def compose(root: etree._Element) -> None:
    """Bring the text and the attributes below `root` into Normalization Form C (UAX #15)."""
    xml: bytes = etree.tostring(root, encoding="utf-8")
    if not DOUBTFUL.search(xml.translate(None, _ASCII).decode()) or _is_composed(xml.decode()):
        return  # and so is every part of it
    for node in root.iter():
        if node.text and not is_normalized("NFC", node.text):
            node.text = normalize("NFC", node.text)
        if node.tail and not is_normalized("NFC", node.tail):
            node.tail = normalize("NFC", node.tail)
        for name, value in node.attrib.items():
            if not is_normalized("NFC", str(value)):
                node.set(name, normalize("NFC", str(value)))


def _is_composed(text: str) -> bool:
    """Whether `text` is in Form C. Only words that hold a mark are looked at: none is composed across a space."""
    end = 0
    while found := DOUBTFUL.search(text, end):
        start = text.rfind(" ", end, found.start()) + 1 or end
        end = text.find(" ", found.end())
        end = len(text) if end < 0 else end
        if not is_normalized("NFC", text[start:end]):
            return False
    return True
