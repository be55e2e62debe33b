"""The numbers of pages in a contents list: set when all pages are known, and not once before for nothing.

WeasyPrint 70.0 lays a contents list out without numbers, again without, and then with them: it looks for them only
when it has laid out the page on which they are to stand, and finds that the count of all pages has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import wraps
from typing import Any


def repair_contents() -> None:
    """Make WeasyPrint put counters of other pages into the text before it lays pages out again."""
    from weasyprint import layout

    if not hasattr(layout.make_all_pages, "__wrapped__"):
        layout.make_all_pages = _telling_numbers(layout.make_all_pages)


def _telling_numbers(make: Any) -> Any:
    @wraps(make)
    def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if pages:
            for (_, property), item in context.target_collector.counter_lookup_items.items():
                place = item.page_maker_index
                if property == "content" and place is not None and place + 1 < len(context.page_maker):
                    _tell(item, context.page_maker[place + 1][3][1], context.page_maker[place][-1])
        yield from make(context, root_box, html, pages)

    return make_all_pages


def _tell(item: Any, counters: Any, page: dict[str, Any]) -> None:
    """Set the text of `item` anew, where the counters of its page are other ones than it was set for."""
    if counters != item.cached_page_counter_values:
        item.cached_page_counter_values = deepcopy(counters)
        item.parse_again(counters)
        page["content_changed"] = True
