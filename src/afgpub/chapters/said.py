"""Messages of kept chapters, on the lines on which these stand now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from afgpub.document import Span
from afgpub.messages import Message, Severity
from afgpub.normaliser.text.changes import Edit
from afgpub.plugins import Messages
from afgpub.worker.packing import as_json, pack_messages

_KINDS: Mapping[str, type[Message]] = {"Message": Message, "Edit": Edit}
_SEVERITIES = {severity.value: severity for severity in Severity}


def pack_said(messages: Messages) -> bytes:
    """Messages of a chapter as JSON, empty where there are none."""
    return as_json(pack_messages(messages)) if messages else b""


def said_of(packed: Sequence[bytes], lines: Sequence[Callable[[int], int]], source: str) -> Iterator[Message]:
    """What `pack_said` packed for each chapter, in the text `source`; `lines` give its lines for those of a chapter.

    There may be hundreds, of which each build makes all. Raises ValueError, TypeError or KeyError for anything else.
    """
    found = [(said, line) for said, line in zip(packed, lines, strict=True) if said]
    rows = json.loads(b"[%s]" % b",".join([said for said, _ in found]))
    for said, (_, line) in zip(rows, found, strict=True):
        for kind, (code, severity, text, span, hint, *more) in said:
            place = Span(source, line(span[1]), line(span[2])) if span else None
            yield _KINDS[kind](code, _SEVERITIES[severity], text, place, hint, *more)


def by_line(messages: Iterable[Message]) -> Messages:
    """Messages in the order of their lines."""
    return tuple(sorted(messages, key=lambda said: said.span.start if said.span else 0))
