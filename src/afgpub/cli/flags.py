"""Flags made from the fields of the renderers' and the normaliser's options, so that the two cannot drift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from afgpub.exceptions import OptionError
from afgpub.frozen import MISSING, dataclass, fields
from afgpub.plugins import Renderer, theme_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import Field

    from afgpub.options import Options

_TYPES: dict[str, type] = {"bool": bool, "int": int, "float": float, "str": str}


@dataclass(frozen=True, slots=True)
class Flag:
    """One option of one or more formats: its type, default and help are those of the first that has it."""

    name: str
    type: type
    default: object
    help: str
    choices: tuple[str, ...]
    formats: tuple[str, ...]

    @property
    def spelling(self) -> str:
        """As it is typed: `--page-size`."""
        return "--" + self.name.replace("_", "-")


def normaliser_flags() -> dict[str, Flag]:
    """The options of the normaliser, which hold for every format."""
    from afgpub.normaliser.options import NormaliserOptions

    return {item.name: _flag(item, "every format") for item in fields(NormaliserOptions)}


def option_flags(renderers: Sequence[Renderer]) -> dict[str, Flag]:
    """The union of the options of `renderers`, by name; choices and formats of a shared name are put together."""
    flags: dict[str, Flag] = {}
    for renderer in renderers:
        for item in fields(renderer.options):
            if not item.metadata.get("flag", True):
                continue
            new = _flag(item, renderer.name)
            old = flags.get(item.name, new)
            choices = tuple(dict.fromkeys(old.choices + new.choices))
            formats = tuple(dict.fromkeys(old.formats + new.formats))
            flags[item.name] = Flag(old.name, old.type, old.default, old.help, choices, formats)
    return flags


def as_click(flag: Flag) -> click.Option:
    """The flag for click; one that is not given is None, so that every format keeps its own default."""
    note = ", ".join(flag.formats) + ("" if flag.default in (None, "") else f"; default: {_typed(flag.default)}")
    text = f"{flag.help[:1].upper()}{flag.help[1:]}. [{note}]"
    if flag.type is bool:
        return click.Option([f"{flag.spelling}/--no-{flag.spelling[2:]}"], default=None, help=text)
    kind: Any = click.Choice(flag.choices) if flag.choices else flag.type
    complete = _complete(theme_names) if flag.name == "theme" else None
    return click.Option([flag.spelling], type=kind, default=None, help=text, shell_complete=complete)


def options_for(renderer: Renderer, given: Mapping[str, object]) -> Options:
    """The options of one format out of all flags that were given."""
    known = {item.name for item in fields(renderer.options)}
    return renderer.options(**{name: value for name, value in given.items() if name in known})


def refuse_misplaced(given: Mapping[str, object], formats: Sequence[str], flags: Mapping[str, Flag]) -> None:
    """Raise OptionError (option-misplaced) for a flag that none of the formats asked for has."""
    for name in given:
        flag = flags[name]
        if not set(flag.formats) & set(formats):
            raise OptionError.coded(
                "option-misplaced", option=flag.spelling, formats=", ".join(formats), known=", ".join(flag.formats)
            )


def _flag(item: Field[Any], format: str) -> Flag:
    """Plain types and `X | None` are kept; anything else is typed as text and judged by the renderer."""
    names = str(getattr(item.type, "__name__", item.type)).split(" | ")
    kind = next((_TYPES[name] for name in names if name in _TYPES), str)
    default = item.default if item.default is not MISSING else None
    choices = tuple(item.metadata.get("choices", ()))
    return Flag(item.name, kind, default, item.metadata.get("help", ""), choices, (format,))


def _typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _complete(names: Callable[[], tuple[str, ...]]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    return lambda ctx, parameter, incomplete: [name for name in names() if name.startswith(incomplete)]
