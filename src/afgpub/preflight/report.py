"""What a preflight says: checks that passed or failed, each with its page and its object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from afgpub.frozen import dataclass

Status: TypeAlias = Literal["passed", "failed", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check met and did not like; pages count from 1, an object is its number or its name."""

    check: str
    text: str
    page: int | None = None
    object: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report. A `note` is a finding that the profile lets pass."""

    name: str
    status: Status
    text: str
    page: int | None = None
    object: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (f"page {self.page}" if self.page else "", self.object)))
        return f"{self.status:<7} {self.name:<18} {place + ': ' if place else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page is: its trimmed size in mm, its colour spaces, its most ink in percent, its images.

    `resolution` is that of its coarsest image in pixels per inch, None without any.
    """

    number: int
    width: float
    height: float
    spaces: tuple[str, ...]
    ink: float
    images: int
    resolution: int | None

    def __str__(self) -> str:
        parts = [f"{self.width:g}×{self.height:g} mm", ", ".join(self.spaces) or "empty", f"ink {self.ink:.0f} %"]
        if self.images:
            parts.append(f"{self.images} image{'' if self.images == 1 else 's'} from {self.resolution} dpi")
        return f"page {self.number}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Report:
    """The checks of a file against a profile, in the order of the table in `afgpub.preflight.rules`."""

    profile: str
    claims: tuple[str, ...]
    pages: tuple[PageFacts, ...]
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Has no check failed?"""
        return all(check.status != "failed" for check in self.checks)


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in order, those that differ in the page or the object only put into the first with their number."""
    first: dict[tuple[str, str], Finding] = {}
    count: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.check, finding.text)
        first.setdefault(key, finding)
        count[key] = count.get(key, 0) + 1
    return [
        f if count[key] == 1 else Finding(f.check, f"{f.text}, and so {count[key] - 1} more", f.page, f.object)
        for key, f in first.items()
    ]
