"""Books that are put together again and again, from a file that others write too, or that is damaged."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import afgpub
from afgpub.chapters import epub, html
from afgpub.chapters.pack import Pack
from afgpub.chapters.store import Store
from conftest import PROJECT
from test_chapters import FORMATS, FRONT, assembled

PNG = (PROJECT / "examples" / "seed" / "page.png").read_bytes()
DARI = "این کتاب در بارهٔ کابل است و مردم آن را می‌خوانند."


def book(count: int = 8) -> str:
    """Chapters with notes, links to each other, other languages, and something to tell."""
    parts = [
        f"## Chapter {number}\n\nIt says **{number + 20} percent** of the words[^{number}], as "
        f"[the next](#chapter-{number + 1}) does.\n\n{DARI if number % 3 == 0 else 'All in one language.'}\n\n"
        f"### Summary\n\nIn short. It was on 11.06.2024 in كابل.\n\n[^{number}]: The note of {number}.\n"
        for number in range(1, count + 1)
    ]
    return FRONT + "\n".join(parts)


def assert_like_whole(source: str | Path, to: str, cache: Path) -> afgpub.Assembled:
    made, whole = assembled(source, to, cache), afgpub.convert(source, to=to)
    assert made.output == whole.output
    assert [str(said) for said in made.messages if said.code != "book-whole"] == list(map(str, whole.messages))
    return made


def chapters_of(text: str) -> list[str]:
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def swapped(text: str) -> str:
    front, first, second, *rest = chapters_of(text)
    return "".join((front, second, first, *rest))


CHANGES: dict[str, Callable[[str], str]] = {
    "the head": lambda text: text.replace("It says", "It says in all", 1),
    "the middle": lambda text: text.replace("## Chapter 4\n\nIt says", "## Chapter 4\n\nIt now says"),
    "the end": lambda text: text.replace("The note of 8.", "The note of the 8."),
    "no sentence": lambda text: text.replace("All in one language.\n\n", "", 1),
    "a line more": lambda text: text.replace("It says", "It says so.\n\nIt says", 1),
    "a new chapter": lambda text: text.replace("## Chapter 3", "## Between\n\nWords.\n\n## Chapter 3"),
    "one chapter less": lambda text: "".join(part for part in chapters_of(text) if "Chapter 5" not in part),
    "chapters swapped": swapped,
    "a note more": lambda text: text.replace("as [the", "as^[A note before all others.] [the", 1),
    "a note less": lambda text: text.replace("[^2]: The note of 2.\n", "").replace("[^2]", ""),
    "another heading": lambda text: text.replace("## Chapter 6", "## Chapter one"),
    "another heading below": lambda text: text.replace("### Summary", "### Chapter 2", 1),
    "a link to nothing": lambda text: text.replace("(#chapter-3)", "(#gone)"),
    "a link to a file": lambda text: text.replace("(#chapter-3)", "(other.pdf)"),
    "another language": lambda text: text.replace("lang: en", "lang: de"),
    "another title": lambda text: text.replace("title: A book", "title: Another book"),
    "a new letter": lambda text: text.replace("In short.", "In short: Ħ.", 1),
    "a letter nobody has": lambda text: text.replace("In short.", "In short: \u2603\u13a0.", 1),
    "Dari alone": lambda text: text.replace("All in one language.", "پوهنتون کابل در ولسوالی پغمان است."),
    "text of no chapter": lambda text: text.replace("## Chapter 1\n", "A preface[.](#chapter-2)\n\n## Chapter 1\n"),
    "a fence": lambda text: text.replace("In short.", "```\n## Code\n\n## More\n```", 1),
    "attributes": lambda text: text.replace("In short.", "{#summary}", 1),
    "what is no UTF-8": lambda text: text.replace("In short.", "Ø³Ù„Ø§Ù…", 2),
}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_and_its_taking_back(change: str, to: str, tmp_path: Path) -> None:
    before = book()
    after = CHANGES[change](before)
    assert after != before
    assembled(before, to, tmp_path)
    assert_like_whole(after, to, tmp_path)
    again = assert_like_whole(before, to, tmp_path)
    assert (again.chapters, again.made > 0) == (8, change == "Dari alone")  # which changes what Persian it is


@pytest.mark.parametrize("to", FORMATS)
def test_changes_upon_changes(to: str, tmp_path: Path) -> None:
    dice = random.Random(to)  # noqa: S311
    text = book()
    for _ in range(25):
        text = CHANGES[dice.choice(list(CHANGES))](text)
        assert_like_whole(text, to, tmp_path)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("change", ["the head", "the middle", "the end", "no sentence", "a line more"])
def test_words_alone_leave_all_numbers_as_they_are(
    change: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembled(book(), to, tmp_path)
    monkeypatch.setattr({"html": html, "epub": epub}[to], "gather", None)
    made = assert_like_whole(CHANGES[change](book()), to, tmp_path)
    assert (made.chapters, made.made) == (8, 1)
    assert assert_like_whole(book(), to, tmp_path).made == 0


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("kind", ["str", "bytes", "file"])
def test_words_upon_words_are_put_into_the_last_edition(
    kind: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, dice, file = book(), random.Random(kind), tmp_path / "book.md"  # noqa: S311

    def given() -> str | bytes | Path:
        file.write_text(text, "utf-8")
        sources: dict[str, str | bytes | Path] = {"str": text, "bytes": text.encode(), "file": file}
        return sources[kind]

    afgpub.assemble_book(given(), to=to, cache=tmp_path / "cache")
    monkeypatch.setattr({"html": html, "epub": epub}[to], "gather", None)
    for number in range(30):
        chapter = dice.randrange(1, 9)
        words = dice.choice(["It says", "It says in all", "It says of all the words"])
        before, after = chapters_of(text), chapters_of(text)
        after[chapter] = re.sub("It says[^*]*", f"{words} " * (number % 3 + 1), after[chapter])
        text = "".join(after)
        made, whole = afgpub.assemble_book(given(), to=to, cache=tmp_path / "cache"), afgpub.convert(given(), to=to)
        assert made.output == whole.output
        assert list(map(str, made.messages)) == list(map(str, whole.messages))
        assert (made.chapters, made.made) <= (8, int(before != after))


@pytest.mark.parametrize("to", FORMATS)
def test_words_in_many_chapters_and_in_none(to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assembled(book(), to, tmp_path)
    monkeypatch.setattr({"html": html, "epub": epub}[to], "gather", None)
    assert assert_like_whole(book().replace("It says", "It says now"), to, tmp_path).made == 8
    assert assert_like_whole(book().replace("It says", "It says now"), to, tmp_path).made == 0
    assert assert_like_whole(book(), to, tmp_path).made == 0


@pytest.mark.parametrize("to", FORMATS)
def test_chapters_that_are_the_same_but_for_their_place(to: str, tmp_path: Path) -> None:
    same = "## Part\n\nThe same words[^{}].\n\n[^{}]: A note.\n\n"
    text = FRONT + "".join(same.replace("{}", name) for name in "abc") + "## Part\n\nNo note.\n\n" * 3
    for changed in (text, text.replace("No note", "Not one", 1), text.replace("The same", "Some", 2), text):
        assert_like_whole(changed, to, tmp_path)


@pytest.mark.parametrize("to", FORMATS)
def test_an_edition_is_not_mixed_with_one_of_another_process(to: str, tmp_path: Path) -> None:
    text = book()
    longer = CHANGES["a note more"](text)
    assembled(text, to, tmp_path)
    before = {file: file.read_bytes() for file in packs(tmp_path)}
    assembled(longer, to, tmp_path)
    own = {file: file.read_bytes()[len(data) :] for file, data in before.items()}
    for file, data in before.items():
        file.write_bytes(data)
    assembled(CHANGES["the middle"](text), to, tmp_path)
    for file in before:
        file.write_bytes(file.read_bytes() + own[file])  # what the other has appended meanwhile
    for source in (longer, CHANGES["the middle"](text), CHANGES["the middle"](longer), text):
        assert_like_whole(source, to, tmp_path)


@pytest.mark.parametrize("to", FORMATS)
def test_two_books_that_share_chapters(to: str, tmp_path: Path) -> None:
    opening, shared = (
        FRONT + "## One\n\nWords.\n\n",
        "## Two\n\nIt says «کتاب» of a «کور».\n\n## Three\n\nLast words.\n",
    )
    dari, pashto = (f"{opening}{text}\n\n{shared}" for text in (f"{DARI}\n\n{DARI}", "دا کتاب ښه دی او خلک یې لولي.\n"))
    for text in (dari, pashto, dari, pashto.replace("Last", "Very last"), dari.replace("Last", "The last"), pashto):
        assert_like_whole(text, to, tmp_path)


@pytest.mark.parametrize("to", FORMATS)
def test_a_picture_with_a_note(to: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    source = tmp_path / "book.md"
    for words in ("Words", "Other words"):
        text = f"## One\n\n{words}[^1].\n\n![First](a.png)\n\n[^1]: A note.\n\n## Two\n\n^[Here ![too](a.png).]Words.\n"
        source.write_text(FRONT + text, "utf-8")
        assert assert_like_whole(source, to, tmp_path / "cache").chapters == 2


@pytest.mark.parametrize("to", FORMATS)
def test_an_issue_is_described_as_the_whole_is(to: str, tmp_path: Path) -> None:
    text = book().replace("role: book", "role: issue")
    for changed in (text, CHANGES["the head"](text)):
        assert_like_whole(changed, to, tmp_path)


def test_a_file_cut_anywhere_is_taken_as_far_as_it_is_whole(tmp_path: Path) -> None:
    text = book(4)
    whole = afgpub.convert(text, to="html").output
    assembled(text, "html", tmp_path)
    assembled(CHANGES["the head"](text), "html", tmp_path)
    for file in packs(tmp_path):
        data = file.read_bytes()
        for size in [*range(0, 400, 37), *range(400, len(data), len(data) // 17), len(data) - 1]:
            file.write_bytes(data[:size])
            assert assembled(text, "html", tmp_path).output == whole
            assert assembled(text, "html", tmp_path).made == 0


@pytest.mark.parametrize("to", FORMATS)
def test_a_file_with_a_bit_turned_is_not_believed(to: str, tmp_path: Path) -> None:
    text, dice = book(4), random.Random(0)  # noqa: S311
    whole = afgpub.convert(text, to=to).output
    assembled(text, to, tmp_path)
    for file in packs(tmp_path):
        data = file.read_bytes()
        for _ in range(25):
            place = dice.randrange(len(data))
            file.write_bytes(data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :])
            assert assembled(text, to, tmp_path).output == whole


@pytest.mark.parametrize("to", FORMATS)
def test_a_text_that_was_kept_and_damaged_is_not_believed(to: str, tmp_path: Path) -> None:
    text, dice = book(4), random.Random(0)  # noqa: S311
    assembled(text, to, tmp_path)
    (file,) = (file for file in tmp_path.glob("*/*") if file.read_bytes() == text.encode())
    data = file.read_bytes()
    changes = {name: change(text) for name, change in CHANGES.items() if "chapter" in name or "language" in name}
    wholes = {name: afgpub.convert(changed, to=to).output for name, changed in changes.items()}
    for _ in range(8):
        place = dice.randrange(len(data))
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], data + data[place:]):
            name = dice.choice([*changes])
            file.write_bytes(damaged)
            assert assembled(changes[name], to, tmp_path).output == wholes[name]
            assembled(text, to, tmp_path)
            file.write_bytes(damaged)
            assert assembled(text, to, tmp_path).output == afgpub.convert(text, to=to).output


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("damage", [None, 7, "text", [], [[]], {}, {"a": [1]}], ids=repr)
def test_a_whole_file_of_other_things_is_not_believed(to: str, damage: object, tmp_path: Path) -> None:
    source = book(4)
    expected = afgpub.convert(source, to=to)
    assembled(source, to, tmp_path)
    kept = {file: file.read_bytes() for file in packs(tmp_path)}
    names = [
        (file, entry)
        for file, data in kept.items()
        for entry in json.loads(data.split(b"\n", 1)[1][: int(data.split(b" ")[3])])
    ]
    for file, entry in names:
        name = file.parent.name + file.name
        for has_frames in (True, False):
            for path, data in kept.items():
                path.write_bytes(data)
            pack = Pack(Store(tmp_path), name)
            value, frames = pack.value(entry), pack.frames(entry)
            pack.keep(entry, damage if has_frames else value, frames if has_frames else [])
            pack.save()
            made = assembled(source, to, tmp_path)
            assert list(map(str, made.messages)) == list(map(str, expected.messages))
            assert made.output == expected.output


def packs(folder: Path) -> list[Path]:
    """The files of one book: that of its chapters and that of its edition."""
    found = sorted(file for file in folder.glob("*/*") if file.read_bytes().startswith(b"afgpub book"))
    assert len(found) == 2
    return found


_RUN = """
import sys
from pathlib import Path
import afgpub
source, cache, name = Path(sys.argv[1]).read_text("utf-8"), Path(sys.argv[2]), sys.argv[3]
for number in range(8):
    text = source.replace("It says", f"It says {name}" + " and again" * number, number % 3)
    for to in ("html", "epub"):
        assert afgpub.assemble_book(text, to=to, cache=cache).output == afgpub.convert(text, to=to).output
"""


def test_processes_that_write_at_once(tmp_path: Path) -> None:
    source, cache = tmp_path / "book.md", tmp_path / "cache"
    source.write_text(book(), "utf-8")
    command = [sys.executable, "-c", _RUN, str(source), str(cache)]
    runs = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("one", "two", "three")]
    for run in runs:
        _, said = run.communicate(timeout=300)
        assert run.returncode == 0, said.decode()
    for to in FORMATS:
        assert_like_whole(source.read_text("utf-8"), to, cache)


def test_a_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    text = book()
    for number in range(40):
        changed = text.replace("In short.", "In short. " + "Words and words. " * (2000 + number), 1)
        assembled(changed, "html", tmp_path)
        assert sum(file.stat().st_size for file in tmp_path.glob("*/*")) < 800_000
