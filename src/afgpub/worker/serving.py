"""What runs in a worker: it takes a request, does the job, answers, and waits for the next."""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import assert_never

from afgpub import plugins
from afgpub.exceptions import AfgpubError
from afgpub.limits import Limits
from afgpub.source import Source
from afgpub.worker.confining import arm, enter, taken
from afgpub.worker.death import OUT_OF_MEMORY, too_large
from afgpub.worker.frames import read_packet, write_packet
from afgpub.worker.packing import as_json, foreseen, pack_document, pack_error, pack_rendering
from afgpub.worker.request import Make, Prepare, Read, Render, Request

_MOST_REQUEST = 1 << 40  # bytes: the asker is trusted
Step = Callable[[], list[bytes]]
_HIGH = 0.5  # of the memory: a worker that still has so much after its work ends


def serve(megabytes: int) -> None:
    """Serve requests from standard input until it ends, or until too much memory is taken."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)  # what an engine or a plugin prints is no answer
    enter(Limits(0, megabytes))
    try:
        while packet := read_packet(requests, _MOST_REQUEST):
            request: Request = pickle.loads(packet[0])  # noqa: S301 - see request.py
            for frames, is_last in _answers(request, megabytes):
                write_packet(answers, frames)
                if is_last:
                    return
            del packet, request, frames
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        return  # nobody waits for it any more


def _answers(request: Request, megabytes: int) -> Iterator[tuple[list[bytes], bool]]:
    """The frames of each answer, and whether it is the last one that this process gives.

    Each has the whole time; how long the asker takes to read it does not count.
    """
    arm(request.limits.seconds)
    steps: Sequence[Step]
    try:
        _take_surroundings(request)
        steps = _steps(pickle.loads(request.job))  # noqa: S301
    except Exception as raised:
        steps = [partial(_raise, raised.with_traceback(None))] * len(request.names)
    for name, step in zip(request.names, steps, strict=True):
        arm(request.limits.seconds)
        answer = _answer(name, step, request.limits, megabytes)
        arm(0)
        yield answer


def _answer(name: str, step: Step, limits: Limits, megabytes: int) -> tuple[list[bytes], bool]:
    error: AfgpubError | None = None
    frames: list[bytes] = []
    is_full = False
    try:
        frames = step()
    except MemoryError:
        is_full = True
    except Exception as raised:
        error = foreseen(raised)
    if is_full:
        error = too_large(name, limits)
    is_last = is_full or _has_much(megabytes)
    head = as_json({"error": pack_error(error) if error else None, "last": is_last})
    return [head, *frames], is_last


def _steps(job: Read | Prepare | Render | Make) -> list[Step]:
    """What is to be done for each answer."""
    from afgpub.conversion import prepare_source
    from afgpub.worker.reading import read_source

    match job:
        case Read(source, reader):
            return [lambda: pack_document(*read_source(source, reader))]
        case Prepare(source, reader, normaliser):
            return [lambda: pack_document(*prepare_source(source, reader, normaliser))]
        case Render(document, to, options, folder):
            where = Path(os.fsdecode(folder)) if folder else None
            return [lambda: pack_rendering(plugins.get_renderer(to).render(document, options, where))]
        case Make(sources):
            return [partial(_made, source, job) for source in sources]
        case _:
            assert_never(job)


def _made(source: Source, job: Make) -> list[bytes]:
    from afgpub.archive.article import make_article, pack_article

    stops = job.stops_at_pictures
    return pack_article(make_article(source, job.reader, job.normaliser, job.options, stops_at_pictures=stops))


def _raise(error: Exception) -> list[bytes]:
    raise error


def _take_surroundings(request: Request) -> None:
    """Be where the asker is: relative paths of themes and profiles mean the same, and the same plugins are found."""
    if request.folder:
        with suppress(OSError):
            os.chdir(os.fsdecode(request.folder))
    if request.epoch is None:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    else:
        os.environ["SOURCE_DATE_EPOCH"] = request.epoch
    if tuple(sys.path) != request.path:
        sys.path[:] = request.path
        importlib.invalidate_caches()
        plugins.forget()


def _has_much(megabytes: int) -> bool:
    if not megabytes or taken() < _HIGH * megabytes:
        return False
    gc.collect()
    return taken() >= _HIGH * megabytes
