"""Threads, forked and spawned processes at once: the same bytes as alone, after everything has been used once."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import afgpub
from afgpub.exceptions import AfgpubError
from afgpub.renderers.pdf import engine
from conftest import EXAMPLES, TESTS

FORMATS = ("html", "epub", "pdf")
FOREIGN = b"{\\rtf1 Title\\par words \\b bold\\b0\\par}"
JOBS = [(str(folder / "article.md"), to) for folder in EXAMPLES if folder.name != "book-dari" for to in FORMATS]
JOBS += [("", "html")] * 2


def digest(job: tuple[str, str]) -> str:
    """What one conversion gives; a job without a file goes through a worker of its own."""
    name, to = job
    result = afgpub.convert(Path(name), to=to) if name else afgpub.convert(FOREIGN, to=to, reader="rtf")
    said = "".join(map(str, result.messages))
    return f"{hashlib.sha256(result.output).hexdigest()} {hashlib.sha256(said.encode()).hexdigest()}"


@pytest.fixture(scope="module")
def alone() -> list[str]:
    """All jobs one after another in this process, so that whatever it keeps is in use when it is forked."""
    return [digest(job) for job in JOBS]


EXECUTORS: dict[str, Callable[[], Executor]] = {
    "threads": lambda: ThreadPoolExecutor(8),
    "fork": lambda: ProcessPoolExecutor(4, multiprocessing.get_context("fork")),
    "spawn": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
}


@pytest.mark.parametrize("kind", EXECUTORS)
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_the_same_bytes_as_alone(kind: str, alone: list[str]) -> None:
    with EXECUTORS[kind]() as executor:
        assert list(executor.map(digest, JOBS, timeout=120)) == alone


def test_threads_that_begin_at_once(alone: list[str]) -> None:
    """Nothing is loaded yet when eight threads want all of it."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from test_worker_parallel import JOBS, digest\n"
        "print(*ThreadPoolExecutor(8).map(digest, JOBS[:8]), sep='\\n')"
    )
    run = subprocess.run([sys.executable, "-c", program, str(TESTS)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == alone[:8]


def test_threads_that_fail_do_not_harm_each_other(alone: list[str]) -> None:
    def work(number: int) -> str:
        if number % 2:
            with pytest.raises(AfgpubError):
                afgpub.convert("# Title\n\ntext", to="pdf", options={"page": "5x5"})
            return ""
        return digest(JOBS[number % len(JOBS)])

    with ThreadPoolExecutor(8) as executor:
        found = list(executor.map(work, range(12)))
    assert found[::2] == [alone[number % len(JOBS)] for number in range(0, 12, 2)]


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_fork_while_another_thread_works(alone: list[str]) -> None:
    """No lock of ours is held in the child for ever, and it has its own environment back."""
    pdf = next(index for index, job in enumerate(JOBS) if job[1] == "pdf")
    with ThreadPoolExecutor(2) as executor:
        busy = [executor.submit(digest, JOBS[pdf]) for _ in range(2)]
        codes = [code_of_fork(lambda: digest(JOBS[pdf]) == alone[pdf]) for _ in range(2)]
        assert [one.result() for one in busy] == [alone[pdf]] * 2
    assert codes == [0, 0]


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_fork_waits_for_the_fonts() -> None:
    """While FONTCONFIG_FILE names our list, no child is made that would keep it, or the lock."""
    before = os.environ.get("FONTCONFIG_FILE")
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with engine._own_fonts_only():
            inside.set()
            leave.wait(0.5)

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(5)
    code = code_of_fork(lambda: os.environ.get("FONTCONFIG_FILE") == before and not engine._lock.locked())
    thread.join()
    assert code == 0


def code_of_fork(check: Callable[[], bool]) -> int:
    """0 if `check` holds in a forked child."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if check() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
