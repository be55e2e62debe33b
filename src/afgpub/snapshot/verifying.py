"""Verify or update the snapshot of one source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from afgpub.exceptions import AfgpubError, SourceError
from afgpub.frozen import dataclass, replace
from afgpub.messages import Message, message
from afgpub.snapshot.comparing import Comparison, compare
from afgpub.snapshot.paths import kept_paths
from afgpub.snapshot.pictures import changed_pages
from afgpub.snapshot.settings import Settings
from afgpub.snapshot.store import folder_of, read_record, read_stored, write_snapshot
from afgpub.snapshot.taking import Snapshot, draw_pixels, make_publication, take_snapshot

Given: TypeAlias = Settings | Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one source: a comparison, or the failure that kept it from being made.

    `before` and `after` are there for reports where something has changed; `written` says that an update had something
    to write.
    """

    source: Path
    comparison: Comparison | None = None
    failure: Message | None = None
    before: Snapshot | None = None
    after: Snapshot | None = None
    written: bool = False

    @property
    def is_good(self) -> bool:
        """Is the publication what it was?"""
        return self.failure is None and (self.comparison is None or self.comparison.is_same)


def verify(source: Path, settings: Given = None, *, pixels: bool = False, here: Path = Path()) -> Verdict:
    """Make the publication of a source and compare it with its snapshot.

    `settings` are all of them, or those that may differ from the snapshot's; where they do, that is a change too. Paths
    in them are from the folder `here`. With `pixels`, or where the snapshot has kept them, a verdict that tells of a
    change has pictures of the pages that have changed. What keeps the source from being converted, or the snapshot from
    being read, is a failure in the verdict.
    """
    try:
        record = read_record(source)
        if record is None:
            return Verdict(source, failure=message("snapshot-missing", name=source))
        before = read_stored(source, record)
        chosen = _chosen(settings, record.settings, here, source.parent)
        made = make_publication(_existing(source), chosen)
        after = take_snapshot(made, chosen, source.parent)
        found = compare(before, after)
        if found.is_same:
            return Verdict(source, found)
        if pixels or before.pixels:
            layers = (snapshot.layers.get("pictures", "") for snapshot in (before, after))
            after = replace(after, pixels=draw_pixels(made, changed_pages(*layers)))
    except AfgpubError as error:
        return Verdict(source, failure=error.message)
    return Verdict(source, found, before=before, after=after)


def update(source: Path, settings: Given = None, *, pixels: bool | None = None, here: Path = Path()) -> Verdict:
    """Make the publication of a source and keep it as its snapshot; the verdict tells what was changed by that.

    `settings` are all of them, or those that differ from the snapshot that is there, which has `Settings()` at first.
    Paths in them are from the folder `here`. With `pixels` pictures of the pages are kept too; None keeps them where
    they are kept already.
    """
    try:
        record = read_record(source)
        before = read_stored(source, record) if record else None
        chosen = _chosen(settings, record.settings if record else Settings(), here, source.parent)
        keep = bool(before and before.pixels) if pixels is None else pixels
        made = make_publication(_existing(source) if record else source, chosen)
        after = take_snapshot(made, chosen, source.parent)
        after = replace(after, pixels=draw_pixels(made)) if keep else after
        written = write_snapshot(source, after, record)
    except AfgpubError as error:
        return Verdict(source, failure=error.message)
    return Verdict(source, compare(before, after) if before else None, None, before, after, written)


def _existing(source: Path) -> Path:
    """The source of a snapshot. Raises SourceError (snapshot-orphaned) where it is gone."""
    if not source.exists():
        raise SourceError.coded("snapshot-orphaned", name=source, folder=folder_of(source))
    return source


def _chosen(given: Given, old: Settings, here: Path, folder: Path) -> Settings:
    if isinstance(given, Settings):
        return replace(given, options=kept_paths(given.options, here, folder))
    found = dict(given or {})
    if "options" in found:
        found["options"] = kept_paths(found["options"], here, folder)
    return replace(old, **found)
