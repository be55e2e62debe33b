"""What a PDF is for: `screen`, `archive`, or a press; the options about it, settled before anything is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from afgpub.exceptions import OptionError
from afgpub.frozen import dataclass
from afgpub.renderers.pdf.pages import length
from afgpub.renderers.pdf.profiles.intent import Intent, load_intent

if TYPE_CHECKING:
    from afgpub.renderers.pdf import PdfOptions

# Each profile with what WeasyPrint is told; all else about archive and press is done by us afterwards.
ENGINE: dict[str, dict[str, Any]] = {
    "screen": {"pdf_variant": "pdf/ua-1"},
    "archive": {"pdf_variant": "pdf/ua-1"},
    "press": {"pdf_version": "1.6", "pdf_tags": True},
    "press-1a": {"pdf_version": "1.4", "pdf_tags": True},
}
PROFILES = tuple(ENGINE)
BLEED = "3mm"
MOST_BLEED = 25.0  # mm


@dataclass(frozen=True, slots=True)
class Settings:
    """`bleed` in mm and `marks` are for a press, as is `intent`; other profiles have 0, False and None."""

    profile: str
    bleed: float = 0.0
    marks: bool = False
    intent: Intent | None = None

    @property
    def engine(self) -> dict[str, Any]:
        """The options with which WeasyPrint renders and writes."""
        return ENGINE[self.profile]

    @property
    def style(self) -> str:
        """CSS to go after the theme's: paper for the bleed, and pictures as they are in archives."""
        if self.profile == "archive":
            return "img, image { image-rendering: crisp-edges }"  # PDF/A forbids Interpolate (ISO 19005-2, 6.2.8)
        return f"@page {{ bleed: {self.bleed:g}mm; marks: none }}" if self.bleed else ""


def settle(options: PdfOptions) -> Settings:
    """The profile with its bleed, marks and output intent.

    Raises OptionError: option-invalid for an unknown profile, a bleed that is no length from 0 to 25 mm, or an option
    of the press with another profile; icc-invalid for an ICC profile that cannot be used.
    """
    options.check("profile", PROFILES)
    if not options.profile.startswith("press"):
        for name in ("bleed", "marks", "icc"):
            if value := getattr(options, name):
                raise OptionError.coded(
                    "option-invalid", option=name, value=repr(value), expected="Only with --profile press or press-1a."
                )
        return Settings(options.profile)
    bleed = length(options.bleed or BLEED, "bleed", 0, MOST_BLEED)
    intent = load_intent(options.icc, version=2 if options.profile == "press-1a" else 4)
    return Settings(options.profile, bleed, options.marks, intent)
