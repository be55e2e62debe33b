"""A tree of pandoc's written as one of its formats, by one run that sees no file, network or environment."""

from __future__ import annotations

import json
import re

from afgpub.exceptions import RenderError, SourceError
from afgpub.limits import Limits
from afgpub.readers.pandoc.process import execute_pandoc, warnings_of
from afgpub.renderers.pandoc.nodes import API_VERSION, Node, Nodes

_LIMITS = Limits(seconds=60.0, megabytes=1024)
_REASON = 300
# An escape of JSON, in the group if it stands for a character that XML 1.0 (section 2.2) cannot hold.
_ESCAPE = re.compile(r"\\(?:(u00(?:0[0-8bef]|1[0-9a-f])|[bf])|.)|([\ufffe\uffff])")
# Quotation marks and dashes stay the characters that they are.
_WRITERS = {"docx": "docx", "odt": "odt", "latex": "latex-smart", "typst": "typst-smart"}


def write_with_pandoc(
    name: str, meta: dict[str, Node], blocks: Nodes, format: str, limits: Limits = _LIMITS
) -> tuple[bytes, tuple[str, ...]]:
    """The document in `format`, and the lines of pandoc's warnings; `name` is for messages.

    Raises RenderError (pandoc-missing, pandoc-refused, pandoc-limit).
    """
    tree = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    arguments = ("--from=json", f"--to={_WRITERS[format]}", "--standalone", "--wrap=preserve", "--output=-")
    try:
        data = _for_xml(json.dumps(tree, ensure_ascii=False)).encode("utf-8", "replace")
        code, output, said = execute_pandoc(name, data, format, arguments, limits)
    except SourceError as error:
        raise RenderError(error.message) from None
    if code:
        reason = " ".join(said.split())[:_REASON] or f"exit code {code}"
        raise RenderError.coded("pandoc-refused", name=name, format=format, reason=reason)
    return output, warnings_of(said)


def _for_xml(text: str) -> str:
    """JSON with U+FFFD for each control character that no XML can hold."""
    return _ESCAPE.sub(lambda match: "\ufffd" if match[1] or match[2] else match.group(), text)
