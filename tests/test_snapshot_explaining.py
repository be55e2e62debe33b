"""The least that explains a change: which lines are shown, also where texts are long and hostile."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from afgpub.snapshot import Settings, update, verify
from afgpub.snapshot.comparing import Change
from afgpub.snapshot.each import for_each
from afgpub.snapshot.explaining import explain
from afgpub.snapshot.layers import Layer
from afgpub.snapshot.matching import changed_lines
from snapshot_changes import ARTICLE, deadly, write_article

LAYER = Layer("tree", "tree.txt", "", "somebody")


def test_the_first_line_is_named_too() -> None:
    assert explain(Change(LAYER, "one\ntwo\n", "1\ntwo\n", "")) == ["  tree.txt, line 1", "- one", "+ 1"]


def test_lines_that_follow_each_other_are_named_once() -> None:
    shown = explain(Change(LAYER, "a\nb\n", "a\nx\ny\nz\nb\n", ""))
    assert shown == ["  tree.txt, line 2", "+ x", "+ y", "+ z"]


def test_a_layer_that_was_empty_is_not_one_that_was_not_there() -> None:
    assert explain(Change(LAYER, "", "one\n", "")) == ["  tree.txt, line 1", "+ one"]
    assert explain(Change(LAYER, "", "one\n", "", is_new=True)) == ["  the snapshot has no tree.txt"]


def test_matching_accounts_for_every_line() -> None:
    draw = random.Random(8)  # noqa: S311 (no secret)
    for _ in range(500):
        before, after = (draw.choices("abcdefgh", k=draw.randrange(12)) for _ in range(2))
        places = list(changed_lines(before, after))
        gone = {number for number, old, _ in places if old is not None}
        kept = [line for number, line in enumerate(before, 1) if number not in gone]
        rest = iter(after)
        assert all(line in rest for line in kept), "what is kept stands in the new text in its order"
        assert len(kept) + sum(new is not None for _, _, new in places) == len(after)


N = 20_000
LONG = {
    "one line over and over": (["x"] * N, ["x"] * (N + 1)),
    "two lines by turns": (["a", "b"] * N, ["b", "a"] * N),
    "all lines new": ([f"a{n}" for n in range(N)], [f"b{n}" for n in range(N)]),
    "all lines turned round": ([f"a{n}" for n in range(N)], [f"a{N - n}" for n in range(N)]),
}


@pytest.mark.parametrize("name", LONG)
def test_no_text_takes_long_to_match(name: str) -> None:
    started = time.process_time()
    assert list(changed_lines(*LONG[name]))
    assert time.process_time() - started < 3, "SequenceMatcher alone takes minutes"


def test_a_process_that_dies_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = [tmp_path / name for name in ("one.md", "deadly.md", "two.md")]
    verdicts = list(for_each(sources, deadly, jobs=2))
    assert [verdict.source for verdict in verdicts] == sources
    codes = [verdict.failure.code if verdict.failure else "" for verdict in verdicts]
    assert codes == ["", "worker-crashed", ""]


def test_a_number_of_a_page_is_read_as_the_document_runs(tmp_path: Path) -> None:
    head = "---\ntitle: Report\nlang: en\npublication: افغانستان آزاد\n---\n\n"
    source = write_article(tmp_path, head + "A paragraph in English. " * 200)
    assert update(source, Settings(to=("pdf",), layers=("pdf-text",))).failure is None
    text = (tmp_path / "expected" / "article.md" / "pdf-text.txt").read_text("utf-8")
    assert ("1 / 2" in text, "2 / 1" in text) == (True, False)


def test_only_changed_pages_are_drawn_again(tmp_path: Path) -> None:
    page = "\n\n".join("A paragraph of a page that is the same as ever, and long enough to be one." for _ in range(90))
    source = write_article(tmp_path, f"{ARTICLE}\n\n{page}\n\nThe end is here.\n")
    assert update(source, Settings(to=("pdf",)), pixels=True).failure is None
    source.write_text(source.read_text("utf-8").replace("The end is here.", "The end is near."), "utf-8")
    verdict = verify(source)
    assert verdict.before is not None
    assert verdict.after is not None
    assert len(verdict.before.pixels) > 1
    assert list(verdict.after.pixels) == [len(verdict.before.pixels)]
