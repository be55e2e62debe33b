"""Verdicts as JUnit XML, the form in which CI servers take the results of tests: a case for each source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from afgpub.check.reports import spelled
from afgpub.snapshot.reports.text import verdict_lines
from afgpub.snapshot.verifying import Verdict

_REFUSED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(verdicts: Sequence[Verdict]) -> bytes:
    """A `testsuite`; a change is a failure, what could not be compared an error. It bears no times."""
    failures = sum(not verdict.is_good and verdict.failure is None for verdict in verdicts)
    errors = sum(verdict.failure is not None for verdict in verdicts)
    counts = {"tests": len(verdicts), "failures": failures, "errors": errors, "skipped": 0}
    suites = etree.Element("testsuites")
    suite = etree.SubElement(suites, "testsuite", {"name": "afgpub snapshot"})
    for name, count in counts.items():
        suite.set(name, str(count))
    for verdict in verdicts:
        folder = ".".join(part for part in verdict.source.parent.parts if part.strip("./\\"))
        place = {"classname": folder or "publications", "name": verdict.source.name}
        case = etree.SubElement(suite, "testcase", {name: _plain(spelled(value)) for name, value in place.items()})
        if verdict.is_good:
            continue
        lines = list(verdict_lines(verdict))
        kind = "error" if verdict.failure else "failure"
        etree.SubElement(case, kind, {"message": _plain(lines[0])}).text = _plain("\n".join(lines))
    whole: bytes = etree.tostring(suites, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return whole


def _plain(text: str) -> str:
    """What XML 1.0 can hold (2.2)."""
    return _REFUSED.sub("\ufffd", text)
