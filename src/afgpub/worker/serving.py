"""What runs in a worker: it takes a request, does the job, answers, and waits for the next."""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import assert_never

from afgpub import plugins
from afgpub.exceptions import AfgpubError
from afgpub.limits import Limits
from afgpub.worker.confining import arm, enter, taken
from afgpub.worker.death import OUT_OF_MEMORY, too_large
from afgpub.worker.frames import read_packet, write_packet
from afgpub.worker.packing import as_json, foreseen, pack_document, pack_error, pack_rendering
from afgpub.worker.request import Make, Prepare, Read, Render, Request

_MOST_REQUEST = 1 << 40  # bytes: the asker is trusted
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
            arm(request.limits.seconds)
            frames, is_last = _answer(request, megabytes)
            write_packet(answers, frames)
            arm(0)
            if is_last:
                break
            del packet, request, frames
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        return  # nobody waits for it any more


def _answer(request: Request, megabytes: int) -> tuple[list[bytes], bool]:
    error: AfgpubError | None = None
    frames: list[bytes] = []
    is_full = False
    try:
        _take_surroundings(request)
        frames = _done(pickle.loads(request.job))  # noqa: S301
    except MemoryError:
        is_full = True
    except Exception as raised:
        error = foreseen(raised)
    if is_full:
        error = too_large(_name(request), request.limits)
    is_last = is_full or _has_much(megabytes)
    head = as_json({"error": pack_error(error) if error else None, "last": is_last})
    return [head, *frames], is_last


def _done(job: Read | Prepare | Render | Make) -> list[bytes]:
    from afgpub.conversion import prepare_source
    from afgpub.worker.reading import read_source

    match job:
        case Read(source, reader):
            return pack_document(*read_source(source, reader))
        case Prepare(source, reader, normaliser):
            return pack_document(*prepare_source(source, reader, normaliser))
        case Render(document, to, options, folder):
            where = Path(os.fsdecode(folder)) if folder else None
            return pack_rendering(plugins.get_renderer(to).render(document, options, where))
        case Make(source, reader, normaliser, chosen):
            from afgpub.archive.article import make_article, pack_article

            return pack_article(make_article(source, reader, normaliser, chosen))
        case _:
            assert_never(job)


def _name(request: Request) -> str:
    match pickle.loads(request.job):  # noqa: S301
        case Render(document):
            return document.source or "text"
        case Read(source) | Prepare(source) | Make(source):
            return source.name
        case _:
            return "text"


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
