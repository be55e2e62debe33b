"""The same task for many sources, in several processes where that pays; one that fails never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.messages import message
from afgpub.snapshot.verifying import Verdict

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Task = Callable[[Path], Verdict]
_WORTH_A_PROCESS = 4  # sources: fewer are done before another process has loaded what it needs


def for_each(sources: Sequence[Path], task: Task, jobs: int = 0) -> Iterator[Verdict]:
    """The verdict on each source, in their order. `jobs` is the number of processes; 0 means as many as pay.

    `task` must be a function of a module, or a partial of one. A new process is spawned, never forked: threads of the
    caller stay out of it. Where a process dies, what it and its like had still to do is done anew, each source in a
    process of its own. Whoever stops asking, with an interrupt from the keyboard say, stops the work.
    """
    jobs = jobs or min(os.cpu_count() or 1, len(sources) // _WORTH_A_PROCESS)
    if jobs <= 1 or len(sources) < 2:
        yield from (_judged(task, source) for source in sources)
        return
    from concurrent.futures.process import BrokenProcessPool

    with _pool(min(jobs, len(sources))) as pool:
        waiting = [pool.submit(_judged, task, source) for source in sources]
        try:
            for source, verdict in zip(sources, waiting, strict=True):
                try:
                    yield verdict.result()
                except BrokenProcessPool:
                    yield _alone(task, source)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _pool(processes: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _alone(task: Task, source: Path) -> Verdict:
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(_judged, task, source).result()
        except BrokenProcessPool:
            return Verdict(source, failure=message("worker-crashed", name=source, reason="by a signal"))


def _judged(task: Task, source: Path) -> Verdict:
    try:
        return task(source)
    except Exception as error:  # one source must not stop the others
        reason = f"{type(error).__name__}: {error}"
        return Verdict(source, failure=message("internal", reason=reason, hint="Run afgpub convert on it."))
