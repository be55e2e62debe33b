"""What WeasyPrint is spared when it starts: parsing its C declarations, finding its libraries by compilers, fontTools.

Its declarations are parsed by cffi each time, and names of libraries that Linux does not know are looked for by running
gcc and ld; here they are compiled ahead (`declarations.py`), which is tied by their digest to the text that they come
from. fontTools cuts down faces only where HarfBuzz cannot, so it is loaded when that happens. Where anything is not as
it is known, WeasyPrint starts in its own way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from afgpub.renderers.pdf.user_agent_sheets import trimmed_sheets

# Where WeasyPrint imports what from fontTools.
_OF_FONTTOOLS = {
    "weasyprint.text.fonts": {"TTFont": "fontTools.ttLib", "woff2": "fontTools.ttLib"},
    "weasyprint.pdf.fonts": {
        "subset": "fontTools",
        "TTFont": "fontTools.ttLib",
        "TTLibError": "fontTools.ttLib",
        "ttFont": "fontTools.ttLib",
        "instantiateVariableFont": "fontTools.varLib.instancer",
    },
}
_PACKAGES = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


class _UnknownDeclarationsError(ImportError):
    """WeasyPrint declares something else than what is compiled here."""


def import_weasyprint() -> Any:
    """The module weasyprint, quickly where that can be. Raises ImportError and OSError as its import does."""
    if "weasyprint" not in sys.modules:
        try:
            with _compiled_declarations(), _fonttools_later(), trimmed_sheets():
                import weasyprint
        except (ImportError, OSError):
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    import weasyprint

    return weasyprint


@contextmanager
def _stand_ins(modules: dict[str, ModuleType]) -> Iterator[None]:
    """Within, importing these names gives these modules."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


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

    cffi = ModuleType("cffi")
    arguments = {f"_{name}": value for name, value in COMPILED.items() if name != "digest"}
    cffi.FFI = lambda: Declared("weasyprint", **arguments)  # type: ignore[attr-defined]
    with _stand_ins({"cffi": cffi}):
        yield


@contextmanager
def _fonttools_later() -> Iterator[None]:
    """Within, what is imported from fontTools is a stand-in, and afterwards real as soon as any of it is used."""
    if "fontTools" in sys.modules:
        yield
        return
    modules = {name: ModuleType(name) for name in _PACKAGES}
    for names in _OF_FONTTOOLS.values():
        for name, home in names.items():
            setattr(modules[home], name, _Later(name, home))
    with _stand_ins(modules):
        yield


class _Later:
    """Something of fontTools that is not loaded yet. `TTLibError` is caught only after another of them was used."""

    def __init__(self, name: str, home: str) -> None:
        self.__dict__["_own"] = name, home

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._loaded()(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded(), name)

    def _loaded(self) -> Any:
        for place, names in _OF_FONTTOOLS.items():
            for name, home in names.items():
                setattr(sys.modules[place], name, _part(home, name))
        name, home = self.__dict__["_own"]
        return _part(home, name)


def _part(home: str, name: str) -> Any:
    """`from home import name`: what a module holds, or a module inside it."""
    module = import_module(home)
    return getattr(module, name) if hasattr(module, name) else import_module(f"{home}.{name}")
