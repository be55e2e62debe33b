"""Phrases as pandoc's inlines, with the language and direction of each."""

from __future__ import annotations

from afgpub import bidi
from afgpub.document import (
    NO_ATTRS,
    Attrs,
    Code,
    Day,
    Deletion,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteReference,
    Run,
    Statistic,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.metadata import Phrase
from afgpub.renderers.pandoc.latex import hold_signs
from afgpub.renderers.pandoc.nodes import LINE_BREAK, Node, Nodes, attr, node, span, words
from afgpub.renderers.pandoc.writing import Setting, Writing

_FORMS = {"underline": "Underline", "smallcaps": "SmallCaps"}
_WRAPPERS: dict[type, str] = {
    Emphasis: "Emph",
    Strong: "Strong",
    Deletion: "Strikeout",
    Superscript: "Superscript",
    Subscript: "Subscript",
}


def write_line(nodes: Inlines, writing: Writing, setting: Setting) -> Nodes:
    """The words of a paragraph, after its marker if the format needs one."""
    return _line(nodes, writing, setting, setting)


def write_own_line(nodes: Inlines, writing: Writing, setting: Setting) -> Nodes:
    """The words of a heading, a caption or another line of its own, after its marker: see `turned`."""
    return _line(nodes, writing, setting, turned(nodes, setting))


def _line(nodes: Inlines, writing: Writing, setting: Setting, own: Setting) -> Nodes:
    line = [*writing.mark(own, begins=True), *write_inlines(nodes, writing, setting)]
    return hold_signs(line, own.dir or "ltr") if writing.format == "latex" else line


def turned(nodes: Inlines, setting: Setting) -> Setting:
    """What holds for a line of its own: if all of it is one Run, the line itself turns."""
    match nodes:
        case (Run(attrs=attrs),):
            return setting.inside(attrs)
    return setting


def write_inlines(nodes: Inlines, writing: Writing, setting: Setting) -> Nodes:
    """The inlines of phrases side by side."""
    return [made for inline in nodes for made in _write(inline, writing, setting)]


def phrase_run(phrase: Phrase) -> Inline:
    """A phrase of the metadata as a node of the tree."""
    text = Text(phrase.text)
    return Run((text,), attrs=Attrs(lang=phrase.lang, dir=phrase.dir)) if phrase.lang or phrase.dir else text


def _write(inline: Inline, writing: Writing, setting: Setting) -> Nodes:
    """The inlines of one phrase, in a span where it differs from what is around it."""
    attrs = inline.attrs
    inner = setting.inside(attrs)
    made = _made(inline, writing, inner)
    if attrs == NO_ATTRS or isinstance(inline, Note):
        return made
    for name in attrs.classes:
        if isinstance(inline, Run) and name in _FORMS:
            made = [node(_FORMS[name], made)]
    if inner != setting:
        made = [*writing.mark(inner, begins=False), *made, *writing.mark(setting, begins=False)]
    pairs = writing.pairs(attrs)
    made = [span(made, attr(attrs.id, (), pairs))] if attrs.id or pairs else made
    if writing.format == "typst" and attrs.dir and attrs.dir != setting.dir:
        # Typst embeds a phrase of another direction, and does not isolate it.
        return [*words(bidi.isolate_of(attrs.dir)), *made, *words(bidi.PDI)]
    return made


def _made(inline: Inline, writing: Writing, setting: Setting) -> Nodes:
    match inline:
        case Text(value):
            return words(value)
        case Emphasis(children) | Strong(children) | Deletion(children) | Superscript(children) | Subscript(children):
            return [node(_WRAPPERS[type(inline)], write_inlines(children, writing, setting))]
        case Statistic(children):
            writing.lose("values of statistics")
            inside = write_inlines(children, writing, setting)
            return [node("Strong", inside)] if inline.strong else inside
        case Day(children):
            writing.lose("days in ISO 8601")
            return write_inlines(children, writing, setting)
        case Run(children):
            return write_inlines(children, writing, setting)
        case Link(children, target, title):
            return [node("Link", [attr(), write_inlines(children, writing, setting), [target, title]])]
        case Image():
            return _image(inline, writing)
        case Code(value):
            return [node("Code", [attr(), value])]
        case LineBreak():
            return [LINE_BREAK]
        case Note():
            return [_note(inline, writing, setting)]
        case NoteReference(target):
            writing.lose("second calls of a note as links")
            return [node("Superscript", words(str(writing.notes.get(target, "*"))))]


def _image(image: Image, writing: Writing) -> Nodes:
    target = writing.picture(image)
    if target is None:
        return words(image.alternative)
    return [node("Image", [attr(), words(image.alternative), [target, image.title]])]


def _note(note: Note, writing: Writing, setting: Setting) -> Node:
    from afgpub.renderers.pandoc.blocks import write_blocks  # blocks hold notes and notes blocks

    writing.count += 1
    if note.attrs.id:
        writing.notes[note.attrs.id] = writing.count
    # A note is set like the text around it, not like the table that calls it.
    inner = Setting(setting.lang, setting.dir).inside(note.attrs)
    return node("Note", write_blocks(note.body, writing, inner))
