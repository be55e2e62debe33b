"""What was found, as text for people and as JSON for programs; no report holds a control of direction itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from afgpub import __version__
from afgpub.check.findings import Finding
from afgpub.frozen import dataclass
from afgpub.messages import Message, Severity

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Checked:
    """One source: its name, what was found in it, or the message of what kept it from being read."""

    name: str
    findings: tuple[Finding, ...] = ()
    failure: Message | None = None


def spelled(text: str) -> str:
    """`text` as one line, with controls and tags written as `<U+202E>`; a line feed is a space."""
    return _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.replace("\n", " "))


def as_text(checked: Sequence[Checked], show: Callable[[str], str] | None) -> str:
    """A paragraph for each finding: place and code, the line in logical and in visual order, and what to do.

    `show` prepares the visual line for where it is printed; None leaves it out, for a terminal that would reorder it.
    """
    lines: list[str] = []
    for finding in (finding for one in checked for finding in one.findings):
        lines.append(spelled(str(finding)))
        if finding.logical:
            lines.append(f"    logical: {spelled(finding.logical)}")
            if show:
                lines.append(f"    visual:  {show(spelled(finding.visual))}")
        if finding.hint:
            lines.append(f"    {spelled(finding.hint)}")
    return "".join(f"{line}\n" for line in lines)


def as_json(checked: Sequence[Checked]) -> str:
    """One JSON object with all findings; a source that could not be read is among its failures."""
    report = {
        "afgpub": __version__,
        "sources": [one.name for one in checked],
        "findings": [_fields(finding) for one in checked for finding in one.findings],
        "failures": [_message(one.failure, one.name) for one in checked if one.failure],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def summary(checked: Sequence[Checked]) -> str:
    """How many findings there are of each severity, in how many sources."""
    counts = Counter(finding.severity for one in checked for finding in one.findings)
    names = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    said = [_counted(counts[severity], name) for severity, name in names if counts[severity]]
    return f"{', '.join(said) or 'nothing doubtful'} in {_counted(len(checked), 'file')}"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _fields(finding: Finding) -> dict[str, object]:
    return {
        **_message(finding, ""),
        "logical": spelled(finding.logical),
        "visual": spelled(finding.visual),
        "dir": finding.dir,
    }


def _message(said: Message, name: str) -> dict[str, object]:
    return {
        "code": said.code,
        "severity": said.severity.name.lower(),
        "text": spelled(said.text),
        "hint": spelled(said.hint),
        "source": said.span.source if said.span else name,
        said.span.unit if said.span else "line": said.span.start if said.span else None,
    }
