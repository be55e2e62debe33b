"""What of the repairs is wanted."""

from __future__ import annotations

from afgpub.frozen import dataclass
from afgpub.options import HEADING_NUMBERS, Options, option


@dataclass(frozen=True, slots=True, kw_only=True)
class NormaliserOptions(Options):
    """Which repairs are made. With all of them off, the text is the source's."""

    rules: str = option("default", "the rules for text: default, all, none or names, with commas; -name takes one out")
    digits: str = option("keep", "the digits of plain numbers", choices=("keep", "language", "ascii"))
    structure: bool = option(True, "find title, authors, headings and what else a page's look says")
    dates: bool = option(True, "find dates in the text")
    statistics: bool = option(True, "find figures with units in the text")
    heading_numbers: str = option("as-typed", "the order of 1.2 in right-to-left headings", choices=HEADING_NUMBERS)

    def __post_init__(self) -> None:
        from afgpub.normaliser.text.rules import chosen_rules

        self.check("digits", ("keep", "language", "ascii"))
        self.check("heading_numbers", HEADING_NUMBERS)
        chosen_rules(self.rules)
