"""Checks of the output intent, the version of PDF and what the file claims to be (ISO 15930-4 and -7, ISO 19005-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from afgpub.preflight.report import Finding
from afgpub.renderers.pdf.profiles.intent import MAX_BYTES

NEWEST = {"archive": "1.7", "press": "1.6", "press-1a": "1.4"}
_SUBTYPE = {"archive": "/GTS_PDFA1", "press": "/GTS_PDFX", "press-1a": "/GTS_PDFX"}
_CLAIM = {"archive": "PDF/A-", "press": "PDF/X-4", "press-1a": "PDF/X-1"}


def claims_of(xmp: Mapping[str, str], info: Mapping[str, str]) -> tuple[str, ...]:
    """The standards that a file claims: `PDF/A-2a`, `PDF/UA-1`, `PDF/X-4`."""
    claims = []
    if xmp.get("pdfaid:part"):
        claims.append(f"PDF/A-{xmp['pdfaid:part']}{xmp.get('pdfaid:conformance', '').lower()}")
    if xmp.get("pdfuaid:part"):
        claims.append(f"PDF/UA-{xmp['pdfuaid:part']}")
    press = xmp.get("pdfxid:GTS_PDFXVersion") or info.get("/GTS_PDFXVersion", "")
    return (*claims, press) if press else tuple(claims)


def check_claims(claims: tuple[str, ...], version: str, profile: str) -> Iterator[Finding]:
    """A claim that is missing, and a file that is newer than the profile lets it be."""
    wanted = _CLAIM.get(profile, "")
    if wanted and not any(claim.startswith(wanted) for claim in claims):
        yield Finding("claim", f"no claim of {wanted.rstrip('-')}; claimed: {', '.join(claims) or 'nothing'}")
    newest = NEWEST.get(profile)
    if newest and _number(version) > _number(newest):
        yield Finding("version", f"PDF {version}, newer than {newest}")


def check_intent(root: Any, profile: str) -> Iterator[Finding]:
    """An output intent that is missing, of another kind, without a name, or whose ICC profile does not fit."""
    subtype = _SUBTYPE.get(profile, "")
    intents = list(root.get("/OutputIntents", []))
    chosen = next((intent for intent in intents if str(intent.get("/S", "")) == subtype), None)
    if not subtype:
        return
    if chosen is None:
        found = ", ".join(str(intent.get("/S", "?"))[1:] for intent in intents) or "none"
        yield Finding("output-intent", f"no output intent of kind {subtype[1:]}; found: {found}")
        return
    place = "OutputIntents"
    if not str(chosen.get("/OutputConditionIdentifier", "")):
        yield Finding("output-intent", "the printing condition has no identifier", None, place)
    profile_stream = chosen.get("/DestOutputProfile")
    if profile_stream is None:
        yield Finding("output-intent", "the ICC profile is not embedded", None, place)
        return
    yield from _check_profile(profile_stream, int(profile_stream.get("/N", 0)), place, press=profile != "archive")


def _check_profile(stream: Any, components: int, place: str, *, press: bool) -> Iterator[Finding]:
    from afgpub.preflight.limits import check_size

    check_size(stream, MAX_BYTES)
    icc = bytes(stream.read_bytes())
    space = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(icc[16:20])
    if len(icc) < 132 or icc[36:40] != b"acsp" or space is None:
        yield Finding("output-intent", "what is embedded is no ICC profile", None, place)
    elif space != components:
        yield Finding("output-intent", f"the ICC profile has {space} inks, /N says {components}", None, place)
    elif press and icc[12:16] != b"prtr":
        yield Finding("output-intent", "the ICC profile is not one of a printer", None, place)
    elif press and space != 4:
        yield Finding("output-intent", "the ICC profile is not one of CMYK", None, place)


def _number(version: str) -> float:
    try:
        return float(version)
    except ValueError:
        return 0.0
