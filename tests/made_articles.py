"""Articles made by a seeded generator: every construct in any order, in one language or several."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

SENTENCES = {
    "fa": (
        "او می‌رود و در ۱۵ اگست گفت که کارها درست است.",
        "بیش از **۷۳ درصد** از مردم «خانه‌های خود» را ندیده‌اند؛ چرا؟",
        "نشانی afgazad@gmail.com و [پیوند](https://example.org/ا?q=1) در متن است (TTP).",
    ),
    "ps": (
        "پښتو د افغانستان ژبه ده او ښځې او ګڼ شمېر خلک ورباندې غږېږي.",
        "نن ورځ **۴۲ سلنه** زده کوونکي ښوونځي ته ځي.",
    ),
    "en": (
        "On March 26, 2024, the TTP met *five* officials; 138 percent more than before.",
        "See [the site](https://www.example.org/path?x=1&y=%20) or `code < 3` & more: H<sub>2</sub>O.",
        "A name in Dari, احمد ولی, stands here — with “quotes” and a note[^{note}].",
    ),
    "de": ("Die Würde des Menschen ist **unantastbar**; sie zu achten kostet 41,5 %.", "Straße, Maß, Öl und Äpfel."),
}


def make_article(seed: int, sentences: dict[str, Sequence[str]] | None = None) -> str:
    """The Markdown of article number `seed`; `sentences` by language take the place of the built-in ones."""
    maker = _Maker(random.Random(seed), sentences or SENTENCES)  # noqa: S311 - nothing here is secret
    return maker.article()


class _Maker:
    def __init__(self, dice: random.Random, sentences: dict[str, Sequence[str]]) -> None:
        self.dice, self.sentences = dice, sentences
        self.langs = dice.sample(sorted(sentences), dice.randint(1, min(3, len(sentences))))
        self.notes = 0

    def sentence(self, lang: str | None = None) -> str:
        text = self.dice.choice(self.sentences[lang or self.dice.choice(self.langs)])
        if "{note}" in text:
            self.notes += 1
            text = text.replace("{note}", str(self.notes))
        return " ".join(text.split())

    def plain(self) -> str:
        return "".join(c for c in self.sentence().split("[")[0] if c not in "*`<>{}|[]&:#\\\"'")[:70].strip() or "T"

    def article(self) -> str:
        lines = self.front() if self.dice.random() < 0.7 else [f"# {self.plain()}", ""]
        blocks = [self.paragraph, self.quote, self.items, self.table, self.verse, self.code, self.aside, self.terms]
        rank = 2
        for _ in range(self.dice.randint(2, 14)):
            if self.dice.random() < 0.35:
                rank = self.dice.randint(2, min(6, rank + 1))
                mark = self.dice.choice(["", "", f" {{#id-{self.dice.randint(1, 9)}}}"])
                lines += [f"{'#' * rank} {self.plain()}{mark}", ""]
            block: Callable[[], list[str]] = self.dice.choice([self.paragraph, *blocks])
            lines += [*block(), ""]
        for number in range(1, self.notes + 1):
            lines += [f"[^{number}]: {self.dice.choice(self.sentences['de'])}", ""]
        return "\n".join(lines)

    def front(self) -> list[str]:
        dice = self.dice
        lines = ["---", f'title: "{self.plain()}"']
        optional = [
            f'subtitle: "{self.plain()}"',
            f"role: {dice.choice(['article', 'book', 'issue', 'chapter'])}",
            "publication: افغانستان آزاد ــ آزاد افغانستان",
            'author: [{name: احمد ولی, lang: fa, file-as: "ولی، احمد", alternate: {name: Ahmad Wali, lang: en}}, Ada]',
            "translator: Bo",
            f"date: {dice.choice(['2024', '2024-06', '2024-06-11'])}",
            'series: {text: "گزارش‌ها", number: 3}',
            "labels: [European Languages, زبانهای اروپائی]",
            f'description: "{self.plain()}"',
            "rights: CC BY 4.0 & more <x>",
            "tags: [سیاست, one & all]",
            f"lang: {self.langs[0]}",
        ]
        lines += [line for line in optional if dice.random() < 0.5]
        return [*lines, "---", ""]

    def paragraph(self) -> list[str]:
        lang = self.dice.choice(self.langs)
        return [" ".join(self.sentence(lang) for _ in range(self.dice.randint(1, 5)))]

    def quote(self) -> list[str]:
        return [f"> {self.sentence()}", ">", f"> > {self.sentence()}"]

    def items(self) -> list[str]:
        mark = self.dice.choice(["-", "1.", "7."])
        rows = [f"{mark} {self.sentence()}" for _ in range(self.dice.randint(1, 4))]
        return [*rows, f"{' ' * (len(mark) + 1)}- {self.plain()}", "", "- [x] done"]

    def table(self) -> list[str]:
        width = self.dice.randint(1, 4)
        rows = [[self.plain() for _ in range(width)] for _ in range(self.dice.randint(2, 4))]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return [lines[0], "|" + "---|" * width, *lines[1:]]

    def verse(self) -> list[str]:
        return [f"| {self.plain()}" for _ in range(self.dice.randint(2, 4))]

    def code(self) -> list[str]:
        return ["```python", "for x in y: print('<&>')", "```", "", "---"]

    def aside(self) -> list[str]:
        return [f"::: {self.dice.choice(['note', 'standfirst'])}", self.sentence(), ":::"]

    def terms(self) -> list[str]:
        return [self.plain() or "T", f": {self.sentence()}"]
