"""The table of messages: every code is shown by a test, used by the source, and says what to do."""

from __future__ import annotations

import string

import pytest

from afgpub.document import Span
from afgpub.messages import TABLE, Message, Severity, message
from conftest import PROJECT, TESTS

SHOWN = "\n".join(
    path.read_text("utf-8")
    for path in sorted(TESTS.rglob("*"))
    if path.suffix in (".py", ".md") and path.name != "test_messages.py"
)
SOURCE = "\n".join(
    path.read_text("utf-8") for path in sorted((PROJECT / "src").rglob("*.py")) if path.name != "message_table.py"
)


@pytest.mark.parametrize("code", TABLE)
def test_code(code: str) -> None:
    rule = TABLE[code]
    assert code in SHOWN, "no test shows it"
    assert f'"{code}"' in SOURCE, "nothing says it"
    assert rule.text
    assert rule.hint or rule.severity is Severity.INFO or code == "stopped", "no hint"


def test_details_are_filled_in() -> None:
    rule = TABLE["date-issued"]
    names = {name for _, name, _, _ in string.Formatter().parse(rule.text) if name}
    assert names == {"text", "iso"}
    found = message("date-issued", Span("a.md", 5, 6), text="11.06.2024", iso="2024-06-11")
    assert str(found) == "a.md:5: 11.06.2024 read as the day of issue, 2024-06-11 [date-issued]"
    assert found == Message("date-issued", Severity.INFO, found.text, Span("a.md", 5, 6), "")
    with pytest.raises(KeyError):
        message("date-issued")
    with pytest.raises(KeyError):
        message("no-such-code")
