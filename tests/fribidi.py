"""FriBidi, which is there where Pango is, as the judge of our own resolver."""

from __future__ import annotations

import ctypes
from functools import cache

from afgpub.bidi.levels import Direction

_NAMES = ("libfribidi.so.0", "libfribidi.0.dylib", "libfribidi-0.dll")
_BASES = {"rtl": 0x111, "ltr": 0x110}  # FRIBIDI_TYPE_RTL and FRIBIDI_TYPE_LTR


def levels_by_fribidi(text: str, base: Direction) -> list[int]:
    """The levels of one line, after rule L1."""
    library = load_fribidi()
    assert library is not None
    count = len(text)
    characters = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets, levels = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)(), (ctypes.c_int8 * count)()
    library.fribidi_get_bidi_types(characters, count, types)
    library.fribidi_get_bracket_types(characters, count, types, brackets)
    paragraph = ctypes.c_uint32(_BASES[base])
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(paragraph), levels)
    return list(levels)


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
