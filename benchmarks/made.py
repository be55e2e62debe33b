"""Articles and books made from the examples by a seeded generator: each of other sentences, so that nothing is warm."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

_EXAMPLES = Path(__file__).parent.parent / "examples"
_MASTHEAD = "# افغانستان آزاد ــ آزاد افغانستان\n\nafgazad@gmail.com www.afgazad.com"
_HEADS = {
    "seed": f"{_MASTHEAD} European Languages زبانهای اروپائی\n\nAuthor: Jane Example",
    "dari": f"{_MASTHEAD} زبانهای اروپائی European Languages\n\nنویسنده: کریم آرین",
}
_SHARE = 0.7  # of the articles are English ones with a masthead in Dari, the rest is Dari


@cache
def sentences(example: str) -> list[str]:
    """The sentences of the paragraphs of an example."""
    text = (_EXAMPLES / example / "article.md").read_text("utf-8")
    text = re.sub(r"\[\^[^]]*\]", "", text)  # calls of notes that will not be there
    paragraphs = [part.replace("\n", " ") for part in text.split("\n\n") if len(part) > 120 and part[0].isalpha()]
    return [sentence for part in paragraphs for sentence in re.split(r"(?<=[.؟!]) +", part) if len(sentence) > 40]


def make_article(number: int) -> str:
    """Article `number`: a head like the seed's and about its length, with four headings and a figure in bold."""
    dice = random.Random(number)  # noqa: S311 - nothing here is secret
    kind = "seed" if dice.random() < _SHARE else "dari"
    known = sentences(kind)
    blocks = [f"{_HEADS[kind]} {dice.randint(1, 28):02}.06.2024", f"## {_words(dice, known, 6)}"]
    for place in range(dice.randint(10, 14)):
        if place % 3 == 2:
            blocks.append(f"### {_words(dice, known, 4)}")
        blocks.append(" ".join(dice.choice(known) for _ in range(dice.randint(2, 4))))
    share = f"**{dice.randint(2, 98)} percent**" if kind == "seed" else f"**{dice.randint(2, 98)} درصد**"
    return "\n\n".join([*blocks, f"{share} {dice.choice(known)}", ""])


def make_book(chapters: int) -> str:
    """An English book of so many chapters."""
    dice = random.Random(chapters)  # noqa: S311
    known = sentences("seed")
    blocks = ["---\ntitle: A book\nrole: book\nlang: en\n---"]
    for _ in range(chapters):
        blocks.append(f"## {_words(dice, known, 5)}")
        blocks += [" ".join(dice.choice(known) for _ in range(4)) for _ in range(10)]
    return "\n\n".join([*blocks, ""])


def _words(dice: random.Random, known: list[str], count: int) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", dice.choice(known))[:count])
