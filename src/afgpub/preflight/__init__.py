"""Is a PDF fit for its purpose? Looks at any file, without running or fetching anything, and never stops at a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from afgpub.preflight.boxes import MM, box_of, check_boxes
from afgpub.preflight.document import check_annotations, check_metadata, check_scripts, check_tags
from afgpub.preflight.fonts import check_font
from afgpub.preflight.intents import check_claims, check_intent, claims_of
from afgpub.preflight.limits import MAX_BYTES, MAX_PAGES, Budget, TooMuchError
from afgpub.preflight.painting import Painted, Painter
from afgpub.preflight.report import Check, Finding, PageFacts, Report, merge
from afgpub.preflight.rules import RULES

INK_LIMIT = 320.0  # percent; what coated sheet-fed offset takes is 300 to 330
LEAST_RESOLUTION = 225  # pixels per inch; 300 is the aim, and a quarter less is not seen at 150 lpi
_XMP = (
    "dc:title pdfaid:part pdfaid:conformance pdfuaid:part pdf:Trapped pdfxid:GTS_PDFXVersion xmp:CreateDate "
    "xmp:ModifyDate xmp:MetadataDate xmpMM:DocumentID xmpMM:VersionID xmpMM:RenditionClass"
).split()


def preflight(data: bytes, *, profile: str = "", ink_limit: float = INK_LIMIT) -> Report:
    """Check a PDF against a profile: `screen`, `archive`, `press`, `press-1a`, or what the file claims if empty.

    `ink_limit` is in percent. A file that is broken, encrypted or too large to judge is a failed check, never an
    exception; nothing in the file is run.
    """
    import pikepdf

    if len(data) > MAX_BYTES:
        return _report("limits", f"{len(data)} bytes; the limit is {MAX_BYTES}", profile)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _judge(pdf, profile, ink_limit)
    except pikepdf.PasswordError:
        return _report("encryption", "a password is needed to open it", profile)
    except TooMuchError as limit:
        return _report("limits", str(limit), profile)
    except Exception as error:  # whatever a foreign file does to the library, it is the file's fault
        return _report("readable", f"it cannot be read: {_reason(error)}", profile)


def _report(check: str, text: str, profile: str) -> Report:
    return Report(profile or "screen", (), (), (Check(check, "failed", text),))


def _judge(pdf: Any, profile: str, ink_limit: float) -> Report:
    xmp, info = _metadata(pdf)
    claims = claims_of(xmp, info)
    profile = profile or _profile_of(claims)
    if len(pdf.pages) > MAX_PAGES:
        return _report("limits", f"{len(pdf.pages)} pages; the limit is {MAX_PAGES}", profile)
    pages = list(pdf.pages)
    findings: list[Finding] = []
    facts: list[PageFacts] = []
    if pdf.is_encrypted:
        findings.append(Finding("encryption", "encrypted, though it opens without a password"))
    if not pages:
        findings.append(Finding("readable", "it has no pages"))
    steps: dict[str, Callable[[], Iterator[Finding]]] = {
        "metadata": lambda: check_metadata(xmp, info, pdf.trailer, profile),
        "claim": lambda: check_claims(claims, str(pdf.pdf_version), profile),
        "output-intent": lambda: check_intent(pdf.Root, profile),
        "tags": lambda: check_tags(pdf.Root),
        "scripts": lambda: check_scripts(pdf.Root),
        "annotations": lambda: check_annotations(pages),
        "page-boxes": lambda: check_boxes(pages),
        "limits": lambda: _check_painting(pages, ink_limit, facts),
    }
    for name, step in steps.items():
        findings += _guarded(name, step)
    return Report(profile, claims, tuple(facts), _settle(findings, profile))


def _guarded(name: str, step: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of one step; a file that breaks it gets that as a finding."""
    try:
        yield from step()
    except TooMuchError as limit:
        yield Finding("limits", str(limit))
    except Exception as error:  # as above: objects of a wrong type, loops, numbers out of range
        yield Finding(name, f"cannot be judged: {_reason(error)}")


