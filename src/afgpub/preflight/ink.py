"""Total area coverage: how much ink lies in one place, as the sum of its inks in percent (ISO 12647-2, 4.3.2.3)."""

from __future__ import annotations

from typing import Any

from afgpub.frozen import dataclass
from afgpub.preflight.limits import MAX_PIXELS, TooMuchError, check_size
from afgpub.renderers.pdf.profiles.pictures import read_picture
from afgpub.renderers.pdf.profiles.spaces import kind_of

SPOT = 8  # pixels on a side of the spots over which an image is averaged


@dataclass(slots=True)
class Coverage:
    """The heaviest place so far, in percent, and what lies there."""

    percent: float = 0.0
    where: str = ""

    def raise_to(self, percent: float, where: str) -> None:
        """Remember a heavier place."""
        if percent > self.percent:
            self.percent, self.where = percent, where


def coverage_of_colour(space: Any, values: tuple[float, ...], resources: Any) -> float:
    """Percent of ink of a flat colour; register marks (Separation All) and RGB, whose inks are unknown, count 0."""
    match kind_of(space, resources):
        case "cmyk" if len(values) == 4:
            return 100 * sum(values)
        case "grey" if len(values) == 1 and values[0] <= 1:
            return 100 * (1 - values[0])
        case "spot":
            return 0.0 if _is_register(space, resources) else 100 * sum(values)
        case _:
            return 0.0


def coverage_of_image(image: Any, space: Any, resources: Any) -> float:
    """Percent of ink in the heaviest spot of an image, averaged over some pixels, since single ones are noise.

    Raises TooMuchError for one over 89 million pixels.
    """
    from PIL import ImageMath

    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if width * height > MAX_PIXELS:
        raise TooMuchError(f"an image of {width}×{height} pixels")
    if kind_of(space, resources) == "spot":
        return 0.0
    if str(image.get("/Filter", "")) not in ("/DCTDecode", "/JPXDecode"):
        check_size(image, MAX_PIXELS * 4)
    picture = read_picture(image)
    if picture.mode != "CMYK":
        return 0.0
    inverted = False
    if str(image.get("/Filter", "")) == "/DCTDecode":
        # Pillow turns the inks of Adobe's JPEGs round, and does not know whether the PDF does too.
        turned = [float(number) for number in image.get("/Decode", [])] == [1, 0] * 4
        inverted = turned != ("adobe" in picture.info)
    if min(picture.size) >= 2 * SPOT:
        picture = picture.reduce(SPOT)
    bands = dict(zip("cmyk", picture.split(), strict=True))
    total = ImageMath.lambda_eval(lambda inks: inks["c"] + inks["m"] + inks["y"] + inks["k"], **bands)
    least, most = total.getextrema()
    return float((4 * 255 - least if inverted else most) / 2.55)


def _is_register(space: Any, resources: Any) -> bool:
    from pikepdf import Name

    if isinstance(space, Name) and resources is not None:
        space = resources.get("/ColorSpace", {}).get(str(space))
    return space is not None and str(space[1]) == "/All"
