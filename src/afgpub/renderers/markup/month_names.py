"""Days as a language prints them: the month's name in its calendar, the digits of the language.

The names are those of CLDR 46 (calendars `gregorian` and `persian` in fa, fa-AF and ps) without the ezafe that some
bear, and with the Pashto gaf. In Latin letters the solar months have the names that they have in Afghanistan.
"""

from __future__ import annotations

from datetime import date

from afgpub.calendars import from_gregorian
from afgpub.document import Calendar
from afgpub.renderers.markup.context import in_digits_of

_AFGHAN = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"
_IRANIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_PASHTO = "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب"
_LATIN = "Hamal Sawr Jawza Saratan Asad Sunbula Mizan Aqrab Qaws Jadi Dalw Hut"
_SOLAR = {"fa": _IRANIAN, "prs": _AFGHAN, "ps": _PASHTO, "en": _LATIN, "de": _LATIN, "fr": _LATIN}
_GREGORIAN = {
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "prs": "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
    "ps": "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سېپتمبر اکتوبر نومبر دسمبر",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def print_day(iso: str, calendar: Calendar, lang: str) -> str | None:
    """The day `iso` (`YYYY-MM-DD`) in `calendar` as BCP 47 `lang` prints it; numbers alone where we know no names.

    None for a month or a year, for lunar dates, which are not printed, and for a day that the calendar does not count.
    """
    if len(iso) != len("2024-06-11") or calendar == "lunar":
        return None
    try:
        year, month, day = from_gregorian(calendar, date.fromisoformat(iso))
    except ValueError:
        return None
    known = _language(lang)
    names = (_SOLAR if calendar == "solar" else _GREGORIAN).get(known)
    if names is None:
        return in_digits_of(f"{day:02}.{month:02}.{year}", lang)
    dot = "." if known == "de" else ""
    return f"{in_digits_of(str(day), lang)}{dot} {names.split()[month - 1]} {in_digits_of(str(year), lang)}"


def _language(lang: str) -> str:
    """The key of the tables: the language, with Dari (fa-AF) as `prs`."""
    subtags = lang.lower().split("-")
    return "prs" if subtags[0] == "fa" and "af" in subtags[1:] else subtags[0]
