"""The workers of this process: started when needed, kept for the next request, one request at a time each."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from afgpub.worker.death import crashed
from afgpub.worker.process import Worker

MOST = max(2, os.cpu_count() or 1)  # at work at once; who comes later waits


class Pool:
    """Lends workers to threads. A forked child begins with none. `closings` counts how often it was closed."""

    def __init__(self) -> None:
        self.closings = 0
        self._begin()
        # Nothing is started while a fork goes on: the child would keep the pipe open by whose end a death is seen.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=lambda: self._lock.acquire() and None,
                after_in_parent=lambda: self._lock.release(),
                after_in_child=self._forget,
            )
        atexit.register(self.close)

    def _begin(self) -> None:
        self._lock = Lock()
        self._turns = BoundedSemaphore(MOST)
        self._idle: list[Worker] = []
        self._all: list[Worker] = []

    @contextmanager
    def lent(self, name: str, megabytes: int) -> Iterator[Worker]:
        """A worker with that much memory, for work on the source `name`. Raises WorkerError (worker-crashed)."""
        with self._turns:
            worker = self._take(name, megabytes)
            try:
                yield worker
            finally:
                self._give_back(worker)

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self.closings += 1
            workers, self._idle, self._all = self._all, [], []
        for worker in workers:
            worker.end()

    def _take(self, name: str, megabytes: int) -> Worker:
        with self._lock:
            for worker in [one for one in reversed(self._idle) if one.megabytes == megabytes]:
                self._idle.remove(worker)
                if worker.is_running():
                    return worker
                self._all.remove(worker)
            if getattr(sys, "frozen", False) or not sys.executable:
                raise crashed(name, "there is no Python program to start it with")
            try:
                worker = Worker(megabytes)
            except OSError as error:
                raise crashed(name, f"it could not be started: {error}") from error
            self._all.append(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        ended: list[Worker] = []
        with self._lock:
            if worker.is_alive and worker in self._all:
                self._idle.append(worker)
                ended = self._idle[:-MOST]
                del self._idle[:-MOST]
            for one in (*ended, worker):
                if one in self._all and (one in ended or not one.is_alive):
                    self._all.remove(one)
        for one in ended:
            one.end()

    def _forget(self) -> None:
        workers = self._all
        self._begin()
        for worker in workers:
            worker.forget()


_pool: list[Pool] = []
_first = Lock()


def pool() -> Pool:
    """The one pool of this process."""
    with _first:
        if not _pool:
            _pool.append(Pool())
        return _pool[0]
