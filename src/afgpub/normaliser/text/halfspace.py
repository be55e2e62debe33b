"""The half-space of Persian: می رود and خانه ها are single words, whose parts a ZWNJ keeps apart and a space tears.

Only where the parts can be nothing else: after می and نمی a form of a common verb (not of drinking or pouring, since
می is wine too), after a noun the plural ها, after a participle in ه its ending. Words written joined stay joined.
"""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change
from afgpub.patterns import compiled

_ZWNJ = "\u200c"
_PRESENT = (
    "آ آموز آی اندیش ایست باش بخش بین پذیر پرداز پرس پسند ترس توان جنگ جوی خر خند خوان خواه دان دار دو ده "
    "رس رسان رو روی ساز سپار شناس شنو شو شوی فرست فروش فهم کن کنم گذار گذر گرد گردان گریز گو گوی گیر مان "
    "میر نامند نشین نگر نویس نما نمای یاب آور بر بند پوش پیوند جه چین دوز دهان زی ستان سنج سوز کوش گشا "
    "لرز یازار افت انجام انداز افزا افزای شمار پندار خواب"
).split()
_PAST = (
    "آمد آموخت آورد اندیشید ایستاد افتاد انداخت افزود بخشید برد بست بود پذیرفت پرداخت پرسید پسندید پنداشت "
    "پوشید پیوست ترسید توانست جنگید جست خرید خندید خواند خواست خوابید داشت داد دانست دوخت دوید دید رسید "
    "رساند رفت زیست ساخت سپرد سنجید سوخت شد شمرد شناخت شنید فرستاد فروخت فهمید کرد کوشید گذاشت گذشت گرفت "
    "گردید گردانید گریخت گفت گشت گشود لرزید ماند مرد نامید نشست نگریست نوشت نمود یافت انجامید باشید"
).split()
# A present stem never stands bare after می, or می بر would be "wine on"; a past one may.
_ENDING = "(?:م|د|ی|یم|ید|ند|ییم|یید|یند|یی)"
_STEMS = "|".join(sorted(_PRESENT, key=len, reverse=True))
_PASTS = "|".join(sorted(_PAST, key=len, reverse=True))
_VERB = f"(?:(?:{_STEMS}){_ENDING}|(?:{_PASTS})(?:م|ی|یم|ید|ند|ه)?)"
_IN_WORD = r"[\w\u200c\u064b-\u0652]"
_AFTER = rf"(?!{_IN_WORD})"
# Each pattern but one begins with letters, not with what is before them: letters are found at once.
_PREFIX = rf"می(?:(?<!{_IN_WORD}می)|(?<=نمی)(?<!{_IN_WORD}نمی))( +){_VERB}{_AFTER}"
_PLURAL = rf"(?<=[آ-ی][آ-ی])( +)ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?{_AFTER}"
_OF_HEH = r"ه(?<=[آ-ی]ه)( +)ی(?= +[آ-ی])"
_PARTICIPLE = (
    rf"ه(?<=[آ-ی][آ-ی]ه)( +)(?:(?:ام|اند|ایم|اید){_AFTER}(?! +(?:ال|کلثوم|حبیبه))|ای(?= +(?:و|ولی|اما|که)\b|[.،؛؟!]|$))"
)
_JOINED = rf"ه(?<=[آ-ی]ه)()ها(?:ی|یی)?{_AFTER}"
_NO_NOUNS = re.compile(r"(?:^|[^\w\u200c])(?:و|یا|که|از|در|به|با|تا|هر|این|آن|را|است|می|نمی)$")
# Each pattern with two strings, of which one must be in a text for it to find anything.
_PATTERNS = (
    (_PREFIX, "می ", "می "),
    (_PLURAL, " ها", " ها"),
    (_OF_HEH, "ه ی", "ه  "),
    (_PARTICIPLE, "ه ا", "ه  "),
    (_JOINED, "هها", "هها"),
)


def find_half_spaces(text: str) -> list[Change]:
    """A ZWNJ in place of the space inside one word of Persian, or between the two ه of a plural."""
    found: dict[tuple[int, int], Change] = {}
    for pattern, one, other in _PATTERNS:
        if one not in text and other not in text:
            continue
        for hit in compiled(pattern).finditer(text):
            start, end = hit.span(1)
            if pattern is _PLURAL and _NO_NOUNS.search(text, max(0, start - 6), start):
                continue
            found[start, end] = Change(start, end, _ZWNJ)
    return [found[place] for place in sorted(found)]
