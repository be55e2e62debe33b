"""Raw HTML tags: what they say, and which opening tag belongs to which closing one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.frozen import dataclass
from afgpub.readers.markdown.attribute_syntax import NO_PAIRS, Pairs

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: `kind` is `open`, `close`, `empty` (closes itself), `comment` or `other` (`<?`, `<!`)."""

    raw: str
    kind: str
    name: str = ""
    pairs: Pairs = NO_PAIRS


NO_TAG = Tag("", "other")


def unescaped(text: str) -> str:
    """`text` with the characters that its references of HTML stand for; the table of their names is long to load."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def parse_tag(raw: str) -> Tag:
    """What the tag `raw`, from its `<` to its `>`, says."""
    if raw.startswith("<!--") and raw.endswith("-->"):
        return Tag(raw, "comment")
    match = _NAME.match(raw)
    if not match:
        return Tag(raw, "other")
    name = match[2].lower()
    if match[1]:
        return Tag(raw, "close", name)
    inner = raw[match.end() : -1]
    items = [(m[1].lower(), unescaped(m[2].strip("\"'") if m[2] else "")) for m in _ATTRIBUTE.finditer(inner)]
    return Tag(raw, "empty" if raw.endswith("/>") else "open", name, Pairs(tuple(items)))


def match_tags(tags: Sequence[Tag | None], names: frozenset[str]) -> dict[int, int]:
    """For each opening tag of `names` that has one, the place of its closing tag; pairs are nested properly."""
    matches: dict[int, int] = {}
    open_places: list[int] = []
    waiting = dict.fromkeys(names, 0)
    for place, tag in enumerate(tags):
        if tag is None or tag.name not in names:
            continue
        if tag.kind == "open":
            open_places.append(place)
            waiting[tag.name] += 1
        elif tag.kind == "close" and waiting[tag.name]:
            while True:
                opened = open_places.pop()
                name = tags[opened].name  # type: ignore[union-attr]
                waiting[name] -= 1
                if name == tag.name:
                    matches[opened] = place
                    break
    return matches
