"""The words of dates in English, German, French, Dari, Persian, Pashto, Arabic and Urdu, whatever their spelling.

Words are compared folded: no accents, no joiners, one form of yeh, kaf and gaf. The names of months are those of
CLDR (en, de, fr, fa, fa-AF, ps, ar, ur) with the spellings that are met on the pages of newspapers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from operator import add

from afgpub.document import Calendar

_ALIKE = str.maketrans("يىېۍےكڪګەہھة", "یییییککگهههه", "\u0640\u200b\u200c\u200d\u200e\u200f\u00ad")


@lru_cache(4096)
def fold(word: str) -> str:
    """A word as it is compared: in lower case, without marks on letters, with one letter for each sound of a kind."""
    if word.isascii():
        return word.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.translate(_ALIKE).casefold()


def _table(rows: tuple[str, ...]) -> dict[str, int]:
    """Spellings by the number of their row, counted from 1; a row holds words parted by spaces."""
    return {fold(name): number for number, row in enumerate(rows, 1) for name in row.split()}


_GREGORIAN = _table(
    (
        "january jan januar jän jänner janvier janv جنوری جانوری ژانویه ینایر",
        "february feb februar feber février févr فبروری فروری فیبروری فوریه فبرایر",
        "march mar märz maerz mrz mär mars مارچ مارس",
        "april apr avril avr اپریل آپریل آوریل ابریل اپرېل",
        "may mai می مه مئی مای مایو",
        "june jun juni juin جون ژوئن یونیو",
        "july jul juli juillet juil جولای جولائی جولایی ژوئیه ژولای یولیو",
        "august aug août aout اگست آگست اگوست آگوست اوت اغسطس",
        "september sep sept septembre سپتمبر سپټمبر سپتامبر سبتمبر ستمبر سیپتمبر",
        "october oct oktober okt octobre اکتوبر اکتبر",
        "november nov novembre نومبر نوامبر نوفمبر نویمبر",
        "december dec dezember dez décembre déc دسمبر ډسمبر دسامبر دیسمبر دیسامبر",
    )
)
_SOLAR = _table(
    (
        "حمل فروردین وری hamal farvardin",
        "ثور اردیبهشت غویی غوایی غوئی sawr saur ordibehesht",
        "جوزا خرداد غبرگولی غبرگلی jawza jauza khordad",
        "سرطان تیر چنگاښ چنگاش saratan tir",
        "اسد مرداد امرداد زمری asad mordad",
        "سنبله شهریور وږی وگی sunbula sonbola shahrivar",
        "میزان مهر تله تلی mizan mehr",
        "عقرب آبان لړم aqrab aban",
        "قوس آذر لیندی لینده qaws qaus azar",
        "جدی دی مرغومی jadi dey",
        "دلو بهمن سلواغه سلواغی dalw bahman",
        "حوت اسفند کب hut hoot esfand",
    )
)
_LUNAR = _table(
    (
        "محرم محرمالحرام محرمالحرام muharram",
        "صفر صفرالمظفر safar",
        "ربیعالاول ربیعاول ربیعالاولی",
        "ربیعالثانی ربیعالاخر ربیعثانی",
        "جمادیالاول جمادیالاولی جمادالاول جمادالاولی جمادیاول",
        "جمادیالثانی جمادیالاخر جمادیالاخری جمادیالاخره جمادیالثانیه جمادیثانی جمادالثانی جمادالاخر",
        "رجب رجبالمرجب rajab",
        "شعبان شعبانالمعظم shaban",
        "رمضان رمضانالمبارک ramadan ramazan",
        "شوال شوالالمکرم shawwal",
        "ذیقعده ذیالقعده ذوالقعده ذوقعده",
        "ذیحجه ذیالحجه ذوالحجه ذوحجه",
    )
)
MONTHS: dict[str, tuple[Calendar, int]] = {
    **{name: ("lunar", number) for name, number in _LUNAR.items()},
    **{name: ("solar", number) for name, number in _SOLAR.items()},
    **{name: ("gregorian", number) for name, number in _GREGORIAN.items()},
}
# Names that are everyday words too: "measure", "serious", "cancer", "to be", "March", "zero".
COMMON = frozenset(
    map(fold, "may march mar می مه مای حمل سرطان اسد میزان عقرب قوس جدی دلو تیر مهر دی تله تلی کب".split())
)
COMMON |= frozenset(map(fold, "وری زمری اوت صفر asad dey tir mehr".split()))

SEASONS = _table(
    (
        "spring frühling frühjahr printemps بهار پسرلی",
        "summer sommer été تابستان اوړی دوبی",
        "autumn fall herbst automne خزان پاییز پائیز منی",
        "winter hiver زمستان ژمی",
    )
)
WEEKDAYS = frozenset(
    fold(name)
    for name in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
        "lundi mardi mercredi jeudi vendredi samedi dimanche "
        "شنبه یکشنبه دوشنبه سهشنبه سیشنبه چهارشنبه چارشنبه پنجشنبه پنشنبه جمعه آدینه "
        "نهه یونۍ مارشو شورو زیارت السبت الاحد الاثنین الثلاثاء الاربعاء الخمیس الجمعه پیر منگل بدھ جمعرات اتوار ہفتہ"
    ).split()
)
SPOKEN_DAYS = frozenset(map(fold, ("روز", "بروز", "ورځ", "ورځی", "یوم")))  # "the day" before a weekday

DATED = frozenset(map(fold, "مورخ مورخه بتاریخ".split()))  # "dated", before a date
DATE_BEHIND = frozenset(map(fold, ("نېټه",)))  # "date", behind one in Pashto

ORDINALS = {
    **_table(
        tuple(
            "اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|یازدهم|دوازدهم|سیزدهم|چهاردهم|پانزدهم|شانزدهم|هفدهم|هجدهم|نزدهم"
            "|بیستم".split("|")
        )
    ),
    **_table(
        (
            "یکم لومړی لومړنی",
            "دویم دوهم",
            "دریم",
            "څلورم",
            "پنځم",
            "شپږم",
            "اووم",
            "اتم",
            "نهم",
            "لسم",
            "یوولسم",
            "دوولسم",
            "دیارلسم",
            "څوارلسم",
            "پنځلسم",
            "شپاړسم",
            "اوولسم",
            "اتلسم هژدهم هیجدهم",
            "نوزدهم نولسم",
            "شلم",
            "بیستویکم یویشتم یوویشتم",
            "بیستودوم دوهویشتم دویشتم",
            "بیستوسوم درویشتم",
            "بیستوچهارم څلیرویشتم څلورویشتم",
            "بیستوپنجم پنځهویشتم پنځویشتم",
            "بیستوششم شپږویشتم",
            "بیستوهفتم اووهویشتم اوویشتم",
            "بیستوهشتم اتهویشتم اتویشتم",
            "بیستونهم نههویشتم نهویشتم",
            "سیام سیم دیرشم",
            "سیویکم یودیرشم یوودیرشم",
        )
    ),
}
# What is written right behind the number of a day: 1st, 10., 10ème, ۱۰م, ۱۱مه, ۲ام.
ORDINAL_ENDINGS = frozenset(map(fold, "st nd rd th er ère ème م مه می ام امین مین یم".split()))

BEFORE_MONTH = frozenset(map(fold, "of ماه برج د میاشتی میاشت".split()))
BEFORE_YEAR = frozenset(map(fold, "of ماه سال سنه د کال میاشت میاشتی".split()))
AFTER_YEAR = frozenset(map(fold, ("کال", "کاله", "سال")))
BEFORE_DAY = frozenset(map(fold, "د میاشتی میاشت ماه په پر روز نیټی".split()))
YEAR_SIGNS = frozenset(map(fold, ("سال", "سنه", "کال", "کاله")))

ERAS: dict[str, Calendar | None] = {
    **dict.fromkeys(map(fold, "هجری ه لیږدیز لیږدیزه".split()), None),
    **dict.fromkeys(map(fold, "شمسی ش خورشیدی لمریز لمریزه لمریزی هش ل هل".split()), "solar"),
    **dict.fromkeys(map(fold, "قمری ق سپوږمیز سپوږمیزی هق".split()), "lunar"),
    **dict.fromkeys(map(fold, "میلادی م عیسوی مسیحی زیږدیز زیږدیزه زیږدیزی ز ع ad ce".split()), "gregorian"),
}

_ENDINGS = ("ماه", "ی")


def month_of(word: str) -> tuple[Calendar, int] | None:
    """Calendar and number of the month that a folded word names, with an ezafe (جوزای) or ماه (خردادماه) behind it."""
    if word in MONTHS:
        return MONTHS[word]
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem in MONTHS and (ending != "ی" or stem[-1:] in ("ا", "ه", "و")):
            return MONTHS[stem]
    return None


_TIMES = frozenset(SEASONS) | frozenset(
    name + ending for name in MONTHS for ending in ("", *_ENDINGS) if month_of(name + ending)
)


def names_month_or_season(words: list[str]) -> bool:
    """Whether any of the folded words, or any two neighbours written as one, name a month or a season."""
    return not _TIMES.isdisjoint(words) or not MONTHS.keys().isdisjoint(map(add, words, words[1:]))


def is_common(word: str) -> bool:
    """Whether the name of a month is an everyday word as well, so that it makes no date by itself."""
    return word in COMMON


def ordinal_of(word: str) -> int | None:
    """The number of a folded Persian or Pashto ordinal, feminine ones too (لسمه)."""
    return ORDINALS.get(word) or ORDINALS.get(word.removesuffix("ه") if word.endswith("مه") else word)


def begins_one_of(names: Iterable[str], word: str) -> bool:
    """Whether any of the folded names begins with `word`."""
    return any(name.startswith(word) for name in names)


@lru_cache(4096)
def may_begin(word: str) -> bool:
    """Whether a date may begin with the folded word: a month, a season, an ordinal, or a word before a year."""
    begins = word in BEFORE_YEAR or word in SEASONS or word in _FIRST_OF_TWO
    return begins or month_of(word) is not None or ordinal_of(word) is not None


_FIRST_OF_TWO = frozenset(map(fold, "ربیع جمادی جماد ذی ذو بیست سی یو دوه در څلیر څلور پنځه شپږ اوه اته".split()))
