"""Asking a worker to read, to prepare or to render."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.document import Document
from afgpub.exceptions import AfgpubError, WorkerError
from afgpub.frozen import replace
from afgpub.limits import Limits
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import Messages, Rendering
from afgpub.source import Source
from afgpub.worker.death import crashed, too_long
from afgpub.worker.packing import UnpackError, of_json, unpack_document, unpack_error, unpack_rendering
from afgpub.worker.pool import pool
from afgpub.worker.process import Worker, module_path, working_folder
from afgpub.worker.request import Make, Prepare, Read, Render, Request

if TYPE_CHECKING:
    from afgpub.archive.article import Article


def read_in_worker(source: Source, reader: str | None, limits: Limits) -> tuple[Document, Messages]:
    """Read a source in a worker. Raises what the reader raises, and WorkerError."""
    return _asked_for_document(Read(source, reader), source.name, limits)


def prepare_in_worker(
    source: Source, reader: str | None, normaliser: NormaliserOptions, limits: Limits
) -> tuple[Document, Messages]:
    """All stages before rendering, in a worker. Raises what they raise, and WorkerError."""
    return _asked_for_document(Prepare(source, reader, normaliser), source.name, limits)


def render_in_worker(
    document: Document, to: str, options: Options, folder: Path | None, limits: Limits, taken: float = 0.0
) -> Rendering:
    """Render a tree in a worker, when `taken` seconds of the limits are gone.

    Raises what the renderer raises, and WorkerError.
    """
    name = document.source or "text"
    where = os.fsencode(folder) if folder else None
    with pool().lent(name, limits.megabytes) as worker:
        frames = _asked(worker, Render(document, to, options, where), name, limits, taken)
        try:
            return unpack_rendering(frames)
        except UnpackError as error:
            worker.end()
            raise crashed(name, f"its answer is broken: {error}") from None


def make_in_worker(job: Make, limits: Limits, take: Callable[[Source, Article | AfgpubError], None]) -> None:
    """The whole way of each source of `job` to several formats, in a worker.

    `take` is called for each, in their order, with what was made or the error, while the worker is at the next one. A
    source at which the worker dies is tried again as the first of a request, in a new worker, before it is blamed.
    Raises WorkerError where the workers are closed meanwhile.
    """
    waiting = list(job.sources)
    closings = pool().closings
    while waiting:
        count = len(waiting)
        try:
            with pool().lent(waiting[0].name, limits.megabytes) as worker:
                names = [source.name for source in waiting]
                with closing(_answers(worker, replace(job, sources=tuple(waiting)), names, limits)) as answers:
                    for answer in answers:
                        if isinstance(answer, AfgpubError):
                            take(waiting.pop(0), answer)
                        else:
                            article = _unpacked(worker, waiting[0].name, answer, tuple(job.options))
                            take(waiting.pop(0), article)
                        if not worker.is_alive:
                            break
        except WorkerError as error:
            if pool().closings != closings:
                raise  # nobody wants the rest
            if len(waiting) == count or error.message == too_long(waiting[0].name, limits).message:
                take(waiting.pop(0), error)


def _asked_for_document(job: Read | Prepare, name: str, limits: Limits) -> tuple[Document, Messages]:
    with pool().lent(name, limits.megabytes) as worker:
        frames = _asked(worker, job, name, limits)
        try:
            return unpack_document(frames)
        except UnpackError as error:
            worker.end()
            raise crashed(name, f"its answer is broken: {error}") from None


def _asked(worker: Worker, job: Read | Prepare | Render, name: str, limits: Limits, taken: float = 0.0) -> list[bytes]:
    """The frames of the one answer after its head; an error in it is raised."""
    (answer,) = _answers(worker, job, [name], limits, taken)
    if isinstance(answer, AfgpubError):
        raise answer
    return answer


def _answers(
    worker: Worker, job: Read | Prepare | Render | Make, names: Sequence[str], limits: Limits, taken: float = 0.0
) -> Generator[list[bytes] | AfgpubError, None, None]:
    """For each of the sources `names` the frames of the answer after its head, or the error in it.

    Raises WorkerError where the worker dies or its answer is broken.
    """
    try:
        packed = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise TypeError(f"options that no other process can be given: {error}") from error
    request = Request(
        names=tuple(names),
        folder=working_folder(),
        path=tuple(module_path()),
        epoch=os.environ.get("SOURCE_DATE_EPOCH"),
        limits=limits,
        job=packed,
    )
    with closing(worker.ask(names, pickle.dumps(request, pickle.HIGHEST_PROTOCOL), limits, taken)) as answers:
        for name, (head, *frames) in zip(names, answers, strict=True):
            try:
                fate = of_json(head)
                if not isinstance(fate, dict) or set(fate) != {"error", "last"}:
                    raise UnpackError("no head")
                failure = None if fate["error"] is None else unpack_error(fate["error"])
            except UnpackError as broken:
                worker.end()
                raise crashed(name, f"its answer is broken: {broken}") from None
            if fate["last"]:
                worker.end()
            yield frames if failure is None else failure


def _unpacked(worker: Worker, name: str, frames: Sequence[bytes], formats: Sequence[str]) -> Article:
    from afgpub.archive.article import unpack_article

    try:
        return unpack_article(frames, formats)
    except UnpackError as error:
        worker.end()
        raise crashed(name, f"its answer is broken: {error}") from None
