"""The whole check: what hides in the source, then every phrase of the compiled tree by all rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from afgpub.check.bases import find_close_bases, find_first_letters
from afgpub.check.excerpts import cut_out
from afgpub.check.findings import Finding, Findings
from afgpub.check.hidden import find_hidden
from afgpub.check.links import find_false_links
from afgpub.check.numbers import find_doubtful_numbers, said_numbers
from afgpub.check.partners import find_unpaired
from afgpub.check.sides import find_doubtful_sides
from afgpub.check.views import views
from afgpub.direction import base_direction, direct
from afgpub.document import Document
from afgpub.exceptions import SourceError
from afgpub.language.naming import name_languages
from afgpub.messages import Message
from afgpub.normaliser import normalise
from afgpub.source import Source, open_source
from afgpub.worker.reading import read_source


def check_source(source: Path | str | bytes, *, reader: str | None = None, name: str = "") -> tuple[Finding, ...]:
    """Every doubtful line of a source, in the order of its lines.

    A Path is a file, a str the text itself, bytes undecoded text; `reader` and `name` as in `read`. Looked for are
    controls of direction (also Trojan Source, CVE-2021-42574), and what `check_direction` finds after all repairs.
    Nothing is rendered. Raises SourceError, UnknownFormatError or WorkerError.
    """
    opened = open_source(source, name)
    lines = _lines(opened)
    document, _ = read_source(opened, reader)
    hidden = tuple(find_hidden(opened.name, lines, document))
    document, repairs = normalise(document)
    reversed_lines = tuple(_turned(said, lines) for said in repairs if said.code == "line-reversed")
    found = (*hidden, *reversed_lines, *check_direction(document, lines))
    return tuple(sorted(found, key=lambda finding: finding.span.start if finding.span else 0))


def _lines(source: Source) -> list[str]:
    """The lines of a source that is text; of what only its reader understands (DOCX, say) there are none."""
    try:
        return source.text().split("\n")
    except SourceError:
        return []


def check_direction(document: Document, lines: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Every doubtful line of a tree that is normalised and has no directions yet: what the author says counts as said.

    Languages and directions are found as in a conversion (UAX #9 and `afgpub.direction`), and only what they leave to
    chance is told of. `lines` are those of the source, by which places in long paragraphs are made exact.
    """
    directed = direct(name_languages(document))
    findings = Findings(document.source, lines)
    seen = tuple(views(document, directed))
    said = said_numbers(document)
    for view in seen:
        if view.is_mixed:
            find_unpaired(view, findings)
            find_doubtful_sides(view, findings)
            find_first_letters(view, findings)
        find_doubtful_numbers(view, said, findings)
    attrs = document.root.attrs
    find_close_bases(seen, bool(attrs.lang or attrs.dir), findings)
    find_false_links(directed, findings)
    return tuple(findings.found)


def _turned(said: Message, lines: Sequence[str]) -> Finding:
    """A line in visual order, which the normaliser turns round, as the source has it."""
    line = lines[said.span.start - 1] if said.span and said.span.start <= len(lines) else ""
    base = base_direction(line, "ltr")
    return Finding.about(said, cut_out(line, 0, base, raw=True), base)
