"""Asking a worker to read, to prepare or to render."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.document import Document
from afgpub.limits import Limits
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import Messages, Rendering
from afgpub.source import Source
from afgpub.worker.death import crashed
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


def make_in_worker(
    source: Source, reader: str | None, normaliser: NormaliserOptions, options: Mapping[str, Options], limits: Limits
) -> Article:
    """The whole way of a source to several formats, in a worker. Raises what `prepare` raises, and WorkerError."""
    from afgpub.archive.article import unpack_article

    with pool().lent(source.name, limits.megabytes) as worker:
        frames = _asked(worker, Make(source, reader, normaliser, options), source.name, limits)
        try:
            return unpack_article(frames, tuple(options))
        except UnpackError as error:
            worker.end()
            raise crashed(source.name, f"its answer is broken: {error}") from None


def _asked_for_document(job: Read | Prepare, name: str, limits: Limits) -> tuple[Document, Messages]:
    with pool().lent(name, limits.megabytes) as worker:
        frames = _asked(worker, job, name, limits)
        try:
            return unpack_document(frames)
        except UnpackError as error:
            worker.end()
            raise crashed(name, f"its answer is broken: {error}") from None


def _asked(
    worker: Worker, job: Read | Prepare | Render | Make, name: str, limits: Limits, taken: float = 0.0
) -> list[bytes]:
    """The frames of the answer after its head; an error in it is raised."""
    try:
        packed = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise TypeError(f"options that no other process can be given: {error}") from error
    request = Request(
        folder=working_folder(),
        path=tuple(module_path()),
        epoch=os.environ.get("SOURCE_DATE_EPOCH"),
        limits=limits,
        job=packed,
    )
    head, *frames = worker.ask(name, pickle.dumps(request, pickle.HIGHEST_PROTOCOL), limits, taken)
    try:
        fate = of_json(head)
        if not isinstance(fate, dict) or set(fate) != {"error", "last"}:
            raise UnpackError("no head")
        if fate["last"]:
            worker.end()
        if fate["error"] is None:
            return frames
        failure = unpack_error(fate["error"])
    except UnpackError as broken:
        worker.end()
        raise crashed(name, f"its answer is broken: {broken}") from None
    raise failure
