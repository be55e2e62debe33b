"""The language of an article, for lines of its head whose letters do not tell theirs."""

from __future__ import annotations

from collections.abc import Iterable

from afgpub.document import CodeBlock, Node, Section
from afgpub.language import detect_language
from afgpub.language.glance import is_mostly_english
from afgpub.language.looks import Looks
from afgpub.language.prose import is_inline
from afgpub.walk import holders, plain_text

SAMPLE = 20_000  # characters, enough to tell the language of a text


def language_of_article(root: Section, looks: Looks | None = None) -> str | None:
    """The language that `root` says it is in, else that of its first lines, of some `SAMPLE` characters.

    `looks` is what was seen of its lines before.
    """
    if root.attrs.lang:
        return root.attrs.lang
    lines: list[str] = []
    length = 0
    for line in lines_of(root.children):
        lines.append(line[: SAMPLE - length])
        length += len(lines[-1])
        if length == SAMPLE:
            break
    return _told(lines, length, looks or Looks()) or detect_language("\n".join(lines))


def _told(lines: list[str], length: int, looks: Looks) -> str | None:
    """What is found in these lines together, if it can be told at a glance.

    Where three fifths of all characters are in lines that are surely English, nothing else can be found.
    """
    missing, left = 3 * length // 5, length
    for line in lines:
        left -= len(line)
        missing -= len(line) if looks.english_letters(line) else 0
        if missing <= 0:
            return "en" if length else None
        if missing > left:
            break
    plain = " ".join(filter(str.isascii, lines))
    if len(plain) > 4 * length // 5:
        return "en" if is_mostly_english(plain) else None
    return looks.persian_of(lines)


def lines_of(blocks: Iterable[Node]) -> list[str]:
    """The text of every line below `blocks`, in reading order."""
    lines: list[str] = []
    for node in blocks:
        if isinstance(node, CodeBlock):
            lines.append(node.text)
        for field in holders(type(node)):
            held = getattr(node, field)
            if held and is_inline(held[0]):
                lines.append(plain_text(held))
            elif held:
                lines += lines_of(held)
    return lines
