"""Messages of kept chapters, on the lines on which these stand now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from afgpub.chapters.cut import Part
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


def said_of(packed: bytes, part: Part, source: str) -> Iterator[Message]:
    """What `pack_said` packed, whose lines are counted from the first of `part`, in the text `source`.

    There may be hundreds, of which each build makes all. Raises ValueError, TypeError or KeyError for anything else.
    """
    for kind, (code, severity, text, span, hint, *more) in json.loads(packed) if packed else ():
        if span:
            span = Span(source, part.line(span[1]), part.line(span[2]))
        yield _KINDS[kind](code, _SEVERITIES[severity], text, span, hint, *more)
