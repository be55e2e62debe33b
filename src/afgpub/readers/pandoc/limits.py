"""What a document may take; apart from the process, since a list of readers must cost nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What pandoc may take for one document: `seconds` of time, `megabytes` of memory (at least 16).

    With what comes before and after it, the defaults keep any document below 10 s and 1 GB.
    """

    seconds: float = 7.0
    megabytes: int = 640
