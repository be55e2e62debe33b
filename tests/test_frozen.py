"""Our dataclasses keep every promise of the standard library's, and compile nothing before it is needed."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys

import pytest

from afgpub.frozen import dataclass, field, replace
from afgpub.options import ThemedOptions, option


@dataclass(frozen=True, slots=True)
class Point:
    """A point with a note that does not count."""

    x: int
    y: int = 0
    note: str = field(default="", compare=False, metadata={"help": "words"})


@dataclass(frozen=True, slots=True)
class Marked(Point):
    """A point and what hangs on it."""

    marks: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """A count that changes, and what follows from how it was begun."""

    count: int
    double: int = field(init=False)
    seen: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.double = 2 * self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Options, by name only."""

    size: int = 3
    shade: str = "dark"


@dataclass(slots=True, eq=False)
class Box:
    """It is itself and no other."""

    content: str = ""
    weight: int = field(default=0, repr=False)


class Named(Point):
    """No dataclass: it has an attribute of its own."""


ONES = [Point(1), Marked(1, 2, "n", {"a": 1}), Tally(4), Chosen(size=5), Box("b", 3)]


@pytest.mark.parametrize("one", ONES, ids=lambda one: type(one).__name__)
def test_they_are_copied_pickled_and_described(one: object) -> None:
    names = [f.name for f in dataclasses.fields(one)]  # type: ignore[arg-type]
    values = {name: getattr(one, name) for name in names}
    for twin in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301
        assert type(twin) is type(one)
        assert {name: getattr(twin, name) for name in names} == values
        assert (twin == one) is not isinstance(one, Box)
    values.pop("weight", None)
    assert repr(one) == f"{type(one).__name__}({', '.join(f'{name}={value!r}' for name, value in values.items())})"
    assert not hasattr(one, "__dict__")
    assert dataclasses.is_dataclass(one)
    assert values.items() <= dataclasses.asdict(one).items()  # type: ignore[call-overload]


def test_what_is_frozen_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.z = 2  # type: ignore[attr-defined]
    named = Named(1)
    named.z = 2  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        named.x = 2  # type: ignore[misc]


def test_equality_and_hash_go_by_class_and_compared_fields() -> None:
    assert Point(1, 2, "a") == Point(1, 2, "b") != Point(1, 3)
    assert hash(Point(1, 2, "a")) == hash(Point(1, 2, "b"))
    assert Point(1) != Marked(1)
    assert Tally(1) == Tally(1) != Tally(2)
    with pytest.raises(TypeError):
        hash(Tally(1))
    assert len({Box(), Box()}) == 2


def test_init_is_called_as_the_standard_one_is() -> None:
    assert str(inspect.signature(Marked)) == str(inspect.signature(Marked.__init__)).replace("self, ", "")
    assert [*inspect.signature(Point).parameters] == ["x", "y", "note"]
    assert [p.kind for p in inspect.signature(Chosen).parameters.values()] == [inspect.Parameter.KEYWORD_ONLY] * 2
    assert [*inspect.signature(Tally).parameters] == ["count", "seen"]
    for call in (lambda: Point(), lambda: Point(1, 2, "", 4), lambda: Chosen(4), lambda: Point(1, z=1)):  # type: ignore[call-arg, misc]
        with pytest.raises(TypeError):
            call()
    assert Tally(2).double == 4
    assert Tally(2).seen is not Tally(2).seen


def test_match_and_replace() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert Point.__match_args__ == ("x", "y", "note")
    assert Chosen.__match_args__ == ()
    for change in (replace, dataclasses.replace):
        assert change(Marked(1), marks={"b": 2}) == Marked(1, marks={"b": 2})
        assert change(Tally(1), count=3).double == 6
        with pytest.raises(TypeError):
            change(Point(1), z=1)


def test_the_standard_library_can_build_on_them() -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class More(Chosen):
        weight: int = 1

    assert [f.name for f in dataclasses.fields(More)] == ["size", "shade", "weight"]
    assert More(size=1, weight=2) == More(size=1, weight=2) != More(size=1)

    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Themed(ThemedOptions):
        shade: str = option("dark", "how dark", ("dark", "light"))

    assert Themed(theme="book") == Themed(theme="book", shade="dark")
    assert {f.name: f.metadata.get("help") for f in dataclasses.fields(Themed)}["shade"] == "how dark"
    assert dataclasses.fields(Point)[2].metadata == {"help": "words"}
    assert [f.type for f in dataclasses.fields(Point)] == ["int", "int", "str"]


def test_what_a_method_does_is_the_same_before_and_after_it_is_compiled() -> None:
    @dataclass(frozen=True, slots=True)
    class Pair:
        one: int
        two: int = 2
        three: list[int] = field(default_factory=list)

    @dataclass(slots=True, kw_only=True)
    class Sum:
        parts: tuple[int, ...]
        whole: int = field(init=False)

        def __post_init__(self) -> None:
            self.whole = sum(self.parts)

    before = (Pair.__init__, Pair.__eq__, Pair.__hash__, Sum.__init__)
    for number in range(60):
        made = Pair(number, three=[number])
        assert (made.one, made.two, made.three) == (number, 2, [number])
        assert made == Pair(number, 2, [number]) != Pair(number)
        assert hash(Named(number)) == hash((number, 0))
        assert replace(made, two=3) == Pair(number, 3, made.three)
        assert (made == number) is False
        total = Sum(parts=(number, 1))
        assert total.whole == number + 1
        assert replace(total, parts=(5, 5)).whole == 10
        hash(Pair(1, three=()))  # type: ignore[arg-type]
    after = (Pair.__init__, Pair.__eq__, Pair.__hash__, Sum.__init__)
    assert all(one is not two for one, two in zip(before, after, strict=True))


@pytest.mark.parametrize("given", [(), (1, 2, 3), (1, 2)])
@pytest.mark.parametrize("named", [{}, {"x": 1}, {"seen": 1}, {"z": 1}])
def test_a_wrong_call_is_refused_from_the_first(given: tuple[int, ...], named: dict[str, int]) -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int
        seen: int = field(init=False, default=5)

    if (given, named) == ((), {"x": 1}):
        assert Fresh(*given, **named).seen == 5
        return
    with pytest.raises(TypeError):
        Fresh(*given, **named)
    with pytest.raises(TypeError):
        replace(Fresh(1), z=1)  # type: ignore[call-arg, unused-ignore]


def test_defining_one_and_calling_it_a_few_times_loads_and_compiles_nothing() -> None:
    program = (
        "import sys\n"
        "from afgpub.frozen import dataclass, replace\n"
        "hook = lambda event, arguments: event == 'compile' and sys.exit('compiled')\n"
        "sys.addaudithook(hook)\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class Point:\n    x: int = 0\n"
        "assert replace(Point(1), x=2) == Point(2) and hash(Point(3)) and repr(Point(4))\n"
        "assert 'dataclasses' not in sys.modules and 'inspect' not in sys.modules\n"
        "print('called')\n"
        "for number in range(100):\n    Point(number)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("called\n", "compiled\n")
