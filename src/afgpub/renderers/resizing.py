"""Making images smaller where that is asked for; Pillow does it, loaded only then."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from afgpub.frozen import replace
from afgpub.messages import message
from afgpub.plugins import Messages

if TYPE_CHECKING:
    from afgpub.renderers.markup.images import ImageFile, ImageStore

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_QUALITY = 85


def fit_images(images: ImageStore, most: int) -> Messages:
    """Make the images of `images` that are larger than `most` pixels on a side smaller; 0 leaves all as they are.

    Drawings (SVG) have no pixels, and GIF may move: both are left. Gives a message where an image cannot be made
    smaller; it is left as it is.
    """
    if most <= 0 or not images.files:
        return ()
    found = []
    for target, file in images.files.items():
        if file.media_type not in _FORMATS:
            continue
        try:
            images.files[target] = _fit(file, most)
        except Exception as error:  # whatever a broken image does to its decoder
            reason = " ".join(str(error).split())[:120]
            found.append(message("image-not-resized", target=target, reason=reason))
    return tuple(found)


def _fit(file: ImageFile, most: int) -> ImageFile:
    import warnings

    from PIL import Image, ImageFile, ImageOps

    tolerant = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint, once loaded, sets it
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(file.data)) as image:
                if max(image.size) <= most or getattr(image, "n_frames", 1) > 1:
                    return file
                image.load()
                upright = ImageOps.exif_transpose(image)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    scale = most / max(upright.size)
    size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    if upright.mode in ("P", "1"):
        upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
    smaller = upright.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    format = _FORMATS[file.media_type]
    kept = {"icc_profile": profile} if (profile := image.info.get("icc_profile")) else {}
    smaller.save(out, format, **({"quality": _QUALITY} if format != "PNG" else {"optimize": True}), **kept)
    return replace(file, data=out.getvalue())
