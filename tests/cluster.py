"""A Dask cluster on loopback: `python cluster.py PORT WORKERS` forks a scheduler and workers of one thread each.

They are forked from a process that has the modules already, since each would need a second to import them. The ids of
the workers are printed, one a line, when all are there; the end of standard input ends them all.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import dask
import distributed

import afgpub.archive.task  # noqa: F401 - what the workers will need

dask.config.set({"distributed.admin.tick.interval": "1s", "distributed.worker.profile.enabled": False})


async def schedule(port: int) -> None:
    async with distributed.Scheduler(host="127.0.0.1", port=port, dashboard=False) as scheduler:
        await scheduler.finished()


async def work(port: int) -> None:
    async with distributed.Worker(f"tcp://127.0.0.1:{port}", nthreads=1, dashboard=False) as worker:
        await worker.finished()


async def count(port: int, workers: int) -> None:
    async with distributed.Client(f"tcp://127.0.0.1:{port}", asynchronous=True, timeout="30s") as client:
        await client.wait_for_workers(workers, timeout=60)


def main(port: int, workers: int) -> None:
    children: list[int] = []
    for call in (schedule, *[work] * workers):
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(call(port))
            finally:
                os._exit(0)
        children.append(child)
    try:
        asyncio.run(count(port, workers))
        print(*children[1:], sep="\n", flush=True)
        sys.stdin.read()
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
