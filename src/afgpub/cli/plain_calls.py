"""The calls of `afgpub convert` that name sources and outputs, and at most ask for quiet, read without click.

click and the options of every installed format take longer to load than such a call takes to be done. What has any
other flag, or is written in any other way, is left to click.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from afgpub.cli.converting import Call

_VALUES = {"-o": "output", "--output": "output", "--to": "to"}
_QUIET = ("-q", "--quiet")


def plain_call(arguments: Sequence[str]) -> Call | None:
    """`convert SOURCE... [-o OUT] [--to FORMATS] [-q]` as it is to be done, None for any other call.

    Raises UsageError for one that is wrong.
    """
    read = _read(arguments)
    if read is None:
        return None
    from afgpub.cli.converting import Call
    from afgpub.cli.limiting import DEFAULT
    from afgpub.cli.targets import plan
    from afgpub.normaliser.options import NormaliserOptions
    from afgpub.plugins import get_renderer, get_theme_folder

    sources, values = read
    jobs = plan(sources, values.get("output"), values.get("to"))
    options = {name: get_renderer(name).options() for name in jobs[0].targets}
    for chosen in options.values():
        if hasattr(chosen, "theme"):
            get_theme_folder(chosen.theme)
    quiet = "quiet" in values
    return Call(jobs=jobs, options=options, normaliser=NormaliserOptions(), limits=DEFAULT, quiet=quiet)


def _read(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]] | None:
    """The sources and the values of the flags."""
    # click asks this variable what to complete, and on Windows puts names in the place of patterns
    if not arguments or arguments[0] != "convert" or "_AFGPUB_COMPLETE" in os.environ or sys.platform == "win32":
        return None
    sources: list[str] = []
    values: dict[str, str] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in _QUIET:
            if "quiet" in values:
                return None
            values["quiet"] = argument
        elif argument.startswith("-"):
            name, value = _VALUES.get(argument), next(rest, "-")
            if name is None or name in values or value.startswith("-"):
                return None
            values[name] = value
        elif argument:
            sources.append(argument)
        else:
            return None
    return (sources, values) if sources else None
