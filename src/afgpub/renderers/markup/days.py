"""Days as `time` elements, in the calendar that the options ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from afgpub.direction import base_direction
from afgpub.document import Calendar, Day, Inlines
from afgpub.metadata import Date
from afgpub.normaliser.dates import scan
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.elements import append_text, element, inherited, put_attrs
from afgpub.renderers.markup.month_names import print_day
from afgpub.walk import plain_text


def write_day(
    parent: etree._Element, node: Day, context: Context, write: Callable[[etree._Element, Inlines, Context], None]
) -> None:
    """Append a Day to `parent`; `write` writes its children, which are printed unless another calendar is asked for."""
    text = plain_text(node)
    printed = _printed(parent, node.iso, node.calendar, context)
    if printed and context.calendar != "both":
        context.tell("date-converted", node, text=text, printed=printed)
        place = _write_time(parent, printed, node.iso, context)
        put_attrs(place, replace(node.attrs, lang=None, dir=None))  # they are those of what was written
    else:
        place = element(parent, "time", datetime=node.iso)
        write(place, node.children, context)
        put_attrs(place, node.attrs)
    context.put_id(place, node)
    if printed and context.calendar == "both":
        _write_beside(parent, printed, node.iso, context)


def write_date(parent: etree._Element, day: Date, context: Context) -> None:
    """Append a date of the metadata; its weekday and its hour stay beside it whatever the calendar.

    A text that says the day twice is printed as it is.
    """
    dates = list(scan(day.text)) if context.calendar != "keep" else []
    found = dates[0] if len(dates) == 1 and dates[0].iso == day.iso else None
    printed = _printed(parent, day.iso, found.calendar, context) if found else None
    if found and printed and context.calendar != "both":
        text = day.text[: found.start] + printed + day.text[found.end :]
        context.tell("date-converted", None, text=day.text, printed=text)
        _write_time(parent, text, day.iso, context)
        return
    _write_time(parent, day.text, day.iso, context)
    if printed:
        _write_beside(parent, printed, day.iso, context)


def _printed(parent: etree._Element, iso: str, written: Calendar, context: Context) -> str | None:
    """The day in the calendar that is asked for, in the language around it; None where that is how it is written."""
    match context.calendar, written:
        case ("gregorian", "solar" | "lunar") | ("both", "solar" | "lunar"):
            wanted: Calendar = "gregorian"
        case ("solar", "gregorian" | "lunar") | ("both", "gregorian"):
            wanted = "solar"
        case _:
            return None
    return print_day(iso, wanted, inherited(parent, "lang") or context.lang)


def _write_time(parent: etree._Element, text: str, iso: str, context: Context) -> etree._Element:
    """A `time` element for words of our own; it says its direction where that is not the one around it.

    Rule W7 of UAX #9 does not reach digits after Arabic letters: 2024-06-11 would show as 11-06-2024.
    """
    own = base_direction(text, "ltr")
    around = inherited(parent, "dir") or context.dir
    return element(parent, "time", text, datetime=iso, dir=own if own != around else None)


def _write_beside(parent: etree._Element, printed: str, iso: str, context: Context) -> None:
    append_text(parent, " (")
    _write_time(parent, printed, iso, context)
    append_text(parent, ")")
