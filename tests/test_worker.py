"""Work in a process with limits: the same result as without, and a coded error for whatever becomes of that process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import afgpub
from afgpub import Limits, plugins
from afgpub.document import Document
from afgpub.document_json import to_json
from afgpub.exceptions import WorkerError
from afgpub.source import Source
from afgpub.walk import plain_text
from afgpub.worker import pool
from afgpub.worker.confining import is_apart
from conftest import EXAMPLES, TESTS

AMPLE = Limits(seconds=60, megabytes=300)
SHORT = Limits(seconds=1.5, megabytes=300)


@pytest.fixture
def dangers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader and the renderer `danger` are installed, by the module path alone."""
    monkeypatch.syspath_prepend(str(TESTS / "dangers"))
    plugins.forget()
    yield
    plugins.forget()


def told(document: Document) -> dict[str, object]:
    facts: dict[str, object] = json.loads(plain_text(document.root.children))
    return facts


def facts(limits: Limits = AMPLE) -> dict[str, object]:
    return told(afgpub.prepare(b"tell", reader="danger", limits=limits)[0])


@pytest.mark.parametrize("to", ["html", "epub", "pdf", "docx", "json"])
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_result_is_the_same(folder: Path, to: str) -> None:
    alone = afgpub.convert(folder / "article.md", to=to)
    apart = afgpub.convert(folder / "article.md", to=to, limits=Limits())
    assert apart == alone
    assert to_json(apart.document) == to_json(alone.document), "spans, which are left out of equality"
    assert [type(said) for said in apart.messages] == [type(said) for said in alone.messages]


def test_assets_and_options_cross(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.toml").write_text('extends = "news"\n')
    (tmp_path / "a.md").write_text("# Title\n\nText.\n")
    options = {"assets": "link", "theme": "./theme"}
    alone = afgpub.convert(Path("a.md"), to="html", options=options)
    assert alone.assets
    assert afgpub.convert(Path("a.md"), to="html", options=options, limits=AMPLE) == alone


def test_errors_cross() -> None:
    with pytest.raises(afgpub.AfgpubError) as alone:
        afgpub.convert(b" ", to="html")
    with pytest.raises(type(alone.value)) as apart:
        afgpub.convert(b" ", to="html", limits=AMPLE)
    assert apart.value.message == alone.value.message
    with pytest.raises(TypeError, match="colour"):
        afgpub.convert(b"a", to="html", options={"colour": "red"}, limits=AMPLE)
    with pytest.raises(TypeError, match="no other process"):
        afgpub.convert(b"a", to="pdf", options={"page": lambda: "A4"}, limits=AMPLE)


def test_a_strict_error_bears_its_messages() -> None:
    with pytest.raises(afgpub.AfgpubError) as caught:
        afgpub.convert("text without a title", to="html", strict=True, limits=AMPLE)
    assert [said.code for said in caught.value.messages] == ["title-missing"]


HEAD = '{"error":null,"last":false}|[]|'
LINK = '{"type":"Link","children":[{"type":"Text","value":"a"}],"target":"javascript:alert(1)"}'
FORGED = (
    '{"afgpub":1,"type":"Document","root":{"type":"Section","children":[{"type":"Paragraph","children":['
    f"{LINK}]}}]}}}}"
)
ENDS = {
    "hang": ("worker-limit", "takes more than 1.5 seconds"),
    "ignore": ("worker-limit", "takes more than 1.5 seconds"),
    "eat": ("worker-limit", "takes more than 300 MB of memory"),
    "abort": ("worker-limit", "takes more than 300 MB of memory"),
    "crash": ("worker-crashed", "ended: by the signal SIGSEGV"),
    "leave": ("worker-crashed", "ended: with the code 3"),
    "forge nothing": ("worker-crashed", "its answer is broken"),
    f'forge {HEAD}{{"afgpub":1,"type":"Section"}}': ("worker-crashed", "it holds a Section"),
    'forge {"error":null,"last":false}|[["Oops",[]]]|{}': ("worker-crashed", "'Oops' is no message"),
    f"forge {HEAD}{FORGED}": ("worker-crashed", "a link that no reader makes"),
    'forge {"error":["SystemExit",[]],"last":false}': ("worker-crashed", "'SystemExit' is no error"),
    "raise": ("internal", "RuntimeError: it broke"),
}


@pytest.mark.parametrize("deed", ENDS)
def test_every_end_is_a_coded_error(dangers: None, deed: str) -> None:
    code, words = ENDS[deed]
    started = time.monotonic()
    with pytest.raises(afgpub.AfgpubError) as caught:
        afgpub.prepare(deed.encode(), reader="danger", name="a.danger", limits=SHORT if "1.5 s" in words else AMPLE)
    assert time.monotonic() - started < 30
    assert caught.value.message.code == code
    assert words in str(caught.value)
    assert "a.danger" in str(caught.value) or code == "internal"
    assert caught.value.message.hint
    assert facts()["apart"], "the next request is served"


def test_a_renderer_has_what_time_is_left(dangers: None) -> None:
    with pytest.raises(WorkerError, match=r"takes more than 1\.5 seconds"):
        afgpub.convert("# Text", to="danger", options={"deed": "hang"}, limits=SHORT)


def test_a_reader_that_is_apart_is_never_here(dangers: None) -> None:
    assert not is_apart()
    first, second = (told(afgpub.read(b"tell", reader="danger")[0]) for _ in range(2))
    assert first["apart"]
    assert first["pid"] == second["pid"] != os.getpid(), "one worker serves many requests"
    assert plain_text(afgpub.read(b"shout", reader="danger")[0].root.children) == "shout"


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "odt", "epub", "rtf", "rst", "latex", "ipynb", "mediawiki"])
def test_readers_of_foreign_bytes_are_apart(name: str) -> None:
    assert plugins.get_reader(name).apart


