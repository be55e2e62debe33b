"""Books put together of kept chapters have the bytes, and the messages, of books made whole."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import afgpub
from afgpub.chapters.store import Store
from conftest import PROJECT
from made_articles import make_article

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ("command_line",)

FRONT = "---\ntitle: A book\nrole: book\nlang: en\n---\n\n"
BOOK = FRONT + (
    "A preface that leads to [the second](#second-part) and to [nothing](#gone).\n\n"
    "## Introduction\n\nWords of احمد ولی[^a] in the text.\n\n### Summary\n\nSee [above](#introduction).\n\n"
    "[^a]: A note.\n\n"
    "## Second part\n\nIt calls a note[^b] and one in the line^[This one.].\n\n### Summary\n\n"
    "More [below](#summary-3).\n\n"
    "## Introduction\n\n### Summary\n\nThe last[^c] with [a file](other.pdf).\n\n"
    "[^b]: The second.\n\n[^c]: The third.\n"
)
FORMATS = ("html", "epub")


def assembled(source: str | Path, to: str, cache: Path, **options: object) -> afgpub.Assembled:
    return afgpub.assemble_book(source, to=to, cache=cache, options=options)


def assert_like_whole(source: str | Path, to: str, cache: Path, **options: object) -> afgpub.Assembled:
    """The book of chapters, which has been found to be like the whole."""
    book, whole = assembled(source, to, cache, **options), afgpub.convert(source, to=to, options=options)
    assert book.chapters, book.messages
    assert book.output == whole.output
    assert list(map(str, book.messages)) == list(map(str, whole.messages))
    assert book.rendering.assets == whole.assets
    return book


@pytest.mark.parametrize("to", FORMATS)
def test_notes_links_and_identifiers_over_chapters(to: str, tmp_path: Path) -> None:
    first = assert_like_whole(BOOK, to, tmp_path)
    assert (first.chapters, first.made) == (3, 3)
    assert assert_like_whole(BOOK, to, tmp_path).made == 0


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Words of", "Other words of"),
        ("Words of", "Words^[A new note, before all others.] of"),
        ("## Introduction\n\n### Summary", "## Contents\n\n### Summary"),
        ("### Summary\n\nSee", "### Summary {#gone}\n\nSee"),
        ("A preface", "A *longer* preface"),
        ("## Second part", "## Before it\n\nA new chapter with five lines.\n\n\n## Second part"),
    ],
)
def test_one_change(to: str, old: str, new: str, tmp_path: Path) -> None:
    assembled(BOOK, to, tmp_path)
    changed = BOOK.replace(old, new, 1)
    assert changed != BOOK
    assert assert_like_whole(changed, to, tmp_path).made <= 1
    assert assert_like_whole(BOOK, to, tmp_path).made == 0


@pytest.mark.parametrize("to", FORMATS)
def test_what_the_whole_decides_is_decided_by_all_chapters(to: str, tmp_path: Path) -> None:
    dari, plain = "پوهنتون کابل در ولسوالی پغمان است و شاروالی آن را می‌سازد.", "این کتاب خوب است و آن را می‌خوانند."
    book = FRONT + f"## One\n\nA book: {plain}\n\n{plain}\n\n## Two\n\nWords alone.\n"
    assembled(book, to, tmp_path)
    assert assert_like_whole(f"{book}\n{dari}\n\n{dari}\n", to, tmp_path).made == 2


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("options", [{"theme": "book"}, {"fonts": False}, {"calendar": "both"}], ids=str)
def test_options(to: str, options: dict[str, object], tmp_path: Path) -> None:
    assembled(BOOK, to, tmp_path)
    assert assert_like_whole(BOOK, to, tmp_path, **options).made == 3


@pytest.mark.parametrize("to", FORMATS)
def test_the_book_in_dari(to: str, tmp_path: Path) -> None:
    book = assert_like_whole(PROJECT / "examples" / "book-dari" / "article.md", to, tmp_path)
    assert book.chapters == 6


def test_linked_assets(tmp_path: Path) -> None:
    assert_like_whole(BOOK, "html", tmp_path, assets="link", structured="json-ld", contents="always")


@pytest.mark.parametrize("to", FORMATS)
def test_made_books(to: str, tmp_path: Path) -> None:
    cut = 0
    for seed in range(24):
        source = _made_book(seed)
        book, whole = assembled(source, to, tmp_path), afgpub.convert(source, to=to)
        assert book.output == whole.output
        assert [str(said) for said in book.messages if said.code != "book-whole"] == list(map(str, whole.messages))
        cut += bool(book.chapters)
    assert cut >= 12


def _made_book(seed: int) -> str:
    """A book whose chapters have every construct, with the notes at the end of each, or of all."""
    dice = random.Random(seed)  # noqa: S311
    chapters: list[str] = []
    for number in range(dice.randint(2, 5)):
        text = make_article(seed * 10 + number).replace("[^", f"[^c{number}-")
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        text = re.sub(r"^## ", "### ", re.sub(r"^# .*$", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
        for label in re.findall(r"^\[\^(.*?)\]:", text, re.MULTILINE):
            if text.count(f"[^{label}]") < 2:
                text = re.sub(rf"^\[\^{label}\]:.*$", "", text, flags=re.MULTILINE)
        chapters.append(f"## {dice.choice(['Introduction', 'فصل', 'Contents'])}\n\n{text.strip()}\n")
    text = "\n".join(chapters)
    if dice.random() < 0.5:
        notes = re.findall(r"^\[\^.*$", text, re.MULTILINE)
        text = re.sub(r"^\[\^.*$", "", text, flags=re.MULTILINE).rstrip() + "\n\n" + "\n\n".join([*notes, ""])
    return f"---\ntitle: Book {seed}\nrole: book\nlang: {dice.choice(['fa-AF', 'en', 'de', 'ps'])}\n---\n\n{text}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOOK.replace("lang: en\n", ""), "lang"),
        (BOOK.replace("role: book\n", ""), "role: book"),
        (FRONT + "## One\n\nWords.\n", "fewer than two chapters"),
        (FRONT + "# One\n\nWords.\n\n## Two\n\nWords.\n\nThree\n===\n\nWords.\n\n# Four\n\nWords.\n", "several ranks"),
        (FRONT + "## One\n\nA [link].\n\n## Two\n\n[link]: https://example.org\n", "definitions of links"),
        (FRONT + "## One\n\n<div>\n\n## Two\n\n</div>\n", "raw HTML"),
        (FRONT + "## One\n\n```\ncode\n\n## Two\n\n", "not closed"),
        (FRONT + "## One\n\n- ```\n  code\n\n## Two\n\nWords.\n", "start of its line"),
        (FRONT + "## One\n\n::: note\nWords.\n\n## Two\n\nWords.\n\n## Three\n\nWords.\n", "fewer than two chapters"),
        (FRONT + "## One\n\nA[^1].\n\n## Two\n\nB[^1].\n\n[^1]: Words.\n", "two chapters call"),
        (FRONT + "## One\n\nA[^1].\n\n[^1]: X.\n\n## Two\n\nB[^1].\n\n[^1]: Y.\n", "a note twice"),
        (FRONT + "## One\n\nA[^1].\n\n[^1]: X[^2].\n\n[^2]: Y.\n\n## Two\n\nB.\n", "called in notes"),
        (FRONT + "## One\n\nA[^1].\n\n## Two\n\nB.\n", "does not have"),
        (FRONT + "## One\n\nA.\n\n[^1]: X.\n\n## Two\n\nB.\n", "does not call"),
        (FRONT + "## One\n\nA.\n\n{.right}\n\n## Two\n\nB.\n", "attributes for what follows"),
        (FRONT + "## 1 One\n\n### 2 Low\n\nA.\n\n## 1.1 Two\n\nB.\n", "ranked by their numbers"),
        (FRONT + "## One\n\nA.\n\n## Two\n\n\U000f0001.\n", "private characters"),
        (FRONT + "## One\n\nA.\n\n## Two\n\n" + "ناتسناغفا رد تسا تسا هدرک دش نیا هک تسا\n", "visual order"),
    ],
)
def test_what_reaches_over_chapters_is_made_whole(text: str, reason: str, tmp_path: Path) -> None:
    book, whole = assembled(text, "html", tmp_path), afgpub.convert(text, to="html")
    assert book.chapters == 0 and book.output == whole.output
    (said,) = [said for said in book.messages if said.code == "book-whole"]
    assert reason in said.text


@pytest.mark.parametrize("to", FORMATS)
def test_pictures_are_looked_at_every_time(to: str, tmp_path: Path) -> None:
    source, picture = tmp_path / "book.md", tmp_path / "a.png"
    source.write_text(FRONT + "## One\n\n![First](a.png)\n\n## Two\n\n![Second](b.png) and ![](a.png)\n", "utf-8")
    png = (PROJECT / "examples" / "seed" / "page.png").read_bytes()
    assert assert_like_whole(source, to, tmp_path / "cache").made == 2
    picture.write_bytes(png)
    assert assert_like_whole(source, to, tmp_path / "cache").made == 2
    picture.write_bytes(png + b"\0")
    assert assert_like_whole(source, to, tmp_path / "cache").made == 0
    (tmp_path / "b.png").write_bytes(png)
    assert assert_like_whole(source, to, tmp_path / "cache").made == 1


@pytest.mark.parametrize("damage", [b"", b"afgpub", None], ids=["empty", "other", "cut"])
def test_broken_entries_are_made_anew(damage: bytes | None, tmp_path: Path) -> None:
    assembled(BOOK, "html", tmp_path)
    for file in tmp_path.glob("*/*"):
        file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert assert_like_whole(BOOK, "html", tmp_path).made == 3
    assert assert_like_whole(BOOK, "html", tmp_path).made == 0


@pytest.mark.parametrize(
    "frames", [[], [b"{}"], [b"[]", b""], [b'[[[],[],[],[],0,[]],"","",[],[],[],[],[],[],{},[],[],{},[],[],{}]']]
)
def test_whole_entries_that_are_no_chapters_are_made_anew(frames: list[bytes], tmp_path: Path) -> None:
    assembled(BOOK, "html", tmp_path)
    store = Store(tmp_path)
    for file in tmp_path.glob("*/*"):
        store.keep(file.parent.name + file.name, frames)
    assert assembled(BOOK, "html", tmp_path).made == 3
    assert_like_whole(BOOK, "html", tmp_path)


def test_parallel_runs(tmp_path: Path) -> None:
    whole = afgpub.convert(BOOK, to="epub").output
    with ThreadPoolExecutor(4) as pool:
        assert {book.output for book in pool.map(lambda _: assembled(BOOK, "epub", tmp_path), range(8))} == {whole}
    assert not list(tmp_path.glob("*/*.part"))


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert assert_like_whole(BOOK, "html", tmp_path / "file").made == 3


def test_the_folder_is_pruned(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(20):
        store.keep(f"{number:064}", [b"x" * 1000])
    store.prune(5000)
    kept = [number for number in range(20) if store.find(f"{number:064}")]
    assert len(kept) == 4
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*")) <= 5000


def test_command(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "book.md"
    source.write_text(BOOK, "utf-8")
    arguments = ("convert", str(source), "--to", "html,epub", "-o")
    assert run(*arguments, "whole").code == 0
    for folder in ("first", "second"):
        assert run(*arguments, folder, "--cache", "cache").code == 0
        for name in ("book.html", "book.epub"):
            assert (tmp_path / folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert list((tmp_path / "cache").glob("*/*"))
    source.write_text(BOOK.replace("lang: en\n", ""), "utf-8")
    said = run(*arguments, "third", "--cache", "cache", "-v")
    assert said.code == 0 and "[book-whole]" in said.err
