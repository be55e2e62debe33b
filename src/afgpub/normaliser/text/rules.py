"""The table of the rules for text: their names, the languages they apply to, and whether they are on by default.

They run in this order. Each is switched by its name in `NormaliserOptions.rules`, gives the same when it is run
again, and never touches a protected token.
"""

from __future__ import annotations

from collections.abc import Callable

from afgpub.exceptions import OptionError
from afgpub.frozen import dataclass
from afgpub.normaliser.text.changes import Change
from afgpub.normaliser.text.controls import find_controls
from afgpub.normaliser.text.forms import find_forms
from afgpub.normaliser.text.halfspace import find_half_spaces
from afgpub.normaliser.text.joiners import find_idle_joiners
from afgpub.normaliser.text.letters import find_letters
from afgpub.normaliser.text.punctuation import find_dashes, find_ellipses, find_quotes, find_repeated_marks
from afgpub.normaliser.text.spaces import find_doubled_spaces, find_persian_spaces
from afgpub.normaliser.text.tatweel import find_tatweel

Find = Callable[[str], list[Change]]
_PERSIAN = ("fa", "prs")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `langs` are primary language subtags, empty for every language; `verse` tells if it works there.

    A `strict` one works only where the language is beyond doubt, an `ascii` one also where all is ASCII, an `arabic`
    one only where there are letters of the block Arabic or presentation forms of them.
    """

    name: str
    find: Find
    langs: tuple[str, ...] = ()
    default: bool = True
    verse: bool = True
    code: str = "text-edited"
    protects: bool = True
    strict: bool = False
    ascii: bool = False
    arabic: bool = False

    def applies_to(self, lang: str | None) -> bool:
        """Whether the rule is meant for BCP 47 `lang`."""
        return not self.langs or (lang or "").lower().partition("-")[0] in self.langs


# `visual-order` works on a whole document and has no entry of its own in the loop: see `order`.
VISUAL_ORDER = "visual-order"
RULES = (
    Rule("controls", find_controls, code="control-removed", protects=False, ascii=True),
    Rule("presentation-forms", find_forms, arabic=True),
    Rule("letters-persian", find_letters, _PERSIAN, strict=True, arabic=True),
    Rule("tatweel", find_tatweel, default=False, verse=False, arabic=True),
    Rule("zwnj", find_idle_joiners),
    Rule("half-space", find_half_spaces, _PERSIAN, verse=False, arabic=True),
    Rule("quotation-marks", find_quotes, _PERSIAN, default=False, ascii=True),
    Rule("ellipsis", find_ellipses, default=False, ascii=True),
    Rule("dashes", find_dashes, default=False, ascii=True),
    Rule("repeated-marks", find_repeated_marks, default=False, ascii=True),
    Rule("spaces", find_doubled_spaces, verse=False, ascii=True),
    Rule("spaces-persian", find_persian_spaces, _PERSIAN, default=False, verse=False, ascii=True),
)
RULE_NAMES = (RULES[0].name, VISUAL_ORDER, *(rule.name for rule in RULES[1:]))
_DEFAULT = frozenset({VISUAL_ORDER, *(rule.name for rule in RULES if rule.default)})


def chosen_rules(choice: str) -> frozenset[str]:
    """The names of the rules that `choice` switches on: `default`, `all`, `none`, names, and names after a minus.

    They are taken from left to right; a list that begins with a minus begins with the default. Raises OptionError
    (option-invalid) for a name that is no rule.
    """
    words = [word.strip() for word in choice.split(",") if word.strip()]
    chosen = set(_DEFAULT) if not words or words[0].startswith("-") else set()
    for word in words:
        match word:
            case "default":
                chosen |= _DEFAULT
            case "all":
                chosen |= set(RULE_NAMES)
            case "none":
                chosen.clear()
            case _ if word in RULE_NAMES:
                chosen.add(word)
            case _ if word.removeprefix("-") in RULE_NAMES:
                chosen.discard(word[1:])
            case _:
                known = f"Known: default, all, none, {', '.join(RULE_NAMES)}; a minus before a name takes it out."
                raise OptionError.coded("option-invalid", option="rules", value=word, expected=known)
    return frozenset(chosen)
