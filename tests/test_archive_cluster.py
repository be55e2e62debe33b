"""An archive on a Dask cluster and on an S3 store, both real and on loopback."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from afgpub.archive.stores import LEDGER, STATE
from conftest import TESTS
from pandoc_samples import PIXEL
from test_archive_interrupted import COUNT, PROGRAM, make_sources, outputs, start, wait_for

_AFGPUB = PROGRAM[:3]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def cluster(folder: Path, port: int, workers: int) -> Iterator[list[int]]:
    """A scheduler and workers; the ids of the workers."""
    command = [sys.executable, str(TESTS / "cluster.py"), str(port), str(workers)]
    with (folder / "cluster.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    with process:
        assert process.stdin and process.stdout
        try:
            yield [int(process.stdout.readline()) for _ in range(workers)]
        finally:
            process.stdin.close()


@contextmanager
def s3_server(folder: Path) -> Iterator[Callable[..., bytes]]:
    """A server with the bucket `news`; a call of what it gives is a request for a key, a PUT where it has bytes."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(key: str, data: bytes | None = None, method: str = "") -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with closing(connection):
            connection.request(
                method or ("GET" if data is None else "PUT"), f"/news/{key}", data, {"Authorization": "AWS x:x"}
            )
            answer = connection.getresponse()
            assert answer.status < 300, (key, answer.status)
            return answer.read()

    with process:
        try:
            wait_for_port(port)
            ask("", b"")
            os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
            yield ask
        finally:
            process.kill()


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(port)


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., bytes]]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "set below")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with s3_server(tmp_path) as ask:
        yield ask


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    make_sources(tmp_path)
    quiet = start(tmp_path, "quiet")
    port = free_port()
    command = [*PROGRAM, "out", "--scheduler", f"tcp://127.0.0.1:{port}"]
    with cluster(tmp_path, port, 3) as workers:
        quiet.communicate()
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wait_for(tmp_path / "out", 5)
        os.kill(workers[0], signal.SIGKILL)
        said = process.communicate(timeout=120)[1].decode()
    assert process.returncode == 0, said
    assert f"{COUNT} made, 0 unchanged, 0 failed" in said
    assert outputs(tmp_path / "out") == outputs(tmp_path / "quiet")
    lines = (tmp_path / "out" / STATE / LEDGER).read_text("utf-8").splitlines()
    assert len({json.loads(line)["name"] for line in lines}) == len(lines) == COUNT, "nothing twice"


def test_no_scheduler(tmp_path: Path) -> None:
    make_sources(tmp_path)
    command = [*PROGRAM, "out", "--scheduler", "tcp://127.0.0.1:9"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (ended.returncode, b"[scheduler-unreachable]" in ended.stderr) == (2, True)


def test_sources_and_outputs_on_s3(tmp_path: Path, bucket: Callable[..., bytes]) -> None:
    files = {
        "in/a.md": b"# Words\n\nNothing else.\n",
        "in/2024/b.md": "# عنوان\n\n![نقطه](pictures/dot.png)\n".encode(),
        "in/2024/pictures/dot.png": PIXEL,
        "in/2024/empty.md": b"",
        "in/gone.md": b"# Gone\n",
    }

    def batch(*flags: str) -> tuple[int, dict[str, Any]]:
        command = [*_AFGPUB, "batch", "s3://news/in", "s3://news/out", "--to", "html,epub", "--json", *flags]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert ended.stdout, ended.stderr
        return ended.returncode, json.loads(ended.stdout)

    for name, data in files.items():
        bucket(name, data)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    code, report = batch()
    assert (code, report["made"], report["failed"]) == (1, 3, 1)
    assert [row["name"] for row in report["articles"]] == ["2024/b.md", "2024/empty.md", "a.md", "gone.md"]
    local = [*_AFGPUB, "batch", "in", "local", "--to", "html,epub", "--quiet"]
    assert subprocess.run(local, cwd=tmp_path, capture_output=True, check=False).returncode == 1
    for name, data in outputs(tmp_path / "local").items():
        assert bucket(f"out/{name}") == data, "as on this machine, with the picture"
    bucket("in/2024/empty.md", b"# Full\n")
    bucket("in/2024/pictures/dot.png", PIXEL + b"\0")
    bucket("in/gone.md", method="DELETE")
    code, report = batch("--prune")
    assert (code, report["made"], report["unchanged"], report["failed"]) == (0, 2, 1, 0)
    assert report["removed"] == ["gone.epub", "gone.html"]
    code, report = batch()
    assert (code, report["made"], report["unchanged"], report["gone"]) == (0, 0, 3, [])
    assert not (tmp_path / "s3:").exists()
