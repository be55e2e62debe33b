"""One worker: a Python process of its own, asked through a pipe, killed when it takes too much."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import suppress
from threading import Lock
from typing import IO

from afgpub.limits import Limits
from afgpub.worker.confining import MEGABYTE, START, confine, own_peak
from afgpub.worker.death import cause_of_death, crashed, mebibytes, too_long
from afgpub.worker.frames import BrokenFrameError, read_packet, write_packet
from afgpub.worker.watch import Watch

# Isolated (-I) it would not see what PYTHONPATH and the caller added to the path; it gets the caller's whole path.
_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from afgpub.worker.serving import serve; serve(int(sys.argv[1]))"
_ENVIRONMENT = (
    *("HOME", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"),  # where fontconfig and files keep things
    *("PATH", "PYPANDOC_PANDOC"),  # where pandoc is
    *("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES"),  # where Pango is
)
_MOST = 4096 * MEGABYTE  # bytes of an answer, where memory has no limit
_SAID = 4096


def module_path() -> list[str]:
    """Where this process finds modules, with its folder by name."""
    folder = working_folder()
    here = [os.fsdecode(folder)] if folder else []
    return [part for entry in sys.path for part in ([str(entry)] if entry else here)]


def working_folder() -> bytes | None:
    """The folder of this process; None where it has been removed."""
    try:
        return os.getcwdb()  # noqa: PTH109
    except OSError:
        return None


class Worker:
    """A process that takes at most `megabytes` and serves one request after another.

    Whatever goes wrong in `ask` ends it, as does who stops before the last answer; `is_alive` says whether it can be
    asked again.
    """

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self.is_alive = True
        self._ending = Lock()
        self._inherited = own_peak()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        try:
            self._process = self._started()
        except BaseException:
            self._said.close()
            raise
        confine(self._process.pid, Limits(0, megabytes))

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, str(self.megabytes), *module_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            bufsize=0,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            process_group=None if sys.platform == "win32" else 0,
        )

    def ask(
        self, names: Sequence[str], request: bytes, limits: Limits, taken: float = 0.0
    ) -> Generator[list[bytes], None, None]:
        """The answers to one request, one about each of the sources `names`, as they come.

        Each has the time of the limits, `taken` seconds of the first one's are gone. Raises WorkerError (worker-limit,
        worker-crashed) about the source whose answer does not come.
        """
        with suppress(OSError):  # what an earlier request made it say is of no interest now
            os.lseek(self._said.fileno(), 0, os.SEEK_SET)
            self._said.truncate(0)
        seconds = max(limits.seconds - taken, 0.001) if limits.seconds else 0
        try:
            with Watch(seconds, self._kill) as watch:
                with suppress(BrokenPipeError):
                    write_packet(self._pipe(self._process.stdin), [request])
                for name in names:
                    answer = self._answer(name, limits, watch)
                    watch.pause()
                    yield answer
                    watch.restart(limits.seconds)
        except BaseException:
            self.end()  # also where the asker wants no more of the answers
            raise

    def _answer(self, name: str, limits: Limits, watch: Watch) -> list[bytes]:
        broken = ""
        answer = None
        try:
            with suppress(BrokenPipeError):
                answer = read_packet(self._pipe(self._process.stdout), self.megabytes * MEGABYTE or _MOST)
        except BrokenFrameError as error:
            broken = str(error)
        if answer and not watch.is_over:
            return answer
        code, peak, said = self.end()
        if watch.is_over:
            raise too_long(name, limits)
        if broken and code == -signal.SIGKILL:
            raise crashed(name, f"its answer is broken: {broken}")
        raise cause_of_death(name, limits, code, peak=peak, said=said)

    def is_running(self) -> bool:
        """Does the process still wait for a request? One that does not is ended."""
        if self._process.poll() is not None:
            self.end()
        return self.is_alive

    def end(self) -> tuple[int, float, str]:
        """Kill it; its exit code, the memory in MiB that it had at most, and the last of what it said. Once only."""
        self.is_alive = False
        with self._ending:  # the pool may be closed while a thread sees that the process is gone
            if self._said.closed:
                return 0, 0.0, ""
            self._close_pipes()
            code, peak = self._reap()
            with self._said as said:
                said.seek(max(0, os.fstat(said.fileno()).st_size - _SAID))
                return code, peak, said.read(_SAID).decode("utf-8", "replace")

    def forget(self) -> None:
        """In a forked child: let go of a process that belongs to the parent."""
        self.is_alive = False
        self._process.returncode = 0
        self._close_pipes()
        self._said.close()

    def _pipe(self, pipe: IO[bytes] | None) -> int:
        if pipe is None or pipe.closed:
            raise BrokenPipeError
        return pipe.fileno()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _reap(self) -> tuple[int, float]:
        if self._process.returncode is not None:
            return self._process.returncode, 0.0
        if sys.platform == "win32":
            self._kill()
            return self._process.wait(), 0.0
        self._kill()  # one that closed its pipes because it dies keeps the code that it dies with
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        peak = mebibytes(usage.ru_maxrss)  # Linux begins with what we ourselves had at most when it was started
        return self._process.returncode, peak if peak > self._inherited + START else 0.0

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
