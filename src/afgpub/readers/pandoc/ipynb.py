"""Notebooks made ready for pandoc: the pictures in them are known to it by the digest of their bytes."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from typing import Any

from afgpub.exceptions import SourceError
from afgpub.readers.pandoc.media import data_url
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.source import Source

_MAX_PICTURES = 64 * 1024 * 1024


def prepare_ipynb(source: Source) -> Prepared:
    """Make a notebook (nbformat 3 and 4) ready. Raises SourceError (pandoc-failed where it is no JSON)."""
    text, messages = source.decode()
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) or "it is nested too deep"
        raise SourceError.coded("pandoc-failed", name=source.name, format="ipynb", reason=reason) from None
    pictures = _pictures(notebook)
    return Prepared(
        data=text.encode(),
        reader="ipynb",
        unit="paragraph",
        messages=messages,
        picture=lambda target: pictures.get(target.rpartition("/")[2].partition(".")[0], target),
        is_counting=True,
    )


def _pictures(notebook: Any) -> dict[str, str]:
    """The pictures of outputs and attachments as `data:` URLs, by the SHA-1 of their bytes and by name."""
    found: dict[str, str] = {}
    total = 0
    stack: list[Any] = [notebook]
    while stack:
        match stack.pop():
            case dict() as names:
                for kind, value in names.items():
                    content = "".join(map(str, value)) if isinstance(value, list) else value
                    if str(kind).startswith("image/") and isinstance(content, str):
                        total += len(content)
                        if total <= _MAX_PICTURES:
                            found.update(_picture(kind, content))
                    elif isinstance(value, dict | list):
                        stack.append(value)
            case list() as items:
                stack.extend(items)
            case _:
                pass
    return found


def _picture(kind: str, content: str) -> dict[str, str]:
    try:
        data = content.encode() if kind == "image/svg+xml" else b64decode(content)
    except ValueError:
        return {}
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return {digest: data_url(f"{digest}.{kind.partition('/')[2].partition('+')[0]}", data)}
