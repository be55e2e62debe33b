"""HarfBuzz (uharfbuzz), loaded when it is first needed.

It asks `inspect`, which is as dear to load as itself, for a handful of numbers.
"""

from __future__ import annotations

import sys
from typing import Any

from afgpub.stand_ins import StandIn, stand_ins

# The flags of code objects, as `inspect` has them.
FLAGS = {
    "CO_OPTIMIZED": 1,
    "CO_NEWLOCALS": 2,
    "CO_VARARGS": 4,
    "CO_VARKEYWORDS": 8,
    "CO_NESTED": 16,
    "CO_GENERATOR": 32,
    "CO_NOFREE": 64,
    "CO_COROUTINE": 128,
    "CO_ITERABLE_COROUTINE": 256,
    "CO_ASYNC_GENERATOR": 512,
}


def load_harfbuzz() -> Any:
    """The module uharfbuzz."""
    if "uharfbuzz" not in sys.modules and "inspect" not in sys.modules:
        with stand_ins({"inspect": StandIn("inspect", FLAGS)}):
            import uharfbuzz
    import uharfbuzz

    return uharfbuzz
