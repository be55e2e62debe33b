"""Dataclasses with slots that cost little to define, to make and to copy.

The standard library compiles six methods for every class while its module is imported, most of which a run never calls;
here each is compiled when it is first called. A frozen one is filled through the descriptors of its slots instead of
`object.__setattr__`, which looks for each name again, and `replace` has a function of its own for each class. To whom
asks (`dataclasses.fields`, `inspect.signature`, pickle, `match`) they are dataclasses like any others.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The same promises to a type checker, which knows these by name.
    from collections.abc import Callable, Mapping
    from dataclasses import MISSING as MISSING
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace
else:

    def dataclass(*, frozen: bool = False, slots: bool, kw_only: bool = False, eq: bool = True):
        """`dataclasses.dataclass` for classes with slots, whose bases have no other fields than of this decorator."""
        assert slots  # noqa: S101
        return lambda kind: _defined(kind, _Plan(frozen, kw_only, eq))

    def field(**given):
        """`dataclasses.field`, with `default`, `default_factory`, `init`, `repr`, `compare` and `metadata`.

        It is that of the standard library once this is loaded: a plugin's dataclass may be made with it.
        """
        standard = sys.modules.get("dataclasses")
        return standard.field(**given) if standard else _Field(**given)

    def replace(node, /, **changes):
        """`dataclasses.replace`; what `init=False` keeps out of `__init__` is copied."""
        return _copier(type(node))(node, **changes)

    def fields(one, /):
        """`dataclasses.fields`: each with its `name`, `type`, `default` and `metadata`."""
        plan = getattr(one, "__plan__", None)
        kind = one if isinstance(one, type) else type(one)
        # a subclass may be a dataclass of the standard library
        return tuple(plan.fields.values()) if plan and plan.kind is kind else _standard_fields(kind)

    def is_dataclass(one, /):
        """`dataclasses.is_dataclass`."""
        return hasattr(one, "__plan__") or hasattr(one, "__dataclass_fields__")


class _Missing:
    """Nothing was given."""


if not TYPE_CHECKING:
    MISSING = _Missing


class _Field:
    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "metadata", "name", "repr", "type")

    def __init__(
        self,
        *,
        default: object = _Missing,
        default_factory: object = _Missing,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
        metadata: Mapping[str, object] | None = None,
    ) -> None:
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare, self.metadata = init, repr, compare, metadata or {}
        self.kw_only = False
        self.name = ""
        self.type: Any = ""


class _Plan:
    """What is known of a class before any of its methods is made."""

    __slots__ = ("eq", "fields", "frozen", "kind", "kw_only")

    def __init__(self, frozen: bool, kw_only: bool, eq: bool) -> None:
        self.frozen, self.kw_only, self.eq = frozen, kw_only, eq
        self.fields: dict[str, _Field] = {}
        self.kind: type[Any] = object

    def later(self, name: str, make: Callable[[_Plan], Any]) -> Any:
        """A method that makes the one that takes its place when it is first called."""

        def first(*given: object, **named: object) -> object:
            method = make(self)
            setattr(self.kind, name, method)
            return method(*given, **named)

        first.__name__ = name
        return first


class _Later:
    """An attribute of a class that comes to be when somebody asks for it."""

    __slots__ = ("name", "plan", "take")

    def __init__(self, name: str, plan: _Plan, take: Callable[[_Plan], None]) -> None:
        self.name, self.plan, self.take = name, plan, take

    def __get__(self, one: object, kind: type[Any]) -> object:
        self.take(self.plan)
        return getattr(kind, self.name)


def _defined(kind: type[Any], plan: _Plan) -> type[Any]:
    body = dict(kind.__dict__)
    own = {}
    for name, written in kind.__annotations__.items():
        value = body.pop(name, _Missing)
        own[name] = _as_field(value)
        own[name].kw_only, own[name].name, own[name].type = plan.kw_only, name, written
    for base in reversed(kind.__mro__[1:]):
        if "__plan__" in base.__dict__:
            plan.fields |= base.__dict__["__plan__"].fields
    body["__slots__"] = tuple(name for name in own if name not in plan.fields)
    plan.fields |= own
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body["__plan__"] = plan
    body["__match_args__"] = tuple(n for n, field in plan.fields.items() if field.init and not field.kw_only)
    body["__init__"] = plan.later("__init__", _initialiser)
    body.setdefault("__repr__", plan.later("__repr__", _representer))
    if plan.eq:
        body.setdefault("__eq__", plan.later("__eq__", _comparer))
        if body.get("__hash__") is None:
            body["__hash__"] = plan.later("__hash__", _hasher) if plan.frozen else None
    if plan.frozen:
        body["__setattr__"], body["__delattr__"] = _refusers(plan)
        body["__getstate__"], body["__setstate__"] = _state
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        body[name] = _Later(name, plan, _take_standard)
    body["__signature__"] = _Later("__signature__", plan, _take_initialiser)
    plan.kind = type(kind)(kind.__name__, kind.__bases__, body)  # type: ignore[misc]
    plan.kind.__qualname__ = kind.__qualname__
    return plan.kind


def _as_field(value: Any) -> _Field:
    """What stands behind the name of a field in the body of a class."""
    if isinstance(value, _Field):
        return value
    standard = sys.modules.get("dataclasses")
    if not standard or not isinstance(value, standard.Field):
        return _Field(default=value)
    names = ("default", "default_factory", "init", "repr", "compare", "metadata")
    given = {name: getattr(value, name) for name in names}
    own: dict[str, Any] = {name: _Missing if what is standard.MISSING else what for name, what in given.items()}
    return _Field(**own)


@cache
def _standard_fields(kind: type[Any]) -> tuple[_Field, ...]:
    """Those of a dataclass of the standard library."""
    import dataclasses

    found = []
    for field in dataclasses.fields(kind):
        own = _as_field(field)
        own.name, own.type, own.kw_only = field.name, field.type, bool(field.kw_only)
        found.append(own)
    return tuple(found)


def _initialiser(plan: _Plan) -> Any:
    known: dict[str, Any] = {"_missing": _Missing} | _setters(plan)
    groups: tuple[list[str], list[str]] = ([], [])
    body = ["pass"]
    for name, field in plan.fields.items():
        value, default = name, ""
        if field.default_factory is not _Missing:
            known[f"_make_{name}"] = field.default_factory
            default = "=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}" if field.init else f"_make_{name}()"
        elif field.default is not _Missing:
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


@cache
def _copier(kind: type[Any]) -> Any:
    """A function that makes a copy of one of `kind` in which some fields are changed."""
    plan = kind.__dict__.get("__plan__")
    if plan is None:
        from dataclasses import replace

        return replace
    body = ["_made = _new(_kind)"]
    body += [f"_set_{name}(_made, _node.{name} if {name} is _missing else {name})" for name in plan.fields]
    if hasattr(kind, "__post_init__"):
        body.append("_made.__post_init__()")
    known = {"_new": object.__new__, "_kind": kind, "_missing": _Missing} | _setters(plan)
    parameters = ["_node", "/", "*", *(f"{name}=_missing" for name in plan.fields)]
    return _compiled("replace", parameters, [*body, "return _made"], known, plan)


def _comparer(plan: _Plan) -> Any:
    names = [name for name, field in plan.fields.items() if field.compare]
    one, two = ("".join(f"{side}.{name}, " for name in names) for side in ("self", "other"))
    body = ["if other.__class__ is not self.__class__: return NotImplemented", f"return ({one}) == ({two})"]
    return _compiled("__eq__", ["self", "other"], body, {}, plan)


def _hasher(plan: _Plan) -> Any:
    values = "".join(f"self.{name}, " for name, field in plan.fields.items() if field.compare)
    return _compiled("__hash__", ["self"], [f"return hash(({values}))"], {}, plan)


def _representer(plan: _Plan) -> Any:
    def represent(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name, field in plan.fields.items() if field.repr)
        return f"{type(self).__qualname__}({values})"

    return represent


def _refusers(plan: _Plan) -> tuple[Any, Any]:
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


_state = (_getstate, _setstate)


def _setters(plan: _Plan) -> dict[str, Any]:
    """What sets each field, by the names that the functions made here have for them."""
    return {f"_set_{name}": getattr(plan.kind, name).__set__ for name in plan.fields}


def _take_standard(plan: _Plan) -> None:
    """Give the class what only the standard library can say of it: that of a dataclass with the same fields."""
    import dataclasses

    body: dict[str, Any] = {"__annotations__": {field.name: field.type for field in plan.fields.values()}}
    for name, field in plan.fields.items():
        both = {"default": field.default, "default_factory": field.default_factory}
        given: dict[str, Any] = {key: value for key, value in both.items() if value is not _Missing}
        body[name] = dataclasses.field(
            init=field.init,
            repr=field.repr,
            compare=field.compare,
            metadata=field.metadata,
            kw_only=field.kw_only,
            **given,
        )
    body["__module__"] = plan.kind.__module__
    standard: Any = dataclasses.dataclass(frozen=plan.frozen, eq=plan.eq)(type(plan.kind.__name__, (), body))
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        setattr(plan.kind, name, getattr(standard, name))


def _take_initialiser(plan: _Plan) -> None:
    """Put the real `__init__` in its place, in which `inspect` finds the signature."""
    del plan.kind.__signature__
    plan.kind.__init__ = _initialiser(plan)


def _compiled(name: str, parameters: list[str], body: list[str], known: dict[str, Any], plan: _Plan) -> Any:
    source = f"def {name}({', '.join(parameters)}):\n " + "\n ".join(body)
    exec(source, known)  # noqa: S102 - the names are those of our own fields
    function = known[name]
    function.__qualname__ = f"{plan.kind.__qualname__}.{name}"
    return function
