"""The methods of our dataclasses (`frozen.py`): each in a slow form for any class, and compiled for one that needs it.

A few calls cost less than a compiler; the slow forms leave to it what they do not judge, such as a wrong call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from afgpub.frozen import Plan

_FEW = 24  # calls of a method that cost as much as compiling it


class Missing:
    """Nothing was given."""


def few_first(few: Callable[[], Any], make: Callable[[], Any], settle: Callable[[Any], object]) -> Any:
    """A function that does what `few` makes, and then what `make` makes, which is given to `settle` to be called.

    What the first does not judge, such as a wrong call, it gives back as `Missing`: it is left to the second.
    """
    left = _FEW
    do: Any = None

    def first(*given: object, **named: object) -> object:
        nonlocal left, do
        left -= 1
        if left > 0:
            do = do or few()
            done = do(*given, **named)
            if done is not Missing:
                return done
        settled = make()
        settle(settled)
        return settled(*given, **named)

    return first


def filler(plan: Plan) -> Any:
    """What `__init__` does, without being compiled for the class."""
    places = [name for name, field in plan.fields.items() if field.init and not field.kw_only]
    setters = _setters(plan)
    rows = [(name, field, setters[f"_set_{name}"] if plan.frozen else None) for name, field in plan.fields.items()]
    goes_on = hasattr(plan.kind, "__post_init__")

    def fill(self: Any, /, *given: object, **named: object) -> object:
        values = dict(zip(places, given, strict=False)) | named
        taken = 0
        for name, field, setter in rows:
            if name in values:
                value = values[name]
                taken += field.init
            elif field.default_factory is not Missing:
                value = field.default_factory()  # type: ignore[operator]
            elif field.default is not Missing:
                value = field.default
            elif field.init:
                return Missing
            else:
                continue
            if setter:
                setter(self, value)
            else:
                setattr(self, name, value)
        if taken != len(given) + len(named):  # too many, one twice, or one that no field takes
            return Missing
        if goes_on:
            self.__post_init__()
        return None

    return fill


def initialiser(plan: Plan) -> Any:
    known: dict[str, Any] = {"_missing": Missing} | _setters(plan)
    groups: tuple[list[str], list[str]] = ([], [])
    body = ["pass"]
    for name, field in plan.fields.items():
        value, default = name, ""
        if field.default_factory is not Missing:
            known[f"_make_{name}"] = field.default_factory
            default = "=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}" if field.init else f"_make_{name}()"
        elif field.default is not Missing:
            known[f"_default_{name}"] = field.default
            default = f"=_default_{name}"
            value = name if field.init else f"_default_{name}"
        if field.init:
            groups[field.kw_only].append(name + default)
        elif not default:
            continue
        body.append(f"_set_{name}(self, {value})" if plan.frozen else f"self.{name} = {value}")
    if hasattr(plan.kind, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ["self", *groups[0], *(["*", *groups[1]] if groups[1] else [])]
    return _compiled("__init__", parameters, body, known, plan)


def slow_copier(kind: type[Any], plan: Plan) -> Any:
    setters = [(name, getattr(kind, name).__set__) for name in plan.fields]
    goes_on = hasattr(kind, "__post_init__")

    def copy(node: Any, /, **changes: object) -> object:
        if not changes.keys() <= plan.fields.keys():
            return Missing
        made = object.__new__(kind)
        for name, setter in setters:
            setter(made, changes[name] if name in changes else getattr(node, name))
        if goes_on:
            made.__post_init__()
        return made

    return copy


def quick_copier(kind: type[Any], plan: Plan) -> Any:
    body = ["_made = _new(_kind)"]
    body += [f"_set_{name}(_made, _node.{name} if {name} is _missing else {name})" for name in plan.fields]
    if hasattr(kind, "__post_init__"):
        body.append("_made.__post_init__()")
    known = {"_new": object.__new__, "_kind": kind, "_missing": Missing} | _setters(plan)
    parameters = ["_node", "/", "*", *(f"{name}=_missing" for name in plan.fields)]
    return _compiled("replace", parameters, [*body, "return _made"], known, plan)


def _compared(plan: Plan) -> list[str]:
    return [name for name, field in plan.fields.items() if field.compare]


def slow_comparer(plan: Plan) -> Any:
    names = _compared(plan)

    def compare(self: Any, other: Any) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return tuple([getattr(self, name) for name in names]) == tuple([getattr(other, name) for name in names])

    return compare


def comparer(plan: Plan) -> Any:
    one, two = ("".join(f"{side}.{name}, " for name in _compared(plan)) for side in ("self", "other"))
    body = ["if other.__class__ is not self.__class__: return NotImplemented", f"return ({one}) == ({two})"]
    return _compiled("__eq__", ["self", "other"], body, {}, plan)


def slow_hasher(plan: Plan) -> Any:
    names = _compared(plan)
    return lambda self: hash(tuple([getattr(self, name) for name in names]))


def hasher(plan: Plan) -> Any:
    values = "".join(f"self.{name}, " for name in _compared(plan))
    return _compiled("__hash__", ["self"], [f"return hash(({values}))"], {}, plan)


def represent(self: Any) -> str:
    fields = type(self).__plan__.fields
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name, field in fields.items() if field.repr)
    return f"{type(self).__qualname__}({values})"


def refusers(plan: Plan) -> tuple[Any, Any]:
    """Of a frozen class: a subclass that is no dataclass may have attributes of its own."""

    def refuse(self: Any, name: str, doing: str) -> None:
        if type(self) is plan.kind or name in plan.fields:
            from dataclasses import FrozenInstanceError

            raise FrozenInstanceError(f"cannot {doing} field {name!r}")

    def set_attribute(self: Any, name: str, value: object) -> None:
        refuse(self, name, "assign to")
        super(plan.kind, self).__setattr__(name, value)

    def delete_attribute(self: Any, name: str) -> None:
        refuse(self, name, "delete")
        super(plan.kind, self).__delattr__(name)

    return set_attribute, delete_attribute


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in type(self).__plan__.fields]


def _setstate(self: Any, state: list[object]) -> None:
    for setter, value in zip(_setters(type(self).__plan__).values(), state, strict=True):
        setter(self, value)


STATE = (_getstate, _setstate)


def _setters(plan: Plan) -> dict[str, Any]:
    """What sets each field, by the names that the functions made here have for them."""
    return {f"_set_{name}": getattr(plan.kind, name).__set__ for name in plan.fields}


def _compiled(name: str, parameters: list[str], body: list[str], known: dict[str, Any], plan: Plan) -> Any:
    source = f"def {name}({', '.join(parameters)}):\n " + "\n ".join(body)
    exec(source, known)  # noqa: S102 - the names are those of our own fields
    function = known[name]
    function.__qualname__ = f"{plan.kind.__qualname__}.{name}"
    return function
