"""PDF/A-2a beside PDF/UA-1: what WeasyPrint's colours mean (ISO 19005-2, 6.2.3)."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def set_screen_intent(pdf: Any) -> None:
    """Put the sRGB profile that comes with WeasyPrint into a pydyf.PDF as its output intent."""
    from pydyf import Array, Dictionary, Stream, String

    icc = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    profile = Stream([icc], {"N": 3}, compress=True)
    pdf.add_object(profile)
    intent = Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference})
    intent["OutputConditionIdentifier"] = intent["Info"] = String("sRGB IEC61966-2.1")
    pdf.catalog["OutputIntents"] = Array([intent])
