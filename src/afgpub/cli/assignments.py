"""Settings of a snapshot as they are typed: lists with commas, options as `name=value`."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.cli.flags import Flag, normaliser_flags, option_flags
from afgpub.exceptions import UsageError
from afgpub.plugins import installed_renderers

_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def given_settings(to: str | None, reader: str | None, layers: str | None, given: Sequence[str]) -> dict[str, object]:
    """The settings that the call gives, by their names in `Settings`; the others are left as they are.

    Raises UsageError (option-unknown, usage).
    """
    options, repairs = _options(given)
    found = {"to": _words(to), "reader": reader, "layers": _words(layers), "options": options, "normaliser": repairs}
    return {name: value for name, value in found.items() if value}


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in (text or "").split(",") if word.strip()))


def _options(given: Sequence[str]) -> tuple[dict[str, object], dict[str, object]]:
    """Options of formats, and of the normaliser."""
    formats, repairs = option_flags(installed_renderers()), normaliser_flags()
    found: dict[str, object] = {}
    normaliser: dict[str, object] = {}
    for item in given:
        name, equals, value = item.partition("=")
        name = name.strip().lstrip("-").replace("-", "_")
        flag = formats.get(name) or repairs.get(name)
        if not equals or flag is None:
            raise UsageError.coded("option-unknown", option=item, formats="the installed formats")
        (found if name in formats else normaliser)[name] = _typed(flag, value)
    return found, normaliser


def _typed(flag: Flag, value: str) -> object:
    if flag.type is bool and value.lower() in _TRUE + _FALSE:
        return value.lower() in _TRUE
    try:
        if flag.type is bool:
            raise ValueError
        return flag.type(value)
    except ValueError:
        reason = f"{flag.spelling} cannot be {value}"
        raise UsageError.coded("usage", reason=reason, hint="See afgpub convert --help.") from None
