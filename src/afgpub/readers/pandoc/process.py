"""One run of pandoc on one document: a process of its own, without files, network or environment, and with limits.

The limits are set on the running process (prlimit), never between fork and exec, so any thread may call this.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass
from afgpub.limits import Limits

_TREE_BYTES = 64 * 1024 * 1024
_REASON = 300
_PATIENCE = 4  # how much slower than its own processor a busy machine may be


@dataclass(frozen=True, slots=True)
class Answer:
    """The document as pandoc's JSON, and the lines of its warnings."""

    tree: bytes
    warnings: tuple[str, ...]


def run_pandoc(name: str, data: bytes, format: str, limits: Limits) -> Answer:
    """Read `data` as `format` with `pandoc --sandbox` (it then reads no file and opens no address).

    `name` is for messages. Raises SourceError (pandoc-missing, pandoc-failed, pandoc-limit).
    """
    code, tree, said = execute_pandoc(name, data, format, (f"--from={format}", "--to=json"), limits)
    if code:
        raise _failure(name, format, code, said, limits)
    return Answer(tree, warnings_of(said))


def warnings_of(said: str) -> tuple[str, ...]:
    """The lines of what pandoc said that warn."""
    return tuple(line for line in said.splitlines() if line.startswith("[WARNING]"))


def execute_pandoc(
    name: str, data: bytes, format: str, arguments: Sequence[str], limits: Limits
) -> tuple[int, bytes, str]:
    """One run of `pandoc --sandbox` with `arguments`: its exit code, its output and what it said.

    Raises SourceError (pandoc-missing, pandoc-limit).
    """
    command = [_find_pandoc(format), "--sandbox", *arguments, "+RTS", f"-M{limits.megabytes}m", "-RTS"]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        source.write(data)
        source.seek(0)
        with subprocess.Popen(  # noqa: S603
            command, stdin=source, stdout=output, stderr=errors, env=_environment(), cwd=tempfile.gettempdir()
        ) as run:
            try:
                _confine(run.pid, limits)
                code = _wait(run, limits.seconds)
            except subprocess.TimeoutExpired:
                run.kill()
                raise SourceError.coded("pandoc-limit", name=name, limit=limits.time) from None
            except BaseException:
                run.kill()
                raise
        output.seek(0)
        return code, output.read(), _text(errors)


def _environment() -> dict[str, str]:
    """Nothing, but for what Windows needs to start any program."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _find_pandoc(format: str) -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        raise SourceError.coded("pandoc-missing", format=format.partition("+")[0]) from None


def _wait(run: subprocess.Popen[bytes], seconds: float) -> int:
    """Wait for the end, looking often at first, since most documents take a few hundredths of a second.

    The seconds are the processor's, lest a busy machine refuse a document that is none too long; of the clock it is
    given _PATIENCE times as many.
    """
    begin, pause = time.monotonic(), 0.001
    while (code := run.poll()) is None:
        passed = time.monotonic() - begin
        if passed > seconds and (passed > seconds * _PATIENCE or _worked(run.pid, passed) > seconds):
            raise subprocess.TimeoutExpired(run.args, seconds)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    return code


def _worked(process: int, passed: float) -> float:
    """The seconds that the processor worked for a process, on Linux; elsewhere what has `passed`."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return passed


def _confine(process: int, limits: Limits) -> None:
    """Limit CPU time, memory, the size of what is written and core dumps, where the system can do so."""
    if sys.platform != "linux":
        return
    import resource

    rows = (
        (resource.RLIMIT_CPU, int(limits.seconds) + 1),
        (resource.RLIMIT_DATA, (limits.megabytes + 128) * 1024 * 1024),
        (resource.RLIMIT_FSIZE, _TREE_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    # A quick document may be through by now.
    with contextlib.suppress(ProcessLookupError):
        for kind, limit in rows:
            # This process may be confined itself, and none may be given more than its parent has.
            most = resource.getrlimit(kind)[1]
            least = limit if most == resource.RLIM_INFINITY else min(limit, most)
            resource.prlimit(process, kind, (least, least))


def _failure(name: str, format: str, code: int, said: str, limits: Limits) -> Exception:
    if "eap exhausted" in said or "memory" in said or code == 251:
        return SourceError.coded("pandoc-limit", name=name, limit=limits.memory)
    if code < 0 or "file too large" in said.lower():
        return SourceError.coded("pandoc-limit", name=name, limit="the limits of time or size")
    reason = " ".join(said.replace("[WARNING]", " ").split())[:_REASON] or f"exit code {code}"
    return SourceError.coded("pandoc-failed", name=name, format=format.partition("+")[0], reason=reason)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(65536).decode("utf-8", "replace")
