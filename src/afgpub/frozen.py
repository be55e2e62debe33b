"""Dataclasses with slots that cost little to define, to make and to copy.

The standard library compiles six methods for every class while its module is imported, most of which a run never calls;
here each is compiled when it has been called often: for few calls, looking the fields up costs less than a compiler. A
frozen one is filled through the descriptors of its slots instead of `object.__setattr__`, which looks for each name
again, and `replace` has a function of its own for each class. To whom asks (`dataclasses.fields`, `inspect.signature`,
pickle, `match`) they are dataclasses like any others.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from afgpub.frozen_methods import (
    STATE,
    Missing,
    comparer,
    few_first,
    filler,
    hasher,
    initialiser,
    quick_copier,
    refusers,
    represent,
    slow_comparer,
    slow_copier,
    slow_hasher,
)

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
        return lambda kind: _defined(kind, Plan(frozen, kw_only, eq))

    def field(**given):
        """`dataclasses.field`, with `default`, `default_factory`, `init`, `repr`, `compare` and `metadata`.

        It is that of the standard library once this is loaded: a plugin's dataclass may be made with it.
        """
        standard = sys.modules.get("dataclasses")
        return standard.field(**given) if standard else _Field(**given)

    def replace(node, /, **changes):
        """`dataclasses.replace`; what `init=False` keeps out of `__init__` is copied."""
        kind = type(node)
        return (_copiers.get(kind) or _copier(kind))(node, **changes)

    def fields(one, /):
        """`dataclasses.fields`: each with its `name`, `type`, `default` and `metadata`."""
        plan = getattr(one, "__plan__", None)
        kind = one if isinstance(one, type) else type(one)
        # a subclass may be a dataclass of the standard library
        return tuple(plan.fields.values()) if plan and plan.kind is kind else _standard_fields(kind)

    def is_dataclass(one, /):
        """`dataclasses.is_dataclass`."""
        return hasattr(one, "__plan__") or hasattr(one, "__dataclass_fields__")


if not TYPE_CHECKING:
    MISSING = Missing


class _Field:
    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "metadata", "name", "repr", "type")

    def __init__(
        self,
        *,
        default: object = Missing,
        default_factory: object = Missing,
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


class Plan:
    """What is known of a class before any of its methods is made."""

    __slots__ = ("eq", "fields", "frozen", "kind", "kw_only")

    def __init__(self, frozen: bool, kw_only: bool, eq: bool) -> None:
        self.frozen, self.kw_only, self.eq = frozen, kw_only, eq
        self.fields: dict[str, _Field] = {}
        self.kind: type[Any] = object

    def later(self, name: str, few: Callable[[Plan], Any], make: Callable[[Plan], Any]) -> Any:
        """A method that does what `few` says, until the one of `make` is worth compiling and takes its place."""
        first = few_first(lambda: few(self), lambda: make(self), lambda method: setattr(self.kind, name, method))
        first.__name__ = name
        return first


class _Later:
    """An attribute of a class that comes to be when somebody asks for it."""

    __slots__ = ("name", "plan", "take")

    def __init__(self, name: str, plan: Plan, take: Callable[[Plan], None]) -> None:
        self.name, self.plan, self.take = name, plan, take

    def __get__(self, one: object, kind: type[Any]) -> object:
        self.take(self.plan)
        return getattr(kind, self.name)


def _defined(kind: type[Any], plan: Plan) -> type[Any]:
    body = dict(kind.__dict__)
    own = {}
    for name, written in kind.__annotations__.items():
        value = body.pop(name, Missing)
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
    body["__init__"] = plan.later("__init__", filler, initialiser)
    body.setdefault("__repr__", represent)
    if plan.eq:
        body.setdefault("__eq__", plan.later("__eq__", slow_comparer, comparer))
        if body.get("__hash__") is None:
            body["__hash__"] = plan.later("__hash__", slow_hasher, hasher) if plan.frozen else None
    if plan.frozen:
        body["__setattr__"], body["__delattr__"] = refusers(plan)
        body["__getstate__"], body["__setstate__"] = STATE
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
    own: dict[str, Any] = {name: Missing if what is standard.MISSING else what for name, what in given.items()}
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


_copiers: dict[type[Any], Any] = {}


def _copier(kind: type[Any]) -> Any:
    """A function that makes a copy of one of `kind` in which some fields are changed."""
    plan = kind.__dict__.get("__plan__")
    if plan is None:
        from dataclasses import replace

        _copiers[kind] = replace
    else:
        settle = partial(_copiers.__setitem__, kind)
        settle(few_first(partial(slow_copier, kind, plan), partial(quick_copier, kind, plan), settle))
    return _copiers[kind]


def _take_standard(plan: Plan) -> None:
    """Give the class what only the standard library can say of it: that of a dataclass with the same fields."""
    import dataclasses

    body: dict[str, Any] = {"__annotations__": {field.name: field.type for field in plan.fields.values()}}
    for name, field in plan.fields.items():
        both = {"default": field.default, "default_factory": field.default_factory}
        given: dict[str, Any] = {key: value for key, value in both.items() if value is not Missing}
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


def _take_initialiser(plan: Plan) -> None:
    """Put the real `__init__` in its place, in which `inspect` finds the signature."""
    del plan.kind.__signature__
    plan.kind.__init__ = initialiser(plan)
