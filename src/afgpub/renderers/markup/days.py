"""Days as `time` elements, in the calendar that the options ask for."""

from __future__ import annotations

from collections.abc import Callable

from afgpub.direction import base_direction
from afgpub.document import Calendar, Day, Inlines
from afgpub.frozen import replace
from afgpub.metadata import Date
from afgpub.normaliser.dates import scan
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.month_names import print_day
from afgpub.renderers.markup.writing import Attributes, escape, put_attrs, wrap
from afgpub.walk import plain_text


def write_day(node: Day, context: Context, write: Callable[[Inlines, Context], str]) -> str:
    """A Day; `write` writes its children, which are printed unless another calendar is asked for."""
    printed = _printed(node.iso, node.calendar, context)
    if printed and context.calendar != "both":
        context.tell("date-converted", node, text=plain_text(node), printed=printed)
        attributes = _attributes_of(printed, node.iso, context)
        put_attrs(attributes, replace(node.attrs, lang=None, dir=None))  # they are those of what was written
        return wrap("time", context.put_id(attributes, node), escape(printed))
    inside = write(node.children, context)
    attributes = put_attrs({"datetime": node.iso}, node.attrs)
    day = wrap("time", context.put_id(attributes, node), inside)
    return day + _write_beside(printed, node.iso, context) if printed else day


def write_date(day: Date, context: Context) -> str:
    """A date of the metadata; its weekday and its hour stay beside it whatever the calendar.

    A text that says the day twice is printed as it is.
    """
    dates = list(scan(day.text)) if context.calendar != "keep" else []
    found = dates[0] if len(dates) == 1 and dates[0].iso == day.iso else None
    printed = _printed(day.iso, found.calendar, context) if found else None
    if found and printed and context.calendar != "both":
        text = day.text[: found.start] + printed + day.text[found.end :]
        context.tell("date-converted", None, text=day.text, printed=text)
        return _write_time(text, day.iso, context)
    written = _write_time(day.text, day.iso, context)
    return written + _write_beside(printed, day.iso, context) if printed else written


def _printed(iso: str, written: Calendar, context: Context) -> str | None:
    """The day in the calendar that is asked for, in the language around it; None where that is how it is written."""
    match context.calendar, written:
        case ("gregorian", "solar" | "lunar") | ("both", "solar" | "lunar"):
            wanted: Calendar = "gregorian"
        case ("solar", "gregorian" | "lunar") | ("both", "gregorian"):
            wanted = "solar"
        case _:
            return None
    return print_day(iso, wanted, context.around[0])


def _write_time(text: str, iso: str, context: Context) -> str:
    return wrap("time", _attributes_of(text, iso, context), escape(text))


def _attributes_of(text: str, iso: str, context: Context) -> Attributes:
    """Those of a `time` element for words of our own; it says its direction where that is not the one around it.

    Rule W7 of UAX #9 does not reach digits after Arabic letters: 2024-06-11 would show as 11-06-2024.
    """
    own = base_direction(text, "ltr")
    return {"datetime": iso} if own == context.around[1] else {"datetime": iso, "dir": own}


def _write_beside(printed: str, iso: str, context: Context) -> str:
    return f" ({_write_time(printed, iso, context)})"
