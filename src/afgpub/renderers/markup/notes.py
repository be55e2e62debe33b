"""The notes of a document, gathered at its end, each with a way back to where it is called."""

from __future__ import annotations

from afgpub.renderers.markup.blocks import write_blocks
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.writing import NONE, escape, put_attrs, wrap

_BACK = "\u2191"
_PARAGRAPH_END = "</p>"


def write_notes(context: Context) -> str:
    """The notes that were called while the text was written; a note may call further ones."""
    if not context.notes:
        return ""
    attributes = {"class": "notes", "role": "doc-endnotes", "id": context.new_id("notes")}
    entries: list[str] = []
    for number, note in enumerate(context.notes, 1):  # grows while it is gone through
        own = put_attrs({"id": f"note-{number}"}, note.attrs)
        context.taken.add(f"note-{number}")
        body = context.inside(note.attrs, write_blocks, note.body, 3)
        back = {"href": f"#call-{number}", "class": "backlink", "role": "doc-backlink"}
        back["aria-label"] = f"{context.word('back')} ({context.numeral(number)})"
        end = _PARAGRAPH_END if body.endswith(_PARAGRAPH_END) else ""  # the way back stands in the last paragraph
        entries.append(wrap("li", own, f"{body.removesuffix(end)} {wrap('a', back, _BACK)}{end}"))
    heading = wrap("h2", NONE, escape(context.word("notes")))
    return wrap("section", attributes, heading + wrap("ol", NONE, "".join(entries)))
