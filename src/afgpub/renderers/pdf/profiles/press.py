"""From WeasyPrint's PDF to one that a press accepts: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from afgpub.messages import Message, message
from afgpub.renderers.pdf.profiles import Settings
from afgpub.renderers.pdf.profiles.colour import press
from afgpub.renderers.pdf.profiles.content import Box
from afgpub.renderers.pdf.profiles.inks import Conversion
from afgpub.renderers.pdf.profiles.intent import Intent
from afgpub.renderers.pdf.profiles.marks import MM, draw_marks, room
from afgpub.renderers.pdf.profiles.objects import is_dictionary


def make_press(data: bytes, settings: Settings) -> tuple[bytes, tuple[Message, ...]]:
    """The PDF with inks for colours, with boxes, marks and output intent, and without anything to click.

    Raises RenderError (press-transparency) for PDF/X-1a where something is half transparent in a way that paper
    cannot stand in for.
    """
    import pikepdf

    assert settings.intent is not None  # noqa: S101 - `settle` gives every press one
    old = settings.profile == "press-1a"
    with pikepdf.open(BytesIO(data)) as pdf:
        conversion = Conversion(pdf, press(settings.intent.icc), flatten=old)
        for page in pdf.pages:
            trim, bleed = _set_boxes(page, settings)
            conversion.page(page, trim, bleed)
            if settings.marks:
                draw_marks(pdf, page, trim, settings.bleed * MM)
        _strip(pdf)
        _set_intent(pdf, settings.intent)
        output = BytesIO()
        pdf.save(
            output,
            force_version="1.4" if old else "1.6",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable if old else pikepdf.ObjectStreamMode.generate,
        )
    notes = (message("transparency-flattened", count=conversion.mixed),) if conversion.mixed else ()
    return output.getvalue(), notes


def _set_boxes(page: Any, settings: Settings) -> tuple[Box, Box]:
    """TrimBox as laid out, BleedBox around it, MediaBox around both and the marks (ISO 32000-1, 14.11.2)."""
    from pikepdf import Array

    trim = _round([float(number) for number in page.obj.TrimBox])
    around = settings.bleed * MM
    bleed = _grow(trim, around)
    page.obj.MediaBox = Array(_grow(trim, room(around)) if settings.marks else bleed)
    page.obj.BleedBox, page.obj.TrimBox = Array(bleed), Array(trim)
    return trim, bleed


def _grow(box: Box, by: float) -> Box:
    left, bottom, right, top = box
    return _round([left - by, bottom - by, right + by, top + by])


def _round(numbers: list[float]) -> Box:
    left, bottom, right, top = (round(number, 4) for number in numbers)
    return (left, bottom, right, top)


def _strip(pdf: Any) -> None:
    """No annotation, action, script or form, and no reference to one among the tags (ISO 15930-7, 6.17 and 6.19)."""
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    for key in ("/AcroForm", "/AA", "/OpenAction", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    for item in pdf.objects:
        if is_dictionary(item) and item.get("/Type") == "/StructElem" and "/K" in item:
            _drop_references(item)


def _drop_references(item: Any) -> None:
    from pikepdf import Array

    kids = list(item.K) if isinstance(item.K, Array) else [item.K]
    kept = [kid for kid in kids if not (is_dictionary(kid) and kid.get("/Type") == "/OBJR")]
    if len(kept) < len(kids):
        item.K = Array(kept)


def _set_intent(pdf: Any, intent: Intent) -> None:
    from pikepdf import Array, Dictionary, Name, String

    profile = pdf.make_stream(intent.icc)
    profile.N = 4
    settings = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(intent.identifier),
        OutputCondition=String(intent.info),
        Info=String(intent.info),
        DestOutputProfile=profile,
    )
    if intent.registry:
        settings.RegistryName = String(intent.registry)
    pdf.Root.OutputIntents = Array([settings])
