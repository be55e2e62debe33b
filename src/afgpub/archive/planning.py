"""Which files of a store are sources, where their outputs go, and what else decides about them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from afgpub.archive.row import Row, failed
from afgpub.archive.stores import Store
from afgpub.archive.task import output_name
from afgpub.messages import message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import get_reader, reader_names
from afgpub.worker.packing import as_json, pack

_SELDOM = ("json", "pdf")  # readers of files that lie about in an archive for other reasons


@dataclass(frozen=True, slots=True)
class Found:
    """The sources by name in a fixed order, and a row for each that cannot be one of them."""

    names: tuple[str, ...]
    refused: tuple[Row, ...]


def find_sources(store: Store, formats: Sequence[str], patterns: Sequence[str] = ()) -> Found:
    """The files that match one of the patterns, or without any those that a reader is meant for.

    Trees in JSON and PDFs are taken only by a pattern. Of two sources that would write one file the first by name is
    taken (output-twice).
    """
    endings = tuple(suffix for name in reader_names() if name not in _SELDOM for suffix in get_reader(name).suffixes)
    taken: set[str] = set()
    names: list[str] = []
    refused: list[Row] = []
    for name in sorted(store.names()):
        if patterns:
            if not any(fnmatch(name, pattern) or fnmatch(PurePosixPath(name).name, pattern) for pattern in patterns):
                continue
        elif PurePosixPath(name).suffix.lower() not in endings:
            continue
        targets = [output_name(name, format) for format in formats]
        twice = next((target for target in targets if target.casefold() in taken), None)
        if twice:
            refused.append(failed(name, message("output-twice", name=twice)))
            continue
        taken.update(target.casefold() for target in targets)
        names.append(name)
    return Found(tuple(names), tuple(refused))


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


def unwanted_outputs(rows: Iterator[Row], names: Sequence[str]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Each row whose source is gone, with its files that no other row has."""
    wanted = set(names)
    gone: list[Row] = []
    used: set[str] = set()
    for row in rows:
        if row.name in wanted:
            used.update(output.name for output in row.outputs)
        else:
            gone.append(row)
    for row in gone:
        yield row, tuple(output.name for output in row.outputs if output.name not in used)
