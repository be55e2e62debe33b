"""What the command line prints: messages and summary lines on standard error, JSON on standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from unicodedata import category

from afgpub import __version__
from afgpub.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from afgpub.messages import Message, Severity


@dataclass(frozen=True, slots=True)
class Written:
    """An output that is there: its size in bytes, pages if it has any, seconds of rendering, SHA-256 in hex."""

    source: str
    format: str
    path: str
    bytes: int
    pages: int | None
    seconds: float
    sha256: str


def harmless(text: str) -> str:
    """`text` as one line that cannot steer a terminal: control characters and bidi overrides become escapes."""
    line = text.replace("\n", " ")
    return "".join(c.encode("unicode_escape").decode() if _steers(c) else c for c in line)


def say(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def print_message(finding: Message) -> None:
    """One line `file:line: text [code]`, and its hint, indented, on the next."""
    say(harmless(str(finding)))
    if finding.hint:
        say("    " + harmless(finding.hint))


def print_messages(messages: Sequence[Message], least: Severity) -> None:
    """Those that are at least as bad as `least`."""
    for finding in messages:
        if finding.severity >= least:
            print_message(finding)


def print_title(title: str) -> None:
    """The title of a document, on a terminal only, in the letters that this terminal can show."""
    if title and sys.stderr.isatty():
        from afgpub.cli.terminal import prepare_title

        say(prepare_title("".join(c for c in title if not _steers(c))))


def print_written(output: Written) -> None:
    """One line: the path, the pages, the size and the seconds."""
    pages = "" if output.pages is None else f"{output.pages} page{'' if output.pages == 1 else 's'}, "
    say(f"{harmless(output.path)}  {pages}{_size(output.bytes)}, {output.seconds:.2f} s")


def print_json(outputs: Sequence[Written] = (), messages: Sequence[Message] = (), error: Message | None = None) -> None:
    """The whole report as one JSON object on standard output, in UTF-8 whatever the locale."""
    from dataclasses import asdict

    report = {
        "afgpub": __version__,
        "outputs": [asdict(output) for output in outputs],
        "messages": [_fields(finding) for finding in messages],
        "error": _fields(error) if error else None,
    }
    print_object(report)


def print_object(value: object) -> None:
    """One JSON object on standard output, in UTF-8 whatever the locale."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_bytes(text.encode("utf-8", "backslashreplace"))


def write_bytes(data: bytes) -> None:
    """Write all of `data` to standard output, which under `python -u` takes only what a pipe has room for."""
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) or 0 :]
    sys.stdout.buffer.flush()


def display_name(path: Path | None) -> str:
    """What an output is called in reports; None stands for standard output."""
    return "standard output" if path is None else str(path)


def _fields(finding: Message) -> dict[str, object]:
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "text": finding.text,
        "hint": finding.hint,
        "source": span.source if span else None,
        "line": span.start if span else None,
    }


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"


def _steers(character: str) -> bool:
    return category(character) == "Cc" or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
