"""What the work on one document may take; apart from the process, since a list of readers must cost nothing."""

from __future__ import annotations

from afgpub.frozen import dataclass

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of time and `megabytes` (MiB) of memory for one document; 0 is no limit.

    A process that holds a layout engine needs about 100 MB before it begins. Raises ValueError for less than 0
    and for more than a million.
    """

    seconds: float = 60.0
    megabytes: int = 1024

    def __post_init__(self) -> None:
        if not (0 <= self.seconds <= MOST and 0 <= self.megabytes <= MOST):
            raise ValueError(f"limits are from 0 to {MOST}: {self}")

    @property
    def memory(self) -> str:
        """The limit of memory in words."""
        return f"{self.megabytes} MB of memory"

    @property
    def time(self) -> str:
        """The limit of time in words."""
        return f"{self.seconds:g} seconds"
