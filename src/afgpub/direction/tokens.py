"""Tokens of a phrase and the direction that each is read in, whether or not the Unicode algorithm shows it so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from afgpub.direction.characters import BREAK, DIGIT, EASTERN, LATIN, OBJECT, RIGHT, has_eastern, has_left, has_right
from afgpub.direction.kinds import DASHES, DIGITS, EASTERN_SHARE, HEADING_NUMBER, LEFT_TO_RIGHT, PERCENTS, RANGE
from afgpub.direction.phrases import right_phrases
from afgpub.frozen import dataclass
from afgpub.metadata import Direction
from afgpub.normaliser.text.tokens import protected_tokens
from afgpub.patterns import compiled

_DEPTH = 4  # a token in a token in a token: an address in a Persian phrase in an English line
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://|www\.|mailto:|[\w.+-]{1,64}@[a-z0-9-]", re.I)
_STRONG = re.compile(f"[{LATIN}]+|[{RIGHT}]+")
_NUMBERS = re.compile(f"[{DIGIT}]+(?:[.,٫٬][{DIGIT}]+)*")
# What brackets or quotation marks hold that is all of Latin words goes its own way in them; it takes curly marks along.
_ENCLOSED = re.compile(
    "|".join(
        rf"{opening}([^{opening}{closing}{BREAK}{OBJECT}]{{1,2000}}){closing}"
        for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]"), ("«", "»"), ("‹", "›"), ('"', '"'))
    )
)
_CURLY = re.compile(rf"[“„]([^“”„{BREAK}{OBJECT}]{{1,2000}})[”“]|‘([^‘’{BREAK}{OBJECT}]{{1,2000}})’(?![{LATIN}])")
_PERSIAN = re.compile(f"[{RIGHT}{EASTERN}،؛؟۔٪]")
_WORD = f"[{LATIN}][{LATIN}'’-]*"
_QUESTION = re.compile(rf"(?<![{LATIN}'’-])(?:{_WORD}[ ,]{{1,2}}){{2,}}{_WORD}([?]?)")


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `start` to `end` of a phrase, which are read in the direction `dir`; `inner` are tokens within."""

    start: int
    end: int
    dir: Direction
    kind: str
    inner: tuple[Token, ...] = ()

    def holding(self, inner: tuple[Token, ...]) -> Token:
        """The token with those within it."""
        return Token(self.start, self.end, self.dir, self.kind, inner) if inner else self


def find_tokens(
    text: str, base: Direction, known: Iterable[Token] = (), heading: str = "", depth: int = _DEPTH
) -> list[Token]:
    """The tokens of `text`, in order and none across another, in a line of direction `base`.

    `known` are tokens that the tree knows: figures and days. In a `heading` the number that it opens with is read
    as `heading` says, one of HEADING_NUMBERS. The time is linear in the text.
    """
    found = list(known)
    found += _of_right_line(text) if base == "rtl" else _of_left_line(text)
    number = _heading_number(text, heading) if heading and base == "rtl" else None
    if number:
        found = [number, *(token for token in found if token.end <= number.start or number.end <= token.start)]
    return [
        token if token.inner or not depth else token.holding(_inner(text, token, depth))
        for token in _apart(found, len(text), base)
    ]


def spread(tokens: Iterable[Token]) -> list[Token]:
    """`tokens` and all within them, each after the one that holds it."""
    flat: list[Token] = []
    for token in tokens:
        flat.append(token)
        flat += spread(token.inner)
    return flat


def _inner(text: str, token: Token, depth: int) -> tuple[Token, ...]:
    inside = find_tokens(text[token.start : token.end], token.dir, depth=depth - 1)
    size = token.end - token.start
    return tuple(_moved(inner, token.start) for inner in inside if inner.end - inner.start < size)


def _moved(token: Token, by: int) -> Token:
    inner = tuple(_moved(one, by) for one in token.inner)
    return Token(token.start + by, token.end + by, token.dir, token.kind, inner)


