"""Pages of one kind share their styles; WeasyPrint 70.0 works out those of each page, and of its margins, by itself."""

from __future__ import annotations

from functools import wraps
from typing import Any

_KINDS = "_afgpub_page_kinds"


def repair_page_kinds() -> None:
    """Make WeasyPrint give a page the styles of an earlier one that the same rules match."""
    from weasyprint.layout import page

    if not hasattr(page.set_page_type_computed_styles, "__wrapped__"):
        page.set_page_type_computed_styles = _sharing(page.set_page_type_computed_styles)


def _sharing(set_styles: Any) -> Any:
    @wraps(set_styles)
    def set_or_share(page_type: Any, html: Any, style_for: Any) -> None:
        kinds: dict[Any, Any] = style_for.__dict__.setdefault(_KINDS, {})
        kind = _kind(page_type, style_for)
        if kind not in kinds:
            before = set(style_for.get_computed_styles())
            set_styles(page_type, html, style_for)
            kinds[kind] = [pseudo for element, pseudo in set(style_for.get_computed_styles()) - before], page_type
            return
        pseudos, like = kinds[kind]
        computed = style_for.get_computed_styles()
        for pseudo in pseudos:
            computed[page_type, pseudo] = computed[like, pseudo]

    return set_or_share


def _kind(page_type: Any, style_for: Any) -> tuple[bool, ...]:
    """Which rules match; the first page is of its own kind, since its size is not known before its style is."""
    matches = style_for._page_type_match
    found = [
        matches(selector, page_type)
        for sheet, _, _ in style_for._sheets
        for _, selectors, _ in sheet.page_rules
        for _, _, selector in selectors
    ]
    return (page_type.index == 0, *found)
