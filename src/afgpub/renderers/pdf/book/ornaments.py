"""Small drawings that style sheets name: the rule above notes, the dot of a leader."""

from __future__ import annotations

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 4" preserveAspectRatio="none">{}</svg>'
_SHAPES = {"rule": (4, '<rect width="4" height="4"/>'), "dot": (24, '<circle cx="12" cy="2" r="2"/>')}

# WeasyPrint paints a gradient of one colour over the whole box, whatever its size; an image it keeps to its size.
ORNAMENTS = {
    f"ornaments/{name}.svg": ("image/svg+xml", _SVG.format(width, shape).encode())
    for name, (width, shape) in _SHAPES.items()
}
