"""The options that all renderers share; each renderer adds its own in a dataclass beside it.

The flags of the command line are made from these fields: the name, the type, the default and the `help` of each.
An option that does not exist is a TypeError, a value that it cannot have an OptionError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from afgpub.exceptions import OptionError
from afgpub.frozen import dataclass, field

CALENDARS = ("keep", "gregorian", "solar", "both")
HEADING_NUMBERS = ("as-typed", "right-to-left")


def option(default: Any, help: str, choices: tuple[str, ...] = ()) -> Any:
    """A field of an options class with the help text that the command line shows."""
    return field(default=default, metadata={"help": help, "choices": choices})


def handed(default: Any) -> Any:
    """A field of an options class that programs hand over; no flag is made of it."""
    return field(default=default, metadata={"flag": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every renderer knows."""

    def check(self, name: str, known: tuple[str, ...]) -> None:
        """Raise OptionError unless option `name` has one of the `known` values."""
        value = getattr(self, name)
        if value not in known:
            raise OptionError.coded("option-invalid", option=name, value=value, expected=f"Known: {', '.join(known)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemedOptions(Options):
    """What every renderer knows that makes pages."""

    theme: str = option("news", "the theme: a name from `afgpub formats`, or the path of a folder such as ./mine")
    calendar: str = option("keep", "how dates are printed: as written, in one calendar, or in both", CALENDARS)


OptionsType = TypeVar("OptionsType", bound=Options)


def resolve_options(kind: type[OptionsType], given: Options | Mapping[str, object] | None) -> OptionsType:
    """Options of `kind` out of what the caller gave: an object of that kind, a mapping of names, or None.

    Raises TypeError for a name that is no option of `kind`, or an object of another kind.
    """
    if given is None:
        return kind()
    if isinstance(given, Mapping):
        return kind(**given)
    if not isinstance(given, kind):
        raise TypeError(f"options must be {kind.__name__} or a mapping, not {type(given).__name__}")
    return given
