"""Layered snapshots: a publication is compared with itself as it was, and the layer that changed first is named.

`verify` and `update` are what the command `afgpub snapshot` and the pytest plugin call.
"""

from __future__ import annotations

from afgpub.snapshot.settings import Settings
from afgpub.snapshot.verifying import Verdict, update, verify

__all__ = ["Settings", "Verdict", "update", "verify"]
