"""The structure elements of one page: listened to while WeasyPrint makes them, and made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.kept import NotAlikeError
from afgpub.renderers.pdf.kept.values import pack, unpack

PAGE = "afgpub_kept_page"  # of a page box: who listens to it, or says what it said
_DOCUMENT, _PAGE = -1, -2  # names of what elements refer to; an element is its place among those of the page
_FIRST_LINK = -3  # links count down from here


def repair_page_tags(tags: Any) -> None:
    """Make WeasyPrint's module `pdf.tags` ask a page that is kept, or listened to, for its elements."""
    if not hasattr(tags, "_afgpub_build_every_page"):
        tags._afgpub_build_every_page = tags._build_box_tree
        tags._build_box_tree = _asking_pages(tags._build_box_tree)


def _asking_pages(build: Any) -> Any:
    @wraps(build)
    def build_or_ask(box: Any, *rest: Any) -> Iterator[Any]:
        page = box.__dict__.get(PAGE)
        elements: Iterator[Any] = build(box, *rest) if page is None else page.tag(build, box, *rest)
        return elements

    return build_or_ask


def hear_elements(
    build: Any, box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: Any, links: Sequence[Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The elements of a page as WeasyPrint builds them, and all of them as JSON. Raises NotKeptError."""
    first, told = len(pdf.objects), len(annotations)
    elements = list(build(box, parent, pdf, page, nums, annotations, tags))
    made = pdf.objects[first:]
    names: dict[bytes, Any] = {parent.reference: _DOCUMENT, pdf.page_references[page]: _PAGE}
    names |= {link.reference: _FIRST_LINK - place for place, link in enumerate(links) if link is not None}
    names |= {element.reference: place for place, element in enumerate(made)}
    return elements, {
        "elements": [pack(element, names) for element in made],
        "tops": [element.number - first for element in elements],
        "marks": [[mark, names[reference]] for mark, reference in nums.items()],
        "annotations": [[names[tag], _FIRST_LINK - names[link.reference]] for tag, link in annotations[told:]],
        "live": [link is not None for link in links],
    }


def say_elements(
    kept: dict[str, Any], parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, links: Sequence[Any]
) -> Iterator[Any]:
    """The elements of a kept page, made in the same order as at first."""
    first = len(pdf.objects)
    references = [b"%d 0 R" % (first + place) for place in range(len(kept["elements"]))]
    others = {_DOCUMENT: parent.reference, _PAGE: pdf.page_references[page]}
    others |= {_FIRST_LINK - place: link.reference for place, link in enumerate(links) if link is not None}
    if nums or [link is not None for link in links] != kept["live"]:
        raise NotAlikeError("its links lead elsewhere")

    def reference(name: int) -> bytes:
        return references[name] if name >= 0 else others[name]

    for element in kept["elements"]:
        pdf.add_object(unpack(element, reference))
    nums.update((mark, reference(name)) for mark, name in kept["marks"])
    annotations += [(reference(name), links[place]) for name, place in kept["annotations"]]
    return (pdf.objects[first + place] for place in kept["tops"])
