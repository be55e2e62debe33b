"""Verdicts as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from afgpub import __version__
from afgpub.snapshot.explaining import explain
from afgpub.snapshot.verifying import Verdict


def as_json(verdicts: Sequence[Verdict]) -> str:
    """All verdicts as one object; `first` is the layer that explains the others."""
    good = all(verdict.is_good for verdict in verdicts)
    whole = {"afgpub": __version__, "same": good, "publications": [_object(verdict) for verdict in verdicts]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _object(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = {"source": str(verdict.source), "same": verdict.is_good}
    if verdict.failure:
        failure = verdict.failure
        found["failure"] = {"code": failure.code, "text": failure.text, "hint": failure.hint}
    if verdict.comparison:
        comparison = verdict.comparison
        shifts = {"environment": comparison.environment, "settings": comparison.settings}
        for name, rows in shifts.items():
            found[name] = [{"name": row.name, "before": row.before, "after": row.after} for row in rows]
        found["first"] = comparison.changes[0].layer.name if comparison.changes else None
        found["changes"] = [
            {"layer": change.layer.name, "maker": change.maker, "lines": explain(change)}
            for change in comparison.changes
        ]
    return found
