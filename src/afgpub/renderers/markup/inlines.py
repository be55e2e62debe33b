"""Inline nodes as XHTML."""

from __future__ import annotations

from typing import assert_never

from afgpub.document import (
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
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.days import write_day
from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, shown_name
from afgpub.renderers.markup.writing import NONE, Attributes, escape, put_attrs, void, wrap


def write_inlines(nodes: Inlines, context: Context) -> str:
    """The XHTML of `nodes`."""
    return "".join([escape(node.value) if type(node) is Text else _write_inline(node, context) for node in nodes])


def write_line(tag: str, nodes: Inlines, context: Context, class_: str = "") -> str:
    """A heading, a caption or another line of its own; if all of it is one Run, the line itself turns."""
    attributes: Attributes = {"class": class_} if class_ else {}
    match nodes:
        case (Run(children, attrs=Attrs(dir=dir, lang=lang) as attrs),) if dir and lang:
            put_attrs(attributes, attrs)
            return wrap(tag, attributes, context.inside(attrs, write_inlines, children))
        case _:
            return wrap(tag, attributes, write_inlines(nodes, context))


def _write_inline(node: Inline, context: Context) -> str:
    match node:
        case Text(value):
            return escape(value)
        case Emphasis():
            return _phrase("em", node, context)
        case Strong():
            return _phrase("strong", node, context)
        case Deletion():
            return _phrase("del", node, context)
        case Superscript():
            return _phrase("sup", node, context)
        case Subscript():
            return _phrase("sub", node, context)
        case Run():
            return _phrase("span" if node.attrs.lang or not node.attrs.dir else "bdi", node, context)
        case Statistic(children, value, _, strong):
            own = {"class": "statistic"} if strong else {"value": value, "class": "figure"}
            attributes = context.put_id(put_attrs(own, node.attrs), node)
            inside = context.inside(node.attrs, write_inlines, children)
            if strong:
                return wrap("strong", attributes, wrap("data", {"value": value}, inside))
            return wrap("data", attributes, inside)
        case Day():
            return write_day(node, context, write_inlines)
        case Link(children, target, title):
            attributes = context.attributes(node)
            inside = context.inside(node.attrs, write_inlines, children)
            return wrap("a", {**attributes, "href": target, **({"title": title} if title else {})}, inside)
        case Image():
            return _write_image(node, context)
        case Code(value):
            return wrap("code", context.put_id(put_attrs({"dir": "ltr"}, node.attrs), node), escape(value))
        case LineBreak():
            return void("br")
        case Note():
            context.notes.append(node)
            if node.attrs.id:
                context.ids.setdefault(node.attrs.id, f"note-{len(context.notes)}")
            return _write_call(len(context.notes), f"call-{len(context.notes)}", context)
        case NoteReference(target):
            return _write_call(_number_of(target, context), None, context)
        case _:
            assert_never(node)


def _phrase(tag: str, node: Emphasis | Strong | Deletion | Superscript | Subscript | Run, context: Context) -> str:
    return wrap(tag, context.attributes(node), context.inside(node.attrs, write_inlines, node.children))


def _write_image(node: Image, context: Context) -> str:
    try:
        file = context.images.add(node.target)
    except ImageMissingError:
        context.tell("image-missing", node, target=shown_name(node.target))
    except ImageRefusedError as refusal:
        context.tell("image-refused", node, target=shown_name(node.target), reason=refusal)
    else:
        if not node.alternative:
            context.tell("image-no-alternative", node, target=shown_name(node.target))
        image = {"src": f"images/{file.name}", "alt": node.alternative}
        if node.title:
            image["title"] = node.title
        return void("img", context.put_id(put_attrs(image, node.attrs), node))
    return wrap("span", {"class": "image-missing"}, escape(node.alternative)) if node.alternative else ""


def _write_call(number: int, id: str | None, context: Context) -> str:
    """The mark of a note: a superscript number that leads to it (DPUB-ARIA doc-noteref)."""
    numeral = context.numeral(number)
    attributes: Attributes = {}
    if id:
        context.taken.add(id)
        attributes["id"] = id
    attributes |= {"href": f"#note-{number}", "class": "noteref", "role": "doc-noteref"}
    attributes["aria-label"] = f"{context.word('note')} {numeral}"
    return wrap("sup", NONE, wrap("a", attributes, numeral))


def _number_of(target: str, context: Context) -> int:
    for number, note in enumerate(context.notes, 1):
        if note.attrs.id == target:
            return number
    return len(context.notes)
