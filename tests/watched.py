"""Conversions in a process whose files, sockets and programs are written down: `python watched.py` with JSON on stdin.

The work is done as in a worker, with its limits, and what it opened is printed as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

_events: list[tuple[str, str, bool]] = []
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate")


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, (str, bytes)):
            _events.append(("open", os.fsdecode(path), bool((flags or 0) & _WRITING)))
    elif event in _CHANGING:
        _events.append((event, str(arguments[0]), True))
    elif event == "subprocess.Popen":
        _events.append(("start", json.dumps([str(part) for part in arguments[1]]), False))
    elif event.startswith(("socket.", "os.exec", "os.system", "os.spawn", "os.posix_spawn", "urllib.", "ftplib.")):
        _events.append((event, repr(arguments)[:200], True))


def _convert(path: str, reader: str | None, formats: list[str], out: str) -> str:
    """The code of the error, or the formats that came out."""
    import afgpub
    from afgpub.exceptions import AfgpubError
    from afgpub.output import write_output

    made: list[str] = []
    try:
        document, _ = afgpub.prepare(Path(path), reader=reader)
        for format in formats:
            options = {"fonts": False} if format != "pdf" else {"missing_letters": "allow"}
            rendering = afgpub.render(document, to=format, options=options, folder=Path(path).parent)
            write_output(Path(out) / f"{Path(path).name}.{format}", rendering.output)
            made.append(format)
    except AfgpubError as error:
        assert error.message.hint
        return error.message.code
    return " ".join(made)


def main() -> None:
    """Convert what standard input names: `{"out": FOLDER, "jobs": [[FILE, READER or null, FORMATS], …]}`."""
    from afgpub.limits import Limits
    from afgpub.worker.confining import enter

    given = json.load(sys.stdin)
    enter(Limits(600, 1024))
    sys.addaudithook(_record)
    results = []
    for path, reader, formats in given["jobs"]:
        began = time.process_time()
        outcome = _convert(path, reader, formats, given["out"])
        results.append([outcome, round(time.process_time() - began, 2)])
    events = sorted(set(_events))
    json.dump({"results": results, "events": events}, sys.stdout)


if __name__ == "__main__":
    main()
