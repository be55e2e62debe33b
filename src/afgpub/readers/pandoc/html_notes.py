"""Notes of web pages and e-books: a call that says it is one, and the element it leads to, are brought together."""

from __future__ import annotations

from lxml import etree

from afgpub.readers.html.elements import remove
from afgpub.readers.pandoc.notes import NOTE

_TYPE = "{http://www.idpf.org/2007/ops}type"
_CALLS = frozenset(("doc-noteref", "noteref"))
_BACK = frozenset(("doc-backlink", "backlink", "footnote-back"))
_EMPTY = frozenset(("ol", "ul", "section", "aside", "div"))


def lift_notes(root: etree._Element, prefix: str = "") -> list[etree._Element]:
    """Take the notes that calls of `root` lead to out of it; gives a `div` of each, which its call names.

    A call is a link with the role `doc-noteref` (DPUB-ARIA 1.1) or the type `noteref` (EPUB 3 Structural Semantics);
    pandoc reads such notes in e-books only, and of other pages keeps neither note nor number.
    """
    calls = [link for link in root.iter("a") if _kinds(link) & _CALLS]
    if not calls:
        return []
    targets = {element.get("id", ""): element for element in root.iter() if isinstance(element.tag, str)}
    lifted: dict[str, etree._Element] = {}
    for link in calls:
        for attribute in ("role", _TYPE, "epub:type"):
            link.attrib.pop(attribute, "")
        name = link.get("href", "").partition("#")[2]
        target = targets.get(name)
        if target is None or name in lifted or target in link.iterancestors() or target is root:
            continue
        lifted[name] = _lift(target, f"{prefix}{len(lifted)}")
        link.tag = "span"
        link.set(f"data-{NOTE}", f"{prefix}{len(lifted) - 1}")
    return list(lifted.values())


def _lift(target: etree._Element, name: str) -> etree._Element:
    note = etree.Element("div", {f"data-{NOTE}": name})
    for link in list(target.iter("a")):
        if _kinds(link) & _BACK:
            remove(link)
    for attribute in ("dir", "lang"):
        if said := target.get(attribute):
            note.set(attribute, said)
    parent = target.getparent()
    remove(target)
    target.tail = None
    if target.tag in ("li", "aside", "div", "section", "dd"):
        note.text = target.text
        note.extend(list(target))
    else:
        note.append(target)
    while parent is not None and parent.tag in _EMPTY and _is_empty(parent):
        empty: etree._Element = parent
        parent = empty.getparent()
        remove(empty)
    return note


def _is_empty(element: etree._Element) -> bool:
    """Whether nothing is left in an element but rules between the notes and the text."""
    return (
        all(child.tag == "hr" and not (child.tail or "").strip() for child in element)
        and not (element.text or "").strip()
    )


def _kinds(element: etree._Element) -> frozenset[str]:
    found = [element.get(name) or "" for name in ("role", _TYPE, "epub:type", "class")]
    return frozenset(word for value in found for word in value.split())
