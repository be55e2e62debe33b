"""The normaliser as a whole: a second run changes nothing, and its time grows with the text and no faster."""

from __future__ import annotations

import json
import time
from functools import cache

import pytest

import afgpub
from conftest import CORPUS, EXAMPLES, PROJECT

LISTS = (
    "texts/hafez.json",
    "texts/ud-persian-seraji-dev.json",
    "texts/ud-pashto-sikaram-even.json",
    "structure/shapes.json",
    "dates/cases.json",
    "normaliser/cases.json",
    "markdown/commonmark-0.31.2.json",
)


@cache
def texts() -> dict[str, str]:
    """Every text of the corpus that is present, and the examples, by name."""
    found = {folder.name: (folder / "article.md").read_text("utf-8") for folder in EXAMPLES}
    for pattern in ("texts/*.md", "structure/*/*.md", "encodings/*original*.txt"):
        found |= {path.name: path.read_text("utf-8", "replace") for path in sorted(CORPUS.glob(pattern))}
    for name in LISTS:
        if (CORPUS / name).is_file():
            for case in json.loads((CORPUS / name).read_text("utf-8")):
                text = case.get("input") or case.get("text") or "\n\n".join(case.get("lines", ()))
                found[f"{name} {case['id']}"] = str(text)
    return found


def test_a_second_run_changes_nothing() -> None:
    unstable = []
    for name, text in texts().items():
        if not text.strip():
            continue
        once, _ = afgpub.normalise(afgpub.read(text)[0])
        if afgpub.normalise(once)[0] != once:
            unstable.append(name)
    assert not unstable


def seconds(text: str) -> float:
    document, _ = afgpub.read(text)
    started = time.process_time()
    afgpub.normalise(document)
    return time.process_time() - started


@pytest.mark.parametrize("example", ["seed", "dari"])
def test_time_grows_with_the_text(example: str) -> None:
    article = (PROJECT / "examples" / example / "article.md").read_text("utf-8")
    few, many = (article + "\n\n" + article.partition("\n## ")[2] * count for count in (20, 80))
    seconds(few)
    assert min(seconds(many) for _ in range(3)) < 12 * max(min(seconds(few) for _ in range(3)), 0.01)


HOSTILE = (
    "- 1 ",
    "۱۲ جوزا ",
    "**5 ",
    "a: ",
    "بقلم ",
    "Part 2 ",
    "a@b.c ",
    "ـ ",
    "By A ",
    "10.06.2024 ",
    "ي",
    "+49 30 1 ",
)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("before", ["# T\n\n", "# ", "- "])
def test_hostile_lines_take_no_longer(before: str, piece: str) -> None:
    short, long = (before + piece * (size // len(piece)) for size in (20_000, 80_000))
    seconds(short)
    assert min(seconds(long) for _ in range(3)) < 12 * max(seconds(short), 0.01)
