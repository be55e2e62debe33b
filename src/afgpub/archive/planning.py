"""Which files of a store are sources, where their outputs go, and what else decides about them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import translate
from functools import cache
from pathlib import Path

from afgpub.archive.row import Row, failed
from afgpub.archive.stores import Store
from afgpub.archive.task import file_suffix, output_name
from afgpub.frozen import dataclass, fields
from afgpub.messages import message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import get_reader, get_renderer, reader_names
from afgpub.worker.packing import as_json, pack

_SELDOM = ("json", "pdf")  # readers of files that lie about in an archive for other reasons


@dataclass(frozen=True, slots=True)
class Found:
    """The sources by name in a fixed order, and a row for each that cannot be one of them.

    `is_wanted` says of any name whether it would be taken, if there were such a file.
    """

    names: tuple[str, ...]
    refused: tuple[Row, ...]
    is_wanted: Callable[[str], bool]


def find_sources(
    store: Store, formats: Sequence[str], patterns: Sequence[str] = (), reserved: Sequence[str] = ()
) -> Found:
    """The files that match one of the patterns, or without any those that a reader is meant for.

    Trees in JSON and PDFs are taken only by a pattern. Of two sources that would write one file the first by name is
    taken, and none that would write one of the `reserved` files or into such a folder (output-twice).
    """
    is_wanted = _matching(patterns) if patterns else _readable
    suffixes = [get_renderer(format).suffix for format in formats]
    taken = {name.casefold() for name in reserved}
    folders = tuple(name for name in taken if name.endswith("/"))
    names: list[str] = []
    refused: list[Row] = []
    for name in sorted(filter(is_wanted, store.names())):
        targets = [output_name(name, suffix).casefold() for suffix in suffixes]
        if taken.isdisjoint(targets) and not (folders and targets[0].startswith(folders)):
            taken.update(targets)
            names.append(name)
        else:
            twice = next((target for target in targets if target in taken), targets[0])
            refused.append(failed(name, message("output-twice", name=twice)))
    return Found(tuple(names), tuple(refused), is_wanted)


def _readable(name: str) -> bool:
    return file_suffix(name).lower() in _endings()


@cache
def _endings() -> frozenset[str]:
    readers = [get_reader(name) for name in reader_names() if name not in _SELDOM]
    return frozenset(suffix for reader in readers for suffix in reader.suffixes)


def _matching(patterns: Sequence[str]) -> Callable[[str], bool]:
    wanted = [re.compile(translate(pattern)).match for pattern in patterns]
    return lambda name: any(match(name) or match(name.rpartition("/")[2]) for match in wanted)


def settings_digest(
    options: Mapping[str, Options], normaliser: NormaliserOptions, reader: str | None, *, strict: bool
) -> str:
    """A digest of all that changes outputs though no source does: options, themes, faces, programs, the set moment."""
    from afgpub.snapshot.inputs import environment_of

    given = {item.name: getattr(chosen, item.name) for chosen in options.values() for item in fields(chosen)}
    themes = [str(chosen.theme) for chosen in options.values() if hasattr(chosen, "theme")]
    whole = [
        [[name, type(chosen).__qualname__, pack(chosen)] for name, chosen in options.items()],
        pack(normaliser),
        reader,
        strict,
        os.environ.get("SOURCE_DATE_EPOCH"),
        sorted(environment_of(tuple(options), themes, {"icc": given.get("icc") or ""}, Path()).items()),
    ]
    return hashlib.sha256(as_json(whole)).hexdigest()


def unwanted_outputs(rows: Iterator[Row], gone: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each row whose source is `gone`, with its files that no other row has."""
    lost = set(gone)
    files: dict[str, set[str]] = {}
    used: set[str] = set()
    for row in rows:
        if row.name in lost:
            files[row.name] = {output.name for output in row.outputs}
        else:
            used.update(output.name for output in row.outputs)
    for name in gone:
        yield name, tuple(sorted(files.get(name, set()) - used))
