"""Colours of the screen as inks of the press, through the ICC profile by littleCMS; neutral ones in black alone."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from math import hypot
from typing import Any

Inks = tuple[float, float, float, float]

# CIELAB units: below this a colour is grey to the eye, and one ink prints it without colour fringes.
NEUTRAL = 6.0
BLACK: Inks = (0.0, 0.0, 0.0, 1.0)


class Press:
    """The way into the colours of one press; all values of inks are from 0 (none) to 1 (solid).

    Relative colorimetric with black point compensation: paper stays paper, and all that the press can print is kept.
    """

    def __init__(self, icc: bytes) -> None:
        from PIL import ImageCms

        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        screen, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        self._convert: Any = ImageCms.applyTransform
        self._from_rgb = ImageCms.buildTransform(screen, profile, "RGB", "CMYK", intent, flags=flags)
        self._from_lab = ImageCms.buildTransform(lab, profile, "LAB", "CMYK", intent, flags=flags)
        self._rgb_to_lab = ImageCms.buildTransform(screen, lab, "RGB", "LAB", intent)
        self._black = _black_for_lightness(ImageCms.buildTransform(profile, lab, "CMYK", "LAB", intent))
        self._known: dict[tuple[int, int, int, bool], Inks] = {}

    def rgb(self, red: float, green: float, blue: float, *, blend: bool = False) -> Inks:
        """Inks for an sRGB colour, each channel from 0 to 1; what is grey to the eye in black alone.

        In a `blend` of colours none is: a grey band would show where the blend passes near black and white.
        """
        from PIL import Image

        red, green, blue = (min(max(round(value * 255), 0), 255) for value in (red, green, blue))
        key = (red, green, blue, blend)
        if key not in self._known:
            patch = Image.new("RGB", (1, 1), key[:3])
            lightness, a, b = self._convert(patch, self._rgb_to_lab).getpixel((0, 0))
            if hypot(a - 128, b - 128) < NEUTRAL and not blend:
                self._known[key] = (0.0, 0.0, 0.0, self._black[lightness])
            else:
                self._known[key] = _inks(self._convert(patch, self._from_rgb).getpixel((0, 0)))
        return self._known[key]

    def grey(self, light: float) -> Inks:
        """Inks for DeviceGray, from 0 (black) to 1 (white): black alone (ISO 32000-1, 10.3.2)."""
        return (0.0, 0.0, 0.0, 1.0 - min(max(light, 0.0), 1.0))

    def lab(self, lightness: float, a: float, b: float) -> Inks:
        """Inks for a CIELAB colour, lightness from 0 to 100."""
        from PIL import Image

        values = tuple(min(max(round(v), 0), 255) for v in (lightness * 2.55, a + 128, b + 128))
        if hypot(a, b) < NEUTRAL:
            return (0.0, 0.0, 0.0, self._black[values[0]])
        return _inks(self._convert(Image.new("LAB", (1, 1), values), self._from_lab).getpixel((0, 0)))

    def picture(self, image: Any) -> Any:
        """A Pillow picture of mode RGB as one of mode CMYK, or of mode L if it holds greys only."""
        from PIL import ImageChops

        red, green, blue = image.split()
        if all(ImageChops.difference(red, other).getextrema() == (0, 0) for other in (green, blue)):
            return red
        return self._convert(image, self._from_rgb)


@cache
def press(icc: bytes) -> Press:
    """The press of a profile, made once."""
    return Press(icc)


def _inks(values: tuple[int, ...]) -> Inks:
    cyan, magenta, yellow, black = (round(value / 255, 3) for value in values)
    return (cyan, magenta, yellow, black)


def _black_for_lightness(to_lab: Any) -> list[float]:
    """For each lightness from 0 to 255 how much black alone looks like it, with solid black taken as 0."""
    from PIL import Image, ImageCms

    ramp = Image.new("CMYK", (256, 1))
    for black in range(256):
        ramp.putpixel((black, 0), (0, 0, 0, black))
    seen: Any = ImageCms.applyTransform(ramp, to_lab)
    lightness = [seen.getpixel((black, 0))[0] for black in range(256)]
    paper, solid = lightness[0], lightness[255]
    scaled = [(value - solid) * 255 / max(paper - solid, 1) for value in lightness]
    found, black = [], 255
    for wanted in range(256):
        while black > 0 and scaled[black] < wanted and scaled[black - 1] <= wanted:
            black -= 1
        found.append(round(black / 255, 3))
    return [1.0, *found[1:255], 0.0]
