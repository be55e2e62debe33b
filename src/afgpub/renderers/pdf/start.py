"""What WeasyPrint is spared when it starts: parsing its C declarations and its style sheets, imports it does not need.

Its declarations are parsed by cffi each time, and names of libraries that Linux does not know are looked for by running
gcc and ld; here they are compiled ahead (`declarations.py`), which is tied by their digest to the text that they come
from. The configuration of fonts that it makes only to count them is given to the first document. What it imports and
seldom needs is loaded later (`later.py`), and its style sheets are kept as it parses them (`user_agent_sheets.py`).
Where anything is not as it is known, WeasyPrint starts in its own way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from afgpub.renderers.pdf.later import loaded_later
from afgpub.renderers.pdf.user_agent_sheets import trimmed_sheets
from afgpub.stand_ins import stand_ins
from afgpub.worker.confining import is_apart


class _UnknownDeclarationsError(ImportError):
    """WeasyPrint declares something else than what is compiled here."""


def import_weasyprint() -> Any:
    """The module weasyprint, quickly where that can be. Raises ImportError and OSError as its import does."""
    if "weasyprint" not in sys.modules:
        try:
            with _compiled_declarations(), loaded_later(), trimmed_sheets():
                import weasyprint
        except (ImportError, OSError):
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    import weasyprint

    return weasyprint


@contextmanager
def _compiled_declarations() -> Iterator[None]:
    """Within, what asks cffi for an FFI gets ours. Only for Linux: elsewhere libraries are where cffi has to look."""
    if sys.platform != "linux":
        yield
        return
    import _cffi_backend

    from afgpub.renderers.pdf.declarations import COMPILED, digest

    class Declared(_cffi_backend.FFI):  # type: ignore[misc]
        """An FFI that knows its declarations before it is told them."""

        def cdef(self, source: str) -> None:
            if digest(source) != COMPILED["digest"]:
                raise _UnknownDeclarationsError("weasyprint.text.ffi")

        def dlopen(self, name: str, *flags: int) -> Any:
            if ".so" not in name:
                raise OSError(f"{name} is the name of a library on other systems")
            library = super().dlopen(name, *flags)
            return _counting(library, name) if "fontconfig" in name else library

    cffi = ModuleType("cffi")
    arguments = {f"_{name}": value for name, value in COMPILED.items() if name != "digest"}
    cffi.FFI = lambda: Declared("weasyprint", **arguments)  # type: ignore[attr-defined]
    with stand_ins({"cffi": cffi}):
        yield
    from weasyprint.text import ffi, fonts

    ffi.fontconfig = fonts.fontconfig = fonts.fontconfig.library


_counted: list[Any] = []  # the configuration of fonts that WeasyPrint has made to count them, until somebody takes it


class _Fontconfig:
    """fontconfig with other functions in the place of some."""

    def __init__(self, library: Any, **instead: Callable[..., Any]) -> None:
        self.library = library
        self.__dict__.update(instead)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.library, name)


def _counting(library: Any, name: str) -> _Fontconfig:
    """fontconfig for a WeasyPrint that is being loaded: the configuration that it makes is kept, not destroyed."""

    def make() -> Any:
        _counted.append(library.FcInitLoadConfigAndFonts())
        if is_apart():  # in a process of our own: else Pango would let fontconfig make one more for whoever names none
            with suppress(ImportError, AttributeError, TypeError, OSError):
                _make_usual(name, _counted[-1])
        return _counted[-1]

    return _Fontconfig(library, FcInitLoadConfigAndFonts=make, FcConfigDestroy=lambda config: None)


def _make_usual(name: str, configuration: Any) -> None:
    """Call FcConfigSetCurrent, which WeasyPrint does not declare."""
    import _cffi_backend as backend

    pointer = backend.new_pointer_type(backend.new_void_type())
    kind = backend.new_function_type((pointer,), backend.new_primitive_type("int"), False)
    set_current = backend.load_library(name, backend.FFI.RTLD_NOW).load_function(kind, "FcConfigSetCurrent")
    set_current(backend.cast(pointer, configuration))


@contextmanager
def counted_fonts() -> Iterator[None]:
    """Within, the next font configuration is made of what was counted, if nobody has taken that yet."""
    if not _counted:
        yield
        return
    from weasyprint.text import fonts

    own = fonts.fontconfig
    fonts.fontconfig = _Fontconfig(own, FcInitLoadConfigAndFonts=_counted.pop)
    try:
        yield
    finally:
        fonts.fontconfig = own
