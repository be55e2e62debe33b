"""A verdict in lines: the environment first, then who changed first and why, then what changed with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afgpub.check.reports import spelled
from afgpub.snapshot.explaining import explain
from afgpub.snapshot.verifying import Verdict


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """The lines about one source; a good one has one line. None holds a control character, whatever the source had."""
    return map(spelled, _lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    if verdict.failure:
        yield f"{verdict.source}: {verdict.failure.text} [{verdict.failure.code}]"
        if verdict.failure.hint:
            yield f"  {verdict.failure.hint}"
        return
    comparison = verdict.comparison
    if comparison is None:
        yield f"{verdict.source}: new"
        return
    if comparison.is_same:
        yield f"{verdict.source}: the same{' in another environment' if comparison.environment else ''}"
        return
    yield f"{verdict.source}: changed"
    yield from (f"  environment: {shift}" for shift in comparison.environment)
    yield from (f"  setting: {shift}" for shift in comparison.settings)
    if not comparison.changes:
        return
    first, *others = comparison.changes
    yield f"  {first.layer.name} changed first: {first.maker}"
    before = verdict.before.pixels if verdict.before else {}
    after = verdict.after.pixels if verdict.after else {}
    yield from (f"    {line}" for line in explain(first, before=before, after=after))
    if others:
        yield f"  changed with it: {', '.join(change.layer.name for change in others)}"


def summary(verdicts: Sequence[Verdict]) -> str:
    """One line: how many there are, and how many are not what they were."""
    changed = sum(not verdict.is_good and verdict.failure is None for verdict in verdicts)
    failed = sum(verdict.failure is not None for verdict in verdicts)
    count = f"{len(verdicts)} publication{'' if len(verdicts) == 1 else 's'}"
    return f"{count}, {changed} changed" + (f", {failed} failed" if failed else "")
