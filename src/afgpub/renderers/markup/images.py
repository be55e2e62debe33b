"""The images of a publication: in the tree or in the source's folder and nowhere else, known by their first bytes."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from afgpub.frozen import dataclass, field

MAX_BYTES = 32 * 1024 * 1024
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF8", "image/gif", "gif"),
)
_REFUSED_IN_SVG = frozenset(("script", "foreignObject", "iframe", "style", "handler", "set", "animate"))


class ImageRefusedError(Exception):
    """The image is not used; the text says why."""


class ImageMissingError(Exception):
    """There is no such file in the source's folder."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image to go with the publication; `name` is its file name there."""

    name: str
    media_type: str
    data: bytes


@dataclass(slots=True)
class ImageStore:
    """Reads images below `folder` (None: there are none) and remembers them by target, in order of use."""

    folder: Path | None = None
    files: dict[str, ImageFile] = field(default_factory=dict)

    def add(self, target: str) -> ImageFile:
        """The image at `target`, a path relative to the folder or a `data:` URL.

        Raises ImageMissingError or ImageRefusedError.
        """
        if target not in self.files:
            data = _carried(target) if target.startswith("data:") else self._read(target)
            media_type, suffix = _kind(data)
            self.files[target] = ImageFile(f"image-{len(self.files) + 1}.{suffix}", media_type, data)
        return self.files[target]

    def _read(self, target: str) -> bytes:
        try:
            parts = urlsplit(target)
        except ValueError as error:
            raise ImageRefusedError(f"it is no address: {error}") from error
        if parts.scheme or parts.netloc:
            raise ImageRefusedError("it is not in the source's folder")
        if self.folder is None:
            raise ImageRefusedError("a text that is no file has no folder of images")
        try:
            typed = self.folder / target
            path = (typed if typed.exists() else self.folder / unquote(parts.path)).resolve()
            if not path.is_relative_to(self.folder.resolve()):
                raise ImageRefusedError("it is outside the source's folder")
            if not path.is_file():
                raise ImageMissingError
            if path.stat().st_size > MAX_BYTES:
                raise ImageRefusedError(f"it has over {MAX_BYTES} bytes")
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise ImageRefusedError(str(error)) from error


def shown_name(target: str) -> str:
    """What a message calls an image: its path, or the name that an image inside its source had there."""
    if not target.startswith("data:"):
        return target
    parts = target.partition(",")[0].split(";")
    return next((unquote(part[5:]) for part in parts if part.startswith("name=")), "inside the source")


def _carried(target: str) -> bytes:
    """The bytes of a `data:` URL in base64 (RFC 2397)."""
    head, _, content = target.partition(",")
    if not head.endswith(";base64") or len(content) > MAX_BYTES * 4 // 3 + 4:
        raise ImageRefusedError(f"it is no base64 of at most {MAX_BYTES} bytes")
    try:
        return b64decode(content, validate=True)
    except ValueError as error:
        raise ImageRefusedError("it is broken base64") from error


def _kind(data: bytes) -> tuple[str, str]:
    for signature, media_type, suffix in _SIGNATURES:
        if data.startswith(signature):
            return media_type, suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", "webp"
    if b"<svg" in data[:4096]:
        _check_svg(data)
        return "image/svg+xml", "svg"
    raise ImageRefusedError("it is no PNG, JPEG, GIF, WebP or SVG")


def _check_svg(data: bytes) -> None:
    """Refuse an SVG that could run, or fetch, anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ImageRefusedError(f"it is broken SVG: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImageRefusedError("it is SVG with a document type")
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        if etree.QName(node).localname in _REFUSED_IN_SVG:
            raise ImageRefusedError(f"it is SVG with <{etree.QName(node).localname}>")
        for name, value in node.attrib.items():
            local = etree.QName(name).localname
            outside = local == "href" and not str(value).startswith(("#", "data:image/png", "data:image/jpeg"))
            if local.startswith("on") or outside or "url(" in str(value).replace("url(#", ""):
                raise ImageRefusedError(f"it is SVG with {local}={str(value)[:40]!r}")
