"""The output intent: the ICC profile of the press that colours are made for (ISO 15930-7, 6.2; ICC.1)."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from afgpub.exceptions import OptionError
from afgpub.frozen import dataclass

FOGRA39 = Path(__file__).with_name("icc") / "FOGRA39L_coated.icc"
REGISTRY = "http://www.color.org"
MAX_BYTES = 16 * 1024 * 1024
_CONDITION = re.compile(r"FOGRA ?(\d\d)|(TR ?00[1-6])|(GRACoL20\d\d\w*)", re.I)


@dataclass(frozen=True, slots=True)
class Intent:
    """A printing condition: its name, a line on it, the registry that knows the name (or empty), the ICC profile."""

    identifier: str
    info: str
    registry: str
    icc: bytes


def load_intent(name: str, *, version: int = 4) -> Intent:
    """The bundled FOGRA39 if `name` is empty, else the CMYK printer profile in that file.

    `version` is the newest version of ICC that the PDF may hold: 2 in PDF 1.4, 4 in PDF 1.6. Raises OptionError
    (icc-invalid) for a file that is missing, larger than 16 MiB, broken, or of another kind.
    """
    if not name:
        return Intent("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)", REGISTRY, _bundled())
    try:
        path = Path(name)
        if path.stat().st_size > MAX_BYTES:
            raise _invalid(name, f"it has over {MAX_BYTES} bytes")
        icc = path.read_bytes()
    except (OSError, ValueError) as error:
        raise _invalid(name, getattr(error, "strerror", None) or str(error)) from error
    description = _examine(name, icc, version)
    found = _CONDITION.search(description)
    if found is None:
        return Intent("Custom", description, "", icc)
    return Intent(f"FOGRA{found[1]}" if found[1] else found[0], description, REGISTRY, icc)


@cache
def _bundled() -> bytes:
    return FOGRA39.read_bytes()


def _examine(name: str, icc: bytes, newest: int) -> str:
    """The description of the profile, after a look at its header (ICC.1:2004-10, 7.2) and a trial with one colour."""
    from PIL import Image, ImageCms

    if len(icc) < 132 or icc[36:40] != b"acsp":
        raise _invalid(name, "it is no ICC profile")
    if icc[12:16] != b"prtr" or icc[16:20] != b"CMYK":
        raise _invalid(name, "it is no profile of a CMYK printer")
    if icc[8] > newest:
        raise _invalid(name, f"it is of ICC version {icc[8]}, newer than {newest}")
    if int.from_bytes(icc[:4]) != len(icc):
        raise _invalid(name, "it is cut short or has bytes too many")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        there = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
        back = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB")
        trial = ImageCms.applyTransform(Image.new("RGB", (1, 1), (127, 63, 31)), there)
        if trial is None or ImageCms.applyTransform(trial, back) is None:
            raise _invalid(name, "no colour can be converted by it")
        return " ".join(ImageCms.getProfileDescription(profile).split()) or "CMYK printer"
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        raise _invalid(name, " ".join(str(error).split())[:120]) from error


def _invalid(name: str, reason: str) -> OptionError:
    error = OptionError.coded("icc-invalid", name=name, reason=reason)
    assert isinstance(error, OptionError)  # noqa: S101 - `coded` gives the class it is called on
    return error
