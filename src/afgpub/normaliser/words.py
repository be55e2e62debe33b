"""The words by which lines of a page's head and end are known, in English, German, French, Dari, Persian and Pashto.

All are in folded form (see `fold`): the spellings of portals vary in yeh and kaf, hamza, joiners and marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ئ": "ی", "ك": "ک", "ګ": "گ", "ۀ": "ه", "ة": "ه", "ۂ": "ه", "أ": "ا", "إ": "ا",
     "آ": "ا", "ؤ": "و", "ء": None, "ـ": None, "\u200c": " ", "\u200d": None, "’": "'"}
)  # fmt: skip
_MOST_KEPT = 4096


class _Folded(dict[int, str | None]):
    """What a character is folded to, by its code: marks to nothing, most to themselves. It is found when first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        folded = None if unicodedata.category(character) == "Mn" else _ALIKE.get(code, character)
        if len(self) < _MOST_KEPT:
            self[code] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` in lower case with one form for letters that portals mix, without marks, white space as single spaces."""
    if not text.isascii():
        return " ".join(unicodedata.normalize("NFC", text.lower()).translate(_FOLDED).split())
    return " ".join(text.lower().split())


class Table:
    """Folded words and phrases of one kind, in their order."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = phrases
        self._known = frozenset(phrases)
        self._first_words = frozenset(phrase.partition(" ")[0] for phrase in phrases)
        # An edit leaves the first two letters of a word of five as they are, or the last two.
        self._by_edges: dict[tuple[str, bool], list[str]] = {}
        for phrase in phrases:
            if len(phrase) >= _LEAST_MISSPELT:
                for edge in _edges(phrase):
                    self._by_edges.setdefault(edge, []).append(phrase)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __add__(self, other: Table) -> Table:
        return Table(self._phrases + other._phrases)

    def may_begin(self, word: str) -> bool:
        """Whether a phrase of the table can begin with `word`, which is not folded yet: False is sure."""
        folded = fold(word)
        return not folded or folded.partition(" ")[0] in self._first_words

    def holds_misspelt(self, phrase: str) -> bool:
        """Whether a phrase of five letters or more is within one edit of one of the table that is as long."""
        if len(phrase) < _LEAST_MISSPELT:
            return False
        return any(one_edit_apart(phrase, known) for edge in _edges(phrase) for known in self._by_edges.get(edge, ()))


_LEAST_MISSPELT = 5


def _edges(phrase: str) -> tuple[tuple[str, bool], tuple[str, bool]]:
    return (phrase[:2], True), (phrase[-2:], False)


def _table(rows: str) -> Table:
    return Table(tuple(fold(word) for word in rows.replace("\n", "|").split("|") if word.strip()))


ROLES = {
    "author": _table(
        "written by|authored by|author|authors|writer|writers|by|words by|story by|text by|report by|reported by|reporter|"
        "correspondent|text|opinion by|comment by|essay by|article by|"
        "geschrieben von|verfasst von|ein beitrag von|ein artikel von|ein kommentar von|kommentar von|bericht von|"
        "text von|von|autor|autorin|autoren|autorinnen|verfasser|verfasserin|"
        "écrit par|par|auteur|auteurs|auteure|"
        "از|نویسنده|نویسندگان|نوشته|نوشتهٔ|نوشته ی|نوشتهء|نوشته ها|نگارنده|نگارش|به قلم|بقلم|قلم|گزارش|گزارشگر|گزارش از|"
        "خبرنگار|مولف|پژوهش|پژوهشگر|پژوهشگران|تحقیق|تهیه کننده|تهیه|تهیه و تنظیم|نگارنده و پژوهشگر|"
        "لیکوال|لیکوالان|لیکونکی|لیکوونکی|لیکنه|لیکنه او څېړنه|څېړنه|څېړونکی|راپور|راپور جوړونکی"
    ),
    "translator": _table(
        "translated by|translation by|translation|translator|translators|"
        "übersetzt von|aus dem englischen von|übersetzung|übersetzung von|übersetzer|übersetzerin|deutsch von|"
        "traduit par|traduction|traducteur|traductrice|"
        "مترجم|مترجمان|مترجمین|ترجمه|ترجمهٔ|ترجمه ی|ترجمه از|ترجمه و تنظیم|ترجمه و تلخیص|ترجمان|برگردان|برگرداننده|"
        "برگردان به فارسی|برگردان به دری|گزارنده|"
        "ژباړه|ژباړن|ژباړونکی|ژباړوونکی|ژباړل شوی د"
    ),
    "editor": _table(
        "edited by|editor|editors|redaktion|redigiert von|herausgegeben von|herausgeber|lektorat|"
        "ویراستار|ویرایش|ویرایشگر|ویراست|سرویراستار|سمونکی|سمون"
    ),
}
DATE_LABELS = {
    "issued": _table(
        "published|published on|published at|posted|posted on|date|dated|issued|released|updated|last updated|"
        "veröffentlicht|veröffentlicht am|erschienen am|datum|stand|publié le|date de publication|"
        "تاریخ|تاریخ نشر|تاریخ انتشار|نشر|انتشار|منتشر شده در|نشر شده در|مورخ|مورخه|به تاریخ|"
        "نېټه|د خپرېدو نېټه|خپرېدو نېټه|خپور شوی|خپره شوې"
    ),
    "written": _table(
        "written on|written|geschrieben am|verfasst am|تاریخ نگارش|تاریخ نوشتن|نوشته شده در|د لیکلو نېټه"
    ),
}
# A bare word, without a colon, that is sure enough to begin a byline.
BARE = _table(
    "by|written by|von|geschrieben von|verfasst von|translated by|übersetzt von|par|écrit par|به قلم|بقلم|نوشتهٔ"
)
SOURCE_LABELS = _table(
    "source|sources|first published in|first published by|first published on|originally published in|"
    "originally published by|this article first appeared in|first appeared in|reprinted from|courtesy of|taken from|"
    "quelle|quellen|zuerst erschienen in|erstmals erschienen in|erschienen in|übernommen aus|"
    "منبع|منابع|برگرفته از|برگرفته شده از|به نقل از|بنقل از|نقل از|گرفته شده از|سرچشمه|مأخذ|ماخذ|"
    "سرچینه|سرچینې|اخځلیک|له ... څخه"
)
TAG_LABELS = _table(
    "tags|tag|keywords|key words|topics|schlagwörter|schlagworte|stichwörter|themen|mots-clés|"
    "برچسب ها|برچسب‌ها|برچسب|کلیدواژه ها|کلید واژه ها|کلیدواژه|واژه های کلیدی|ټګونه|ټاګونه|کیلي ویي"
)
ABSTRACTS = _table(
    "abstract|summary|executive summary|zusammenfassung|kurzfassung|résumé|چکیده|خلاصه|فشرده|لنډیز|چکېده|خلص"
)
OPENINGS = _table(
    "introduction|preface|foreword|prologue|einleitung|einführung|vorwort|avant-propos|"
    "مقدمه|پیشگفتار|پیش گفتار|درآمد|سرآغاز|دیباچه|سریزه|پیلامه"
)
FAREWELLS = _table(
    "sincerely|yours sincerely|kind regards|best regards|regards|respectfully|with respect|"
    "mit freundlichen grüßen|mit freundlichen grüssen|hochachtungsvoll|"
    "با احترام|با احترامات|با احترامات فایقه|با عرض حرمت|با حرمت|با عرض احترام|با درود|ارادتمند|با مهر|و من الله التوفیق|والسلام|"
    "په درنښت|په درناوي|په مینه|درنښت|په درنښت سره"
)
ABOUT = _table(
    "about the author|about the writer|über den autor|über die autorin|zum autor|درباره نویسنده|دربارهٔ نویسنده|د لیکوال په اړه"
)

_LABEL = re.compile(r"([^:：–—/-]{1,40}?)\s*(?:[:：]\s*|\s+[-–—]\s+|\s*/\s+)")
_SEPARATORS = frozenset(":：–—/-")
_LONGEST_LABEL = 40
_BOTH = re.compile(r"\s+(?:و|او|and|und|et|&)\s+|\s*[/،,]\s*")
_ALL_ROLES = frozenset(word for table in ROLES.values() for word in table)


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, one less, one other, or two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return one == other
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def matches(word: str, table: Table, misspelt: bool = False) -> bool:
    """Whether the folded `word` is in `table`, or with `misspelt` within one edit of one of five letters or more."""
    if word in table:
        return True
    both = _BOTH.split(word) if not word.isalpha() else ()
    if len(both) == 2 and any(part in table for part in both) and all(part in _ALL_ROLES for part in both):
        return True
    return misspelt and table.holds_misspelt(word)


def labelled(text: str, table: Table) -> tuple[str, str] | None:
    """Label and rest of `text` where it begins with a word of `table` and a colon, or a dash between spaces."""
    # Without a mark so far, only white space could still lead to one.
    if _SEPARATORS.isdisjoint(text[: _LONGEST_LABEL + 1]) and not text[_LONGEST_LABEL : _LONGEST_LABEL + 1].isspace():
        return None
    found = _LABEL.match(text)
    if found and matches(fold(found[1]), table, misspelt=True):
        return found[1].strip(), text[found.end() :].strip()
    return None
