"""Raw HTML between blocks: groups such as `<div dir=rtl>` around Markdown, and the phrases in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from afgpub.frozen import dataclass
from afgpub.readers.markdown.elements import MAX_DEPTH, Element, NestingError
from afgpub.readers.markdown.tags import NO_TAG, Tag, match_tags, parse_tag, unescaped

# Groups that only hold others; their names say nothing that the tree has a node for.
GROUPS = frozenset(("div", "section", "article", "main", "header", "footer", "center"))
_WRAPPERS = GROUPS | {"p", "blockquote", "aside"}
_ATTRIBUTE = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_TAG = re.compile(rf"<(?:!--|!\[CDATA\[|\?|/?[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|![^<>\[-][^<>]*>)")
_SPACE = re.compile(r"\s+")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


@dataclass(slots=True, eq=False)
class Group(Element):
    """What stands between the tags of a wrapper."""

    tag: Tag = NO_TAG


def group_html(elements: Sequence[Element]) -> Sequence[Element]:
    """The same elements, raw HTML taken apart: Groups, and `phrases` elements of what is no group.

    Raises NestingError where groups stand too deep in each other.
    """
    if not any(element.kind == "html_block" for element in elements):
        return elements
    pieces = [piece for element in elements for piece in _pieces(element)]
    tags = [parse_tag(piece.token.content) if piece.kind == "html_inline" else None for piece in pieces]
    matches = match_tags(tags, _WRAPPERS)
    closing = set(matches.values())
    top: list[Element] = []
    rows, loose = [top], list[Element]()
    for place, (piece, tag) in enumerate(zip(pieces, tags, strict=True)):
        is_opening, is_closing = place in matches, place in closing
        if piece.kind in ("text", "html_inline") and not is_opening and not is_closing:
            loose.append(piece)
            continue
        rows[-1].extend(_phrases(loose))
        loose = []
        if tag and is_opening:
            group = Group("group", piece.token, piece.start, pieces[matches[place]].end, [], tag)
            rows[-1].append(group)
            rows.append(group.children)
            if len(rows) > MAX_DEPTH:
                raise NestingError(piece.start)
        elif is_closing:
            rows.pop()
        elif piece.kind != "end":
            rows[-1].append(piece)
    top.extend(_phrases(loose))
    return top


def _phrases(loose: list[Element]) -> Iterator[Element]:
    """One element of all loose pieces, unless there is nothing but space."""
    filled = [place for place, piece in enumerate(loose) if piece.token.content.strip()]
    if filled:
        loose = loose[filled[0] : filled[-1] + 1]
        loose[0].token.content = loose[0].token.content.lstrip()
        loose[-1].token.content = loose[-1].token.content.rstrip()
        yield Element("phrases", loose[0].token, loose[0].start, loose[-1].end, loose)


def _pieces(element: Element) -> Iterator[Element]:
    """The tags and the texts of a block of raw HTML and an `end` after them; any other element as it is."""
    if element.kind != "html_block":
        yield element
        return
    content, line, place = element.token.content, element.start, 0
    while place < len(content):
        match = _TAG.search(content, place)
        start = match.start() if match else len(content)
        if start > place:
            yield _piece("text", content[place:start], line)
            line, place = line + content.count("\n", place, start), start
        if match:
            end = match.end()
            if closing := _ENDS.get(match.group()):
                # `<!-->` is a comment too, so its end may share signs with its beginning.
                found = content.find(closing, end - 2 if closing == "-->" else end)
                end = found + len(closing) if found >= 0 else len(content)
            yield _piece("html_inline", content[start:end], line)
            line, place = line + content.count("\n", start, end), end
    yield _piece("end", "", line)


def _piece(kind: str, content: str, line: int) -> Element:
    from markdown_it.token import Token

    token = Token(kind, "", 0)
    token.content = _SPACE.sub(" ", unescaped(content)) if kind == "text" else content
    ahead = len(content) - len(content.lstrip())
    return Element(kind, token, line + content.count("\n", 0, ahead), line + content.rstrip().count("\n"))
