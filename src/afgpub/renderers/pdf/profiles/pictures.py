"""Pictures for a press: RGB in inks, greys that were saved as RGB in black, transparency over paper for old presses."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from afgpub.renderers.pdf.profiles.colour import Press
from afgpub.renderers.pdf.profiles.spaces import kind_of

QUALITY = 95  # of JPEG, without chroma subsampling: the loss is under what a screen of 175 lpi shows


def convert_picture(image: Any, press: Press, *, flatten: bool = False, mask: bool = False) -> bool:
    """Change an image XObject in place; True if it had to be mixed with white paper.

    `mask` is for pictures inside a luminosity mask, which become grey. A picture in CMYK or grey stays as it is.
    """
    if image.get("/ImageMask"):
        return False
    soft = image.get("/SMask") if flatten else None
    kind = kind_of(image.get("/ColorSpace"))
    if kind in ("cmyk", "grey", "spot") and soft is None:
        return False
    photo = str(image.get("/Filter", "")) == "/DCTDecode"
    picture = read_picture(image)
    if soft is not None:
        picture = _over_paper(picture, read_picture(soft))
        del image["/SMask"]
    if picture.mode != "CMYK":
        picture = _as_srgb(picture) if photo else picture.convert("RGB")
        picture = picture.convert("L") if mask else press.picture(picture)
    _put(image, picture, photo=photo)
    return soft is not None


def read_picture(image: Any) -> Any:
    """An image XObject as a Pillow picture without its soft mask; a JPEG as Pillow reads it, whatever /Decode says."""
    import pikepdf
    from PIL import Image

    if str(image.get("/Filter", "")) == "/DCTDecode":
        return Image.open(BytesIO(bytes(image.read_raw_bytes())))
    soft = image.get("/SMask")
    if soft is None:
        return pikepdf.PdfImage(image).as_pil_image()
    del image["/SMask"]  # or pikepdf would put it into the picture
    try:
        return pikepdf.PdfImage(image).as_pil_image()
    finally:
        image["/SMask"] = soft


def _as_srgb(picture: Any) -> Any:
    """A photograph in sRGB: the profile that a camera put into it is honoured, a broken one passed over."""
    from PIL import ImageCms

    icc = picture.info.get("icc_profile")
    if icc and picture.mode == "RGB":
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(icc))
            converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _over_paper(picture: Any, soft: Any) -> Any:
    from PIL import Image

    paper: Any = {"CMYK": (0, 0, 0, 0), "L": 255}.get(picture.mode, (255, 255, 255))
    if picture.mode not in ("CMYK", "L"):
        picture = picture.convert("RGB")
    soft = soft.convert("L").resize(picture.size)
    return Image.composite(picture, Image.new(picture.mode, picture.size, paper), soft)


def _put(image: Any, picture: Any, *, photo: bool) -> None:
    from pikepdf import Array, Name

    for key in ("/DecodeParms", "/Decode", "/Filter"):
        if key in image:
            del image[key]
    image.ColorSpace = Name.DeviceCMYK if picture.mode == "CMYK" else Name.DeviceGray
    image.BitsPerComponent = 8
    if not photo:
        image.write(picture.tobytes())
        return
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
    image.write(file.getvalue(), filter=Name.DCTDecode)
    if picture.mode == "CMYK":
        image.Decode = Array([1, 0] * 4)  # Pillow writes Adobe's inverted inks
