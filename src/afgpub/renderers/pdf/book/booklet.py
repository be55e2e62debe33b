"""A saddle-stitched booklet: two pages a side, in the order in which sheets are folded into each other and stapled."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from afgpub.metadata import Direction

if TYPE_CHECKING:
    import pikepdf

SIGNATURE = 4  # pages on a folded sheet


def sheet_sides(count: int, dir: Direction) -> list[tuple[int, int]]:
    """For each side of a sheet, front and back in turn, the pages on its left and right, from 0.

    `count` is filled up to a multiple of four; pages at `count` and beyond are empty. Right to left, a booklet is
    stapled at its right edge, so left and right change places.
    """
    whole = -(-count // SIGNATURE) * SIGNATURE
    sides = []
    for sheet in range(whole // SIGNATURE):
        first, last = 2 * sheet, whole - 1 - 2 * sheet
        sides += [(last, first), (first + 1, last - 1)]
    return [(right, left) for left, right in sides] if dir == "rtl" else sides


def impose_booklet(data: bytes, dir: Direction) -> bytes:
    """The pages of a PDF as the sides of a saddle-stitched booklet.

    Two trim boxes lie side by side; bleed stays at the outer edges. Output intents and metadata are kept; links,
    bookmarks and tags, which mean nothing on a sheet to fold, are not, nor is the claim to be PDF/UA or PDF/A-a.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        pages = list(pdf.pages)
        trims = [[float(number) for number in page.trimbox] for page in pages]
        bleeds = [[float(number) for number in page.get("/BleedBox", page.trimbox)] for page in pages]
        width, height = max(t[2] - t[0] for t in trims), max(t[3] - t[1] for t in trims)
        bleed = max(max(t[i] - b[i] for i in (0, 1)) for t, b in zip(trims, bleeds, strict=True))
        forms = []
        for page in pages:
            page.cropbox = page.mediabox
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
            forms.append(pdf.make_indirect(page.as_form_xobject()))
        for left, right in sheet_sides(len(pages), dir):
            placed = [(index, side) for side, index in enumerate((left, right)) if index < len(pages)]
            _add_side(pdf, placed, forms, trims, (width, height), bleed)
        del pdf.pages[: len(pages)]
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels", "/Names", "/Dests", "/PageMode"):
            if key in pdf.Root:
                del pdf.Root[key]
        _take_back_claims(pdf)
        pdf.remove_unreferenced_resources()
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _add_side(
    pdf: pikepdf.Pdf,
    placed: list[tuple[int, int]],
    forms: list[pikepdf.Object],
    trims: list[list[float]],
    size: tuple[float, float],
    bleed: float,
) -> None:
    """Add one side of a sheet: each page clipped to its half and the bleed around it."""
    import pikepdf

    width, height = size
    names = pikepdf.Dictionary({f"/P{side}": forms[index] for index, side in placed})
    content = []
    for index, side in placed:
        x, clip = bleed + side * width, side * (width + bleed)
        shift = f"{x - trims[index][0]:.4f} {bleed - trims[index][1]:.4f}"
        box = f"{clip:.4f} 0 {width + bleed:.4f} {height + 2 * bleed:.4f}"
        content.append(f"q {box} re W n 1 0 0 1 {shift} cm /P{side} Do Q")
    whole = [0, 0, round(2 * (width + bleed), 4), round(height + 2 * bleed, 4)]
    trim = [bleed, bleed, round(bleed + 2 * width, 4), round(bleed + height, 4)]
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=whole,
        BleedBox=whole,
        TrimBox=trim,
        Resources=pikepdf.Dictionary(XObject=names),
        Contents=pdf.make_stream("\n".join(content).encode()),
    )
    groups = [forms[index]["/Group"] for index, _ in placed if "/Group" in forms[index]]
    if groups:
        page.Group = groups[0]  # the space that transparency is blended in
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _take_back_claims(pdf: pikepdf.Pdf) -> None:
    """An untagged file is no PDF/UA, and of PDF/A at most level u or b."""
    if "/Metadata" not in pdf.Root:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in ("pdfuaid:part", "pdfuaid:rev"):
            if key in metadata:
                del metadata[key]
        if metadata.get("pdfaid:conformance") == "A":
            metadata["pdfaid:conformance"] = "U"
