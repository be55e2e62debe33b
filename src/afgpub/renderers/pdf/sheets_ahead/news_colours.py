"""news_colours, as WeasyPrint 70.0 parses it: `pytest --rewrite`."""
# fmt: off
# ruff: noqa

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.sheets_ahead.kinds import (
    HashToken,
    Selector,
)


def sheet(at: int) -> tuple[Any, Any, dict[str, Any]]:
    """Rules, rules of pages and counter styles; `at` is the line at which the text begins."""
    rules = (
        ([('__ink', (HashToken(at + 0, 16, '1b1a19', False),), False), ('__quiet', (HashToken(at + 0, 34, '55514d', False),), False), ('__accent', (HashToken(at + 0, 53, '8f1d1d', False),), False), ('__rule', (HashToken(at + 0, 70, '1b1a19', False),), False), ('__hairline', (HashToken(at + 0, 91, 'c9c4bc', True),), False), ('__paper', (HashToken(at + 0, 109, 'fffefb', True),), False)], (Selector(lambda el: el.parent is None, (0, 1, 0), None),)),
    )
    pages: Any = (
    )
    counters: Any = {
    }
    return rules, pages, counters
