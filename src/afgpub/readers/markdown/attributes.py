"""What of the attributes in a text a node may carry: identifier, classes, language and direction."""

from __future__ import annotations

import re

from afgpub.document import NO_ATTRS, Attrs
from afgpub.metadata import Direction
from afgpub.readers.markdown.attribute_syntax import Pairs
from afgpub.readers.markdown.reading import Reading

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


def make_attrs(pairs: Pairs, reading: Reading, line: int, tag: str = "") -> Attrs:
    """What a node may carry of `pairs`; each of the others is reported.

    `lang` must look like a BCP 47 tag (RFC 5646) and `dir` be `ltr` or `rtl`. `tag` names the HTML element that
    the attributes are of, if they are of one.
    """
    found: dict[str, str] = {}
    classes: list[str] = []
    for name, value in pairs.items:
        if name == "class":
            classes.extend(value.split())
        elif _is_known(name, value):
            found["lang" if name == "xml:lang" else name] = value
        elif (name, value.lower()) != ("dir", "auto"):
            code = "html-attribute-dropped" if tag else "attribute-dropped"
            reading.report(code, line, name=name, tag=tag)
    if not found and not classes:
        return NO_ATTRS
    return Attrs(
        id=found.get("id"),
        classes=tuple(dict.fromkeys(classes)),
        lang=found.get("lang"),
        dir=as_direction(found.get("dir", "")),
    )


def _is_known(name: str, value: str) -> bool:
    match name:
        case "id":
            return bool(value) and not any(character.isspace() for character in value)
        case "lang" | "xml:lang":
            return is_language(value)
        case "dir":
            return as_direction(value) is not None
        case _:
            return False


def is_language(value: str) -> bool:
    """Whether `value` has the form of a BCP 47 language tag (RFC 5646)."""
    return _LANGUAGE.fullmatch(value) is not None


def as_direction(value: str) -> Direction | None:
    """`value` as a base direction, or None where it names none."""
    match value.lower():
        case "ltr":
            return "ltr"
        case "rtl":
            return "rtl"
        case _:
            return None


def merge_attrs(outer: Attrs, inner: Attrs) -> Attrs:
    """Both together; what `inner` says goes before what `outer` says, classes add up."""
    if outer in (NO_ATTRS, inner):
        return inner
    return Attrs(
        id=inner.id or outer.id,
        classes=tuple(dict.fromkeys(outer.classes + inner.classes)),
        lang=inner.lang or outer.lang,
        dir=inner.dir or outer.dir,
    )
