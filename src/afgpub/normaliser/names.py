"""Names of people and of places, as far as a line alone can show them."""

from __future__ import annotations

import re

from afgpub.language import letters_by_direction
from afgpub.normaliser.words import fold

MAX_NAME = 60  # characters
_PARTICLES = frozenset("von van der den de la le al el bin ibn zu zum of ul ur ud und und-din dos da di ter".split())
_TITLES = frozenset(
    fold(word)
    for word in (
        "dr dr. prof prof. professor mr mr. mrs mrs. ms ms. sir eng eng. ing. dipl. mag. ph.d. phd "
        "دکتر دکتور داکتر پروفیسر پروفسور پوهاند پوهنوال پوهندوی پوهنمل انجنیر انجینر مهندس استاد سید حاجی الحاج شهید "
        "مولوی محترم محترمه آقای خانم جنرال دگروال قاضی ډاکټر ښاغلی اغلې استاذ میر میرمن"
    ).split()
)
# Words of Arabic script that no name holds: a line with one of them is a phrase or a sentence.
_NO_NAME = frozenset(
    fold(word)
    for word in (
        "و در از به که را با برای بر تا این آن است بود شد شده می نمی هر یک ما شما آنها است. هستند بودند کرد کند باید اما "
        "د په له چې دی ده دي او کې کښې څخه ته سره لپاره هغه دا نه وو وي شي کړی کړي کړه یې "
        "بخش قسمت برخه مقدمه پایان ختم ادامه جهان مردم کشور حقوق جنگ صلح"
    ).split()
)
_NO_LATIN_NAME = frozenset(
    "the a an on in at of for from to and or but with no not is are was were this that these those our your their his her "
    "der die das ein eine im am auf mit aus und oder nicht ist sind war le la les un une des du et est "
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "part section chapter introduction abstract summary page volume issue news article report press united nations "
    "general assembly security council government ministry university department".split()
)
_PARTING = re.compile(r"\s*(?:,|،|;|؛|&|\+|\band\b|\bund\b|\bet\b|\s[و]\s|\sاو\s)\s*")
_IN_NO_NAME = re.compile(r'[\d:!?؟@…"«»“”()\[\]]')
_BETWEEN_PLACES = re.compile("[,،/]")
PLACES = frozenset(
    fold(place)
    for place in (
        "kabul|herat|kandahar|mazar-e-sharif|mazar-i-sharif|jalalabad|kunduz|ghazni|bamyan|bamiyan|islamabad|peshawar|"
        "quetta|karachi|lahore|tehran|mashhad|isfahan|dushanbe|tashkent|delhi|new delhi|moscow|beijing|ankara|istanbul|doha|"
        "dubai|geneva|genf|vienna|wien|berlin|hamburg|bonn|köln|cologne|munich|münchen|frankfurt|stuttgart|bremen|hannover|"
        "london|paris|brussels|brüssel|amsterdam|the hague|den haag|stockholm|oslo|copenhagen|kopenhagen|helsinki|rome|rom|"
        "madrid|athens|zurich|zürich|bern|new york|washington|los angeles|san francisco|toronto|vancouver|montreal|ottawa|"
        "sydney|melbourne|canberra|afghanistan|pakistan|iran|germany|deutschland|austria|österreich|switzerland|schweiz|"
        "england|uk|united kingdom|usa|united states|canada|kanada|australia|australien|india|indien|france|frankreich|"
        "netherlands|niederlande|holland|sweden|schweden|norway|norwegen|denmark|dänemark|russia|russland|turkey|türkei|"
        "کابل|هرات|قندهار|کندهار|مزار شریف|مزارشریف|بلخ|جلال آباد|جلال‌آباد|ننګرهار|ننگرهار|کندز|قندوز|غزنی|بامیان|پروان|پنجشیر|"
        "بدخشان|هلمند|هېلمند|خوست|پکتیا|پکتیکا|کنړ|لغمان|تخار|بغلان|اسلام آباد|اسلام‌آباد|پشاور|پېښور|کویته|کوټه|کراچی|لاهور|"
        "تهران|مشهد|اصفهان|شیراز|تبریز|قم|دوشنبه|تاشکند|دهلی|دهلی نو|مسکو|ماسکو|پکن|پیکنگ|انقره|استانبول|دوحه|دبی|ژنو|جنیوا|"
        "ویانا|وین|برلین|هامبورگ|هامبورګ|بن|بون|کلن|کولن|مونشن|مونیخ|فرانکفورت|لندن|پاریس|بروکسل|امستردام|آمستردام|استکهلم|"
        "ستکهلم|اسلو|کوپنهاگن|روم|نیویارک|نیویورک|واشنگتن|واشنگټن|تورنتو|تورانتو|ونکوور|سدنی|سیدنی|ملبورن|"
        "افغانستان|پاکستان|ایران|آلمان|المان|جرمنی|اتریش|سویس|سوئیس|انگلستان|انګلستان|برتانیه|بریتانیا|امریکا|آمریکا|کانادا|"
        "کاناډا|استرالیا|آسټرالیا|هند|هندوستان|فرانسه|هالند|هلند|سویدن|سوئد|ناروی|نروژ|دنمارک|ډنمارک|روسیه|ترکیه|بلجیم|بلژیک"
    ).split("|")
)


