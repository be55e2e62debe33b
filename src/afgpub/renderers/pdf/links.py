"""A link is one annotation a line; WeasyPrint 70.0 adds one for each element inside it (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from functools import wraps
from typing import Any


def repair_links() -> None:
    """Make WeasyPrint's pages know links of elements that are links, which take in what stands inside them."""
    from weasyprint import document

    if not hasattr(document.gather_anchors, "__wrapped__"):
        document.gather_anchors = _of_links_alone(document.gather_anchors)


def _of_links_alone(gather: Any) -> Any:
    @wraps(gather)
    def gather_links_alone(page: Any, anchors: Any, links: list[Any], *rest: Any) -> None:
        gather(page, anchors, links, *rest)
        found: list[Any] = []
        for kind, target, rectangle, box in links:
            if box.link or not found:
                found.append((kind, target, rectangle, box))
            else:  # boxes come in the order of the tree, so that the link around this one is the last
                *outer, around, link = found[-1]
                found[-1] = (*outer, _union(around, rectangle), link)
        links[:] = found

    return gather_links_alone


def _union(one: Any, two: Any) -> tuple[float, ...]:
    return (*map(min, one[:2], two[:2]), *map(max, one[2:], two[2:]))
