"""Pictures inside a source: taken from its archive within limits, and carried in the tree as `data:` URLs."""

from __future__ import annotations

from base64 import b64encode
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass, field
from afgpub.readers.pandoc.archive import Archive

MAX_TOTAL = 64 * 1024 * 1024
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


@dataclass(slots=True)
class Media:
    """The pictures of an archive; a target is looked for in each of `folders`."""

    archive: Archive
    folders: tuple[str, ...] = ("",)
    found: dict[str, str | None] = field(default_factory=dict)
    total: int = 0

    def __call__(self, target: str) -> str | None:
        """The `data:` URL of the picture that `target` names, None where there is none or it cannot be unpacked."""
        if target not in self.found:
            self.found[target] = self._load(target)
        return self.found[target]

    def _load(self, target: str) -> str | None:
        for name in (folder + written for folder in self.folders for written in (target, unquote(target))):
            member = _normalised(name)
            if member in self.archive.members:
                try:
                    data = self.archive.read(member)
                except SourceError:
                    return None
                self.total += len(data)
                return data_url(member, data) if self.total <= MAX_TOTAL else None
        return None


def data_url(name: str, data: bytes) -> str:
    """`data` as a `data:` URL (RFC 2397) that remembers the last part of `name`."""
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "application/octet-stream")
    if kind == "application/octet-stream" and b"<svg" in data[:4096]:
        kind = "image/svg+xml"
    return f"data:{kind};name={quote(PurePosixPath(name).name)};base64,{b64encode(data).decode('ascii')}"


def _normalised(name: str) -> str:
    """A path without `.` and `..`, as archives have them."""
    parts: list[str] = []
    for part in name.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