def is_place(text: str) -> bool:
    """Whether `text` is a place of our short list, also as `town, country`."""
    parts = [part.strip() for part in _BETWEEN_PLACES.split(text) if part.strip()]
    return bool(parts) and all(fold(part) in PLACES for part in parts)


def split_names(text: str) -> tuple[tuple[str, str], ...]:
    """The names in `A, B and C`, `الف و ب`, each with the word before it (`and`, `و`; empty for a comma)."""
    pieces: list[str] = []
    marks = [""]
    padded, place = f" {text.strip()} ", 0
    for found in _PARTING.finditer(padded):
        pieces.append(padded[place : found.start()])
        marks.append(found[0].strip())
        place = found.end()
    pieces.append(padded[place:])
    names: list[tuple[str, str]] = []
    for mark, piece in zip(marks, pieces, strict=True):
        name = piece.strip()
        name = name.strip(" .,،-–—·|:؛") if len(name) > 2 else name
        if name:
            names.append((name, mark if any(c.isalpha() for c in mark) or mark in ("&", "+") else ""))
    return tuple(names)


def is_name(text: str, sure: bool = False) -> bool:
    """Whether `text` can be the name of a person (or a desk such as `dpa`).

    With `sure` it must look like one by itself, with no word before it that says so: two to five words, each with a
    capital where the script has them, and none that only sentences have.
    """
    words = text.split()
    if not words or len(text) > MAX_NAME or _IN_NO_NAME.search(text):
        return False
    left, right = letters_by_direction(text)
    if left and right:
        return False
    bare = [word for word in words if fold(word) not in _TITLES]
    if not bare or len(words) > 7 or (sure and not (2 <= len(bare) <= 4 or (bare and len(words) > len(bare)))):
        return False
    if right:
        return not any(fold(word) in _NO_NAME for word in bare) and all(
            word.strip(".،").isalpha() or _joined(word) for word in bare
        )
    if sure and any(word.lower().strip(".,") in _NO_LATIN_NAME for word in bare):
        return False
    capitals = [word for word in bare if word[0].isupper()]
    lower = [word for word in bare if word[0].islower() and word.lower() not in _PARTICLES]
    return bool(capitals) and not lower and not text.rstrip().endswith((";", ",")) and not (sure and text.isupper())


def _joined(word: str) -> bool:
    """Letters with joiners, marks, dots of initials or hyphens between them."""
    return all(c.isalpha() or c in "\u200c.-ـ‌ٰ" or "\u064b" <= c <= "\u0655" for c in word)
