"""The finished PDF, opened with pikepdf; of pikepdf itself only what reading takes.

It is qpdf in C++ with a layer in Python for pictures, metadata, outlines and changes, which takes four times as long to
load as the rest, and longer than reading an article. That layer is passed over where nobody has loaded it yet: the
core and the modules for objects and for content streams are imported alone. Where that does not go, it is loaded whole.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from afgpub.frozen import dataclass
from afgpub.stand_ins import StandIn, stand_ins

_PARTS = ("pikepdf.objects", "pikepdf.models._content_stream")


@dataclass(frozen=True, slots=True)
class Library:
    """What of pikepdf is used, by the names that it has there."""

    open: Callable[[BytesIO], Any]
    close: Callable[[Any], None]
    parse_content_stream: Callable[[Any, str], Any]
    Array: Any
    Dictionary: Any
    PdfError: type[Exception]


@cache
def library() -> Library:
    """pikepdf, or its parts. Raises ImportError."""
    if "pikepdf" not in sys.modules:
        with suppress(ImportError, AttributeError):  # a release that is built in another way
            return _parts()
    import pikepdf

    pdf = pikepdf.Pdf
    return Library(
        pdf.open, pdf.close, pikepdf.parse_content_stream, pikepdf.Array, pikepdf.Dictionary, pikepdf.PdfError
    )


def _parts() -> Library:
    """Raises ImportError and AttributeError where they cannot be had alone."""
    found = find_spec("pikepdf")
    folders = list(found.submodule_search_locations or ()) if found else []
    paths = {"pikepdf": folders, "pikepdf.models": [f"{folder}/models" for folder in folders]}
    with stand_ins({name: StandIn(name, {"__path__": path}) for name, path in paths.items()}):
        core = import_module("pikepdf._core")
        objects, content = map(import_module, _PARTS)
    for name in _PARTS:
        sys.modules.pop(name, None)  # should the whole be loaded later, it makes its own
    pdf = core.Pdf
    opening = partial(pdf._open, description="a PDF", closing_stream=False)
    return Library(opening, pdf._close, content.parse_content_stream, objects.Array, objects.Dictionary, core.PdfError)


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The Pdf, with its pages and its Root. Raises `library().PdfError` where it cannot be read."""
    stream = BytesIO(data)  # held for as long as it is read
    pdf = library().open(stream)
    try:
        yield pdf
    finally:
        library().close(pdf)
