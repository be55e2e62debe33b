"""The layers of a web page: its elements, and its style sheets, which it may hold or stand beside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import html

from afgpub import __version__
from afgpub.snapshot import digests
from afgpub.snapshot.markup_text import markup_lines

_GENERATOR = f"afgpub {__version__}"  # in the environment
_ELSEWHERE = ("css", "woff2", "ttf")  # in a layer of their own, and in the environment
_HASHED = re.compile(r"-[0-9a-f]{8}(?=[.](?:woff2|ttf|css|png|jpg|svg|webp|gif)\b)")


def html_layer(page: bytes, assets: Mapping[str, bytes]) -> str:
    """The elements of the page, and the pictures beside it.

    Style sheets in the page are left to their own layer, faces to the environment.
    """
    root = _parsed(page)
    for style in root.iter("style"):
        style.text = None
    lines = [root.getroottree().docinfo.doctype, *markup_lines(root, _readable)]
    for name, data in sorted(assets.items()):
        kind = name.rpartition(".")[2]
        if kind not in _ELSEWHERE:
            lines.append(f"{_readable(name)} {digests.file_digest(kind, data)}")
    return "\n".join(lines) + "\n"


def style_layer(page: bytes, assets: Mapping[str, bytes]) -> str:
    """All CSS of the page, first what it holds, then the files beside it."""
    sheets = [style.text or "" for style in _parsed(page).iter("style")]
    sheets += [data.decode("utf-8") for name, data in sorted(assets.items()) if name.endswith(".css")]
    return "\n".join(_readable(sheet).strip() for sheet in sheets) + "\n"


def _parsed(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page, html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True))


def _readable(text: str) -> str:
    """The text without data, and with names of files without hashes."""
    return _HASHED.sub("", digests.without_data(text)).replace(_GENERATOR, "afgpub")
