"""Patterns that are compiled when they are first needed: most texts need few of the long ones, and a start is quick."""

from __future__ import annotations

import re
from functools import cache


@cache  # by our own patterns only, of which there are some dozens
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern`, one of a module's constants, as the regular expression that it is."""
    return re.compile(pattern, flags)
