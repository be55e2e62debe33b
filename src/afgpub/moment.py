"""The moment that an output bears: never the clock's, so that the same input gives the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from afgpub.metadata import Metadata

YEAR_10000 = 253_402_300_800  # in seconds since 1970
UNDATED = "2000-01-01T00:00:00Z"


def publication_time(meta: Metadata) -> str:
    """SOURCE_DATE_EPOCH (seconds since 1970, UTC) if it is set, else the day of issue, else `UNDATED`; ISO 8601."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,12}", epoch) and int(epoch) < YEAR_10000:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if meta.issued:
        return f"{meta.issued.iso}{'-01' * (2 - meta.issued.iso.count('-'))}T00:00:00Z"
    return UNDATED
