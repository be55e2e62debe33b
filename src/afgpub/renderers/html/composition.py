"""Unicode Normalization Form C for web pages, as the W3C's Character Model has it: the same letters, composed."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from lxml import etree


def compose(root: etree._Element) -> None:
    """Bring the text and the attributes below `root` into Normalization Form C (UAX #15)."""
    if is_normalized("NFC", etree.tostring(root, encoding="unicode")):  # and so is every part of it
        return
    for node in root.iter():
        if node.text and not is_normalized("NFC", node.text):
            node.text = normalize("NFC", node.text)
        if node.tail and not is_normalized("NFC", node.tail):
            node.tail = normalize("NFC", node.tail)
        for name, value in node.attrib.items():
            if not is_normalized("NFC", str(value)):
                node.set(name, normalize("NFC", str(value)))
