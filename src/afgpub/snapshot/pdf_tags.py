"""The layer of a PDF's tags: the structure tree (ISO 32000-1, 14.7) with languages, alternatives and first words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from afgpub.renderers.tree import quoted
from afgpub.snapshot.pdf_lines import Line

_MOST = 2_000_000  # elements; a tree with a cycle in it would be read for ever
_EXCERPT = 24  # characters of an element's own text
_GEOMETRY = ("/O", "/BBox")  # the owner of attributes, and places on the page
_PLAIN = ("/Span", "/NonStruct", "/Div")
_SAID = ("/Alt", "/ActualText", "/E", "/T")
Contents = Mapping[tuple[int, int | None], str]


def tags_layer(pdf: Any, pages: Sequence[Sequence[Line]]) -> str:
    """A line for each element of a pikepdf.Pdf, whose lines are `pages`; empty where the PDF has no tags."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return ""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return "".join(f"{line}\n" for line in _elements(root.K, numbers, _contents(pages)))


def _contents(pages: Sequence[Sequence[Line]]) -> Contents:
    found: dict[tuple[int, int | None], list[str]] = {}
    for number, lines in enumerate(pages):
        for line in lines:
            for letter in line:
                found.setdefault((number, letter.mcid), []).append(letter.text)
    return {key: "".join(letters) for key, letters in found.items()}


def _elements(kids: Any, numbers: Mapping[Any, int], contents: Contents) -> Iterator[str]:
    stack: list[tuple[Any, int]] = [(kid, 0) for kid in reversed(list(_children(kids)))]
    for _ in range(_MOST):
        if not stack:
            return
        node, depth = stack.pop()
        own = " ".join("".join(_own_text(node, numbers, contents)).split())
        excerpt = own[:_EXCERPT] + "…" if len(own) > _EXCERPT + 1 else own
        yield " " * depth + " ".join([*_element(node), *([quoted(excerpt)] if excerpt else [])])
        stack += [(kid, depth + 1) for kid in reversed(list(_children(node.get("/K"))))]


def _children(kids: Any) -> Iterator[Any]:
    """The elements inside. What stands for a line or a box alone is passed through: it says nothing to a reader."""
    from pikepdf import Array, Dictionary

    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            if _is_plain(kid):
                yield from _children(kid.get("/K"))
            else:
                yield kid


def _is_plain(node: Any) -> bool:
    return str(node.S) in _PLAIN and not any(name in node for name in (*_SAID, "/Lang", "/A"))


def _element(node: Any) -> Iterator[str]:
    from pikepdf import Array

    yield str(node.S)[1:]
    if "/Lang" in node:
        yield f"lang={node.Lang}"
    for name in _SAID:
        if name in node:
            yield f"{name[1:]}={quoted(str(node[name]))}"
    given = node.get("/A", [])
    for attributes in given if isinstance(given, Array) else [given]:
        if hasattr(attributes, "items"):
            yield from sorted(f"{name[1:]}={_value(v)}" for name, v in attributes.items() if name not in _GEOMETRY)


def _value(value: Any) -> str:
    from pikepdf import Array

    return " ".join(_value(item) for item in value) if isinstance(value, Array) else str(value).removeprefix("/")


def _own_text(node: Any, numbers: Mapping[Any, int], contents: Contents) -> Iterator[str]:
    """The marked contents that belong to the element itself, or to what is passed through."""
    from pikepdf import Array, Dictionary

    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            if _is_plain(kid):
                yield from _own_text(kid, numbers, contents)
            continue
        page = kid.Pg if isinstance(kid, Dictionary) and "/Pg" in kid else node.get("/Pg")
        mcid = kid.get("/MCID") if isinstance(kid, Dictionary) else kid
        if isinstance(mcid, int) and page is not None:
            yield contents.get((numbers.get(page.objgen, -1), int(mcid)), "") + " "
