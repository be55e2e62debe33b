"""What WeasyPrint leaves to be done on a finished PDF, before it is written: direction, links, list items, metadata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from afgpub.metadata import Direction

PRINT = 4  # annotation flag, ISO 32000-1, 12.5.3: shown on paper as on the screen


def finisher(dir: Direction, profile: str, identifier: bytes) -> Callable[[Any, Any], None]:
    """The `finisher` that WeasyPrint calls with its document and the pydyf.PDF."""

    def finish(document: Any, pdf: Any) -> None:
        if profile != "screen":
            from afgpub.renderers.pdf.profiles.metadata import put_metadata

            put_metadata(pdf, document.metadata, profile, identifier)
        if profile == "archive":
            from afgpub.renderers.pdf.profiles.archive import set_screen_intent

            set_screen_intent(pdf)
        if dir == "rtl":
            pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
        for item in list(pdf.objects):
            if not isinstance(item, dict):
                continue
            if item.get("Subtype") == "/Link":
                item["F"] = PRINT
            if item.get("S") == "/LI":
                _give_body(pdf, item)

    return finish


def _give_body(pdf: Any, item: Any) -> None:
    """Put what an item holds beside its label into one LBody (ISO 14289-1, 7.6; ISO 32000-1, 14.8.4.3.3).

    WeasyPrint 70 does so only where the item has no paragraphs of its own.
    """
    from pydyf import Array, Dictionary

    kids = [(kid, _element(pdf, kid)) for kid in item["K"]]
    loose = [(kid, element) for kid, element in kids if element is None or element["S"] not in ("/Lbl", "/LBody")]
    if not loose or any(element is None for _, element in loose):
        return
    body = Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
    body["K"] = Array(kid for kid, _ in loose)
    pdf.add_object(body)
    for _, element in loose:
        element["P"] = body.reference
    first = kids.index(loose[0])
    kept = [kid for kid in item["K"] if all(kid is not other for other, _ in loose)]
    item["K"] = Array([*kept[:first], body.reference, *kept[first:]])


def _element(pdf: Any, kid: object) -> Any:
    """The structure element that `kid` refers to, or None where it is marked content or a reference to an object."""
    if not isinstance(kid, bytes):
        return None
    target = pdf.objects[int(kid.split()[0])]
    return target if isinstance(target, dict) and target.get("Type") == "/StructElem" else None
