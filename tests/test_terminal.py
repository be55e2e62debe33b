"""Titles for terminals that cannot join Arabic letters."""

from __future__ import annotations

import pytest

from afgpub.cli.terminal import needs_shaping, prepare_title, shape_title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plain title", "Plain title"),
        # The base direction is that of the first letter; brackets are mirrored, numbers are not turned round.
        ("سلام (12)", "(12) \ufee1\ufefc\ufeb3"),
        ("A (کتاب) B", "A (\ufe8f\ufe8e\ufe98\ufb90) B"),
        # The zero-width non-joiner keeps the letters apart and is not printed.
        ("می\u200cخواهم", "\ufee2\ufeeb\ufe8d\ufeee\ufea7\ufbfd\ufee3"),
        # Vowel signs stay, each after its letter.
        ("مُن", "\ufee6\ufee3\u064f"),
        # A word with a letter that has no presentation form is left in one piece; its neighbour is not.
        ("پښتو ژبه", "\ufeea\ufe91\ufb8a \u0648\u062a\u069a\u067e"),
        # Names of God and blessings are words like any other: no ligature takes their letters away.
        ("الله", "\ufeea\ufee0\ufedf\ufe8d"),
    ],
)
def test_a_title_in_visual_order(title: str, shown: str) -> None:
    assert shape_title(title) == shown


@pytest.mark.parametrize("letter", "ټځڅډړږښګڼۍ")
def test_no_letter_of_pashto_is_lost(letter: str) -> None:
    assert sorted(shape_title(f"ب{letter}ب")) == sorted(f"ب{letter}ب")


def test_a_pipe_gets_the_plain_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("AFGPUB_TERMINAL", "shaped")
    assert prepare_title("سلام") == "سلام"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(380)"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5402"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200", "XTERM_VERSION": "XTerm(380)"}, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}, False),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "tmux-256color", "TMUX": "/run/tmux", "XTERM_VERSION": "XTerm(380)"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
        ({"TERM": "linux", "AFGPUB_TERMINAL": "plain"}, False),
        ({"VTE_VERSION": "7200", "AFGPUB_TERMINAL": "shaped"}, True),
    ],
)
def test_which_terminals_need_it(environment: dict[str, str], expected: bool) -> None:
    assert needs_shaping(environment) is expected
