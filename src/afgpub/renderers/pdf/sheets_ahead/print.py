"""print, as WeasyPrint 70.0 parses it: `pytest --rewrite`."""
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
    PendingExpander,
    Selector,
    partial,
)


def sheet(at: int) -> tuple[Any, Any, dict[str, Any]]:
    """Rules, rules of pages and counter styles; `at` is the line at which the text begins."""
    v0 = PendingExpander((DimensionToken(at + 14, 75, 0.25, None, '0.25', 'pt'), IdentToken(at + 14, 82, 'solid'), FunctionBlock(at + 14, 88, 'var', [IdentToken(at + 14, 92, '--rule')])), partial(EXPANDERS['outline'], name='border-top', base_url=None))
    rules = (
        ([('__paper', (HashToken(at + 1, 18, 'fff', True),), False), ('__ink', (HashToken(at + 1, 31, '000', False),), False), ('__rule', (HashToken(at + 1, 45, '000', False),), False)], (Selector(lambda el: el.parent is None, (0, 1, 0), None),)),
        ([('font_size', Dimension(10.0, 'pt'), False)], (Selector(lambda el: el.local_name == 'html', (0, 0, 1), None, local_name='html', lower_local_name='html'),)),
        ([('margin_top', Dimension(0, None), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0, None), False), ('margin_left', Dimension(0, None), False)], (Selector(lambda el: el.local_name == 'body', (0, 0, 1), None, local_name='body', lower_local_name='body'),)),
        ([('color', 'inherit', False), ('text_decoration_line', 'none', False), ('text_decoration_color', 'initial', False), ('text_decoration_style', 'initial', False), ('text_decoration_thickness', 'initial', False)], (Selector(lambda el: el.local_name == 'a', (0, 0, 1), None, local_name='a', lower_local_name='a'),)),
        ([('margin_top', Dimension(0.4, 'em'), False)], (Selector(lambda el: (el.local_name == 'li') and (next(el is not None and ((el.local_name == 'li') and (next(el is not None and (('loose' in el.classes) and (any(('text' in el.classes) for el in el.ancestors))) for el in [el.parent]))) for el in [el.previous])), (0, 2, 2), None, local_name='li', lower_local_name='li'), Selector(lambda el: (el.local_name == 'p') and (next(el is not None and ((el.local_name == 'p') and (next(el is not None and ((el.local_name == 'li') and (any(('text' in el.classes) for el in el.ancestors))) for el in [el.parent]))) for el in [el.previous])), (0, 1, 3), None, local_name='p', lower_local_name='p'), Selector(lambda el: (el.local_name == 'p') and (next(el is not None and ((el.local_name == 'p') and (next(el is not None and ((el.local_name == 'dd') and (any(('text' in el.classes) for el in el.ancestors))) for el in [el.parent]))) for el in [el.previous])), (0, 1, 3), None, local_name='p', lower_local_name='p'),)),
        ([('bookmark_level', 1, False)], (Selector(lambda el: el.local_name == 'h1', (0, 0, 1), None, local_name='h1', lower_local_name='h1'),)),
        ([('bookmark_level', 2, False)], (Selector(lambda el: el.local_name == 'h2', (0, 0, 1), None, local_name='h2', lower_local_name='h2'),)),
        ([('bookmark_level', 3, False)], (Selector(lambda el: el.local_name == 'h3', (0, 0, 1), None, local_name='h3', lower_local_name='h3'),)),
        ([('bookmark_level', 4, False)], (Selector(lambda el: el.local_name == 'h4', (0, 0, 1), None, local_name='h4', lower_local_name='h4'),)),
        ([('bookmark_label', (('attr()', ('data-outline', 'string', '')),), False)], (Selector(lambda el: 'data-outline' in el.etree_element.attrib, (0, 1, 0), None),)),
        ([('display', ('none',), False)], (Selector(lambda el: 'backlink' in el.classes, (0, 1, 0), None, class_name='backlink'),)),
        ([('margin_top', Dimension(0.7, 'em'), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0.7, 'em'), False), ('margin_left', Dimension(0, None), False)], (Selector(lambda el: 'unfolded' in el.classes, (0, 1, 0), None, class_name='unfolded'),)),
        ([('list_style_type', 'none', False), ('list_style_position', 'initial', False), ('list_style_image', 'initial', False), ('margin_top', Dimension(0, None), False), ('margin_right', Dimension(0, None), False), ('margin_bottom', Dimension(0, None), False), ('margin_left', Dimension(0, None), False), ('padding_top', Dimension(0.3, 'em'), False), ('padding_right', Dimension(0, None), False), ('padding_bottom', Dimension(0.3, 'em'), False), ('padding_left', Dimension(0, None), False), ('border_top_width', v0, False), ('border_top_color', v0, False), ('border_top_style', v0, False)], (Selector(lambda el: (el.local_name == 'ul') and (any(('unfolded' in el.classes) for el in el.ancestors)), (0, 1, 1), None, local_name='ul', lower_local_name='ul'),)),
        ([('font_weight', 'bold', False)], (Selector(lambda el: ('head' in el.classes) and (any(('unfolded' in el.classes) for el in el.ancestors)), (0, 2, 0), None, class_name='head'),)),
    )
    pages: Any = (
    )
    counters: Any = {
    }
    return rules, pages, counters
