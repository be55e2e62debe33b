"""Where tasks run: on the cores of this machine, or on a Dask cluster. Both are `concurrent.futures` executors."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from afgpub import __version__
from afgpub.exceptions import UsageError
from afgpub.worker.pool import MOST, pool


@contextmanager
def local_executor(jobs: int) -> Iterator[tuple[Executor, int]]:
    """An executor of threads, each of which drives a worker process with limits, and how many tasks it takes at once.

    `jobs` of 0 are as many as the machine has cores; more than that are never at work.
    """
    count = min(jobs or MOST, MOST)
    executor = ThreadPoolExecutor(count)
    try:
        yield executor, 2 * count
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        pool().close()  # who waits for an article that nobody wants any more is let go
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def afgpub_version() -> str:
    """The version of afgpub in this process."""
    return __version__


@contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of the Dask cluster whose scheduler is at `address` (`tcp://host:8786`).

    Raises UsageError (scheduler-unreachable).
    """
    try:
        import distributed
    except ImportError:
        raise UsageError.coded("scheduler-unreachable", name=address, reason="Dask is not installed") from None
    try:
        connect: Any = distributed.Client  # it has types for some of its calls only
        client: Any = connect(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError.coded("scheduler-unreachable", name=address, reason=error) from error
    with client:
        versions = set(client.run(afgpub_version).values()) - {__version__}
        if versions:
            reason = f"its workers have afgpub {', '.join(sorted(versions))}, and not {__version__}"
            raise UsageError.coded("scheduler-unreachable", name=address, reason=reason)
        threads = sum(client.nthreads().values())
        # An article twice in an archive is two articles; a lost worker's are given to another one.
        executor = client.get_executor(pure=False, retries=3)
        try:
            yield executor, 2 * max(threads, 1)
        finally:
            executor.shutdown(wait=False)
