"""Page numbers as a language prints them: roman or abjad letters for the front matter, its own digits for the text."""

from __future__ import annotations

from collections.abc import Iterator

from afgpub.metadata import Direction
from afgpub.renderers.markup.context import in_digits_of

# Abjad numerals as Persian and Pashto books print them: alif is written out, he with the joiner that keeps its shape.
_UNITS = ("", "ا", "ب", "ج", "د", "ه\u200d", "و", "ز", "ح", "ط")
_TENS = ("", "ی", "ک", "ل", "م", "ن", "س", "ع", "ف", "ص")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
FRONT_PAGES = 99  # as far as abjad letters of two signs go; digits follow


def front_number(number: int, dir: Direction) -> str:
    """`number` (from 1) of a page of the front matter: `iv`, or `د` in a right-to-left book."""
    if dir == "rtl":
        if number > FRONT_PAGES:
            return in_digits_of(str(number), "fa")
        tens, units = divmod(number, 10)
        return "الف" if number == 1 else _TENS[tens] + _UNITS[units]
    tens, rest = divmod(number, 100)
    ninety = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[rest // 10]
    return "c" * tens + ninety + "".join(_roman(rest % 10))


def _roman(units: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        while units >= value:
            yield letters
            units -= value


def text_number(number: int, lang: str) -> str:
    """`number` of a page of the text in the digits of `lang`."""
    return in_digits_of(str(number), lang)


def counter_styles(lang: str, dir: Direction) -> str:
    """The counter styles `folio` and `front-folio` (CSS Counter Styles 3) that print these very numbers."""
    digits = {"۱": "persian", "١": "arabic-indic"}.get(in_digits_of("1", lang), "decimal")
    folio = f"@counter-style folio {{ system: extends {digits} }}"
    if dir == "ltr":
        return f"{folio}\n@counter-style front-folio {{ system: extends lower-roman }}"
    letters = " ".join(f'"{front_number(number, dir)}"' for number in range(1, FRONT_PAGES + 1))
    return f"{folio}\n@counter-style front-folio {{ system: fixed; symbols: {letters}; fallback: persian }}"
