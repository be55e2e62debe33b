"""Mixed directions in WeasyPrint as CSS Writing Modes 4 has them: a paragraph is resolved as a whole before layout
(`flow`), lines are broken as ever, and each line is put in order after it is broken (`line`, `fragments`)."""

from __future__ import annotations

from afgpub.renderers.pdf.bidi.hooks import install

__all__ = ["install"]
