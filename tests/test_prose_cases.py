"""The prose files in tests/cases: a source, and the tree and the messages that come of it."""

from __future__ import annotations

import pytest

import afgpub
from afgpub.renderers.tree import render_text
from conftest import Case, case_id, read_cases


@pytest.mark.parametrize("case", read_cases("normaliser"), ids=case_id)
def test_normaliser(case: Case, rewrite: bool) -> None:
    document, read_messages = afgpub.read(case.source)
    document, messages = afgpub.normalise(document)
    again, _ = afgpub.normalise(document)
    assert again == document, "normalising twice changes something"
    said = [f"{m.span.start if m.span else '-'}: {m.text} [{m.code}]" for m in (*read_messages, *messages)]
    case.settle(render_text(document, positions=False) + "\n".join(["--", *said, ""]), rewrite)


@pytest.mark.parametrize("case", read_cases("direction"), ids=case_id)
def test_direction(case: Case, rewrite: bool) -> None:
    document, _ = afgpub.prepare(case.source)
    assert afgpub.direct(document) == document, "settling directions twice changes something"
    case.settle(render_text(document, positions=False), rewrite)
