"""A text that is cut by what is known of its parts is cut as the whole text would be."""

from __future__ import annotations

import random

from afgpub.chapters.cut import UncutError
from afgpub.chapters.cutting import cut_chapters
from afgpub.chapters.recutting import changed_parts, split, stand_together, standing_of
from afgpub.exceptions import SourceError
from afgpub.source import Source

FRONT = "---\ntitle: A book\nrole: book\nlang: en\n---\n\n"
PLAIN = ["## One\n\n", "## Two\n\n", "Words.\n\n", "### Low\n\n"]
PIECES = [
    "## One\n",
    "## Two",
    "##\tTabbed\n",
    "### Low\n",
    "# High\n",
    "####### No heading\n",
    "Words.\n",
    "A note[^a].\n",
    "Another[^b] and [^a].\n",
    "[^a]: A note.\n",
    "[^b]: A note.\n\n    Its second part.\n",
    "[^a\n",
    "]: end\n",
    "[link]: https://example.org\n",
    "```\n",
    "``` python\n## Code\n```\n",
    "~~~\n",
    "- ```\n",
    "::: note\n",
    ":::\n",
    ": : :\n",
    "{.right}\n",
    "> {#id}\n",
    "<div>\n",
    "<https://example.org>\n",
    "  <b>\n",
    "---\n",
    "...\n",
    "\n",
    "\n\n",
    "کتاب خوب است.\n",
    "Ø³Ù„Ø§Ù…\n",
    "ط³ظ„ط§ظ…\n",
    "a\u2028b\n",
    "a\x85b\n",
    "a\rb\n",
    "a\0b\n",
    "\ufeff",
    "   \n",
]


def whole(data: bytes) -> list[bytes] | None:
    """The parts of a text that is decoded and cut as a whole; None where it is not cut."""
    try:
        text, said = Source("text", data).decode()
        return None if said else [cut.text.encode() for cut in cut_chapters(text)]
    except (UncutError, SourceError):
        return None


def by_parts(data: bytes, top: int) -> list[bytes] | None:
    parts = split(data, top)
    standings = [standing_of(part, front=number == 0) for number, part in enumerate(parts)]
    return [bytes(part) for part in parts] if stand_together(standings, top) else None


def test_what_stands_together_is_cut_so() -> None:
    cut = 0
    for seed in range(4000):
        dice = random.Random(seed)  # noqa: S311
        pieces = [dice.choice(PIECES if dice.random() < 0.35 else PLAIN) for _ in range(dice.randint(2, 9))]
        data = (FRONT * (dice.random() < 0.8) + dice.choice(["", "\n"]).join(pieces)).encode()
        for top in (1, 2, 3):
            found = by_parts(data, top)
            assert found is None or found == whole(data)
            cut += found is not None
    assert cut > 200


def test_most_books_are_cut_by_their_parts() -> None:
    cut = 0
    for seed in range(200):
        dice = random.Random(seed)  # noqa: S311
        chapters = [
            f"## Chapter {number}\n\nWords[^{number}] and words.\n\n{dice.choice(PIECES[8:])}\n\n[^{number}]: Note.\n\n"
            for number in range(dice.randint(2, 6))
        ]
        data = (FRONT + "".join(chapters)).encode()
        found = by_parts(data, 2)
        assert found is None or found == whole(data)
        cut += found is not None
    assert cut > 20


def test_what_has_changed_is_found_as_by_cutting_all() -> None:
    found = 0
    for seed in range(4000):
        dice = random.Random(seed)  # noqa: S311
        before = [dice.choice(PLAIN) for _ in range(dice.randint(2, 12))]
        after = [*before]
        for _ in range(dice.randint(0, 3)):
            place = dice.randrange(len(after))
            after[place : place + 1] = [dice.choice([*PLAIN, "\n", "کتاب ## \n\n", "\n##", " Two\n", ""])]
        text = FRONT + "".join(after)
        old, new = ([bytes(part) for part in split(data.encode(), 2)] for data in (FRONT + "".join(before), text))
        same = (
            {number: part for number, part in enumerate(new) if part != old[number]} if len(old) == len(new) else None
        )
        assert changed_parts(len(old), old.__getitem__, text.encode(), 2) == same
        typed = changed_parts(len(old), [part.decode() for part in old].__getitem__, text, 2)
        assert (typed and {number: part.encode() for number, part in typed.items()}) == same
        found += bool(same)
    assert found > 500
