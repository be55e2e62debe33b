"""magazine_print_rtl, as WeasyPrint 70.0 parses it: `pytest --rewrite`."""
# fmt: off
# ruff: noqa

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.sheets_ahead.kinds import (
    Dimension,
    PageSelectorType,
    Selector,
)


def sheet(at: int) -> tuple[Any, Any, dict[str, Any]]:
    """Rules, rules of pages and counter styles; `at` is the line at which the text begins."""
    rules = (
        ([('column_gap', Dimension(8.0, 'mm'), False)], (Selector(lambda el: 'text' in el.classes, (0, 1, 0), None, class_name='text'),)),
    )
    pages: Any = (
        ([([0, 0, 0], '@bottom-left', PageSelectorType(None, None, None, None, None))], [('content', [('counter()', ('page', 'persian'))], False), ('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 700, False), ('font_stretch', 'initial', False), ('font_size', Dimension(10.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Vazirmatn', 'sans-serif'), False)]),
        ([([0, 0, 0], '@bottom-right', PageSelectorType(None, None, None, None, None))], [('content', [('string()', ('publication', 'first'))], False), ('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 700, False), ('font_stretch', 'initial', False), ('font_size', Dimension(10.5, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False)]),
    )
    counters: Any = {
    }
    return rules, pages, counters
