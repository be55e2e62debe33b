"""magazine_print, as WeasyPrint 70.0 parses it: `pytest --rewrite`."""
# fmt: off
# ruff: noqa

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.sheets_ahead.kinds import (
    Dimension,
    DimensionToken,
    EXPANDERS,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    PageSelectorType,
    PendingExpander,
    PendingProperty,
    Selector,
    WhitespaceToken,
    partial,
)


def sheet(at: int) -> tuple[Any, Any, dict[str, Any]]:
    """Rules, rules of pages and counter styles; `at` is the line at which the text begins."""
    v0 = PendingProperty((FunctionBlock(at + 12, 17, 'calc', [DimensionToken(at + 12, 22, 40.0, 40, '40', 'pt'), WhitespaceToken(at + 12, 26, ' '), LiteralToken(at + 12, 27, '*'), WhitespaceToken(at + 12, 28, ' '), FunctionBlock(at + 12, 29, 'var', [IdentToken(at + 12, 33, '--page')])]),), 'font-size')
    v1 = PendingProperty((FunctionBlock(at + 13, 65, 'calc', [DimensionToken(at + 13, 70, 34.0, 34, '34', 'pt'), WhitespaceToken(at + 13, 74, ' '), LiteralToken(at + 13, 75, '*'), WhitespaceToken(at + 13, 76, ' '), FunctionBlock(at + 13, 77, 'var', [IdentToken(at + 13, 81, '--page')])]),), 'font-size')
    v2 = PendingExpander((DimensionToken(at + 24, 83, 1.6, None, '1.6', 'pt'), IdentToken(at + 24, 89, 'solid'), FunctionBlock(at + 24, 95, 'var', [IdentToken(at + 24, 99, '--accent')])), partial(EXPANDERS['outline'], name='border-top', base_url=None))
    v3 = PendingProperty((FunctionBlock(at + 25, 82, 'var', [IdentToken(at + 25, 86, '--label')]),), 'font-family')
    v4 = PendingProperty((FunctionBlock(at + 26, 23, 'var', [IdentToken(at + 26, 27, '--accent')]),), 'color')
    v5 = PendingProperty((FunctionBlock(at + 27, 24, 'var', [IdentToken(at + 27, 28, '--quiet')]),), 'color')
    rules = (
        ([('font_size', Dimension(9.3, 'pt'), False), ('line_height', Dimension(1.4, None), False)], (Selector(lambda el: el.local_name == 'html', (0, 0, 1), None, local_name='html', lower_local_name='html'),)),
        ([('margin_bottom', Dimension(8.0, 'mm'), False), ('border_bottom_width', Dimension(0.5, 'pt'), False), ('border_bottom_color', HashToken(at + 7, 57, '000', False), False), ('border_bottom_style', 'solid', False), ('padding_bottom', Dimension(5.0, 'mm'), False)], (Selector(lambda el: 'front' in el.classes, (0, 1, 0), None, class_name='front'),)),
        ([('border_bottom_width', Dimension(0, None), False), ('border_bottom_color', 'initial', False), ('border_bottom_style', 'initial', False), ('padding_bottom', Dimension(0, None), False)], (Selector(lambda el: 'masthead' in el.classes, (0, 1, 0), None, class_name='masthead'),)),
        ([('font_size', Dimension(15.0, 'pt'), False), ('line_height', Dimension(1.3, None), False), ('text_align_all', 'start', False), ('text_align_last', 'start', False)], (Selector(lambda el: ('publication' in el.classes) and (any(('front' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='publication'),)),
        ([('font_size', Dimension(8.0, 'pt'), False), ('justify_content', ('flex-start',), False), ('column_gap', Dimension(4.0, 'mm'), False), ('row_gap', Dimension(4.0, 'mm'), False)], (Selector(lambda el: ('contact' in el.classes) and (any(('front' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='contact'),)),
        ([('justify_content', ('flex-start',), False), ('column_gap', Dimension(5.0, 'mm'), False), ('row_gap', Dimension(5.0, 'mm'), False), ('margin_top', Dimension(10.0, 'mm'), False), ('padding_top', Dimension(0, None), False), ('padding_right', Dimension(0, None), False), ('padding_bottom', Dimension(0, None), False), ('padding_left', Dimension(0, None), False), ('border_bottom_width', Dimension(0, None), False), ('border_bottom_color', 'initial', False), ('border_bottom_style', 'initial', False), ('font_size', Dimension(10.0, 'pt'), False)], (Selector(lambda el: 'kicker' in el.classes, (0, 1, 0), None, class_name='kicker'),)),
        ([('font_size', v0, False), ('line_height', Dimension(1.04, None), False), ('letter_spacing', Dimension(-0.4, 'pt'), False), ('margin_top', Dimension(5.0, 'mm'), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(6.0, 'mm'), False), ('margin_left', Dimension(0, None), False)], (Selector(lambda el: el.local_name == 'h1', (0, 0, 1), None, local_name='h1', lower_local_name='h1'),)),
        ([('font_size', v1, False), ('line_height', Dimension(1.35, None), False), ('letter_spacing', Dimension(0, None), False)], (Selector(lambda el: (el.local_name == 'h1') and (el.lang == 'fa' or el.lang.startswith('fa-')), (0, 1, 1), None, local_name='h1', lower_local_name='h1'), Selector(lambda el: (el.local_name == 'h1') and (el.lang == 'ps' or el.lang.startswith('ps-')), (0, 1, 1), None, local_name='h1', lower_local_name='h1'), Selector(lambda el: (el.local_name == 'h1') and (el.lang == 'ar' or el.lang.startswith('ar-')), (0, 1, 1), None, local_name='h1', lower_local_name='h1'), Selector(lambda el: (el.local_name == 'h1') and (el.lang == 'ur' or el.lang.startswith('ur-')), (0, 1, 1), None, local_name='h1', lower_local_name='h1'),)),
        ([('font_size', Dimension(15.0, 'pt'), False), ('line_height', Dimension(1.35, None), False), ('margin_bottom', Dimension(5.0, 'mm'), False)], (Selector(lambda el: 'subtitle' in el.classes, (0, 1, 0), None, class_name='subtitle'),)),
        ([('display', ('inline', 'flow-root'), False), ('margin_inline_end', Dimension(6.0, 'mm'), False), ('font_size', Dimension(9.0, 'pt'), False)], (Selector(lambda el: 'byline' in el.classes, (0, 1, 0), None, class_name='byline'), Selector(lambda el: 'dates' in el.classes, (0, 1, 0), None, class_name='dates'),)),
        ([('column_gap', Dimension(6.0, 'mm'), False), ('column_rule_width', Dimension(0.35, 'pt'), False), ('column_rule_color', HashToken(at + 16, 52, '9a958d', False), False), ('column_rule_style', 'solid', False)], (Selector(lambda el: 'text' in el.classes, (0, 1, 0), None, class_name='text'),)),
        ([('text_align_all', 'start', False), ('text_align_last', 'start', False)], (Selector(lambda el: (el.local_name == 'p') and (any(('text' in el.classes) for el in el.ancestors)), (0, 1, 1), None, local_name='p', lower_local_name='p'),)),
        ([('text_align_all', 'justify', False), ('text_align_last', 'start', False)], (Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'fa' or el.lang.startswith('fa-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'), Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'ps' or el.lang.startswith('ps-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'), Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'ar' or el.lang.startswith('ar-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'), Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'ur' or el.lang.startswith('ur-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'),)),
        ([('hyphens', 'auto', False), ('hyphenate_limit_chars', (6, 3, 3), False)], (Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'en' or el.lang.startswith('en-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'), Selector(lambda el: ((el.local_name == 'p') and (el.lang == 'de' or el.lang.startswith('de-'))) and (any(('text' in el.classes) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'),)),
        ([('font_size', Dimension(14.0, 'pt'), False), ('line_height', Dimension(1.15, None), False), ('margin_top', Dimension(1.5, 'em'), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0.5, 'em'), False), ('margin_left', Dimension(0, None), False), ('text_align_all', 'start', False), ('text_align_last', 'start', False)], (Selector(lambda el: el.local_name == 'h2', (0, 0, 1), None, local_name='h2', lower_local_name='h2'),)),
        ([('font_size', Dimension(10.5, 'pt'), False)], (Selector(lambda el: el.local_name == 'h3', (0, 0, 1), None, local_name='h3', lower_local_name='h3'),)),
        ([('column_span', 'all', False), ('font_size', Dimension(14.5, 'pt'), False), ('line_height', Dimension(1.38, None), False), ('margin_top', Dimension(0, None), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(6.0, 'mm'), False), ('margin_left', Dimension(0, None), False)], (Selector(lambda el: (el.local_name == 'aside') and ('standfirst' in el.classes), (0, 1, 1), None, class_name='standfirst', local_name='aside', lower_local_name='aside'),)),
        ([('float', 'left', False)], (Selector(lambda el: 'initial' in el.classes, (0, 1, 0), None, class_name='initial'),)),
        ([('break_inside', 'avoid', False), ('margin_top', Dimension(1.3, 'em'), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(1.3, 'em'), False), ('margin_left', Dimension(0, None), False), ('padding_top', Dimension(0.9, 'em'), False), ('padding_right', Dimension(0, None), False), ('padding_bottom', Dimension(0.7, 'em'), False), ('padding_left', Dimension(0, None), False), ('border_top_width', v2, False), ('border_top_color', v2, False), ('border_top_style', v2, False), ('border_bottom_width', Dimension(0.35, 'pt'), False), ('border_bottom_color', HashToken(at + 24, 138, '9a958d', False), False), ('border_bottom_style', 'solid', False)], (Selector(lambda el: 'pull' in el.classes, (0, 1, 0), None, class_name='pull'),)),
        ([('text_indent', Dimension(0, None), False), ('text_align_all', 'start', False), ('text_align_last', 'start', False), ('hyphens', 'manual', False), ('font_family', v3, False), ('line_height', Dimension(1.3, None), False)], (Selector(lambda el: (el.local_name == 'p') and (any((('pull' in el.classes) and (any(('text' in el.classes) for el in el.ancestors))) for el in el.ancestors)), (0, 2, 1), None, local_name='p', lower_local_name='p'),)),
        ([('color', v4, False), ('font_weight', 700, False), ('font_size', Dimension(3.0, 'em'), False), ('line_height', Dimension(1.0, None), False), ('margin_top', Dimension(0, None), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0.12, 'em'), False), ('margin_left', Dimension(0, None), False)], (Selector(lambda el: ('value' in el.classes) and (any(('pull' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='value'),)),
        ([('color', v5, False), ('font_size', Dimension(1.02, 'em'), False)], (Selector(lambda el: ('saying' in el.classes) and (any(('pull' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='saying'),)),
        ([('margin_top', Dimension(0, None), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0, None), False), ('margin_left', Dimension(0, None), False), ('font_size', Dimension(0.95, 'em'), False)], (Selector(lambda el: ('line' in el.classes) and (any((('verse' in el.classes) and (any(('text' in el.classes) for el in el.ancestors))) for el in el.ancestors)), (0, 3, 0), None, class_name='line'),)),
    )
    pages: Any = (
        ([([0, 0, 0], None, PageSelectorType(None, None, None, None, None))], [('margin_top', Dimension(16.0, 'mm'), False), ('margin_right', Dimension(7.6, '%'), False), ('margin_bottom', Dimension(20.0, 'mm'), False), ('margin_left', Dimension(7.6, '%'), False)]),
        ([([0, 0, 0], '@bottom-left', PageSelectorType(None, None, None, None, None))], [('content', [('string()', ('publication', 'first'))], False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 700, False), ('font_stretch', 'initial', False), ('font_size', Dimension(9.5, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Amiri', 'Source Serif 4', 'serif'), False), ('padding_top', Dimension(4.0, 'mm'), False)]),
        ([([0, 0, 0], '@bottom-right', PageSelectorType(None, None, None, None, None))], [('content', [('counter()', ('page', 'decimal'))], False), ('font_style', 'initial', False), ('font_variant_caps', 'initial', False), ('font_weight', 700, False), ('font_stretch', 'initial', False), ('font_size', Dimension(9.0, 'pt'), False), ('line_height', 'initial', False), ('font_family', ('Source Sans 3', 'sans-serif'), False), ('padding_top', Dimension(4.4, 'mm'), False)]),
        ([([0, 1, 0], None, PageSelectorType(None, None, True, None, None))], [('margin_top', Dimension(14.0, 'mm'), False)]),
    )
    counters: Any = {
    }
    return rules, pages, counters
