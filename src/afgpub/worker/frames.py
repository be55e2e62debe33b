"""Frames on a pipe: the length in eight bytes (big-endian), then the bytes; a packet is a count and as many frames."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence

_LENGTH = struct.Struct(">Q")
_PIECE = 1024 * 1024


class BrokenFrameError(Exception):
    """What comes is no packet, or is longer than allowed."""


def write_packet(descriptor: int, frames: Sequence[bytes]) -> None:
    """Write all frames. Raises OSError (BrokenPipeError) where nobody reads."""
    _write(descriptor, _LENGTH.pack(len(frames)))
    for frame in frames:
        _write(descriptor, _LENGTH.pack(len(frame)))
        _write(descriptor, frame)


def read_packet(descriptor: int, most: int) -> list[bytes] | None:
    """The frames of the next packet, None at the end of the pipe.

    Raises BrokenFrameError where the pipe ends inside of it, or it has over `most` bytes.
    """
    head = _read(descriptor, _LENGTH.size)
    if not head:
        return None
    frames: list[bytes] = []
    for _ in range(_length(head, most)):
        length = _length(_read(descriptor, _LENGTH.size), most)
        frames.append(_read(descriptor, length))
        if len(frames[-1]) != length:
            raise BrokenFrameError("it ends in the middle")
        most -= length + _LENGTH.size
    return frames


def _length(head: bytes, most: int) -> int:
    if len(head) != _LENGTH.size:
        raise BrokenFrameError("it ends in the middle")
    length: int = _LENGTH.unpack(head)[0]
    if length > most:
        raise BrokenFrameError(f"it has over {most} bytes")
    return length


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_PIECE]) :]


def _read(descriptor: int, length: int) -> bytes:
    """`length` bytes, or fewer where the pipe ends; no more memory is taken than comes."""
    pieces: list[bytes] = []
    while length:
        piece = os.read(descriptor, min(length, _PIECE))
        if not piece:
            break
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
