"""The work of `afgpub convert`: each source is read once, rendered into every format and written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from time import perf_counter
from typing import TYPE_CHECKING

from afgpub.cli.report import Written, display_name, write_bytes
from afgpub.digests import sha256_of
from afgpub.document import Document
from afgpub.exceptions import AfgpubError, RenderError, UsageError
from afgpub.frozen import dataclass
from afgpub.messages import message
from afgpub.output import beside, write_outputs
from afgpub.plugins import Messages, Rendering, get_renderer
from afgpub.source import MAX_BYTES, Source, open_source
from afgpub.walk import plain_text
from afgpub.worker.confining import own_limits
from afgpub.worker.death import too_large

if TYPE_CHECKING:
    from pathlib import Path

    from afgpub.cli.targets import Job
    from afgpub.normaliser.options import NormaliserOptions
    from afgpub.options import Options
    from afgpub.renderers.page_starts import PageStart

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its title, its outputs, what was found, and what stopped it or a format of it."""

    title: str = ""
    outputs: tuple[Written, ...] = ()
    messages: Messages = ()
    failures: tuple[Exception, ...] = ()


def convert_source(
    job: Job,
    options: Mapping[str, Options],
    *,
    reader: str | None,
    normaliser: NormaliserOptions,
    strict: bool,
    step: Step,
    allow_network: Sequence[str] = (),
    cache: Path | None = None,
) -> Outcome:
    """Do one job; `step` is called with a few words before each piece of the work.

    Standard output is for the output alone: what a plugin or an engine prints there goes to standard error.
    A format that fails does not keep the others from being written, unless `strict`: then nothing is. A UsageError
    passes through, since no other source would do better. With a folder `cache`, a book is put together of chapters.
    """
    done: dict[str, tuple[Rendering, float]] = {}
    try:
        step(job.name)
        with redirect_stdout(sys.stderr):
            source = _opened(job)
            if cache is not None:
                chosen = {name: options[name] for name in job.targets}
                document, messages, done = _assembled(source, reader, normaliser, chosen, cache)
            else:
                document, messages = _prepare(source, reader, normaliser)
            if allow_network:
                from afgpub.network.pictures import fetch_pictures

                document, said = fetch_pictures(document, allow_network)
                messages += said
    except UsageError:
        raise
    except MemoryError:
        return Outcome(failures=(too_large(job.name, own_limits()),))
    except Exception as error:
        return Outcome(messages=getattr(error, "messages", ()), failures=(error,))
    return _render_all(job, document, messages, options, done, strict=strict, step=step)


def _opened(job: Job) -> Source:
    if job.source is None:
        return open_source(sys.stdin.buffer.read(MAX_BYTES + 1), job.name)
    return open_source(job.source)


def _prepare(source: Source, reader: str | None, normaliser: NormaliserOptions) -> tuple[Document, Messages]:
    from afgpub.conversion import prepare_source  # much of it is loaded only where the work is done

    return prepare_source(source, reader, normaliser)


def _assembled(
    source: Source, reader: str | None, normaliser: NormaliserOptions, options: Mapping[str, Options], cache: Path
) -> tuple[Document, Messages, dict[str, tuple[Rendering, float]]]:
    """Formats put together of chapters in `cache`, with the seconds; the book prepared whole where one cannot be."""
    from afgpub.chapters import Assembled, UncutError, assemble

    made: dict[str, Assembled] = {}
    seconds: dict[str, float] = {}
    said: Messages = ()
    for name, chosen in options.items():
        started = perf_counter()
        try:
            if "pdf" in options and hasattr(chosen, "page_starts"):
                raise UncutError("it bears the page numbers of its PDF")
            made[name] = assemble(source, name, chosen, normaliser, cache, reader)
        except UncutError as uncut:
            said = said or (message("book-whole", reason=uncut),)
        seconds[name] = perf_counter() - started
    done = {name: (book.rendering, seconds[name]) for name, book in made.items()}
    if said:
        whole = next((book for book in made.values() if book.document), None)  # a PDF is made of the whole
        if whole and whole.document:
            document, messages = whole.document, tuple(m for m in whole.prepared if m.code != "book-whole")
        else:
            document, messages = _prepare(source, reader, normaliser)
        return document, (*messages, *said), done
    prepared = dict.fromkeys(told for book in made.values() for told in book.prepared)
    return Document(next(iter(made.values())).root), tuple(prepared), done


def _render_all(
    job: Job,
    document: Document,
    messages: Messages,
    options: Mapping[str, Options],
    done: Mapping[str, tuple[Rendering, float]],
    *,
    strict: bool,
    step: Step,
) -> Outcome:
    """Render what is not `done` yet, in so many seconds, and write all of it."""
    from afgpub.renderers.page_starts import printed_first, with_page_starts

    folder = job.source.resolve().parent if job.source else None
    outputs: list[Written] = []
    failures: list[Exception] = []
    files: dict[Path, bytes] = {}
    streamed: bytes | None = None
    starts: tuple[PageStart, ...] = ()
    for name in printed_first(job.targets, options):
        target = job.targets[name]
        step(f"{job.name} → {name}")
        started = perf_counter()
        try:
            with redirect_stdout(sys.stderr):
                chosen = with_page_starts(options[name], starts)
                kept = done.get(name)
                rendering = kept[0] if kept else get_renderer(name).render(document, chosen, folder)
                started -= kept[1] if kept else 0
            if target is None:
                streamed = rendering.output
            else:
                files |= {target: rendering.output} | beside(target, rendering.assets)
        except UsageError:
            raise
        except MemoryError:
            failures.append(too_large(job.name, own_limits()))
        except Exception as error:
            messages += getattr(error, "messages", ())
            failures.append(error)
        else:
            messages += rendering.messages
            starts = rendering.page_starts or starts
            outputs.append(_written(job, name, target, rendering, perf_counter() - started))
    messages = tuple(dict.fromkeys(messages))
    outputs.sort(key=lambda output: list(job.targets).index(output.format))
    title = " ".join(plain_text(document.root.title).split())
    try:
        if strict and not failures:
            from afgpub.conversion import refuse_warnings

            refuse_warnings(messages)
        if not (strict and failures):
            write_outputs(files)
            if streamed is not None:
                _write_stream(streamed)
            return Outcome(title, tuple(outputs), messages, tuple(failures))
    except AfgpubError as error:
        failures.append(error)
    return Outcome(title, (), messages, tuple(failures))


def _written(job: Job, format: str, target: Path | None, rendering: Rendering, seconds: float) -> Written:
    return Written(
        source=job.name,
        format=format,
        path=display_name(target),
        bytes=len(rendering.output),
        pages=rendering.pages,
        seconds=round(seconds, 3),
        sha256=sha256_of(rendering.output),
    )


def _write_stream(data: bytes) -> None:
    """Write to standard output. Raises RenderError (output-unwritable), and BrokenPipeError if nobody reads."""
    try:
        write_bytes(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise RenderError.coded("output-unwritable", name="standard output", reason=reason) from error


def steps_of(jobs: Sequence[Job]) -> int:
    """How many times `step` will be called for these jobs if nothing fails."""
    return sum(1 + len(job.targets) for job in jobs)
