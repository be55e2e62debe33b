"""Tasks handed to an executor, a few at a time, and their rows as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice

from afgpub.archive.row import Row, failed
from afgpub.archive.task import Task, make_tasks
from afgpub.messages import message

GOAL = 0.5  # seconds of work that are handed out at once: what a process that is killed loses
MOST = 32  # tasks that are handed out at once

_Waiting = dict[Future[tuple[Row, ...]], tuple[Task, ...]]


class Pace:
    """How many tasks are handed out at once: quick ones together, slow ones alone."""

    def __init__(self) -> None:
        self._seconds = GOAL

    @property
    def count(self) -> int:
        """Tasks for the next time."""
        return max(1, min(MOST, int(GOAL / self._seconds)))

    def learn(self, rows: Sequence[Row]) -> None:
        """See how long articles took that had to be made; the last ones count most."""
        for row in rows:
            if row.state != "unchanged":
                self._seconds = max(0.9 * self._seconds + 0.1 * row.seconds, 1e-3)


def run(tasks: Iterable[Task], executor: Executor, at_once: int) -> Iterator[Row]:
    """The row of each task, in the order in which they end; the executor has work at most `at_once` times.

    Where a process is lost that the executor does not replace, its tasks are tried again one by one, and then are
    failed rows (worker-crashed). When the caller stops, what has not begun is taken back.
    """
    waiting: _Waiting = {}
    pace = Pace()
    left = iter(tasks)
    try:
        while some := tuple(islice(left, pace.count)):
            waiting[executor.submit(make_tasks, some)] = some
            while len(waiting) >= at_once:
                yield from _ended(waiting, pace, executor)
        while waiting:
            yield from _ended(waiting, pace, executor)
    finally:
        for future in waiting:
            future.cancel()


def _ended(waiting: _Waiting, pace: Pace, executor: Executor) -> Iterator[Row]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        tasks = waiting.pop(future)
        error = future.exception()
        if error is None:
            pace.learn(future.result())
            yield from future.result()
        elif not isinstance(error, Exception):
            raise error
        elif len(tasks) > 1:
            waiting.update((executor.submit(make_tasks, (task,)), (task,)) for task in tasks)
        else:
            reason = f"{type(error).__name__}: {error}"
            name = tasks[0].name
            yield failed(name, message("worker-crashed", name=name, reason=reason))
