"""Notes in the file where they are called, since many readers show a note in a window only if it is there.

A note is a `div` of type and role footnote in an item of a list: Apple Books, Kobo, Thorium and foliate-js show it in
a window, and where a reader knows nothing of that it stands numbered at the end of the chapter, with a way back. An
`aside` would be hidden by Apple Books and leave a heading over nothing; the item itself can have no such role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = "section[@role='doc-endnotes']"


def box_notes(article: _Element) -> None:
    """Put what each note says into a box of its own, which bears its identifier."""
    for note in article.iterfind(f"{_NOTES}/ol/li"):
        box = etree.Element("div", {"role": "doc-footnote", "class": "note"})
        if id := note.attrib.pop("id", ""):
            box.set("id", id)
        box.text, note.text = note.text, None
        box.extend(list(note))
        note.append(box)


def take_notes(article: _Element) -> tuple[str, list[_Element]]:
    """Take the notes out of `article`; gives their heading and the items, in the order of their numbers.

    A printed page that begins with the heading begins with the first note: each chapter has a heading of its own.
    """
    section = article.find(_NOTES)
    if section is None:
        return "", []
    article.remove(section)
    heading, notes = section.find("h2"), section.findall("ol/li")
    if heading is None:
        return "", notes
    for mark in heading.findall("span[@role='doc-pagebreak']") if notes else ():
        box, after = notes[0][0], mark.tail
        box.insert(0, mark)
        mark.tail, box.text = box.text, None
        heading.text = (heading.text or "") + (after or "")
    return "".join(str(text) for text in heading.itertext()), notes


def place_notes(parts: list[_Element], heading: str, notes: list[_Element]) -> None:
    """Append to each part of the text the notes that it calls first, those that notes call among them.

    They keep their numbers.
    """
    waiting = {note[0].get("id", ""): (number, note) for number, note in enumerate(notes, 1)}
    for part in parts:
        found: list[tuple[int, _Element]] = []
        calls = _calls(part)
        for call in calls:  # grows while notes call further ones
            if call in waiting:
                found.append(waiting.pop(call))
                calls += _calls(found[-1][1])
        if part is parts[-1]:
            found += waiting.values()  # called nowhere
        _append(part, heading, sorted(found, key=lambda row: row[0]))


def _calls(part: _Element) -> list[str]:
    return [call.get("href", "")[1:] for call in part.iter("a") if call.get("role") == "doc-noteref"]


def _append(part: _Element, heading: str, notes: list[tuple[int, _Element]]) -> None:
    if not notes:
        return
    section = etree.SubElement(part, "section", {"class": "notes", "role": "doc-endnotes"})
    etree.SubElement(section, "h2").text = heading
    items, expected = etree.SubElement(section, "ol"), notes[0][0]
    if expected != 1:
        items.set("start", str(expected))
    for number, note in notes:
        if number != expected:
            note.set("value", str(number))
        items.append(note)
        expected = number + 1
