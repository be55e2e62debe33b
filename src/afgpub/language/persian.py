"""Persian of Afghanistan (Dari, `fa-AF`) or of Iran: by words and spellings that only one of them has.

Most sentences have neither: then the language is plain `fa`, which is true of both.
"""

from __future__ import annotations

import re

from afgpub.patterns import compiled

PERSIAN = frozenset(["fa", "fa-AF", "fa-IR", "prs"])

DARI = frozenset(
    """پوهنتون پوهنتونها پوهنتونهای پوهنځی پوهنحی پوهاند پوهنوال شفاخانه ولسوالی ولسوالیها ولسوالیهای ولسوال ولسوالان
    شاروالی شاروال والی والیان کلدار څارنوالی څارنوال سارنوالی سارنوال درستیز قوماندان قوماندانی قوماندانان دگروال
    بریدمل تورنجنرال دگرجنرال جنرال جنرالان لیسه متعلمین محصلین محصلان داکتر داکتران انجنیر انجنیران پولیس فیصد فیصدی
    ملیون ملیونها ملیارد لویه سکتور سکتورهای دیپارتمنت پروگرام پروگرامها پروگرامهای کانکور معینیت موتر موترها موترهای
    بایسکل رخصتی جاپان جرمنی جنوری فبروری جون جولای اگست سپتمبر اکتوبر نومبر دسمبر جوزا جوزای سنبله حوت استند مینماید
    مینمایند چوکی ولایات رییسه سرمحقق راپور راپورها تخنیکی تداوی کندک برشنا اوپراتیفی""".split()
)
IRANIAN = frozenset(
    """دانشگاه دانشگاهها دانشجو دانشجویان دانشکده بیمارستان بیمارستانها استان استانها استانهای استاندار استانداری
    فرماندار فرمانداری شهردار شهرداری شهرستان ریال تومان ریالی تومانی فروردین اردیبهشت خرداد مرداد شهریور آبان آذر
    بهمن اسفند ژانویه فوریه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر پلیس دکتر مهندس ژنرال ژاپن آمریکا آمریکایی
    نیروگاه خودرو خودروها دادستان دادسرا کنکور""".split()
)
# A month of the Afghan calendar beside a number (alone most are common words), and `ه‌یی` where Iran writes `ه‌ای`.
_MONTHS = "حمل ثور سرطان اسد میزان عقرب قوس جدی دلو".split()
DARI_MONTHS = frozenset(name + ending for name in _MONTHS for ending in ("", "ی"))
_MONTH = f"(?:{'|'.join(_MONTHS)})ی?"
_DARI_DAYS = (
    rf"(?<![0-9۰-۹])(?<!سال )(?:[1-9۱-۹]|[12۱۲][0-9۰-۹]|[3۳][01۰۱]) {_MONTH}\b"
    rf"|\b{_MONTH} (?:سال )?[1۱][2-4۲-۴][0-9۰-۹]{{2}}\b"
)
_DARI_ENDING = re.compile(r"ه[\u200c ]یی\b")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_RARE = 400  # words: one sign of Dari in more than so many is a quotation


def persian_of(text: str, default: str | None = None) -> str:
    """`fa-AF` or `fa` for a Persian `text`; `default`, one of PERSIAN, where fewer than two signs are against it."""
    if not _ARABIC.search(text):
        return default or "fa"
    return persian_by(persian_signs(text), default)


def persian_signs(text: str) -> tuple[int, int, int]:
    """The signs of Dari and of Iran in `text`, and its words: those of texts that follow each other add up."""
    words = _WORD.findall(text.replace("ي", "ی").replace("ك", "ک"))
    dari, iranian = sum(map(DARI.__contains__, words)), sum(map(IRANIAN.__contains__, words))
    return dari + signs_beside_words(text), iranian, len(words)


def count_words(text: str) -> int:
    """The words of `text` in any language."""
    return len(_WORD.findall(text))


def signs_beside_words(text: str, *, may_have_days: bool = True) -> int:
    """The signs of Dari that are no words: its endings, and its months beside numbers if the text may have any."""
    signs = len(_DARI_ENDING.findall(text)) if "یی" in text else 0
    if may_have_days and any(month in text for month in _MONTHS):
        signs += len(compiled(_DARI_DAYS).findall(text))
    return signs


def persian_by(signs: tuple[int, int, int], default: str | None = None) -> str:
    """What `persian_of` says of a text with these signs."""
    dari, iranian, words = signs
    if default and abs(dari - iranian) < 2:
        return default
    if dari > iranian and dari * _RARE >= words:
        return default if default == "prs" else "fa-AF"
    return "fa"
