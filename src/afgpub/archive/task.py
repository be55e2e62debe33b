"""One article, from its source in one store to its files in another: all that an executor ever runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from afgpub.archive.article import Article
from afgpub.archive.row import Output, Row, failed, said, unchanged
from afgpub.archive.stores import Store, is_safe, open_store
from afgpub.exceptions import AfgpubError, RenderError
from afgpub.frozen import dataclass, replace
from afgpub.limits import Limits
from afgpub.messages import message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import get_renderer
from afgpub.source import Source
from afgpub.worker.packing import foreseen

ABSENT = "absent"
_AT_ONCE = 256 * 1024  # bytes of sources in one request to a worker


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for every article of a run. `source` and `target` are paths or URLs, `settings` a digest of the rest.

    `options` are those of each format, in the order of the formats.
    """

    source: str
    target: str
    options: Mapping[str, Options]
    settings: str
    reader: str | None
    normaliser: NormaliserOptions
    strict: bool
    limits: Limits


@dataclass(frozen=True, slots=True)
class Task:
    """One source by its relative name, and what is known of it from an earlier run."""

    plan: Plan
    name: str
    known: Row | None = None


def make_tasks(tasks: Sequence[Task]) -> tuple[Row, ...]:
    """Make some articles, each unless it is there already; the rows in their order.

    What goes wrong is in the rows; a crash at one of them costs none of the others.
    """
    rows: dict[str, Row] = {}
    opened: list[_Opened] = []
    for task in tasks:
        try:
            found = _opened(task)
        except Exception as error:
            rows[task.name] = _failed(task, error)
            continue
        if isinstance(found, Row):
            rows[task.name] = found
            continue
        opened.append(found)
        if sum(len(one.source.data) for one in opened) >= _AT_ONCE:
            rows |= _made(opened)
            opened = []
    if opened:
        rows |= _made(opened)
    return tuple(rows[task.name] for task in tasks)


def output_name(name: str, suffix: str) -> str:
    """Where an output of a source goes: `2024/seed.md` to `2024/seed.epub`."""
    return name.removesuffix(file_suffix(name)) + suffix


def file_suffix(name: str) -> str:
    """The ending of a relative name with its dot, as `PurePosixPath.suffix` in a tenth of the time."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return dot + ending if stem.strip(".") and ending else ""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A task whose article has to be made."""

    task: Task
    source: Source
    digest: str


def _opened(task: Task) -> _Opened | Row:
    """The source, or the row of what is there already. Raises SourceError."""
    sources, target = open_store(task.plan.source), open_store(task.plan.target)
    source = sources.open(task.name)
    digest = hashlib.sha256(source.data).hexdigest()
    if task.known and _is_there(task, digest, sources, target):
        return unchanged(task.known)
    return _Opened(task, source, digest)


def _made(opened: Sequence[_Opened]) -> dict[str, Row]:
    """Make articles in a worker and write what is made; the rows by name."""
    plan = opened[0].task.plan
    known = {one.source.name: one for one in opened}
    rows: dict[str, Row] = {}
    started = monotonic()

    def take(source: Source, article: Article | AfgpubError) -> None:
        nonlocal started
        one = known[source.name]
        try:
            row = _failed(one.task, article) if isinstance(article, AfgpubError) else _written(one, article)
        except Exception as error:
            row = _failed(one.task, error)
        ended = monotonic()
        rows[source.name] = replace(row, seconds=round(ended - started, 4))
        started = ended

    _make(plan, [one.source for one in opened], take)
    return rows


def _make(plan: Plan, sources: Sequence[Source], take: Callable[[Source, Article | AfgpubError], None]) -> None:
    """Make the articles of sources in a worker.

    Pictures of sources that are on no file system here are fetched once it is known which they are.
    """
    from afgpub.worker.client import make_in_worker
    from afgpub.worker.request import Make

    is_here = all(source.folder is not None for source in sources)
    illustrated: list[tuple[Source, tuple[str, ...]]] = []

    def take_or_wait(source: Source, article: Article | AfgpubError) -> None:
        if not is_here and not isinstance(article, AfgpubError) and article.pictures:
            illustrated.append((source, article.pictures))
        else:
            take(source, article)

    job = Make(tuple(sources), plan.reader, plan.normaliser, plan.options, stops_at_pictures=not is_here)
    make_in_worker(job, plan.limits, take_or_wait)
    for source, pictures in illustrated:
        with open_store(plan.source).folder(source.name, pictures) as folder:
            here = replace(job, sources=(replace(source, folder=folder),), stops_at_pictures=False)
            make_in_worker(here, plan.limits, take)


def _failed(task: Task, error: Exception) -> Row:
    """What was made of the source before is still there."""
    outputs = task.known.outputs if task.known else ()
    return replace(failed(task.name, foreseen(error).message), settings=task.plan.settings, outputs=outputs)


def _written(one: _Opened, article: Article) -> Row:
    """Write the files of an article. Raises RenderError (output-unwritable)."""
    plan, task = one.task.plan, one.task
    sources = open_store(plan.source)
    row = Row(
        name=task.name,
        state="failed" if article.failures else "made",
        digest=one.digest,
        settings=plan.settings,
        about=article.about,
        pictures=tuple((name, _picture(sources, task.name, name)) for name in article.pictures),
        failures=tuple(said(failure) for failure in article.failures),
        warnings=article.warnings,
    )
    if plan.strict and (row.warnings or row.failures):
        strict = message("strict", count=row.warnings + len(row.failures))
        before = task.known.outputs if task.known else ()
        return replace(row, state="failed", digest="", failures=(*row.failures, said(strict)), outputs=before)
    files: dict[str, bytes] = {}
    outputs: list[Output] = []
    for made in article.made:
        name = output_name(task.name, get_renderer(made.format).suffix)
        folder = name.rpartition("/")[0]
        beside = {f"{folder}/{asset}" if folder else asset: data for asset, data in made.assets.items()}
        if not all(map(is_safe, beside)):
            raise RenderError.coded("output-unwritable", name=name, reason="an asset leads out of the output's folder")
        files |= {name: made.output} | beside
        outputs.append(_output(made.format, name, made.output, made.pages))
        outputs += [_output("", name, data, None) for name, data in beside.items()]
    open_store(plan.target).write(files)
    return replace(row, outputs=tuple(outputs))


def _is_there(task: Task, digest: str, sources: Store, target: Store) -> bool:
    """Is the source as it was, and is all that was made of it where it was?"""
    known = task.known
    return (
        known is not None
        and known.state != "failed"
        and known.about is not None
        and (known.digest, known.settings) == (digest, task.plan.settings)
        and all(target.size(output.name) == output.bytes for output in known.outputs)
        and all(_picture(sources, task.name, name) == before for name, before in known.pictures)
    )


def _picture(store: Store, source: str, name: str) -> str:
    data = store.picture(source, name)
    return ABSENT if data is None else hashlib.sha256(data).hexdigest()


def _output(format: str, name: str, data: bytes, pages: int | None) -> Output:
    return Output(format, name, len(data), hashlib.sha256(data).hexdigest(), pages)
