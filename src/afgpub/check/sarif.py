"""Findings in SARIF 2.1.0 (OASIS), from which code hosts show them in the lines of a change."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from afgpub import __version__
from afgpub.check.findings import Finding
from afgpub.check.reports import Checked, spelled
from afgpub.messages import TABLE, Message, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RULES = (
    "control-misplaced", "control-override", "control-unbalanced", "control-stray", "tags-invisible",
    "direction-close", "direction-first", "line-reversed", "link-other", "mark-side", "mark-unpaired",
    "number-order", "parts-order",
)  # fmt: skip
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_DETAIL = re.compile(r"\{\w+\}")


def as_sarif(checked: Sequence[Checked], folder: Path) -> str:
    """One run as a SARIF log; files below `folder` are named relative to it, as code hosts want."""
    failures = [_notification(one.failure, one.name, folder) for one in checked if one.failure]
    invocation: dict[str, object] = {"executionSuccessful": not failures}
    if failures:
        invocation["toolExecutionNotifications"] = failures
    run = {
        "tool": {"driver": {"name": "afgpub", "version": __version__, "rules": [_rule(code) for code in RULES]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(finding, one.name, folder) for one in checked for finding in one.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    rule = TABLE[code]
    return {
        "id": code,
        "shortDescription": {"text": _general(rule.text)},
        "help": {"text": _general(rule.hint)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _general(text: str) -> str:
    """A text of the table without the details of one finding."""
    return _DETAIL.sub("…", text).replace("{{", "{").replace("}}", "}")


def _result(finding: Finding, name: str, folder: Path) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": RULES.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": spelled(f"{finding.text}. {finding.hint}")},
        "locations": [_location(finding, name, folder)],
        "properties": {"logical": spelled(finding.logical), "visual": spelled(finding.visual), "dir": finding.dir},
    }


def _notification(said: Message, name: str, folder: Path) -> dict[str, object]:
    return {
        "descriptor": {"id": said.code},
        "level": _LEVELS[said.severity],
        "message": {"text": spelled(said.text)},
        "locations": [_location(said, name, folder)],
    }


def _location(said: Message, name: str, folder: Path) -> dict[str, object]:
    span = said.span
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(span.source if span else name, folder)}}
    if span and span.unit == "line":
        place["region"] = {"startLine": span.start, "endLine": span.end}
    elsewhere = {"message": {"text": f"{span.unit} {span.start}"}} if span and span.unit != "line" else {}
    return {"physicalLocation": place, **elsewhere}


def _uri(name: str, folder: Path) -> str:
    path = Path(name)
    if path.is_absolute():
        if not path.is_relative_to(folder):
            return path.as_uri()
        path = path.relative_to(folder)
    return quote(os.fsencode(path.as_posix()))
