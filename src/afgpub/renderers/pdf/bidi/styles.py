"""What CSS and HTML say about direction: `unicode-bidi` of a box, and styles that differ in direction alone."""

from __future__ import annotations

from typing import Any

from afgpub.bidi import FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO
from afgpub.bidi.levels import Direction
from afgpub.renderers.pdf.by_style import settle

VALUES = ("normal", "embed", "isolate", "bidi-override", "isolate-override", "plaintext")
AUTOMATIC = "afgpub-dir-auto"  # an attribute: the element had dir=auto
_OPENING = {
    ("embed", "ltr"): LRE,
    ("embed", "rtl"): RLE,
    ("isolate", "ltr"): LRI,
    ("isolate", "rtl"): RLI,
    ("bidi-override", "ltr"): LRO,
    ("bidi-override", "rtl"): RLO,
    ("isolate-override", "ltr"): LRI + LRO,
    ("isolate-override", "rtl"): RLI + RLO,
    ("plaintext", "ltr"): FSI,
    ("plaintext", "rtl"): FSI,
}
_CLOSING = {"embed": PDF, "isolate": PDI, "bidi-override": PDF, "isolate-override": PDF + PDI, "plaintext": PDI}
ISOLATING = ("isolate", "isolate-override", "plaintext")
# HTML, 15.3.6 "Bidirectional text": these isolate even where a style makes them inline.
_ISOLATED = frozenset(
    "address blockquote center dialog div figure figcaption footer form header hr legend listing main p plaintext pre "
    "search xmp article aside h1 h2 h3 h4 h5 h6 hgroup nav section table caption colgroup col thead tbody tfoot tr td "
    "th dir dd dl dt menu ol ul li bdi output".split()
)


def register() -> None:
    """Let WeasyPrint read the property `unicode-bidi`, for which it has an initial value only."""
    from weasyprint.css.tokens import single_keyword
    from weasyprint.css.validation import properties

    def unicode_bidi(keyword: str) -> bool:
        return keyword in VALUES

    if "unicode-bidi" not in properties.PROPERTIES:
        properties.property("unicode-bidi")(single_keyword(unicode_bidi))


def unicode_bidi_of(box: Any) -> str:
    """The value of `unicode-bidi` for the box, by the style sheets or else by the rules of HTML (15.3.6)."""
    style = box.style
    value: str = style["unicode_bidi"]
    element = box.element
    if value != "normal" or element is None or "unicode_bidi" in getattr(style, "cascaded", ()):
        return value
    tag = box.element_tag
    if tag != element.tag:  # a pseudo-element: its marker alone is set apart (CSS Lists 3, 3.1.1)
        return "isolate" if tag.endswith("::marker") else "normal"
    if not hasattr(style, "cascaded"):
        return "normal"  # an anonymous box
    if tag == "bdo":
        return "isolate-override"
    if tag in ("pre", "textarea") and element.get(AUTOMATIC) is not None:
        return "plaintext"
    return "isolate" if tag in _ISOLATED or element.get("dir") is not None else "normal"


def controls(value: str, direction: Direction) -> tuple[str, str]:
    """The control characters before and after a box (CSS Writing Modes 4, 2.4.2)."""
    return (_OPENING[value, direction], _CLOSING[value]) if value != "normal" else ("", "")


def turned(style: Any, direction: Direction) -> Any:
    """`style` with that direction: itself, or its one copy."""
    if style["direction"] == direction:
        return style
    copy = getattr(style, "_afgpub_turned", None)
    if copy is None:
        copy = style.copy()
        copy["direction"] = direction
        settle(copy, style)
        style._afgpub_turned = copy
    return copy
