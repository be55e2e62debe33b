"""The layer of what a PDF says of itself: information, languages, labels of pages, bookmarks, links (ISO 32000-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from afgpub.renderers.tree import quoted

_PROGRAMS = ("/Producer", "/Creator")  # in the environment
Pages: TypeAlias = Mapping[Any, int]
Places: TypeAlias = Mapping[str, Any]
_MADE = ("pdf:Producer", "xmp:CreatorTool", "xmpMM:DocumentID", "xmpMM:InstanceID")  # by whom, and of what bytes


def outline_layer(pdf: Any, moment: str) -> str:
    """A line for each fact of a pikepdf.Pdf; `moment` is the time that it should bear, and is written so."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    places = _named_places(pdf)
    found = [*_information(pdf, moment), *_catalog(pdf), *_contained(pdf)]
    return "\n".join([*found, *_bookmarks(pdf, pages, places), *_links(pdf, pages, places)]) + "\n"


def _information(pdf: Any, moment: str) -> Iterator[str]:
    digits = re.sub("[^0-9]", "", moment)
    for name, value in sorted(pdf.docinfo.items()):
        if name in _PROGRAMS:
            continue
        text = str(value)
        at_moment = name.endswith("Date") and re.sub("[^0-9]", "", text).startswith(digits)
        yield f"{name[1:]}: {'(the moment of the output)' if at_moment else quoted(text)}"
    yield from _xmp(pdf, digits)


def _xmp(pdf: Any, digits: str) -> Iterator[str]:
    """The metadata as XMP (ISO 16684-1), which must say the same as the information."""
    if "/Metadata" not in pdf.Root:
        return
    found = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    for name, value in sorted(found.items()):
        space, _, local = name[1:].rpartition("}")
        key = f"{found.REVERSE_NS.get(space, space)}:{local}"
        text = value if isinstance(value, str) else ", ".join(sorted(value) if isinstance(value, set) else value)
        if key in _MADE or not text.strip():
            continue
        at_moment = key.endswith("Date") and re.sub("[^0-9]", "", text).startswith(digits)
        yield f"{key}: {'(the moment of the output)' if at_moment else quoted(text)}"


def _catalog(pdf: Any) -> Iterator[str]:
    if "/Lang" in pdf.Root:
        yield f"Lang: {pdf.Root.Lang}"
    for name in ("/PageMode", "/PageLayout"):
        if name in pdf.Root:
            yield f"{name[1:]}: {_plain(pdf.Root[name])}"
    if "/MarkInfo" in pdf.Root:
        yield f"Marked: {_plain(pdf.Root.MarkInfo.get('/Marked', False))}"
    for name, value in sorted(pdf.Root.get("/ViewerPreferences", {}).items()):
        yield f"ViewerPreferences {name[1:]}: {_plain(value)}"
    for intent in pdf.Root.get("/OutputIntents", []):
        yield f"OutputIntent {_plain(intent.get('/S', ''))}: {_plain(intent.get('/OutputConditionIdentifier', ''))}"
    if "/PageLabels" in pdf.Root:
        yield f"pages: {' '.join(page.label for page in pdf.pages)}"


def _bookmarks(pdf: Any, pages: Pages, places: Places) -> Iterator[str]:
    with pdf.open_outline() as outline:
        stack = [(item, 0) for item in reversed(outline.root)]
        while stack:
            item, depth = stack.pop()
            target = item.destination
            if target is None and item.action is not None:
                target = item.action.get("/D", item.action.get("/URI"))
            yield f"{' ' * depth}bookmark {quoted(item.title)} {_place(target, pages, places)}"
            stack += [(child, depth + 1) for child in reversed(item.children)]


def _place(target: Any, pages: Pages, places: Places) -> str:
    """Where a destination is: its page, before that its name if it has one; another address as it is (12.3.2)."""
    from pikepdf import Array, Dictionary

    if isinstance(target, Array):
        return f"page {pages.get(target[0].objgen, '?')}" if len(target) and target[0].is_indirect else "no page"
    found = places.get(str(target))
    if isinstance(found, Dictionary):
        found = found.get("/D")
    named = _plain(target)
    return f"{named}, {_place(found, pages, {})}" if isinstance(found, Array) else named


def _links(pdf: Any, pages: Pages, places: Places) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            action = annotation.get("/A", {})
            target = action.get("/URI", action.get("/D", annotation.get("/Dest")))
            place = "" if target is None else _place(target, pages, places)
            said = str(annotation.get("/Contents", target or ""))
            kind = str(annotation.get("/Subtype", "/Link"))[1:].lower()
            yield f"{kind} on page {number}: {place}" + (f" {quoted(said)}" if said != str(target) else "")


def _named_places(pdf: Any) -> Places:
    """The destinations that have a name."""
    from pikepdf import NameTree

    names = pdf.Root.get("/Names", {})
    found = dict(NameTree(names.Dests).items()) if "/Dests" in names else {}
    return found | {str(name): place for name, place in pdf.Root.get("/Dests", {}).items()}


def _contained(pdf: Any) -> Iterator[str]:
    """Files that the PDF carries, and what it does when it is opened."""
    for name in sorted(pdf.attachments):
        yield f"attachment {quoted(name)}"
    if "/OpenAction" in pdf.Root:
        opened = pdf.Root.OpenAction
        yield f"OpenAction: {_plain(opened.get('/S', '')) if hasattr(opened, 'keys') else _plain(opened)}"


def _plain(value: object) -> str:
    """A value on one line; an array is a place in a page, of which the kind alone is kept."""
    from pikepdf import Array

    if isinstance(value, Array):
        return "a place on a page"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).removeprefix("/")
