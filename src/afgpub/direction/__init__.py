"""The direction of every block and of every phrase in it, settled once in the tree so that no output has to guess."""

from __future__ import annotations

from afgpub.direction.blocks import base_direction, direct
from afgpub.direction.isolation import bidi_text, isolate

__all__ = ["base_direction", "bidi_text", "direct", "isolate"]
