"""Style sheets from outside: nothing in them may lead out of their folder.

A `url(…)` is an image in the folder, and is written into the style sheet; `@import` is refused, since a theme that
wants another one extends it. Whatever else could fetch something is refused too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from afgpub.theme_file import refusal

# Functions of CSS Images 4 and CSS Values 5 that take an address as a plain string.
_FETCHING = frozenset(("src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "element"))


def confine(css: str, folder: Path, name: str) -> str:
    """`css` with the images of `folder` that it names written into it.

    Raises UnknownThemeError (theme-invalid, naming `name`) for broken CSS, `@import`, an address that is no image in
    `folder`, and for text that would end a `style` element.
    """
    import tinycss2  # type: ignore[import-untyped]

    rules = tinycss2.parse_stylesheet(css)
    _walk(rules, folder, name)
    written: str = tinycss2.serialize(rules)
    if "</" in written:
        raise refusal(name, "it has </ in it")
    return written


def _walk(nodes: Iterable[Any], folder: Path, name: str) -> None:
    for node in nodes:
        kind = node.type
        if kind == "error":
            raise refusal(name, f"line {node.source_line}: {node.message}")
        if kind == "at-rule" and node.lower_at_keyword == "import":
            raise refusal(name, f"line {node.source_line}: @import; name the other theme in extends")
        if kind == "at-keyword" and node.lower_value == "import":
            raise refusal(name, f"line {node.source_line}: @import; name the other theme in extends")
        if kind == "url":
            node.representation = _embedded(node.value, folder, name, node.source_line)
        if kind == "function":
            strings = [item for item in node.arguments if item.type == "string"]
            if node.lower_name == "url" or (node.lower_name in _FETCHING and strings):
                raise refusal(name, f"line {node.source_line}: {node.lower_name}(); write url(file) instead")
        for part in ("prelude", "content", "arguments"):
            _walk(getattr(node, part, None) or (), folder, name)


def _embedded(target: str, folder: Path, name: str, line: int) -> str:
    from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, ImageStore

    if target.startswith("#"):
        return f'url("{target}")' if target[1:].replace("-", "").isalnum() else 'url("#")'
    try:
        image = ImageStore(folder).add(target)
    except ImageMissingError as error:
        raise refusal(name, f"line {line}: there is no file {target} in its folder") from error
    except ImageRefusedError as error:
        raise refusal(name, f"line {line}: url({target}): {error}") from error
    return f'url("data:{image.media_type};base64,{b64encode(image.data).decode("ascii")}")'
