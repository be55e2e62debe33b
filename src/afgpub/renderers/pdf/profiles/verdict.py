"""A press file judged before it leaves: what no press would take is an error, what it would print badly a message."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from afgpub.document import Span
from afgpub.exceptions import RenderError
from afgpub.messages import Message, message
from afgpub.preflight import Check, preflight

# Without these the file is not what it claims to be.
FATAL = frozenset(
    "readable encryption version claim output-intent page-boxes colour-rgb fonts-embedded annotations scripts".split()
)
POOR = 150  # pixels per inch: below, every reader sees it
_PIXELS = re.compile(r"at (\d+) dpi, wanted (\d+)")


def judge(data: bytes, profile: str, images: Mapping[str, tuple[str, Span | None]]) -> list[Message]:
    """What preflight has against a press file; `images` has the target and the place of each image by its URL.

    Raises RenderError (press-unfit) for what would make the file useless.
    """
    report = preflight(data, profile=profile)
    names = {_name(url): place for url, place in images.items()}
    messages = []
    for check in report.checks:
        if check.status == "failed" and check.name in FATAL:
            raise RenderError.coded("press-unfit", check=check.name, text=_line(check))
        if check.status == "failed":
            messages.append(_message(check, names))
    return messages


def _message(check: Check, names: Mapping[str, tuple[str, Span | None]]) -> Message:
    pixels = _PIXELS.search(check.text)
    if check.name != "image-resolution" or pixels is None:
        return message("press-doubt", check=check.name, text=_line(check))
    target, span = names.get(check.object.removeprefix("image ")[:-1], (check.object, None))
    resolution, wanted = int(pixels[1]), int(pixels[2])
    code = "image-resolution-poor" if resolution < POOR else "image-resolution-low"
    return message(code, span, target=target, resolution=resolution, wanted=wanted)


def _name(url: str) -> str:
    """The name that WeasyPrint gives an image among the resources, but for its last digit."""
    return "i" + hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()


def _line(check: Check) -> str:
    return ", ".join(filter(None, (f"page {check.page}" if check.page else "", check.object, check.text)))
