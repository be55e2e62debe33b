"""Where a Markdown text is cut into chapters, each of which can be read alone.

A chapter begins with a heading of the highest rank, after an empty line, at the start of its line. What could reach
over such a heading, or be meant for another chapter, makes a text one that is not cut: it is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from afgpub.chapters.cut import Cut, UncutError
from afgpub.chapters.definitions import move_definitions

_HEADING = re.compile(r"(#{1,6})[ \t]")
_FENCE = re.compile(r"(`{3,})[^`\n]*$|(~{3,})")
_DIVISION = re.compile(r"^:{3,}(.*)$", re.MULTILINE)
# A fence or a division that stands in a list, in a quote or further in.
_INSIDE = re.compile(r"^[ \t>*+.)\d-]+(?:```|~~~|:::)", re.MULTILINE)
_RAW = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?]")
_LABEL_END = re.compile(r"\[(\^?)[^\[\]]*\]:")
_ATTRIBUTES = re.compile(r"^[ \t]*\{[^\n]*\}\s*\Z", re.MULTILINE)  # a line of them at the end
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


_INDENT = 200  # characters: what stands after so many blank ones is taken to stand at the start of its line


def cut_chapters(text: str) -> list[Cut]:
    """What stands before the first chapter, and the chapters with the notes that they call. Raises UncutError."""
    start = front_end(text)
    refuse_what_stays_open(text, start)
    headings = headings_of(text, start)
    top = min((rank for _, rank in headings), default=0)
    places = [place for place, rank in headings if rank == top]
    if len(places) < 2:
        raise UncutError("it has fewer than two chapters")
    cuts, line = [Cut.of(text[: places[0]], 1)], 1
    for place, end in zip(places, [*places[1:], len(text)], strict=True):
        if ends_with_attributes(cuts[-1].text):
            raise UncutError("it has attributes for what follows before a chapter")
        line += cuts[-1].text.count("\n")
        cuts.append(Cut.of(text[place:end], line))
    if "]:" not in text:
        return cuts
    return move_definitions(cuts)


def front_end(text: str) -> int:
    """Where the front matter of `text` ends, 0 where it has none."""
    front = _FRONT_MATTER.match(text) if text.startswith("---") else None
    return front.end() if front else 0


def ends_with_attributes(text: str) -> bool:
    """Whether the last line of `text` are attributes, which are of what follows."""
    return text.rstrip().endswith("}") and bool(_ATTRIBUTES.search(text))


def refuse_what_stays_open(text: str, start: int) -> None:
    """Raise UncutError for raw HTML and definitions of links, which may be closed or called in another chapter."""
    for found in _RAW.finditer(text, start) if "<" in text else ():
        if not text[max(0, found.start() - _INDENT) : found.start()].rpartition("\n")[2].strip(" \t>"):
            raise UncutError("it has raw HTML")
    if "]:" in text and text.count("]:") != sum(bool(found[1]) for found in _LABEL_END.finditer(text)):
        raise UncutError("it has definitions of links")
    if ("```" in text or "~~~" in text or ":::" in text) and _INSIDE.search(text, start):
        raise UncutError("it has a fence that is not at the start of its line")


def headings_of(text: str, start: int) -> list[tuple[int, int]]:
    """The headings after empty lines, outside fences and divisions: where each begins, and its rank."""
    fenced = "```" in text or "~~~" in text
    divided = ":::" in text
    if not fenced and not divided:
        rows = ((place, _HEADING.match(text, place)) for place in _marked_lines(text, start))
        return [(place, len(match[1])) for place, match in rows if match]
    found: list[tuple[int, int]] = []
    place, fence, depth = start, "", 0
    for piece in text[start:].split("\n\n"):
        begin = place + len(piece) - len(piece.lstrip("\n"))
        if not fence and not depth and text.startswith("#", begin) and (match := _HEADING.match(text, begin)):
            found.append((begin, len(match[1])))
        if fenced:
            fence = _fence_after(piece, fence)
        if divided and not fence:
            for division in _DIVISION.finditer(piece):
                depth = depth + 1 if division[1].strip() else max(depth - 1, 0)
        place += len(piece) + 2
    if fence:
        raise UncutError("it has a fence that is not closed")
    return found


def _marked_lines(text: str, start: int) -> Iterator[int]:
    """Where lines begin with `#` after an empty line, or at `start`."""
    if text.startswith("#", start):
        yield start
    place = text.find("\n#", start)
    while place >= 0:
        if text.startswith("\n", place - 1) and place:
            yield place + 1
        place = text.find("\n#", place + 1)


def _fence_after(piece: str, fence: str) -> str:
    """The fence that is open after `piece`, where `fence` is open before it. Raises UncutError."""
    for number, line in enumerate(piece.lstrip("\n").split("\n")):
        if fence:
            closing = line.rstrip(" \t")
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
        elif (match := _FENCE.match(line)) and line.startswith(("```", "~~~")):
            if number:
                raise UncutError("it has a fence without an empty line before it")
            fence = match[1] or match[2]
    return fence