@pytest.mark.parametrize("name", ["markdown", "text", "json"])
def test_readers_of_plain_text_are_not(name: str) -> None:
    assert not plugins.get_reader(name).apart


def test_a_worker_has_no_environment(dangers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.chdir(tmp_path)
    pool.pool().close()
    seen = facts()
    assert seen["folder"] == str(tmp_path)
    environment = seen["environment"]
    assert isinstance(environment, list)
    assert "SECRET" not in environment
    assert "SOURCE_DATE_EPOCH" in environment
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    later = facts()
    assert later["pid"] == seen["pid"]
    assert "SOURCE_DATE_EPOCH" not in str(later["environment"])


def test_a_worker_that_is_killed_is_replaced(dangers: None) -> None:
    before = facts()["pid"]
    assert isinstance(before, int)
    os.kill(before, 9)
    time.sleep(0.1)
    assert facts()["pid"] != before


def test_an_interrupt_ends_the_worker(dangers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = facts()["pid"]

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("afgpub.worker.process.read_packet", interrupt)
    with pytest.raises(KeyboardInterrupt):
        facts()
    monkeypatch.undo()
    assert not Path(f"/proc/{before}").exists()


def test_threads_have_workers_of_their_own(dangers: None) -> None:
    found: list[object] = []
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait(5)
        found.append(facts()["pid"])

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2


def test_a_forked_child_starts_its_own(dangers: None) -> None:
    mine = facts()["pid"]
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(send, str(facts()["pid"]).encode())
        os._exit(0)
    os.close(send)
    theirs = int(os.read(receive, 20))
    os.close(receive)
    assert os.waitpid(child, 0)[1] == 0
    assert theirs != mine
    assert facts()["pid"] == mine, "the child has left the parent's alone"


def test_no_worker_outlives_its_parent(tmp_path: Path) -> None:
    program = (
        "import afgpub, json, os, sys; sys.path.insert(0, sys.argv[1]); from afgpub.walk import plain_text\n"
        "document = afgpub.read(b'tell', reader='danger')[0]\n"
        "print(json.loads(plain_text(document.root.children))['pid'], flush=True)\n"
        "os.kill(os.getpid(), 9) if sys.argv[2] == 'kill' else None"
    )
    for end in ("kill", "exit"):
        arguments = [sys.executable, "-c", program, str(TESTS / "dangers"), end]
        run = subprocess.run(arguments, capture_output=True, text=True, check=False)
        process = Path(f"/proc/{int(run.stdout)}/cmdline")
        deadline = time.monotonic() + 10
        while process.exists() and process.read_bytes() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not (process.exists() and process.read_bytes())
        assert run.stderr == ""


def test_limits_that_are_none() -> None:
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="from 0 to 1000000"):
            Limits(seconds=wrong)
    assert afgpub.convert("# No limit", to="html", limits=Limits(0, 0)).output


def test_a_large_source_crosses(dangers: None) -> None:
    document, _ = afgpub.prepare(("word " * 200 + "\n\n") * 2000, limits=Limits(60, 600))
    assert len(document.root.children) == 2000


def test_what_python_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pool.pool().close()
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(WorkerError, match="no Python program"):
        afgpub.convert("a", to="html", limits=AMPLE)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkerError, match="could not be started"):
        afgpub.convert("a", to="html", limits=AMPLE)


def test_readers_may_be_called_with_any_source(dangers: None) -> None:
    from afgpub.worker.reading import read_source

    assert read_source(Source("a.danger", b"tell"))[0].source == "a.danger"
