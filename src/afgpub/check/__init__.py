"""The lint of direction: lines that two correct engines could show differently, or where a mark is missing."""

from __future__ import annotations

from afgpub.check.checking import check_direction, check_source
from afgpub.check.findings import Finding

__all__ = ["Finding", "check_direction", "check_source"]
