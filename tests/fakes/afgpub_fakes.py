"""A reader and renderers as somebody else would install them, for the tests of the command line."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from afgpub.document import Document, Paragraph, Section, Span, Text
from afgpub.exceptions import RenderError
from afgpub.messages import message
from afgpub.options import Options, option
from afgpub.plugins import Reader, Renderer, Rendering
from afgpub.walk import plain_text

if TYPE_CHECKING:
    from afgpub.plugins import Messages
    from afgpub.source import Source


def read_lines(source: Source) -> tuple[Document, Messages]:
    """The first line is the title, every other a paragraph; `doubt` in the text gives a warning.

    A line `crash`, `hang` or `glut` does to the process what a hostile file would.
    """
    lines = source.text().splitlines()
    if "crash" in lines:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "hang" in lines:
        time.sleep(60)
    if "glut" in lines:
        bytearray(8 << 30)
    span = Span(source.name, 1, 1)
    blocks = tuple(Paragraph((Text(line),)) for line in lines[1:] if line.strip())
    doubts = (message("front-matter-unknown", span, key="doubt", known="none"),) if "doubt" in lines else ()
    return Document(Section(title=(Text(lines[0]),), children=blocks, span=span), source.name), doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainOptions(Options):
    width: int = option(72, "letters in a line")
    upper: bool = option(False, "set in capitals")
    ink: str = option("black", "the colour", ("black", "red"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOptions(Options):
    width: int = option(40, "letters in a line")
    page_size: str | None = option(None, "the page")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowOptions(Options):
    seconds: float = option(0.0, "how long it takes")
    mark: str | None = option(None, "a file that is made when it begins")


def render_plain(document: Document, options: PlainOptions, folder: Path | None) -> Rendering:
    text = f"{plain_text(document.root)} width={options.width} ink={options.ink}\n"
    return Rendering((text.upper() if options.upper else text).encode(), pages=2)


def render_pair(document: Document, options: PairOptions, folder: Path | None) -> Rendering:
    print("a word from the plugin")
    return Rendering(f"width={options.width}".encode(), assets={"parts/style.css": b"p {}"})


def render_slow(document: Document, options: SlowOptions, folder: Path | None) -> Rendering:
    if options.mark:
        Path(options.mark).touch()
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        time.sleep(0.01)
    return Rendering(b"slow " * 100_000)


def render_broken(document: Document, options: Any, folder: Path | None) -> Rendering:
    raise RuntimeError("it broke")


def render_refused(document: Document, options: Any, folder: Path | None) -> Rendering:
    raise RenderError.coded("layout-failed", reason="no room")


LINES = Reader("lines", (".lines",), read_lines)
PLAIN = Renderer("plain", ".txt", "text/plain", PlainOptions, render_plain)
PAIR = Renderer("pair", ".pair", "text/plain", PairOptions, render_pair)
SLOW = Renderer("slow", ".slow", "text/plain", SlowOptions, render_slow)
BROKEN = Renderer("broken", ".broken", "text/plain", Options, render_broken)
REFUSED = Renderer("refused", ".refused", "text/plain", Options, render_refused)
