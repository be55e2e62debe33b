"""The run over an archive: what is there, what has to be made, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from afgpub.archive.catalogue import (
    FILES,
    Entry,
    Kind,
    Shelf,
    describe_site,
    entry_of,
    file_of,
    order,
    pages_of,
)
from afgpub.archive.executors import cluster_executor, local_executor
from afgpub.archive.ledger import Ledger, open_ledger
from afgpub.archive.planning import Found, find_sources, settings_digest, unwanted_outputs
from afgpub.archive.row import Row
from afgpub.archive.running import run
from afgpub.archive.stores import is_url, open_store
from afgpub.archive.task import Plan, Task
from afgpub.exceptions import UsageError
from afgpub.frozen import replace
from afgpub.limits import Limits
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.theme import Theme


class Archive:
    """An archive while it is worked on. The counts grow as articles end; rows of articles are in the ledger."""

    def __init__(self, plan: Plan, found: Found, ledger: Ledger) -> None:
        self._plan, self._found, self._ledger = plan, found, ledger
        self._refused = {row.name: row for row in found.refused}
        self._failed = set(self._refused)
        self._made: set[str] = set()
        self.unchanged = 0
        self.removed: list[str] = []

    @property
    def total(self) -> int:
        """How many sources there are."""
        return len(self._found.names) + len(self._found.refused)

    @property
    def made(self) -> int:
        """How many articles were made."""
        return len(self._made)

    @property
    def failed(self) -> int:
        """How many articles could not be made, or not in each format."""
        return len(self._failed)

    @property
    def done(self) -> int:
        """How many articles have ended in one way or another."""
        return self.made + self.unchanged + self.failed

    def make(self, *, jobs: int = 0, scheduler: str | None = None, step: Callable[[], None] = lambda: None) -> None:
        """Make what is not there; `step` is called after each article.

        `jobs` articles at a time, 0 for one a core; with the address of a Dask `scheduler`, on its cluster. Raises
        UsageError (scheduler-unreachable) and RenderError (output-unwritable) where the ledger cannot be written.
        """
        tasks = (Task(self._plan, name, self._ledger.find(name)) for name in self._found.names)
        with cluster_executor(scheduler) if scheduler else local_executor(jobs) as (executor, at_once):
            step()
            for row in run(tasks, executor, at_once):
                self._take(row)
                step()

    def failures(self) -> Iterator[Row]:
        """The articles that failed, by name."""
        for name in sorted(self._failed):
            row = self._refused.get(name) or self._ledger.find(name)
            if row is not None:
                yield row

    def rows(self) -> Iterator[Row]:
        """What became of each source that has ended, by name."""
        for name in sorted({*self._found.names, *self._refused}):
            row = self._refused.get(name) or self._ledger.find(name)
            if row is not None:
                yield row if row.state == "failed" or name in self._made else replace(row, state="unchanged")

    def gone(self) -> list[str]:
        """The sources of earlier runs that are no more; those that were not looked for this time are not among them."""
        return sorted(filter(self._found.is_wanted, set(self._ledger.names()).difference(self._found.names)))

    def prune(self) -> None:
        """Remove the outputs of sources that are no more."""
        target = open_store(self._plan.target)
        for source, names in unwanted_outputs(self._ledger.rows(), self.gone()):
            for name in names:
                target.remove(name)
            self.removed.extend(names)
            self._ledger.forget(source)

    def catalogue(
        self, kinds: Sequence[Kind], *, theme: Theme, title: str = "", address: str = "", calendar: str = "keep"
    ) -> None:
        """Write catalogues of what is there of the sources: an index page, an Atom feed, an OPDS catalogue.

        `address` is the http or https URL at which the target is published, with a slash at its end; without one links
        are relative. Raises RenderError (output-unwritable).
        """
        from afgpub.archive.feeds import COVER, NEWEST, atom_feed, cover_picture, opds_page
        from afgpub.archive.index_page import STYLE, index_page, index_style

        keys: list[tuple[tuple[str, str], str]] = []

        def entries() -> Iterator[Entry]:
            for name in self._found.names:
                if (entry := self._entry(name)) is not None:
                    keys.append((order(entry), name))
                    yield entry

        site = describe_site(entries(), title, address, theme, calendar, kinds)
        names = [name for _, name in sorted(keys)]
        shelf = Shelf(open_store(self._plan.target))
        if "index" in kinds:
            shelf.put(STYLE, index_style(site))
        if "opds" in kinds:
            shelf.put(COVER, cover_picture(site))
        if "feed" in kinds:
            newest = [entry for name in reversed(names[-NEWEST:]) if (entry := self._entry(name))]
            shelf.put(FILES["feed"], atom_feed(site, newest))
        for page in pages_of(names, self._entry) if {"index", "opds"}.intersection(kinds) else ():
            if "opds" in kinds:
                shelf.put(file_of("opds", page.place), opds_page(site, page))
            if "index" in kinds:
                for name, data in index_page(site, page).items():
                    shelf.put(name, data)
        shelf.close()

    def _entry(self, name: str) -> Entry | None:
        row = self._ledger.find(name)
        return entry_of(row) if row else None

    def _take(self, row: Row) -> None:
        match row.state:
            case "unchanged":
                self.unchanged += 1
                return
            case "failed":
                self._failed.add(row.name)
            case "made":
                self._made.add(row.name)
        self._ledger.add(row)


@contextmanager
def open_archive(
    source: str,
    target: str,
    *,
    options: Mapping[str, Options],
    normaliser: NormaliserOptions | None = None,
    reader: str | None = None,
    patterns: Sequence[str] = (),
    strict: bool = False,
    limits: Limits | None = None,
    reserved: Sequence[str] = (),
) -> Iterator[Archive]:
    """The archive of the sources in `source` with outputs in `target`, both paths or URLs, in each format of `options`.

    Which files are sources says `find_sources`; no output of theirs is a file or in a folder (`pages/`) that is
    `reserved`. Raises UsageError (store-unreachable, archive-empty, archive-busy, output-is-source), SourceError
    (source-missing) and RenderError (output-unwritable).
    """
    normaliser = normaliser or NormaliserOptions()
    source, target = _absolute(source), _absolute(target)
    if source == target:
        raise UsageError.coded("output-is-source", name=target)
    sources = open_store(source)
    found = find_sources(sources, tuple(options), patterns, reserved)
    if not found.names and not found.refused:
        raise UsageError.coded("archive-empty", name=source)
    settings = settings_digest(options, normaliser, reader, strict=strict)
    plan = Plan(source, target, dict(options), settings, reader, normaliser, strict, limits or Limits())
    ledger = open_ledger(target)
    try:
        yield Archive(plan, found, ledger)
    finally:
        ledger.close()


def _absolute(address: str) -> str:
    """A path means the same to every process of a cluster that shares the file system."""
    return address if is_url(address) else str(Path(address).resolve())
