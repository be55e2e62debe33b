"""The order of reading that the tags of a PDF give (ISO 32000-1, 14.7), and which of it is the text itself."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from afgpub.frozen import dataclass
from afgpub.proof.opening import library

_PHRASES = frozenset(f"/{name}" for name in "Span Link Reference Quote Code NonStruct Annot Em Strong BibEntry".split())
_GENERATED = frozenset(("/Lbl", "/TOC", "/TOCI", "/Artifact"))
_MOST = 2_000_000  # elements; a tree with a cycle in it would be read for ever


@dataclass(frozen=True, slots=True)
class Tagged:
    """Where marked content stands: its place in reading order, its block, and whether the text generated it.

    `lang` is the language of the block, empty where the tags say none.
    """

    place: int
    block: int
    generated: bool
    lang: str = ""


def reading_order(pdf: Any, wanted: Container[int] | None = None) -> dict[tuple[int, int], Tagged] | None:
    """Every marked content by page (from 0) and number; None where the PDF has no tags.

    Of the elements right below the root's own one, those of pages that are not `wanted` are passed over.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return None
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: dict[tuple[int, int], Tagged] = {}
    kids = root.K if wanted is None else _wanted(root.K, wanted, pages)
    stack: list[tuple[Any, Any, int, bool, str]] = [(kids, None, 0, False, str(pdf.Root.get("/Lang", "")))]
    blocks = 0
    sequences, dictionary = (library().Array, list), library().Dictionary
    for _ in range(_MOST):
        if not stack:
            break
        node, page, block, generated, lang = stack.pop()
        if isinstance(node, int):
            if page is not None:
                found.setdefault((pages.get(page, -1), node), Tagged(len(found), block, generated, lang))
            continue
        if not isinstance(node, dictionary):
            if isinstance(node, sequences):
                stack += [(kid, page, block, generated, lang) for kid in reversed(list(node))]
            continue
        # pikepdf's `get` takes five times as long for what is not there as `in` does
        page = node["/Pg"].objgen if "/Pg" in node else page
        if "/MCID" in node:
            stack.append((int(node["/MCID"]), page, block, generated, lang))
            continue
        kind = str(node["/S"]) if "/S" in node else ""
        if kind and kind not in _PHRASES:
            blocks += 1
            block = blocks
            lang = str(node["/Lang"]) if "/Lang" in node else lang
        if "/K" in node and str(node.get("/Type", "")) != "/OBJR":
            stack.append((node["/K"], page, block, generated or kind in _GENERATED, lang))
    return found


def _wanted(kids: Any, wanted: Container[int], pages: dict[tuple[int, int], int]) -> list[Any]:
    """The elements below those of the root that stand on no page or on one that is wanted."""
    inside = [kid for top in kids for kid in top.get("/K", ())]
    return [kid for kid in inside if "/Pg" not in kid or pages.get(kid.Pg.objgen, -1) in wanted]
