"""The language of an article, for lines of its head whose letters do not tell theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from afgpub.document import Block, Paragraph, Section
from afgpub.language import detect_language
from afgpub.language.glance import english_letters
from afgpub.walk import plain_text

SAMPLE = 20_000  # characters, enough to tell the language of a text


def language_of_article(root: Section) -> str | None:
    """The language that `root` says it is in, else that of the first `SAMPLE` characters of its text.

    Where three fifths of them are in paragraphs that are surely English, nothing else can be found.
    """
    if root.attrs.lang:
        return root.attrs.lang
    text = plain_text(root.children)[:SAMPLE]
    missing, left = 3 * len(text) // 5, len(text)
    for paragraph in _paragraphs(root.children):
        line = plain_text(paragraph)
        left -= len(line)
        if left < 0:
            break
        missing -= len(line) if english_letters(line) else 0
        if missing <= 0:
            return "en"
        if missing > left:
            break
    return detect_language(text)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of an article and its sections, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Section):
            yield from _paragraphs(block.children)
