"""One article, from its source in one store to its files in another: all that an executor ever runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from time import monotonic

from afgpub.archive.article import Article
from afgpub.archive.row import Output, Row, State, failed, said, unchanged
from afgpub.archive.stores import Store, is_safe, open_store
from afgpub.exceptions import RenderError
from afgpub.limits import Limits
from afgpub.messages import Severity, message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import get_renderer
from afgpub.source import Source
from afgpub.worker.packing import foreseen

ABSENT = "absent"


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


def make_task(task: Task) -> Row:
    """Make an article, unless it is there already. Never raises: what goes wrong is in the row."""
    try:
        return _made(task)
    except Exception as error:
        return replace(failed(task.name, foreseen(error).message), settings=task.plan.settings)


def output_name(name: str, format: str) -> str:
    """Where an output of a source goes: `2024/seed.md` to `2024/seed.epub`."""
    return str(PurePosixPath(name).with_suffix(get_renderer(format).suffix))


def _made(task: Task) -> Row:
    started = monotonic()
    plan = task.plan
    sources, target = open_store(plan.source), open_store(plan.target)
    source = sources.open(task.name)
    digest = hashlib.sha256(source.data).hexdigest()
    if task.known and _is_there(task, digest, sources, target):
        return unchanged(task.known)
    article = _article(plan, source, sources, task.name)
    row = Row(
        name=task.name,
        state="made",
        digest=digest,
        settings=plan.settings,
        title=article.title,
        pictures=tuple((name, _picture(sources, task.name, name)) for name in article.pictures),
        failures=tuple(said(one) for one in article.failures),
        warnings=sum(one.severity >= Severity.WARNING for one in article.messages),
    )
    if plan.strict and (row.warnings or row.failures):
        strict = message("strict", count=row.warnings + len(row.failures))
        return replace(row, state="failed", failures=(*row.failures, said(strict)))
    files: dict[str, bytes] = {}
    outputs: list[Output] = []
    for made in article.made:
        name = output_name(task.name, made.format)
        beside = {str(PurePosixPath(name).parent / asset): data for asset, data in made.assets.items()}
        if not all(map(is_safe, beside)):
            raise RenderError.coded("output-unwritable", name=name, reason="an asset leads out of the output's folder")
        files |= {name: made.output} | beside
        outputs.append(_output(made.format, name, made.output, made.pages))
        outputs += [_output("", name, data, None) for name, data in beside.items()]
    target.write(files)
    state: State = "failed" if article.failures else "made"
    return replace(row, state=state, outputs=tuple(outputs), seconds=round(monotonic() - started, 3))


def _article(plan: Plan, source: Source, sources: Store, name: str) -> Article:
    from afgpub.worker.client import make_in_worker, prepare_in_worker

    if source.folder is not None:
        return make_in_worker(source, plan.reader, plan.normaliser, plan.options, plan.limits)
    # The pictures of a source that is elsewhere are brought here, once it is known which they are.
    from afgpub.archive.article import pictures_of

    document, _ = prepare_in_worker(source, plan.reader, plan.normaliser, plan.limits)
    with sources.folder(name, pictures_of(document)) as folder:
        return make_in_worker(replace(source, folder=folder), plan.reader, plan.normaliser, plan.options, plan.limits)


def _is_there(task: Task, digest: str, sources: Store, target: Store) -> bool:
    """Is the source as it was, and is all that was made of it where it was?"""
    known = task.known
    return (
        known is not None
        and known.state != "failed"
        and (known.digest, known.settings) == (digest, task.plan.settings)
        and all(target.size(output.name) == output.bytes for output in known.outputs)
        and all(_picture(sources, task.name, name) == before for name, before in known.pictures)
    )


def _picture(store: Store, source: str, name: str) -> str:
    data = store.picture(source, name)
    return ABSENT if data is None else hashlib.sha256(data).hexdigest()


def _output(format: str, name: str, data: bytes, pages: int | None) -> Output:
    return Output(format, name, len(data), hashlib.sha256(data).hexdigest(), pages)
