"""Notes at the foot of the page of their call: taken out of the list at the end and put where they are called.

WeasyPrint floats such an element to the foot (CSS GCPM 3, `float: footnote`). It never splits one, so a note too long
for that stays in the list at the end, under its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from lxml import etree

from afgpub.renderers.markup.elements import element

FOOTNOTE = "footnote"
SHARE = 1 / 3  # of the page's text area, at most, for one note
# mm² that a letter of a note takes at the very least: 6 pt on 7 pt, a narrow face
_SMALLEST_LETTER = 2.0
_SHORT_BLOCK = 450  # letters of a block that may be moved to the next page whole
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def place_notes(article: etree._Element, area: float, kept: Set[int]) -> tuple[tuple[int, str], ...]:
    """Put the notes of `article` behind their calls and give back those that stay at the end, with the reason.

    `area` is that of the page in mm²; `kept` are numbers of notes known to be too long for the foot of a page.
    """
    section = article.find("section[@class='notes']")
    if section is None:
        return ()
    calls = {str(call.get("id")): call for call in article.iter("a") if call.get("role") == "doc-noteref"}
    entries = section.find("ol")
    if entries is None:
        return ()
    stay: list[tuple[int, str]] = []
    for number, entry in enumerate(list(entries), 1):
        call = calls.get(f"call-{number}")
        reason = _reason_to_stay(entry, call, area) if number not in kept else "there is no room for it"
        if call is None or reason:
            entry.set("value", str(number))
            stay.append((number, reason or "it is called nowhere"))
        else:
            entries.remove(entry)
            _put_behind(call, entry)
    if not len(entries):
        article.remove(section)
    return tuple(stay)


def _reason_to_stay(entry: etree._Element, call: etree._Element | None, area: float) -> str:
    above = {ancestor.tag for ancestor in call.iterancestors()} if call is not None else set()
    if call is not None and any(a.get("id", "").startswith("note-") for a in call.iterancestors("li", "aside")):
        return "it is called in another note"
    if above & {"thead", "caption"}:
        return "it is called in the head of a table"
    if _length(entry) * _SMALLEST_LETTER > area * SHARE:
        return "it is too long"
    return ""


def _put_behind(call: etree._Element, entry: etree._Element) -> None:
    """Make `entry` of the list an aside behind the mark of its call, beginning with its number."""
    for parent in list(entry.iter()):
        for link in parent.findall("a[@role='doc-backlink']"):
            parent.remove(link)
    number = "".join(str(text) for text in call.itertext())
    note = element(None, "aside", class_=FOOTNOTE, id=entry.get("id"), role="doc-footnote")
    for name in ("lang", "dir"):
        if entry.get(name):
            note.set(name, str(entry.get(name)))
    note.extend(list(entry))
    first = note[0] if len(note) and note[0].tag == "p" else element(None, "p")
    if first.getparent() is None:
        note.insert(0, first)
    mark = element(None, "span", number, class_="number")
    mark.tail, first.text = "\u2002" + (first.text or "").lstrip(), None
    first.insert(0, mark)
    last = note[-1]
    if len(last):
        last[-1].tail = (last[-1].tail or "").rstrip() or None
    for sup in call.iterancestors("sup"):
        note.tail, sup.tail = sup.tail, None
        sup.addnext(note)
        break


def push_calls(article: etree._Element, numbers: Iterable[int]) -> None:
    """Begin a page with the block in which each of the notes is called, with its heading if that is right before it."""
    calls = {str(call.get("id")): call for call in article.iter("a") if call.get("role") == "doc-noteref"}
    for number in numbers:
        block = next(calls[f"call-{number}"].iterancestors("p", "li", "tr", "dd", "h2", "h3", "h4", "h5", "h6"), None)
        while block is not None and all(before.tag in _HEADINGS for before in block.itersiblings(preceding=True)):
            parent = block.getparent()
            if parent is None or parent.tag not in ("section", "ul", "ol", "li", "blockquote") or _is_chapter(parent):
                break
            block = parent
        if block is not None:
            block.set("style", "break-before: page")


def can_be_pushed(article: etree._Element, numbers: Iterable[int]) -> set[int]:
    """The first note of each chapter among `numbers`, if the text before its call in the same block is short.

    What follows moves with it, so that the others must be looked at again.
    """
    wanted, chosen, chapters = set(numbers), set(), set()
    for call in article.iter("a"):
        number = int(str(call.get("id", "-0")).rpartition("-")[2]) if call.get("role") == "doc-noteref" else 0
        if number not in wanted:
            continue
        chapter = next((section for section in call.iterancestors("section") if _is_chapter(section)), None)
        block = next(call.iterancestors("p", "li", "dd"), None)
        if chapter not in chapters and block is not None and _length(block) <= _SHORT_BLOCK:
            chosen.add(number)
        chapters.add(chapter)
    return chosen


def _is_chapter(section: etree._Element) -> bool:
    parent = section.getparent()
    return section.tag == "section" and parent is not None and parent.get("class") == "text"


def _length(block: etree._Element) -> int:
    return len("".join(str(text) for text in block.itertext()))
