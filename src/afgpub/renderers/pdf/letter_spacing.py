"""No space between letters that join: WeasyPrint 70 opens Arabic words under `letter-spacing` (CSS Text 3, 8.2.1)."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

# Arabic, Syriac, Mandaic, N'Ko and Mongolian.
_CURSIVE = re.compile("[\u0620-\u074f\u0750-\u077f\u07ca-\u07ea\u0840-\u085b\u0860-\u08c9\u1820-\u18aa\ufb50-\ufefc]")


def repair_letter_spacing(weasyprint: Any) -> None:
    """Make WeasyPrint leave a text box as it is where a letter in it joins its neighbour; once."""
    from weasyprint.text import line_break

    if not hasattr(line_break, "_afgpub_set_text"):
        line_break._afgpub_set_text = line_break.Layout.set_text
        line_break.Layout.set_text = _unspaced(line_break.Layout.set_text)


def _unspaced(set_text: Any) -> Any:
    @wraps(set_text)
    def set_text_unspaced(self: Any, text: str, justify: bool = False) -> None:
        if self.style["letter_spacing"] not in ("normal", 0) and _CURSIVE.search(text):
            self.style = self.style.copy()
            self.style["letter_spacing"] = "normal"
        set_text(self, text, justify)

    return set_text_unspaced
