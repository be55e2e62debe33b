"""The corpora of hostile files, whole: each ends in a document or a coded error, and nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import CORPUS, PROJECT, TESTS
from pandoc_samples import archive, docx, paragraph, run

CANARY = "the canary sings"
NAMED = Path("/afgpub-canary/secret.txt")
SEARCHING = ("ldconfig", "gcc", "cc", "ld", "objdump")  # with which ctypes finds Pango
Job = tuple[Path, str | None, list[str]]


@dataclass(frozen=True)
class Watched:
    """What a process did: how each job ended, and the events it was seen in."""

    outcomes: list[str]
    seconds: list[float]
    events: list[tuple[str, str, bool]]

    def paths(self, *, written: bool) -> set[str]:
        """The paths that were opened to be read, or that were changed."""
        return {os.path.realpath(path) for event, path, writes in self.events if event != "start" and writes == written}


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A file outside the folder of the sources, and one where the corpus names it if that place can be made."""
    inside = tmp_path / "outside" / "secret.txt"
    is_new = not NAMED.parent.exists()
    for path in (NAMED, inside):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(CANARY, "utf-8")
        except OSError:
            assert path == NAMED
    yield inside
    if is_new:
        shutil.rmtree(NAMED.parent, ignore_errors=True)


def watch(jobs: list[Job], folder: Path) -> Watched:
    out, scratch = folder / "out", folder / "scratch"
    for made in (out, scratch):
        made.mkdir()
    asked = {"out": str(out), "jobs": [[str(path), reader, formats] for path, reader, formats in jobs]}
    done = subprocess.run(
        [sys.executable, str(TESTS / "watched.py")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
        cwd=scratch,
        env={**os.environ, "TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = json.loads(done.stdout)
    events = [(event, path, writes) for event, path, writes in found["events"]]
    outcomes, seconds = zip(*found["results"], strict=True)
    return Watched(list(outcomes), list(seconds), events)


def hold(jobs: list[Job], folder: Path, canary: Path) -> Watched:
    """Convert, and demand what must hold for any file at all."""
    seen = watch(jobs, folder)
    assert max(seen.seconds) < 10
    named = {event for event, _, _ in seen.events}
    assert not [event for event in named if event.startswith(("socket.", "urllib.", "os.exec", "os.system"))]
    for event, command, _ in seen.events:
        if event == "start":
            program, *arguments = json.loads(command)
            is_pandoc = Path(program).stem == "pandoc" and ("--sandbox" in arguments or arguments == ["--version"])
            assert is_pandoc or Path(program).stem in SEARCHING
    outside = [path for path in seen.paths(written=True) if not is_within(path, folder, Path("/dev"))]
    assert outside == [], "nothing is written but the outputs and temporary files"
    sources = {path.parent for path, _, _ in jobs}
    libraries = [PROJECT, Path(sys.prefix), Path(sys.base_prefix), *map(Path, sysconfig.get_paths().values())]
    system = [Path(place) for place in ("/usr", "/lib", "/etc", "/proc", "/sys", "/dev", "/var/cache/fontconfig")]
    read = seen.paths(written=False)
    assert not [path for path in read if not is_within(path, folder, *sources, *libraries, *system)]
    assert not [path for path in read if "canary" in path or Path(path) == canary]
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink() and file != canary:
            assert CANARY.encode() not in file.read_bytes()
    assert not [path for path in (folder / "scratch").iterdir() if path.name != "fontconfig"]
    return seen


def is_within(path: str, *folders: Path) -> bool:
    return any(Path(path).is_relative_to(folder) or Path(path).is_relative_to(folder.resolve()) for folder in folders)


def files(pattern: str) -> list[Path]:
    return sorted(CORPUS.glob(pattern)) if CORPUS.exists() else []


ALL = ["html", "epub", "pdf"]
GROUPS: dict[str, list[Job]] = {
    "docx": [(path, None, ALL) for path in files("docx/*.docx")],
    "epub": [(path, None, ["html", "epub"]) for path in files("epub/epubcheck/**/*.epub")],
    "archives": [(path, None, ALL) for path in files("security/archives/*.[de]*") if path.suffix != ".json"]
    + [(path, kind, ALL) for path in files("security/archives/*.zip") for kind in ("docx", "odt", "epub")],
    "xml": [(path, kind, ALL) for path in files("security/xml/*.xml") for kind in ("docbook", "jats", "html")],
    "encodings": [(path, None, ["html", "epub"]) for path in files("encodings/*.txt")],
}


@pytest.mark.parametrize("group", [name for name, jobs in GROUPS.items() if jobs])
def test_corpus(group: str, tmp_path: Path, canary: Path) -> None:
    seen = hold(GROUPS[group], tmp_path, canary)
    assert len(seen.outcomes) == len(GROUPS[group])
    if group in ("docx", "epub", "encodings"):
        assert sum("html" in outcome for outcome in seen.outcomes) > len(seen.outcomes) // 2


MARKDOWN = """\
![a]({path}) ![b](../outside/secret.txt) ![c](file://{path}) ![d](http://127.0.0.1:9/x.png) ![e](//127.0.0.1:9/x.png)

<img src="{path}"> <link rel="stylesheet" href="http://127.0.0.1:9/x.css"> <style>@import url({path})</style>

[link](file://{path}) ![f](link.txt) ![g](data:text/plain;base64,eA==) words
"""
PAGE = """\
<html><head><base href="file:///"><link rel=stylesheet href="http://127.0.0.1:9/x.css">
<style>p {{ background: url({path}) }}</style></head>
<body><p>words</p><img src="{path}"><img srcset="http://127.0.0.1:9/a 2x"><object data="{path}"></object>
<iframe src="file://{path}"></iframe><svg><image href="{path}"/><use href="http://127.0.0.1:9/#a"/></svg>
<embed src="{path}"><video poster="{path}"></video></body></html>
"""


def test_sources_that_name_other_files_and_addresses(tmp_path: Path, canary: Path) -> None:
    """It runs without the corpus: Markdown, a web page and a Word file that ask for the canary and for the network."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.md").write_text(MARKDOWN.format(path=canary), "utf-8")
    (folder / "a.html").write_text(PAGE.format(path=canary), "utf-8")
    (folder / "link.txt").symlink_to(canary)
    linked = f'<Relationship Id="r9" TargetMode="External" Target="file://{canary}" Type="x/image"/>'
    (folder / "a.docx").write_bytes(docx(paragraph(run("words")), relations=linked))
    (folder / "b.docx").write_bytes(archive({"../../x": "x", "word/document.xml": "<a/>"}))
    jobs: list[Job] = [(path, None, ALL) for path in sorted(folder.glob("[ab].*"))]
    seen = hold(jobs, tmp_path, canary)
    assert seen.outcomes[:3] == ["html epub pdf"] * 3
    assert seen.outcomes[3] in ("archive-invalid", "xml-invalid", "pandoc-failed", "source-empty")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.{format}" for name in ("a.docx", "a.html", "a.md") for format in ALL
    )


def test_the_watch_sees_what_it_must(tmp_path: Path) -> None:
    """What is looked for is seen: a file that is read, a socket, a program, a file that is written."""
    code = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r}); import watched, socket, subprocess, os\n"
        "sys.addaudithook(watched._record)\n"
        f"open({str(tmp_path / 'made')!r}, 'w').close(); open({str(tmp_path / 'made')!r}).close()\n"
        "socket.socket().close(); subprocess.run([sys.executable, '-c', ''])\n"
        "print(sorted({event for event, _, _ in watched._events} & {'open', 'socket.__new__', 'start'}))\n"
        "print(any(w for e, p, w in watched._events if p.endswith('made')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["['open', 'socket.__new__', 'start']", "True"]
