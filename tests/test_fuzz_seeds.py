"""What fuzzing found stays found: every seed of every reader is judged (see `fuzz/run.py`)."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from afgpub.plugins import reader_names
from conftest import TESTS
from fuzz.judge import judge
from fuzz.mutation import Mutator, members_of, tokens_of

SEEDS = TESTS / "fuzz" / "seeds"
FILES = sorted(path for path in SEEDS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seed(path: Path) -> None:
    began = time.process_time()
    code = judge(path.parent.name, path.read_bytes(), ("html", "epub"))
    assert time.process_time() - began < 10
    if path.stem in ("article", "directions"):
        assert code == "", "what mutations begin with can be read"


def test_every_reader_has_a_seed() -> None:
    assert {path.parent.name for path in FILES} == set(reader_names())
    assert sum(path.stat().st_size for path in FILES) < 300_000


def bytes_of(data: bytes, size: int) -> bytes:
    return data[:size]


@pytest.mark.parametrize(
    "name", ["markdown/article.md", "html/article.html", "json/article.json", "docx/directions.docx"]
)
def test_mutations_are_settled_by_their_number(name: str) -> None:
    """A mutation that is not would make no fault reproducible; one that changes nothing would find none."""
    seed = (SEEDS / name).read_bytes()
    mutator = Mutator(tokens_of([seed]), bytes_of)
    made = [mutator.mutate(seed, 60_000, number) for number in range(30)]
    assert made == [mutator.mutate(seed, 60_000, number) for number in range(30)]
    assert len(set(made)) > 20
    if name.startswith("docx"):
        assert sum(bool(members_of(data)) for data in made) > 25


@pytest.mark.parametrize("reader", ["markdown", "text", "html", "json", "docx"])
def test_a_few_mutations(reader: str) -> None:
    """Some of what a run of minutes does, at numbers that are always the same."""
    seeds = [path.read_bytes() for path in FILES if path.parent.name == reader]
    mutator = Mutator(tokens_of(seeds), bytes_of)
    chance = random.Random(reader)  # noqa: S311
    for _ in range(12):
        judge(reader, mutator.mutate(chance.choice(seeds), 20_000, chance.randrange(2**32)))
