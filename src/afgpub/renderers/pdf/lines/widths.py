"""How wide short texts are at least and at most is asked for once; WeasyPrint 70.0 lays them out each time.

The name of a publication and numbers stand in the margins of every page, and boxes that are as wide as what is in them
are asked several times: what is kept is known by the text and by what Pango is told of its style.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from afgpub.renderers.pdf.by_style import kept_for
from afgpub.renderers.pdf.lines.setup import told

_SHORT = 100  # letters
_MOST = 500  # kept for one face, size and language
_BREAKING = "white_space hyphens overflow_wrap word_break letter_spacing word_spacing".split()
_OTHERWISE = frozenset("\t\n\u00ad")  # tabs, ends of lines and hyphens go by further properties


def remember_widths() -> None:
    """Make WeasyPrint's preferred widths remember how wide the first line of a text is, and where it ends."""
    from weasyprint.layout import preferred

    if not hasattr(preferred, "_afgpub_split_every_line"):
        preferred._afgpub_split_every_line = preferred.split_first_line
        preferred.split_first_line = _remembering(preferred.split_first_line)


def _remembering(split: Any) -> Any:
    @wraps(split)
    def split_or_remember(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float, *rest: Any, **options: Any
    ) -> Any:
        kept = kept_for(style)
        if (
            kept is None
            or len(text) > _SHORT
            or justification_spacing
            or style["hyphens"] == "auto"
            or style["text_decoration_line"] != "none"
            or not _OTHERWISE.isdisjoint(text)
        ):
            return split(text, style, context, max_width, justification_spacing, *rest, **options)
        key = text, max_width, *(style[name] for name in _BREAKING), rest, *sorted(options.items())
        known = told(style, kept).widths
        found = known.get(key)
        if found is None:
            _, _, resume_at, width, _, _ = split(text, style, context, max_width, 0, *rest, **options)
            if len(known) >= _MOST:
                known.clear()
            found = known[key] = None, None, resume_at, width, None, None  # nothing else is asked for
        return found

    return split_or_remember
