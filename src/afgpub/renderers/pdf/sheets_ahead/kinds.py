"""What kept sheets are written with: selectors as of cssselect2, values as of tinycss2 and WeasyPrint."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any
from urllib.parse import urlparse

from cssselect2.compiler import split_whitespace
from tinycss2.ast import (  # type: ignore[import-untyped]
    DimensionToken,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    NumberToken,
    PercentageToken,
    StringToken,
    WhitespaceToken,
)
from weasyprint.css import PageSelectorType
from weasyprint.css.properties import Dimension
from weasyprint.css.validation.expanders import EXPANDERS, PendingExpander
from weasyprint.css.validation.properties import PendingProperty
from webencodings import ascii_lower  # type: ignore[import-untyped]

__all__ = [
    "EXPANDERS",
    "Dimension",
    "DimensionToken",
    "FunctionBlock",
    "HashToken",
    "IdentToken",
    "LiteralToken",
    "NumberToken",
    "PageSelectorType",
    "PendingExpander",
    "PendingProperty",
    "PercentageToken",
    "Selector",
    "StringToken",
    "WhitespaceToken",
    "ascii_lower",
    "inf",
    "partial",
    "split_whitespace",
    "urlparse",
]


class Selector:
    """A selector as `Matcher.add_selector` of cssselect2 asks for it: its test, and by what it is found."""

    id: str | None = None
    class_name: str | None = None
    local_name: str | None = None
    lower_local_name: str | None = None
    namespace: str | None = None
    requires_lang_attr: bool = False
    never_matches: bool = False

    def __init__(self, test: Callable[[Any], Any], specificity: Any, pseudo_element: str | None, **found_by: Any):
        self.test, self.specificity, self.pseudo_element = test, specificity, pseudo_element
        self.__dict__.update(found_by)
