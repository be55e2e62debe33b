"""The calls of `convert` that are read without click are done as click would have them done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from afgpub.cli import converting
from afgpub.cli import plain_calls as plain
from afgpub.cli.commands import afgpub as group
from afgpub.exceptions import AfgpubError

PLAIN = [
    "convert a.md -o a.html",
    "convert -o a.html a.md",
    "convert a.md --output a.epub",
    "convert a.md b.md --to html,epub -o out",
    "convert a.md --to pdf",
    "convert --to tree a.md b.md",
    "convert a.md -o a.html -q",
    "convert --quiet a.md b.md --to html,pdf -o out",
]
WRONG = ["convert a.md", "convert a.md -o a.nothing", "convert a.md --to nothing", "convert a.md a.md --to html -o out"]
OTHER = [
    "",
    "convert",
    "formats",
    "convert --help",
    "convert a.md -o -",
    "convert - -o a.html",
    "convert a.md -oa.html",
    "convert a.md --output=a.html",
    "convert a.md -o",
    "convert a.md -o a.html -o b.html",
    "convert a.md -o a.html --strict",
    "convert a.md -o a.html -q --quiet",
    "convert a.md -o -q",
    "convert a.md -o a.html -- b.md",
    "convert a.md -o a.html --theme book",
    "check a.md -o a.html",
]


@pytest.fixture
def by_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """The call that click makes of arguments, or the message of its refusal."""
    monkeypatch.chdir(tmp_path)
    calls: list[converting.Call] = []
    monkeypatch.setattr("afgpub.cli.convert.convert_all", lambda call, arguments: calls.append(call) or 0)

    def call(line: str) -> Any:
        try:
            group.main(line.split(), prog_name="afgpub", standalone_mode=False, obj=line.split())
        except AfgpubError as error:
            return error.message
        return calls.pop()

    return call


@pytest.mark.parametrize("line", PLAIN)
def test_plain_calls_are_what_click_makes_of_them(line: str, by_click: Callable[[str], Any]) -> None:
    assert plain.plain_call(line.split()) == by_click(line)


@pytest.mark.parametrize("line", WRONG)
def test_wrong_calls_are_refused_with_the_same_words(line: str, by_click: Callable[[str], Any]) -> None:
    with pytest.raises(AfgpubError) as refused:
        plain.plain_call(line.split())
    assert refused.value.message == by_click(line)


@pytest.mark.parametrize("line", OTHER)
def test_any_other_call_is_for_click(line: str) -> None:
    assert plain.plain_call(line.split()) is None


def test_what_a_shell_asks_to_complete_is_for_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_AFGPUB_COMPLETE", "bash_complete")
    assert plain.plain_call(["convert", "a.md", "-o", "a.html"]) is None
    assert plain.plain_call(["convert", "", "-o", "a.html"]) is None


def test_the_limits_are_those_of_the_flags(by_click: Callable[[str], Any]) -> None:
    flags = {p.name: p.default for p in group.get_command(click.Context(group), "convert").params}  # type: ignore[union-attr]
    limits = by_click("convert a.md -o a.html").limits
    assert (limits.seconds, limits.megabytes) == (flags["time_limit"], flags["memory_limit"])
