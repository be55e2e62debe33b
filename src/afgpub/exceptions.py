"""What stops a conversion.

    AfgpubError
    ├── UsageError            the call is wrong: exit code 2
    │   ├── UnknownFormatError
    │   ├── UnknownThemeError
    │   └── OptionError
    ├── SourceError           the source cannot be read as text
    ├── RenderError           an output cannot be made, or not be written
    ├── WorkerError           the process that did the work took too much, or died
    └── StrictError           `strict` was asked for and there are warnings

Each carries one coded message of `afgpub.messages.TABLE`. No other exception is meant to leave afgpub for bad
input; a TypeError means that the caller's code is wrong (an option that does not exist, say).
"""

from __future__ import annotations

from typing import Self

from afgpub.document import Span
from afgpub.messages import Message, message


class AfgpubError(Exception):
    """The base of all; `message` says what, where and what to do, `messages` what was found before."""

    def __init__(self, cause: Message, messages: tuple[Message, ...] = ()) -> None:
        super().__init__(cause, messages)
        self.message = cause
        self.messages = messages

    def __str__(self) -> str:
        return str(self.message)

    @classmethod
    def coded(cls, code: str, span: Span | None = None, **details: object) -> Self:
        """Make the error for `code` of the table of messages."""
        return cls(message(code, span, **details))


class UsageError(AfgpubError):
    """The call itself is wrong."""


class UnknownFormatError(UsageError):
    """No reader or renderer of that name."""


class UnknownThemeError(UsageError):
    """No theme of that name."""


class OptionError(UsageError):
    """An option has a value that it cannot have."""


class SourceError(AfgpubError):
    """The source is missing, empty, too large, or not text."""


class RenderError(AfgpubError):
    """An engine is missing or fails, or an output cannot be written."""


class WorkerError(AfgpubError):
    """The process that did the work took more than its limits, or died."""


class StrictError(AfgpubError):
    """There are warnings, and `strict` forbids them."""
