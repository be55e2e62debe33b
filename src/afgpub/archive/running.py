"""Tasks handed to an executor, a few at a time, and their rows as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from afgpub.archive.row import Row, failed
from afgpub.archive.task import Task, make_task
from afgpub.messages import message


def run(tasks: Iterable[Task], executor: Executor, at_once: int) -> Iterator[Row]:
    """The row of each task, in the order in which they end; at most `at_once` are with the executor.

    A task whose process is lost, and which the executor does not give to another one, is a failed row
    (worker-crashed). When the caller stops, what has not begun is taken back.
    """
    waiting: dict[Future[Row], str] = {}
    try:
        for task in tasks:
            waiting[executor.submit(make_task, task)] = task.name
            if len(waiting) >= at_once:
                yield from _ended(waiting)
        while waiting:
            yield from _ended(waiting)
    finally:
        for future in waiting:
            future.cancel()


def _ended(waiting: dict[Future[Row], str]) -> Iterator[Row]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        name = waiting.pop(future)
        error = future.exception()
        if error is None:
            yield future.result()
        elif isinstance(error, Exception):
            reason = f"{type(error).__name__}: {error}"
            yield failed(name, message("worker-crashed", name=name, reason=reason))
        else:
            raise error
