"""Printer's marks outside the bleed: where to cut, and whether the inks lie on each other."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.profiles.content import Box

MM = 72 / 25.4
LINE = 0.25  # pt
GAP, CUT, EDGE = 1 * MM, 5 * MM, 1 * MM  # from the bleed to a mark, its length, from it to the edge of the sheet
RADIUS = 1.5 * MM
SPACE = "AfgpubRegistration"


def room(bleed: float) -> float:
    """How far the sheet goes beyond the trim for marks, in points; `bleed` in points."""
    return bleed + GAP + CUT + EDGE


def draw_marks(pdf: Any, page: Any, trim: Box, bleed: float) -> None:
    """Add corner and register marks to a page, in all inks at once (ISO 32000-1, 8.6.6.4: Separation All).

    They are printer's matter, no part of the text: an artifact (ISO 32000-1, 14.8.2.2).
    """
    from pikepdf import Array, Dictionary, Name

    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
    resources = page.obj.Resources
    if "/ColorSpace" not in resources:
        resources.ColorSpace = Dictionary()
    resources.ColorSpace[f"/{SPACE}"] = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
    left, bottom = trim[0] - bleed, trim[1] - bleed
    width, height = trim[2] + bleed - left, trim[3] + bleed - bottom
    paths = [*_corners(trim, bleed), *_targets(trim, bleed)]
    lines = [f"/Artifact BMC q /{SPACE} CS 1 SCN {LINE} w", *paths, "Q EMC"]
    original = page.obj.Contents
    # What reaches beyond the bleed would be printed over the marks.
    clip = f"q {' '.join(_number(side) for side in (left, bottom, width, height))} re W n\n".encode()
    original.write(clip + original.read_bytes() + b"\nQ\n" + "\n".join(lines).encode() + b"\n")


def _corners(trim: Box, bleed: float) -> list[str]:
    left, bottom, right, top = trim
    near, far = bleed + GAP, bleed + GAP + CUT
    paths = []
    for x, side in ((left, -1), (right, 1)):
        for y, way in ((bottom, -1), (top, 1)):
            paths.append(_line(x + side * near, y, x + side * far, y))
            paths.append(_line(x, y + way * near, x, y + way * far))
    return paths


def _targets(trim: Box, bleed: float) -> list[str]:
    left, bottom, right, top = trim
    away, arm = bleed + GAP + CUT / 2, CUT / 2
    middle, height = (left + right) / 2, (bottom + top) / 2
    centres = ((middle, bottom - away), (middle, top + away), (left - away, height), (right + away, height))
    paths = []
    for x, y in centres:
        paths += [_line(x - arm, y, x + arm, y), _line(x, y - arm, x, y + arm), _circle(x, y)]
    return paths


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{_number(x)} {_number(y)} m {_number(to_x)} {_number(to_y)} l S"


def _circle(x: float, y: float) -> str:
    """Four Bézier curves; 0.5523 is the length of a handle for a quarter of a circle of radius 1."""
    r, h = RADIUS, 0.5523 * RADIUS
    points = [
        (r, 0, r, h, h, r, 0, r),
        (0, r, -h, r, -r, h, -r, 0),
        (-r, 0, -r, -h, -h, -r, 0, -r),
        (0, -r, h, -r, r, -h, r, 0),
    ]
    path = f"{_number(x + r)} {_number(y)} m"
    for curve in points:
        path += " " + " ".join(_number((x, y)[at % 2] + value) for at, value in enumerate(curve[2:])) + " c"
    return path + " s"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
