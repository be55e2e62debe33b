"""book_print_rtl, as WeasyPrint 70.0 parses it: `pytest --rewrite`."""
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
        ([('background_position', (('left', Dimension(0, '%'), 'top', Dimension(100, '%')),), False)], (Selector(lambda el: ('leader' in el.classes) and (any(('entry' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='leader'),)),
        ([('text_align_all', 'left', False), ('text_align_last', 'left', False)], (Selector(lambda el: ('page' in el.classes) and (any(('entry' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='page'),)),
    )
    pages: Any = (
        ([([0, 0, 0], '@footnote', PageSelectorType(None, None, None, None, None))], [('background_position', (('left', Dimension(100, '%'), 'top', Dimension(0, '%')),), False)]),
        ([([1, 0, 1], '@top-left', PageSelectorType('left', None, None, None, 'text'))], [('content', [('string()', ('chapter', 'first-except'))], False), ('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_bottom', Dimension(4.0, 'mm'), False)]),
        ([([1, 0, 1], '@bottom-left', PageSelectorType('left', None, None, None, 'text'))], [('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_top', Dimension(5.0, 'mm'), False)]),
        ([([1, 0, 1], '@top-right', PageSelectorType('right', None, None, None, 'text'))], [('content', [('string()', ('book', 'first-except'))], False), ('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_bottom', Dimension(4.0, 'mm'), False)]),
        ([([1, 0, 1], '@bottom-right', PageSelectorType('right', None, None, None, 'text'))], [('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_top', Dimension(5.0, 'mm'), False)]),
        ([([1, 0, 1], '@bottom-left', PageSelectorType('left', None, None, None, 'contents'))], [('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_top', Dimension(5.0, 'mm'), False)]),
        ([([1, 0, 1], '@bottom-right', PageSelectorType('right', None, None, None, 'contents'))], [('direction', 'rtl', False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 'initial', False), ('font_stretch', 'initial', False), ('font_size', Dimension(11.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_top', Dimension(5.0, 'mm'), False)]),
        ([([1, 1, 0], '@top-left', PageSelectorType(None, True, None, None, 'text'))], [('content', ('none',), False)]),
        ([([1, 1, 0], '@top-right', PageSelectorType(None, True, None, None, 'text'))], [('content', ('none',), False)]),
        ([([1, 1, 0], '@bottom-left', PageSelectorType(None, True, None, None, 'text'))], [('content', ('none',), False)]),
        ([([1, 1, 0], '@bottom-right', PageSelectorType(None, True, None, None, 'text'))], [('content', ('none',), False)]),
    )
    counters: Any = {
    }
    return rules, pages, counters
