"""Inline nodes as XHTML."""

from __future__ import annotations

from typing import assert_never

from lxml import etree

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
from afgpub.renderers.markup.elements import append_text, element, put_attrs
from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, shown_name


def write_inlines(parent: etree._Element, nodes: Inlines, context: Context) -> None:
    """Append `nodes` to `parent`."""
    for node in nodes:
        _write_inline(parent, node, context)


def write_line(parent: etree._Element, nodes: Inlines, context: Context) -> None:
    """Fill a heading, a caption or another line of its own; if all of it is one Run, the line itself turns."""
    match nodes:
        case (Run(children, attrs=Attrs(dir=dir, lang=lang) as attrs),) if dir and lang:
            put_attrs(parent, attrs)
            write_inlines(parent, children, context)
        case _:
            write_inlines(parent, nodes, context)


def _write_inline(parent: etree._Element, node: Inline, context: Context) -> None:
    match node:
        case Text(value):
            append_text(parent, value)
        case Emphasis():
            _phrase(parent, "em", node, context)
        case Strong():
            _phrase(parent, "strong", node, context)
        case Deletion():
            _phrase(parent, "del", node, context)
        case Superscript():
            _phrase(parent, "sup", node, context)
        case Subscript():
            _phrase(parent, "sub", node, context)
        case Run():
            _phrase(parent, "span" if node.attrs.lang or not node.attrs.dir else "bdi", node, context)
        case Statistic():
            figure = element(parent, "strong", class_="statistic") if node.strong else parent
            data = element(figure, "data", value=node.value, class_=None if node.strong else "figure")
            put_attrs(figure if node.strong else data, node.attrs)
            context.put_id(figure if node.strong else data, node)
            write_inlines(data, node.children, context)
        case Day():
            write_day(parent, node, context, write_inlines)
        case Link():
            link = _phrase(parent, "a", node, context)
            link.set("href", node.target)
            if node.title:
                link.set("title", node.title)
        case Image():
            _write_image(parent, node, context)
        case Code(value):
            code = put_attrs(element(parent, "code", value, dir="ltr"), node.attrs)
            context.put_id(code, node)
        case LineBreak():
            element(parent, "br")
        case Note():
            context.notes.append(node)
            if node.attrs.id:
                context.ids.setdefault(node.attrs.id, f"note-{len(context.notes)}")
            _write_call(parent, len(context.notes), f"call-{len(context.notes)}", context)
        case NoteReference(target):
            _write_call(parent, _number_of(target, context), None, context)
        case _:
            assert_never(node)


def _phrase(
    parent: etree._Element,
    tag: str,
    node: Emphasis | Strong | Deletion | Superscript | Subscript | Run | Link,
    context: Context,
) -> etree._Element:
    new = put_attrs(element(parent, tag), node.attrs)
    context.put_id(new, node)
    write_inlines(new, node.children, context)
    return new


def _write_image(parent: etree._Element, node: Image, context: Context) -> None:
    try:
        file = context.images.add(node.target)
    except ImageMissingError:
        context.tell("image-missing", node, target=shown_name(node.target))
    except ImageRefusedError as refusal:
        context.tell("image-refused", node, target=shown_name(node.target), reason=refusal)
    else:
        if not node.alternative:
            context.tell("image-no-alternative", node, target=shown_name(node.target))
        image = element(parent, "img", src=f"images/{file.name}", alt=node.alternative, title=node.title or None)
        put_attrs(image, node.attrs)
        context.put_id(image, node)
        return
    if node.alternative:
        element(parent, "span", node.alternative, class_="image-missing")


def _write_call(parent: etree._Element, number: int, id: str | None, context: Context) -> None:
    """The mark of a note: a superscript number that leads to it (DPUB-ARIA doc-noteref)."""
    mark = element(parent, "sup")
    numeral = context.numeral(number)
    label = f"{context.word('note')} {numeral}"
    if id:
        context.taken.add(id)
    href = f"#note-{number}"
    element(mark, "a", numeral, id=id, href=href, class_="noteref", role="doc-noteref", aria_label=label)


def _number_of(target: str, context: Context) -> int:
    for number, note in enumerate(context.notes, 1):
        if note.attrs.id == target:
            return number
    return len(context.notes)
