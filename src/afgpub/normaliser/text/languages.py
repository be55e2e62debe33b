"""The language of a phrase as the rules need it: Persian only where it is sure, since to others its letters differ."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from afgpub.language import detect_language

# Letters of Pashto, Urdu, Uzbek and their neighbours that Persian does not have; Dari writes ۀ too.
_FOREIGN_LETTERS = re.compile("[ټډړږښګڼېۍځڅٹڈڑںھہۂۃےۓۇۆۈۋەۉڭڵڕێڤڪٺٽڦڳڻڌڏ]")
_FOREIGN_WORDS = frozenset(
    "په له چې چي کې کي دې يې دي ته هغه هغې شوي کړي لري دغه زه موږ تاسو دوی وايي اوس "
    "بیلن بیلان بيلن اوچون ایدی بولگن بولیب بولسه بولدی اولر قیلیب قیلگن نینگ کیره‌ک".split()
)
_FOREIGN_LANGS = frozenset("ps ur uz ar ug sd ckb ku".split())
_PASHTO_OF = re.compile(r"(?<!\S)د(?= \w{2})")
# The same in a text that is not taken apart into clauses yet.
_PASHTO_OF_IN_TEXT = re.compile(r"(?<!\w)د(?= \w{2})")
_ARABIC_WORDS = frozenset("في على إلى الى هذا هذه ذلك التي الذي إن أن".split())
_ARABIC = re.compile("^[وفبكل]?ال\\w{2,}|[ةأإ]|[\u064b\u064d]$")
# What any of the above needs, in one look through the text.
_ARABIC_SIGN = re.compile("(?<!\\w)[وفبكل]?ال\\w{2}|[ةأإ\u064b\u064d]")
_SIGN = re.compile(f"{_FOREIGN_LETTERS.pattern}|{_ARABIC_SIGN.pattern}")
_OTHER_WORDS = _FOREIGN_WORDS | _ARABIC_WORDS
_WORD = re.compile(r"[\w\u064b-\u0652\u200c]+")
_CLAUSE = re.compile('[^.،؛؟!:«»“”"()\\[\\]\n…۔]+')
_PERSIAN_WORDS = frozenset(
    "از است را این اين که كه در با برای براي آن شد شده می مي نمی نمي های هاي ها کرد كرد کرده كرده بود خود یک يك "
    "تا بر اما ولی ولي یا يا نیست نيست هستند باید بايد چه شما آنها دارد اند گفت".split()
)
_PERSIAN_LANGS = frozenset({"fa", "prs"})
_SAMPLE = 20_000
_SURE = 2
_LOUD = 4
_ONE_IN = 12


def clauses(text: str) -> list[tuple[int, str]]:
    """The stretches between stops, quotes and brackets: where each starts, and its text."""
    return [(found.start(), found[0]) for found in _CLAUSE.finditer(text)]


def is_foreign(clause: str) -> bool:
    """Does a clause of a Persian text bear a sign of another language of the Arabic script?

    A letter that Persian lacks, a word that only Pashto has, or Arabic in more than half of the words.
    """
    if _FOREIGN_LETTERS.search(clause) or _PASHTO_OF.search(clause):
        return True
    words = _WORD.findall(clause)
    if not _FOREIGN_WORDS.isdisjoint(words):
        return True
    if not _ARABIC_SIGN.search(clause) and _ARABIC_WORDS.isdisjoint(words):
        return False
    arabic = sum(word in _ARABIC_WORDS or bool(_ARABIC.search(word)) for word in words)
    return arabic * 2 > len(words)


def has_foreign_clause(text: str) -> bool:
    """Does any clause of `text` bear a sign of another language? Most texts bear none, and are not taken apart."""
    return may_be_foreign(text) and any(is_foreign(clause) for _, clause in clauses(text))


@lru_cache(8)
def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(8)
def may_be_foreign(text: str) -> bool:
    """Whether anything in `text` could make one of its clauses foreign: False is sure."""
    return not _OTHER_WORDS.isdisjoint(_words(text)) or bool(_SIGN.search(text) or _PASHTO_OF_IN_TEXT.search(text))


def reads_as_persian(text: str, least: int = 1) -> bool:
    """Do enough words of `text` (`least` or more) exist in Persian only, and far fewer in its neighbours?

    Its letters alone cannot tell Persian, typed on an Arabic keyboard, from Pashto or Arabic.
    """
    words, persian, foreign = _counts(text[:_SAMPLE])
    return persian >= least and persian * _ONE_IN >= words and persian > 2 * foreign


@lru_cache(8)
def _counts(text: str) -> tuple[int, int, int]:
    """How many words there are, how many of them only Persian has, and how many speak against Persian."""
    words = _words(text)
    persian = len(words) - len([word for word in words if word not in _PERSIAN_WORDS])
    if persian == 0 or not may_be_foreign(text):
        return len(words), persian, 0
    return len(words), persian, sum(count for word, count in Counter(words).items() if _is_foreign_word(word))


def language_of(text: str, main: str | None, named: str | None = None) -> str | None:
    """The language of a phrase, in a document of the language `main` if it has one, and `named` if anything names it.

    Inside a document in a neighbour of Persian, its own words must say that a phrase is Persian, and loudly, even if
    that is what is named: there a wrong guess, ours or an earlier one, would cost letters.
    """
    if named is not None and not _is(named, _PERSIAN_LANGS):
        return named
    if _is(main, _FOREIGN_LANGS) and not (named and main == "ar"):
        return (named or "fa") if reads_as_persian(text, _LOUD) else main
    if named is not None or reads_as_persian(text):
        return named or "fa"
    return detect_language(text[:_SAMPLE], main)


def is_surely_persian(text: str, main: str | None, named: str | None = None) -> bool:
    """Whether the letters of a phrase can be taken for Persian ones.

    It is named so, or at least two of its words say so, or the document is Persian and nothing in it speaks against.
    """
    if not _is(language_of(text, main, named), _PERSIAN_LANGS | {"ar"}):
        return False
    if named is not None or reads_as_persian(text, _SURE):
        return named is None or _is(named, _PERSIAN_LANGS)
    if not _is(main, _PERSIAN_LANGS):
        return False
    return reads_as_persian(text) or not has_foreign_clause(text)


def main_language(text: str) -> str | None:
    """The language of a whole text, of which the first 20,000 characters are asked; Persian only if it is sure."""
    found = "fa" if reads_as_persian(text, _SURE) else detect_language(text[:_SAMPLE])
    return None if _is(found, _PERSIAN_LANGS) and not reads_as_persian(text, _SURE) else found


def _is(lang: str | None, langs: frozenset[str]) -> bool:
    return (lang or "").lower().partition("-")[0] in langs


def _is_foreign_word(word: str) -> bool:
    return (
        word in _FOREIGN_WORDS or word in _ARABIC_WORDS or bool(_FOREIGN_LETTERS.search(word) or _ARABIC.search(word))
    )
