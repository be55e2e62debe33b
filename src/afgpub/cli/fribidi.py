"""The Unicode Bidirectional Algorithm (UAX #9) by the FriBidi library, for one line of a terminal."""

from __future__ import annotations

import ctypes
from functools import cache

_NAMES = ("libfribidi.so.0", "libfribidi.0.dylib", "libfribidi-0.dll")
_NEUTRAL_PARAGRAPH = 0x40  # FRIBIDI_PAR_ON: the first strong letter decides
_REORDER_MARKS = 0x2  # FRIBIDI_FLAG_REORDER_NSM: a mark follows its letter in the visual order too


def visual_order(line: str) -> str | None:
    """The characters of one line from left to right, brackets mirrored; None where FriBidi 1.0 is not found."""
    library = load_fribidi()
    if library is None:
        return None
    count = len(line)
    text = (ctypes.c_uint32 * count)(*map(ord, line))
    types = (ctypes.c_uint32 * count)()
    brackets = (ctypes.c_uint32 * count)()
    levels = (ctypes.c_int8 * count)()
    base = ctypes.c_uint32(_NEUTRAL_PARAGRAPH)
    library.fribidi_get_bidi_types(text, count, types)
    library.fribidi_get_bracket_types(text, count, types, brackets)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(base), levels)
    library.fribidi_shape_mirroring(levels, count, text)
    library.fribidi_reorder_line(_REORDER_MARKS, types, count, 0, base, levels, text, None)
    return "".join(map(chr, text))


@cache
def load_fribidi() -> ctypes.CDLL | None:
    """The library, if it is there and new enough to know paired brackets (1.0)."""
    for name in _NAMES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        return library if hasattr(library, "fribidi_get_par_embedding_levels_ex") else None
    return None
