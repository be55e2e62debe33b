"""The syntax of attributes in braces: `{#id .class lang=fa dir=rtl}`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from afgpub.frozen import dataclass

# A brace or a line end stops every part but a quoted value, so that a failed match costs no second look.
_ITEM = r"""(?:\#[^\s{}\#"'=]+|\.[^\s{}\#"'=]+|[A-Za-z_][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"'=]+))"""
ATTRIBUTES = re.compile(rf"\{{[ \t]*{_ITEM}(?:[ \t]+{_ITEM})*[ \t]*\}}")
_PART = re.compile(_ITEM)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Attributes as they are written: names with values, in order; a later one of a name overrides."""

    items: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, *, first: bool = False) -> str:
        """The last value of `name`, or the first; nothing where there is none."""
        values = [value for key, value in self.items if key == name]
        return values[0 if first else -1] if values else ""

    def without(self, *names: str) -> Pairs:
        """The same attributes but for those of these names."""
        return Pairs(tuple(item for item in self.items if item[0] not in names))

    def without_item(self, name: str, value: str) -> Pairs:
        """The same attributes but for those of this name with this value."""
        return Pairs(tuple(item for item in self.items if item != (name, value)))


NO_PAIRS = Pairs()


def parse_attributes(raw: str) -> Pairs:
    """The attributes between the braces of `raw`, which `ATTRIBUTES` has matched."""
    items: list[tuple[str, str]] = []
    for match in _PART.finditer(raw[1:-1]):
        part = match.group()
        if part[0] == "#":
            items.append(("id", part[1:]))
        elif part[0] == ".":
            items.append(("class", part[1:]))
        else:
            name, _, value = part.partition("=")
            items.append((name.lower(), value[1:-1] if value[0] in "\"'" else value))
    return Pairs(tuple(items))


def split_trailing(text: str) -> tuple[str, Pairs]:
    """Part a text from the attributes at its end, as a heading has them: `Title {#id}`."""
    brace = text.rfind("{")
    match = ATTRIBUTES.fullmatch(text.rstrip(), brace) if brace >= 0 else None
    if not match or (brace and text[brace - 1] not in " \t") or text[:brace].endswith("\\"):
        return text, NO_PAIRS
    return text[:brace].rstrip(), parse_attributes(match.group())


def join_pairs(parts: Iterable[Pairs]) -> Pairs:
    """The attributes of all parts in their order."""
    return Pairs(tuple(item for part in parts for item in part.items))
