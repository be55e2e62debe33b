"""Page labels: what a viewer shows as the number of a page is what is printed on it (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from afgpub.metadata import Direction
from afgpub.renderers.pdf.book.numerals import front_number, text_number

FRONT = ("front", "contents")  # the names of pages (CSS Paged Media 3, `page`) before the text


def page_labels(names: Sequence[str], lang: str, dir: Direction) -> list[str]:
    """The label of each page, where `names` are the names of pages; those before the last of `FRONT` are front too."""
    fronts = max((index + 1 for index, name in enumerate(names) if name in FRONT), default=0)
    while 0 < fronts < len(names) and not names[fronts]:
        fronts += 1  # the blank page between front matter and text
    front = [front_number(number, dir) for number in range(1, fronts + 1)]
    return front + [text_number(number, lang) for number in range(1, len(names) - fronts + 1)]


def write_page_labels(pdf: Any, labels: Iterable[str]) -> None:
    """Put `labels` into the catalogue of a pydyf.PDF: each a prefix of its own, since PDF counts in few scripts."""
    from pydyf import Array, Dictionary, String

    numbers = Array()
    for index, label in enumerate(labels):
        numbers.extend([index, Dictionary({"P": String(label)})])
    pdf.catalog["PageLabels"] = Dictionary({"Nums": numbers})


def names_of(pages: Any) -> list[str]:
    """The names of WeasyPrint's laid-out pages, empty for blank ones."""
    types = (page._page_box.page_type for page in pages.pages)
    return ["" if type.blank else type.name for type in types]


def with_page_labels(finish: Callable[[Any, Any], None], labels: list[str]) -> Callable[[Any, Any], None]:
    """A finisher for WeasyPrint that does what `finish` does and writes `labels`."""

    def finish_with_labels(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        write_page_labels(pdf, labels)

    return finish_with_labels
