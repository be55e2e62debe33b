"""HarfBuzz's cutting of faces, called in the library that lies inside uharfbuzz without loading the module itself.

Its classes take longer to load than the faces of an article to be cut, and of all of them nothing else is needed here.
Where the functions cannot be called in this way, uharfbuzz calls them.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from typing import TYPE_CHECKING, Any

from afgpub.frozen import dataclass
from afgpub.harfbuzz import load_harfbuzz

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# hb-subset.h: what is kept of a face beside its letters, and how.
_NAMES, _FEATURES = 4, 6
_NO_HINTING, _NOTDEF_OUTLINE = 0x1, 0x40
_READ_ONLY = 1  # hb-blob.h: the memory mode of data that HarfBuzz neither frees nor changes

# By function: whether it gives a pointer, and of its arguments, p for a pointer, n for a number, s for bytes.
_FUNCTIONS = {
    "hb_blob_create": (True, "snnpp"),
    "hb_blob_create_from_file_or_fail": (True, "s"),
    "hb_blob_destroy": (False, "p"),
    "hb_blob_get_data": (True, "pp"),
    "hb_face_create": (True, "pn"),
    "hb_face_destroy": (False, "p"),
    "hb_face_reference_blob": (True, "p"),
    "hb_set_add_sorted_array": (False, "ppn"),
    "hb_subset_input_create_or_fail": (True, ""),
    "hb_subset_input_destroy": (False, "p"),
    "hb_subset_input_set": (True, "pn"),
    "hb_subset_input_set_flags": (False, "pn"),
    "hb_subset_input_unicode_set": (True, "p"),
    "hb_subset_or_fail": (True, "pp"),
}


@dataclass(frozen=True, slots=True, eq=False)
class OpenFace:
    """A face that HarfBuzz has open until the process ends, by its pointer or as a uharfbuzz.Face."""

    face: Any
    data: bytes = b""  # where it is not in a file: HarfBuzz has no copy of it


def open_file(file: Path) -> OpenFace:
    """The first face of a TrueType file. Raises OSError."""
    if (library := _library()) is None:
        uharfbuzz = load_harfbuzz()
        return OpenFace(uharfbuzz.Face(uharfbuzz.Blob(file.read_bytes())))
    blob = library.hb_blob_create_from_file_or_fail(os.fsencode(file))
    if not blob:
        raise OSError(f"cannot read {file}")
    return OpenFace(_face_in(blob))


def open_data(data: bytes) -> OpenFace:
    """The first face of what a TrueType file holds."""
    if (library := _library()) is None:
        uharfbuzz = load_harfbuzz()
        return OpenFace(uharfbuzz.Face(uharfbuzz.Blob(data)))
    return OpenFace(_face_in(library.hb_blob_create(data, len(data), _READ_ONLY, None, None)), data)


def _face_in(blob: Any) -> Any:
    face = _library().hb_face_create(blob, 0)
    _library().hb_blob_destroy(blob)
    return face


def cut(opened: OpenFace, characters: Iterable[int], names: Iterable[int], features: Iterable[str]) -> bytes:
    """A face cut down to the code points, the rows of its `name` table and the layout features, as TrueType.

    `features` are kept beside those that HarfBuzz keeps of itself; hints are left out. Raises ValueError for what is
    no face.
    """
    tags = sorted(int.from_bytes(feature.encode(), "big") for feature in features)
    if (library := _library()) is None:
        return _cut_by_uharfbuzz(opened.face, sorted(characters), names, tags)
    wanted = library.hb_subset_input_create_or_fail()
    _add(library.hb_subset_input_unicode_set(wanted), sorted(characters))
    _add(library.hb_subset_input_set(wanted, _NAMES), sorted(names))
    _add(library.hb_subset_input_set(wanted, _FEATURES), tags)
    library.hb_subset_input_set_flags(wanted, _NO_HINTING | _NOTDEF_OUTLINE)
    made = library.hb_subset_or_fail(opened.face, wanted)
    library.hb_subset_input_destroy(wanted)
    if not made:
        raise ValueError("HarfBuzz cannot cut this face down")
    return _data_of(made)


def _cut_by_uharfbuzz(face: Any, characters: list[int], names: Iterable[int], tags: list[int]) -> bytes:
    uharfbuzz = load_harfbuzz()
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.name_id_set.update(names)
    wanted.layout_feature_tag_set.update(tags)
    wanted.flags = uharfbuzz.SubsetFlags(_NO_HINTING | _NOTDEF_OUTLINE)
    try:
        data: bytes = uharfbuzz.subset(face, wanted).blob.data
    except RuntimeError as error:
        raise ValueError("HarfBuzz cannot cut this face down") from error
    return data


def _add(numbers: Any, more: list[int]) -> None:
    from ctypes import c_uint

    _library().hb_set_add_sorted_array(numbers, (c_uint * len(more))(*more), len(more))


def _data_of(face: Any) -> bytes:
    from ctypes import byref, c_uint, string_at

    library, length = _library(), c_uint()
    blob = library.hb_face_reference_blob(face)
    data = string_at(library.hb_blob_get_data(blob, byref(length)), length.value)
    library.hb_blob_destroy(blob)
    library.hb_face_destroy(face)
    return data


@cache
def _library() -> Any:
    """The functions, None where uharfbuzz is built so that they cannot be called from outside."""
    spec = PathFinder.find_spec("uharfbuzz")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for name in os.listdir(folder):  # noqa: PTH208 - nothing but a name is asked for
            if name.partition(".")[0] == "_harfbuzz" and name.endswith(tuple(EXTENSION_SUFFIXES)):
                return _opened(os.path.join(folder, name))  # noqa: PTH118
    return None


def _opened(file: str) -> Any:
    from ctypes import PyDLL, c_char_p, c_uint, c_void_p

    kinds: dict[str, Any] = {"p": c_void_p, "n": c_uint, "s": c_char_p}
    try:
        library = PyDLL(file)
        for name, (gives_pointer, arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype = c_void_p if gives_pointer else None
            function.argtypes = [kinds[kind] for kind in arguments]
    except (OSError, AttributeError):
        return None
    return library
