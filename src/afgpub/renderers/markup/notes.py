"""The notes of a document, gathered at its end, each with a way back to where it is called."""

from __future__ import annotations

from lxml import etree

from afgpub.renderers.markup.blocks import write_blocks
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.elements import append_text, element, put_attrs

_BACK = "\u2191"


def write_notes(parent: etree._Element, context: Context) -> None:
    """Append the notes that were called while the text was written; a note may call further ones."""
    if not context.notes:
        return
    section = element(parent, "section", class_="notes", role="doc-endnotes", id=context.new_id("notes"))
    element(section, "h2", context.word("notes"))
    entries = element(section, "ol")
    number = 0
    while number < len(context.notes):
        note = context.notes[number]
        number += 1
        entry = put_attrs(element(entries, "li", id=f"note-{number}"), note.attrs)
        context.taken.add(f"note-{number}")
        write_blocks(entry, note.body, context, rank=3)
        last = entry[-1] if len(entry) and entry[-1].tag == "p" else entry
        append_text(last, " ")
        label = f"{context.word('back')} ({context.numeral(number)})"
        element(last, "a", _BACK, href=f"#call-{number}", class_="backlink", role="doc-backlink", aria_label=label)