def _apart(found: list[Token], length: int, base: Direction) -> Iterable[Token]:
    """The longest tokens; two of one direction that overlap are one, of two directions the first alone."""
    last: Token | None = None
    whole = [token for token in found if (token.end - token.start, token.dir) == (length, base)]
    found = [token for token in found if token not in whole] + [one for token in whole for one in token.inner]
    for token in sorted(found, key=lambda token: (token.start, -token.end, token.dir)):
        if last is None or token.start >= last.end:
            if last:
                yield last
            last = token
        elif token.end > last.end and token.dir == last.dir:
            last = Token(last.start, token.end, last.dir, last.kind)
            if (last.end - last.start, last.dir) == (length, base):
                return
    if last:
        yield last


def _of_left_line(text: str) -> list[Token]:
    """Phrases that run to the left, and addresses with letters that do."""
    addresses = [token for token in _addresses(text) if token.kind == "mixed address"]
    phrases = [Token(start, end, "rtl", "phrase") for start, end in right_phrases(text)]
    starts = [token.start for token in addresses]

    def in_address(place: int) -> bool:
        before = bisect_right(starts, place) - 1
        return before >= 0 and addresses[before].end > place

    return addresses + [phrase for phrase in phrases if not in_address(phrase.start)]


def _of_right_line(text: str) -> list[Token]:
    found = _addresses(text)
    characters = set(text)
    for kind, needs, pattern in LEFT_TO_RIGHT:
        if not any(one.isdisjoint(characters) for one in needs):
            found += [Token(*match.span(), "ltr", kind) for match in compiled(pattern, re.I).finditer(text)]
    has_digits = not DIGITS.isdisjoint(characters)
    ranges = list(RANGE.finditer(text)) if has_digits and not DASHES.isdisjoint(characters) else ()
    strong = [(match.end(), match[0]) for match in _STRONG.finditer(text)] if ranges else []
    ends = [end for end, _ in strong]

    def after_latin(place: int) -> bool:
        before = bisect_right(ends, place) - 1
        return before >= 0 and has_left(strong[before][1]) is not None

    for match in ranges:
        if has_eastern(match[0]) or not after_latin(match.start()):
            found.append(Token(*match.span(), "rtl", "range", _numbers(text, match.start(), match.end())))
    for match in EASTERN_SHARE.finditer(text) if has_digits and not PERCENTS.isdisjoint(characters) else ():
        found.append(Token(*match.span(), "rtl", "percent", (Token(*match.span(1), "ltr", "number"),)))
    return found + _latin_phrases(text) if has_left(text) else found


def _addresses(text: str) -> list[Token]:
    """E-mail, URL, path, handle, hashtag, identifier: what the text rules protect, if it has Latin letters."""
    text = text.replace(OBJECT, " ")
    found = []
    for start, end in zip(*protected_tokens(text, foreign=False), strict=True):
        while text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
            end += 1
        if has_left(text, start, end) and not has_right(text, start, end):
            found.append(Token(start, end, "ltr", "address"))
        elif _SCHEME.match(text, start, end):
            found.append(Token(start, end, "ltr", "mixed address"))
    return found


def _latin_phrases(text: str) -> list[Token]:
    found = []
    for match in _ENCLOSED.finditer(text):
        group = match.lastindex or 0
        if has_left(match[group]) and not _PERSIAN.search(match[group]):
            found.append(Token(*match.span(group), "ltr", "enclosed phrase"))
    quoted = (match for match in _CURLY.finditer(text) if has_left(match[0]) and not _PERSIAN.search(match[0]))
    found += [Token(*match.span(), "ltr", "quoted phrase") for match in quoted]
    if "?" in text:
        found += [Token(*match.span(), "ltr", "question") for match in _QUESTION.finditer(text) if match[1]]
    return found


def _numbers(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(Token(*match.span(), "ltr", "number") for match in _NUMBERS.finditer(text, start, end))


def _heading_number(text: str, order: str) -> Token | None:
    match = HEADING_NUMBER.match(text)
    if not match:
        return None
    start, end = match.span(1)
    if order == "as-typed":
        return Token(start, end, "ltr", "heading number")
    parts = re.compile(f"[{DIGIT}]+").finditer(text, start, end)
    return Token(start, end, "rtl", "heading number", tuple(Token(*part.span(), "ltr", "number") for part in parts))