def _check_painting(pages: list[Any], ink_limit: float, facts: list[PageFacts]) -> Iterator[Finding]:
    """What is painted on the pages; their `facts` are gathered on the way."""
    painter, fonts = Painter(Budget()), set()
    for number, page in enumerate(pages, 1):
        try:
            painted = painter.page(page)
        except TooMuchError as limit:
            yield Finding("limits", str(limit), number)
            continue
        except Exception as error:  # as in `_guarded`; the other pages are judged all the same
            yield Finding("limits", f"cannot be judged: {_reason(error)}", number)
            continue
        facts.append(_facts(page, painted, number))
        yield from _check_colours(painted, number, ink_limit)
        for image in painted.images:
            if image.resolution < LEAST_RESOLUTION:
                text = f"{image.width}×{image.height} pixels at {image.resolution} dpi, wanted {LEAST_RESOLUTION}"
                yield Finding("image-resolution", text, number, f"image {image.name}")
        for place, font in painted.fonts.items():
            if place not in fonts:
                fonts.add(place)
                yield from _guarded("fonts-embedded", partial(check_font, font, place, number))


def _facts(page: Any, painted: Painted, number: int) -> PageFacts:
    left, bottom, right, top = box_of(page, "/TrimBox") or box_of(page, "/MediaBox") or (0, 0, 0, 0)
    return PageFacts(
        number=number,
        width=round((right - left) / MM, 1),
        height=round((top - bottom) / MM, 1),
        spaces=tuple(sorted(painted.spaces)),
        ink=round(painted.coverage.percent, 1),
        images=len(painted.images),
        resolution=min((image.resolution for image in painted.images), default=None),
    )


def _check_colours(painted: Painted, page: int, ink_limit: float) -> Iterator[Finding]:
    for space, place in painted.spaces.items():
        if space == "DeviceRGB":
            yield Finding("colour-rgb", space, page, place)
        elif space.startswith("RGB") or space == "Lab":
            yield Finding("colour-managed", space, page, place)
    if painted.coverage.percent > ink_limit + 0.5:
        text = f"{painted.coverage.percent:.0f} % of ink, the limit is {ink_limit:g} %"
        yield Finding("ink-coverage", text, page, painted.coverage.where)
    if painted.rich_black:
        yield Finding("black-text", painted.rich_black, page)
    if painted.white_overprint:
        yield Finding("overprint", painted.white_overprint, page)
    for what, place in painted.transparency.items():
        yield Finding("transparency", what, page, place)


def _settle(findings: list[Finding], profile: str) -> tuple[Check, ...]:
    """Findings as failed checks or notes in the order of the table, and a passed check for each name without any."""
    checks = []
    merged = merge(findings)
    for name, rule in RULES.items():
        met = [finding for finding in merged if finding.check == name]
        status: Any = "failed" if profile in rule.must else "note"
        checks += [Check(f.check, status, f.text, f.page, f.object) for f in met]
        if not met:
            checks.append(Check(name, "passed", rule.passed))
    return tuple(checks)


def _metadata(pdf: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """XMP and Info as plain text; what cannot be read is as good as absent."""
    from afgpub.preflight.limits import MAX_CONTENT, check_size

    xmp: dict[str, str] = {}
    try:
        if "/Metadata" in pdf.Root:
            check_size(pdf.Root.Metadata, MAX_CONTENT)
            with pdf.open_metadata(update_docinfo=False) as packet:
                packet.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
                packet.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
                xmp = {key: str(packet[key]) for key in _XMP if key in packet}
    except TooMuchError:
        raise
    except Exception:  # broken XML, a wrong encoding
        xmp = {}
    try:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    except Exception:  # no dictionary
        info = {}
    return xmp, info


def _profile_of(claims: tuple[str, ...]) -> str:
    for start, profile in (("PDF/X-1", "press-1a"), ("PDF/X", "press"), ("PDF/A", "archive")):
        if any(claim.startswith(start) for claim in claims):
            return profile
    return "screen"


def _reason(error: Exception) -> str:
    text = re.sub(r"(stream )?<_io[^>]*>:? *", "", str(error))  # an address, other in every run
    return " ".join(f"{type(error).__name__}: {text}".split())[:160]


__all__ = ["INK_LIMIT", "LEAST_RESOLUTION", "Check", "Finding", "PageFacts", "Report", "preflight"]
