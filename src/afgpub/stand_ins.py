"""Modules that take the place of others while something is imported, for the thread that imports it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any


class StandIn(ModuleType):
    """A module that gives the names of `later` to the thread that made it, and to any other what the real one has."""

    def __init__(self, name: str, later: Mapping[str, Any]) -> None:
        super().__init__(name)
        self.__dict__.update(_later=later, _thread=threading.get_ident())

    def __getattr__(self, name: str) -> Any:
        if threading.get_ident() == self._thread:
            if name in self.__dict__.get("_later", ()):
                return self._later[name]
            if name.startswith("__"):  # what Python asks of every module that it imports
                raise AttributeError(name)
        package = folders(self.__name__)[0]
        for other, module in list(sys.modules.items()):
            if type(module) is StandIn and folders(other)[0] == package:
                del sys.modules[other]
        return part(name, self.__name__)


@contextmanager
def stand_ins(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    """Within, importing these names gives these modules."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in modules.items():
            module.__dict__.pop("_later", None)
            if sys.modules.get(name) is not module:
                continue  # somebody needed the real one
            if (real := before[name]) is None:
                del sys.modules[name]
            else:
                sys.modules[name] = real


def folders(home: str) -> list[str]:
    """The module and the packages in which it is."""
    parts = home.split(".")
    return [".".join(parts[: number + 1]) for number in range(len(parts))]


def part(name: str, home: str) -> Any:
    """`from home import name`: what a module holds, or a module inside it."""
    module = import_module(home)
    if not hasattr(module, name):
        with suppress(ModuleNotFoundError):
            return import_module(f"{home}.{name}")
    return getattr(module, name)


def called_later(home: str, name: str) -> Any:
    """The function `name` of the module `home`, which is loaded when it is called."""
    return lambda *given, **named: part(name, home)(*given, **named)
