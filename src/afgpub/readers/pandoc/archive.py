"""Zip archives (DOCX, ODT, EPUB) read with limits: member by member, in memory, nothing ever unpacked to a disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping

from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass, field

MAX_MEMBERS = 10_000
MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024  # below this size a ratio says nothing


@dataclass(slots=True)
class Archive:
    """An open archive; `members` are its files by name, and reading counts what has been unpacked."""

    name: str
    file: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    unpacked: int = field(default=0)

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises SourceError (archive-limit, archive-invalid)."""
        info = self.members[member]
        try:
            with self.file.open(info) as opened:
                # The size in the directory may lie; what comes out is counted.
                data = opened.read(MAX_MEMBER + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise self.invalid(f"{member}: {error}") from None
        self.unpacked += len(data)
        if len(data) > MAX_MEMBER or self.unpacked > MAX_TOTAL or _is_bomb(len(data), info.compress_size):
            raise self.too_large()
        return data

    def invalid(self, reason: str) -> Exception:
        """What stops the conversion of an archive that is broken."""
        return SourceError.coded("archive-invalid", name=self.name, reason=reason)

    def too_large(self) -> Exception:
        """What stops the conversion of an archive that unpacks to too much."""
        limit = f"{MAX_TOTAL >> 20} MB, {MAX_RATIO} times its size or {MAX_MEMBERS} files"
        return SourceError.coded("archive-limit", name=self.name, limit=limit)


def open_archive(name: str, data: bytes) -> Archive:
    """Open an archive; links, encrypted members and names that lead out of it are left aside, never followed.

    Raises SourceError (archive-invalid, archive-limit).
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceError.coded("archive-invalid", name=name, reason=error) from None
    archive = Archive(name, file, {})
    infos = file.infolist()
    if len(infos) > MAX_MEMBERS:
        raise archive.too_large()
    for info in infos:
        if info.file_size > MAX_MEMBER or _is_bomb(info.file_size, info.compress_size):
            raise archive.too_large()
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        is_file = is_inside(info.filename) and not info.is_dir()
        if is_file and not is_link and not info.flag_bits & 0x1:
            archive.members[info.filename] = info
    if sum(info.file_size for info in archive.members.values()) > MAX_TOTAL:
        raise archive.too_large()
    return archive


def is_inside(member: str) -> bool:
    """Whether the name of a member leads nowhere but into its archive."""
    parts = member.replace("\\", "/").split("/")
    return bool(member) and not member.startswith(("/", "\\")) and ".." not in parts and ":" not in parts[0]


def pack(members: Mapping[str, bytes]) -> bytes:
    """A new archive of members, uncompressed: it goes to pandoc and is thrown away."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _is_bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > MAX_RATIO * max(packed, 1)
