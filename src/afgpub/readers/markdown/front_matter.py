"""Front matter: a YAML mapping between `---` lines at the very start of a text, read as strings only."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

from afgpub.document import Blocks, CodeBlock
from afgpub.frozen import dataclass
from afgpub.readers.markdown.reading import Reading

if TYPE_CHECKING:
    import yaml

MAX_CHARACTERS = 65_536
MAX_DEPTH = 20

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LOOKS_LIKE_KEY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\"']?\w[\w-]*[\"']?[ \t]*:(?:\s|\Z)")
# A plain scalar on one line (YAML 1.1, 9.1.3): no sign of YAML before it, no comment after it, no control character.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_SCALAR = re.compile(rf"(?![-?:,\[\]{{}}#&*!|>'\"%@` ])[^{_CONTROL}#]+(?<!:)")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the YAML with the line where it stands: a string, a list, or names with values."""

    content: str | tuple[Value, ...] | dict[str, Value]
    line: int

    def __str__(self) -> str:
        match self.content:
            case str():
                return self.content
            case dict():
                return ", ".join(f"{key}: {value}" for key, value in self.content.items())
            case _:
                return ", ".join(map(str, self.content))


Fields: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` by name; `rest`, the text after it, begins at line `first`; `kept` is what could not be read."""

    fields: Fields
    rest: str
    first: int = 1
    kept: Blocks = ()


class _RefusedError(Exception):
    """YAML that is well formed and yet not taken."""


def read_front_matter(text: str, reading: Reading) -> FrontMatter:
    """Part the front matter of `text` from the rest; a block that holds no mapping is plain Markdown.

    Aliases, a depth over MAX_DEPTH and a block over MAX_CHARACTERS are refused (front-matter-invalid).
    """
    block = _BLOCK.match(text)
    if not block or not _LOOKS_LIKE_KEY.match(block[1]):
        return FrontMatter({}, text)
    rest, first = text[block.end() :], block.group().count("\n") + 1
    simple = _simple_fields(block[1])
    if simple:
        return FrontMatter(simple, rest, first)
    reason, line = "", 1
    import yaml

    try:
        if len(block[1]) > MAX_CHARACTERS:
            raise _RefusedError(f"it is longer than {MAX_CHARACTERS} characters")
        fields = _mapping(_compose(_safe_events(block[1])), reading)
        return FrontMatter(fields, rest, first)
    except yaml.MarkedYAMLError as error:
        reason = error.problem or "unknown"
        line = error.problem_mark.line + 2 if error.problem_mark else 1
    except yaml.YAMLError:
        reason = "it has control characters"
    except _RefusedError as error:
        reason = str(error)
    reading.report("front-matter-invalid", line, reason=reason)
    kept = CodeBlock(block[1].removesuffix("\n"), language="yaml", span=reading.span(1, first - 1))
    return FrontMatter({}, rest, first, (kept,))


def _simple_fields(content: str) -> Fields | None:
    """The fields of lines `name: words` alone, which need no parser; None where there is any other line."""
    if len(content) > MAX_CHARACTERS:
        return None
    fields: Fields = {}
    for line, written in enumerate(content.removesuffix("\n").split("\n"), 2):
        name, _, value = written.partition(": ")
        value = value.strip(" ")
        if not _NAME.fullmatch(name) or not _SCALAR.fullmatch(value) or ": " in value or name in fields:
            return None
        fields[name] = Value(value, line)
    return fields


def _safe_events(content: str) -> list[yaml.Event]:
    """The events of the YAML, looked through before any of it is built: aliases multiply, depth exhausts the stack."""
    import yaml

    depth = 0
    events: list[yaml.Event] = []
    for event in yaml.parse(content, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("it has an alias or an anchor (& or *)")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _RefusedError(f"it is more than {MAX_DEPTH} deep")
        events.append(event)
    return events


def _compose(events: list[yaml.Event]) -> yaml.Node | None:
    """The tree of `events`, which are parsed once only."""
    from yaml.composer import Composer
    from yaml.resolver import BaseResolver

    class Loader(Composer, BaseResolver):
        """PyYAML's composer over events that have been parsed already."""

        def __init__(self) -> None:
            Composer.__init__(self)
            BaseResolver.__init__(self)

        def check_event(self, *choices: type[yaml.Event]) -> bool:
            return bool(waiting) and (not choices or isinstance(waiting[0], choices))

        def peek_event(self) -> yaml.Event | None:
            return waiting[0] if waiting else None

        def get_event(self) -> yaml.Event | None:
            return waiting.popleft() if waiting else None

    waiting = deque(events)
    return Loader().get_single_node()


def _mapping(node: object, reading: Reading) -> Fields:
    value = _value(node, reading)
    if not isinstance(value.content, dict):
        raise _RefusedError("it is not a list of names with values")
    return value.content


def _value(node: object, reading: Reading) -> Value:
    """The value of a YAML node; line 1 of the YAML is line 2 of the source."""
    import yaml

    if not isinstance(node, yaml.Node):
        return Value("", 2)
    line = node.start_mark.line + 2
    if isinstance(node, yaml.MappingNode):
        fields: Fields = {}
        for name, item in node.value:
            key = str(_value(name, reading))
            value = _value(item, reading)
            if key in fields:
                reading.report("front-matter-value", value.line, key=key, value=value, expected="Write it once only.")
            else:
                fields[key] = value
        return Value(fields, line)
    if isinstance(node, yaml.SequenceNode):
        return Value(tuple(_value(item, reading) for item in node.value), line)
    return Value(str(node.value), line)
