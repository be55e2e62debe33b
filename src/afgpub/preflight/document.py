"""Checks of a whole file: metadata, tags, scripts, and annotations (ISO 32000-1, 12.5, 12.6, 14.3 and 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from afgpub.preflight.boxes import box_of
from afgpub.preflight.report import Finding
from afgpub.renderers.pdf.profiles.objects import is_dictionary

_RUNNING = frozenset(["/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/Movie", "/Rendition"])
_MARKS = frozenset(["/PrinterMark", "/TrapNet"])
_X4 = "xmp:CreateDate xmp:ModifyDate xmp:MetadataDate xmpMM:DocumentID xmpMM:VersionID xmpMM:RenditionClass".split()


def check_metadata(xmp: Mapping[str, str], info: Mapping[str, str], trailer: Any, profile: str) -> Iterator[Finding]:
    """A title, and for a press also dates, identifiers and whether the file is trapped."""
    if not (xmp.get("dc:title") or info.get("/Title")):
        yield Finding("metadata", "no title")
    if profile == "press":
        missing = [key for key in _X4 if not xmp.get(key)]
        if missing:
            yield Finding("metadata", f"XMP has no {', '.join(missing)}")
    if profile in ("press", "press-1a"):
        trapped = info.get("/Trapped", "") or xmp.get("pdf:Trapped", "")
        if trapped.strip("/") not in ("True", "False"):
            yield Finding("metadata", "Trapped is neither True nor False")
        if "/ID" not in trailer:
            yield Finding("metadata", "the trailer has no ID")


def check_tags(root: Any) -> Iterator[Finding]:
    """Tags, the language of the text, and that its title is shown (ISO 14289-1, 7.1 and 7.2)."""
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked", False):
        yield Finding("tags", "the text is not tagged")
    if not str(root.get("/Lang", "")):
        yield Finding("tags", "the language of the text is not said")


def check_scripts(root: Any) -> Iterator[Finding]:
    """Scripts of the document and actions that run when it is opened."""
    action = root.get("/OpenAction")
    if is_dictionary(action) and str(action.get("/S", "")) in _RUNNING:
        yield Finding("scripts", f"an action runs on opening: {str(action.S)[1:]}", None, "OpenAction")
    if "/AA" in root:
        yield Finding("scripts", "actions run with the document", None, "AA")
    names = root.get("/Names")
    if is_dictionary(names) and "/JavaScript" in names:
        yield Finding("scripts", "JavaScript runs on opening", None, "Names")


def check_annotations(pages: Sequence[Any]) -> Iterator[Finding]:
    """What can be clicked inside the bleed, and scripts behind it; printer's marks are no such thing."""
    for number, page in enumerate(pages, 1):
        if "/AA" in page.obj:
            yield Finding("scripts", "actions run with the page", number, "AA")
        for note in page.obj.get("/Annots", []):
            kind, place = str(note.get("/Subtype", "/?")), f"object {note.objgen[0]}"
            action = note.get("/A")
            if "/AA" in note or (is_dictionary(action) and str(action.get("/S", "")) in _RUNNING):
                yield Finding("scripts", "an annotation runs an action", number, place)
            if kind not in _MARKS and _is_inside(note, page):
                yield Finding("annotations", f"an annotation: {kind[1:]}", number, place)


def _is_inside(note: Any, page: Any) -> bool:
    outer = box_of(page, "/BleedBox") or box_of(page, "/MediaBox")
    try:
        left, bottom, right, top = (float(number) for number in note.get("/Rect", []))
    except (TypeError, ValueError):
        return True
    return outer is None or (left < outer[2] and right > outer[0] and bottom < outer[3] and top > outer[1])
