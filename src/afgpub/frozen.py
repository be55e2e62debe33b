"""Frozen dataclasses with slots that are cheap to make and to copy, since a book has a hundred thousand nodes.

Those of the standard library set every field through `object.__setattr__`, which looks for its name again; here the
descriptor of the slot sets it. `dataclasses.replace` asks every field what it is; here a function is made for a class.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from dataclasses import dataclass as standard
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The same promises to a type checker, which knows these two by name.
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False):
        """`dataclasses.dataclass` for classes that are frozen and have slots, without default factories."""

        def made(kind: type) -> type:
            kind = standard(frozen=frozen, slots=slots, kw_only=kw_only, init=False)(kind)
            kind.__init__ = _initialiser(kind)
            return kind

        return made

    def replace(node, /, **changes):
        """`dataclasses.replace` for dataclasses with slots, whose `__init__` does nothing but fill them."""
        return _copier(type(node))(node, **changes)


def _initialiser(kind: type[Any]) -> Any:
    """`__init__` of a class with slots."""
    known = _setters(kind) | {f"default_{field.name}": field.default for field in fields(kind)}
    body = [f"set_{field.name}(self, {field.name})" for field in fields(kind)]
    return _compiled("__init__", ["self", *_parameters(fields(kind))], body, known)


@cache
def _copier(kind: type[Any]) -> Any:
    """A function that makes a node from one of `kind` and the fields that are changed."""
    names = [field.name for field in fields(kind)]
    parameters = ["node", "/", "*", *(f"{name}=missing" for name in names)]
    body = [f"set_{name}(made, node.{name} if {name} is missing else {name})" for name in names]
    known = _setters(kind) | {"new": object.__new__, "kind": kind, "missing": MISSING}
    return _compiled("copied", parameters, ["made = new(kind)", *body, "return made"], known)


def _setters(kind: type[Any]) -> dict[str, Any]:
    return {f"set_{field.name}": getattr(kind, field.name).__set__ for field in fields(kind)}


def _parameters(known: tuple[Field[Any], ...]) -> list[str]:
    """What is given by position, then what is `kw_only`."""
    groups: tuple[list[str], list[str]] = ([], [])
    for field in known:
        default = "" if field.default is MISSING else f"=default_{field.name}"
        groups[bool(field.kw_only)].append(field.name + default)
    return [*groups[0], "*", *groups[1]] if groups[1] else groups[0]


def _compiled(name: str, parameters: list[str], body: list[str], known: dict[str, Any]) -> Any:
    exec(f"def {name}({', '.join(parameters)}):\n {'; '.join(body)}", known)  # noqa: S102 - the names are those of our classes
    return known[name]
