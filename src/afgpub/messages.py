"""What afgpub has to say about a text: coded messages, all from one table (`message_table`).

No stage prints or logs; each returns its messages as data. A message is for where a sensible document still
comes out; where none can, the same coded message travels inside an `afgpub.exceptions.AfgpubError`.
"""

from __future__ import annotations

from afgpub.document import Span
from afgpub.frozen import dataclass
from afgpub.message_table import TABLE as TABLE
from afgpub.message_table import Rule as Rule
from afgpub.message_table import Severity as Severity


@dataclass(frozen=True, slots=True)
class Message:
    """One finding: prints as `file:line: text [code]`; `hint` says what to do about it."""

    code: str
    severity: Severity
    text: str
    span: Span | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.text} [{self.code}]"


def message(code: str, span: Span | None = None, **details: object) -> Message:
    """Make the message `code` of the table with its details filled in.

    Raises KeyError for a code that is not in `TABLE`, or a detail that its text needs and is not given.
    """
    rule = TABLE[code]
    hint = rule.hint.format_map(details) if "{" in rule.hint else rule.hint
    return Message(code, rule.severity, rule.text.format_map(details), span, hint)
