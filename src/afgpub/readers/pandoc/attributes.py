"""What of pandoc's attributes a node may carry: an identifier that is linked to, classes, language, direction."""

from __future__ import annotations

from afgpub.document import NO_ATTRS, Attrs
from afgpub.readers.markdown.attributes import as_direction, is_language
from afgpub.readers.pandoc.mapping import Mapping, shortened
from afgpub.readers.pandoc.tree import Attr

# The classes of paragraphs that the text itself sets otherwise than the theme would (ECMA-376-1, 17.18.44).
ALIGNED = {"center": ("align-center",), "end": ("align-end",)}
_WORDS = ("title", "alt", "label", "summary")


def make_attrs(attr: Attr, mapping: Mapping, *known: str) -> Attrs:
    """The attributes of a node; words in attributes other than the `known` ones are reported where they are lost."""
    identifier, classes, pairs = attr
    if not identifier and not classes and not pairs:
        return NO_ATTRS
    values = dict(pairs)
    for name in _WORDS:
        if name not in known and values.get(name, "").strip():
            mapping.report("words-dropped", what=f"the attribute {name}", text=shortened(values[name]))
    lang = values.get("lang") or values.get("xml:lang") or ""
    found = Attrs(
        id=identifier if identifier in mapping.linked else None,
        classes=tuple(dict.fromkeys(classes)) if mapping.keeps_classes else (),
        lang=lang if is_language(lang) else None,
        dir=as_direction(values.get("dir", "")),
    )
    return NO_ATTRS if found == NO_ATTRS else found


def value_of(attr: Attr, name: str) -> str:
    """The value of the attribute `name`, empty where there is none."""
    return next((str(value) for key, value in attr[2] if key == name), "")
