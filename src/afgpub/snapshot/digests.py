"""What stands for data that nobody can read in a text: a picture by its pixels, all else by its bytes."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from io import BytesIO

_RASTER = ("png", "jpg", "jpeg", "gif", "webp")
_DATA = re.compile(r'data:([a-z]+)/([a-z0-9.+-]+)((?:;name=[^;,"]*)?);base64,([A-Za-z0-9+/=]+)')


def short_digest(data: bytes) -> str:
    """Eight figures of the SHA-256."""
    return hashlib.sha256(data).hexdigest()[:8]


def file_digest(kind: str, data: bytes) -> str:
    """Of a file of that kind (`png`, `svg`): of a picture its size and a digest of its pixels, however it is packed."""
    from PIL import Image

    if kind.lower() in _RASTER:
        try:
            with Image.open(BytesIO(data)) as picture:
                pixels = picture.convert("RGBA")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # broken, or too large to be drawn
            pass
        else:
            return f"{pixels.width} x {pixels.height} pixels {short_digest(pixels.tobytes())}"
    return f"{len(data)} bytes {short_digest(data)}"


def without_data(text: str) -> str:
    """The text with what `data:` URLs (RFC 2397) in it hold as a digest; of a face its kind alone is left."""
    return _DATA.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    kind, subtype, name, packed = found.groups()
    if kind == "font":  # its file is in the environment, and how tightly it is packed is nobody's concern
        return f"data:{kind}/{subtype}"
    try:
        data = b64decode(packed + "==")
    except ValueError:
        return found[0]
    return f"data:{kind}/{subtype}{name}:{file_digest(subtype, data)}"
