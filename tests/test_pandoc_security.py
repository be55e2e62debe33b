"""Hostile files end in a document or a coded error: nothing outside is read, nothing written, no memory exhausted."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

import afgpub
from afgpub.document import Document
from afgpub.exceptions import AfgpubError, SourceError
from afgpub.readers.pandoc import process
from afgpub.readers.pandoc.archive import MAX_MEMBERS, is_inside
from conftest import CORPUS
from pandoc_samples import archive, docx, epub, paragraph, run

CANARY = "the canary sings"


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A file that no reader may open, and one at the place that the corpus names, where that may be made."""
    named, inside = Path("/afgpub-canary/secret.txt"), tmp_path / "outside" / "secret.txt"
    is_new = not named.parent.exists()
    for path in (named, inside):
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(CANARY, "utf-8")
    yield inside
    if is_new:
        shutil.rmtree(named.parent, ignore_errors=True)


def outcome(data: bytes | str | Path, reader: str) -> str:
    """The code of the error, or the words of the document."""
    start = time.monotonic()
    try:
        document, _ = afgpub.read(data, reader=reader)
        found = repr(document)
    except AfgpubError as error:
        found = error.message.code
        assert error.message.hint
        assert CANARY not in str(error)
    assert time.monotonic() - start < 10
    assert CANARY not in found
    return found


HOSTILE = (
    [
        *((path, path.suffix[1:]) for path in sorted(CORPUS.glob("docx/*.docx"))),
        *((path, "epub") for path in sorted(CORPUS.glob("epub/epubcheck/**/*.epub"))),
        *((path, path.suffix[1:]) for path in sorted(CORPUS.glob("security/archives/*.[de]*"))),
        *((path, kind) for path in sorted(CORPUS.glob("security/archives/*.zip")) for kind in ("docx", "odt", "epub")),
        *((path, kind) for path in sorted(CORPUS.glob("security/xml/*.xml")) for kind in ("docbook", "jats", "html")),
    ]
    if CORPUS.exists()
    else []
)


@pytest.mark.parametrize(("path", "reader"), HOSTILE, ids=lambda value: getattr(value, "name", value))
def test_corpus(path: Path, reader: str, canary: Path) -> None:
    outcome(path, reader)


INCLUDES = {
    "rst": ".. include:: {path}\n\n.. raw:: html\n   :file: {path}\n\nwords\n",
    "org": '#+INCLUDE: "{path}"\n\nwords [[file:{path}]]\n',
    "latex": "words \\input{{{path}}} \\include{{{path}}} \\verbatiminput{{{path}}}",
    "typst": '#include "{path}"\n#read("{path}")\nwords',
    "docbook": '<article xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{path}" parse="text"/>'
    "<para>words</para></article>",
    "html": '<iframe src="{path}"></iframe><object data="{path}"></object><p>words</p>',
    "mediawiki": "{{{{:{path}}}}}\nwords",
    "djot": "![x]({path})\n\nwords",
}


@pytest.mark.parametrize("reader", INCLUDES)
def test_no_file_is_included(reader: str, canary: Path) -> None:
    for path in ("/afgpub-canary/secret.txt", str(canary), canary.as_uri()):
        outcome(INCLUDES[reader].format(path=path), reader)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prolog", [ENTITY, BOMB])
def test_entities_are_refused(prolog: str, canary: Path) -> None:
    prolog = prolog.format(path=canary)
    body = paragraph(run("&e;" if "SYSTEM" in prolog else "&b;"))
    word = docx("").replace(b"", b"")
    members = {
        info.filename: zipfile.ZipFile(BytesIO(word)).read(info) for info in zipfile.ZipFile(BytesIO(word)).infolist()
    }
    document = members["word/document.xml"].decode().replace("<w:body>", f"<w:body>{body}")
    assert outcome(archive({**members, "word/document.xml": prolog + document}), "docx") == "xml-entities"
    for reader in ("docbook", "jats"):
        assert outcome(f"{prolog}<article><para>&e;</para></article>", reader) == "xml-entities"


def linked_archive() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(paragraph(run("x"))))) as source, zipfile.ZipFile(made, "w") as file:
        for info in source.infolist():
            file.writestr(info, source.read(info))
        link = zipfile.ZipInfo("word/media/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/afgpub-canary/secret.txt")
        file.writestr("../../outside.txt", "x")
        file.writestr("/absolute.txt", "x")
    return made.getvalue()


def test_links_and_paths_out_of_an_archive_are_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "'x'" in outcome(linked_archive(), "docx")
    assert list(tmp_path.iterdir()) == []
    assert not is_inside("../x")
    assert not is_inside("a/../../x")
    assert not is_inside("/x")
    assert not is_inside("C:\\x")
    assert not is_inside("..\\x")
    assert is_inside("word/media/a.png")


def test_archives_with_too_much_in_them() -> None:
    zeros = archive({"word/document.xml": b" " * 20_000_000})
    assert outcome(zeros, "docx") == "archive-limit"
    many = archive({f"{number}": b"" for number in range(MAX_MEMBERS + 1)})
    assert outcome(many, "epub") == "archive-limit"
    liar = bytearray(archive({"word/document.xml": b"<a>" + b"x" * 5_000_000}))
    place = liar.rindex(b"PK\x01\x02")
    liar[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert outcome(bytes(liar), "docx") in ("archive-limit", "archive-invalid", "xml-invalid")


def test_a_chapter_that_the_spine_names_again_is_read_once() -> None:
    with zipfile.ZipFile(BytesIO(epub("<p>first</p>", "<p>second</p>"))) as book:
        members = {name: book.read(name) for name in book.namelist()}
    again = b'<itemref idref="c0"/>'
    members["EPUB/p.opf"] = members["EPUB/p.opf"].replace(b"</spine>", again * 10_000 + b"</spine>")
    said = outcome(archive(members), "epub")
    assert said.index("'first'") < said.index("'second'")
    assert said.count("'first'") == 1


@pytest.mark.parametrize("reader", ["docx", "odt", "epub"])
def test_damaged_archives(reader: str) -> None:
    whole = {"docx": docx(paragraph(run("words"))), "epub": epub("<p>words</p>")}.get(reader, docx(paragraph(run("x"))))
    for place in range(0, len(whole), max(len(whole) // 24, 1)):
        outcome(whole[:place], reader)
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        outcome(bytes(broken), reader)


def test_pandoc_gets_no_environment_and_no_other_file(here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[list[str], dict[str, object]]] = []
    start = subprocess.Popen

    def recorded(command: list[str], **settings: object) -> object:
        calls.append((command, settings))
        return start(command, **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", recorded)
    afgpub.read("words", reader="rst")
    ((command, settings),) = [call for call in calls if "--version" not in call[0]]  # with which pypandoc looks for it
    assert "--sandbox" in command
    assert not any("words" in part or part.endswith(".rst") for part in command)
    assert settings["env"] == {}
    assert "preexec_fn" not in settings


def test_no_socket_is_opened_and_no_file_written(here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[tuple[str, tuple[object, ...]]] = []
    is_recording = True

    def record(event: str, arguments: tuple[object, ...]) -> None:
        if is_recording and (event.startswith("socket.") or event == "open"):
            events.append((event, arguments))

    class Refused(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.chdir(tmp_path)
    page = '<img src="http://127.0.0.1/a.png"><link rel="stylesheet" href="http://127.0.0.1/x.css"><p>words</p>'
    afgpub.read(page, reader="html")
    sys.addaudithook(record)
    try:
        document: Document = afgpub.read(page, reader="html")[0]
        afgpub.read(epub("<p>words</p>"), reader="epub")
    finally:
        is_recording = False
    assert "words" in repr(document)
    assert not [event for event in events if event[0].startswith("socket.")]
    written = [a for _, a in events if isinstance(a[2], int) and a[2] & (os.O_WRONLY | os.O_CREAT)]
    named = [a[0] for a in written if not str(a[0]).startswith(tempfile.gettempdir())]
    assert named == []
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_is_no_text_is_told_from_one_that_is(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(docx(paragraph(run("x"))))
    with pytest.raises(SourceError) as caught:
        afgpub.read(path)
    assert caught.value.message.code == "source-binary"


def vectors() -> list[str]:
    """Markup that tries to run something, and strings that break programs."""
    folder = CORPUS / "security"
    names = ("bleach-cases.json", "feedparser-allowed.json", "naughty-strings.json")
    found = [json.loads((folder / name).read_text("utf-8")) for name in names if (folder / name).exists()]
    own = [
        '<p onclick="alert(1)">x<script>alert(1)</script></p>',
        '<a href="jav&#x09;ascript:alert(1)">x</a><a href="data:text/html,<script>">y</a>',
        '<svg onload="alert(1)"><text>x</text></svg><math href="javascript:alert(1)"><mi>x</mi></math>',
        '<img src="x" onerror="alert(1)" alt="&quot;><script>alert(1)</script>">',
        "<p><style>@import 'http://127.0.0.1/'</style><iframe srcdoc='<script>'></iframe>words</p>",
    ]
    return own + [case["input"] for cases in found for case in cases]


def test_no_vector_survives_in_a_page() -> None:
    safe = ("http:", "https:", "mailto:", "tel:", "#", "data:image/", "images/")
    pages = vectors()
    for page in pages:
        try:
            output = afgpub.convert(f"<p>words</p>{page}".encode("utf-8", "replace"), to="html", reader="html").output
        except AfgpubError as error:
            assert error.message.hint
            continue
        root = etree.HTML(output)
        body = next(root.iter("body"))
        for element in body.iter():
            assert element.tag not in ("script", "iframe", "object", "embed", "form", "input", "style", "link", "base")
            for name, value in element.attrib.items():
                assert not str(name).startswith("on"), page
                if name in ("href", "src"):
                    scheme = str(value).partition(":")[0]
                    assert str(value).startswith(safe) or not scheme.isalpha() or ":" not in str(value), page


def test_a_busy_machine_refuses_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is the processor's: what has worked little may take longer by the clock, but not for ever."""
    sleeping = [sys.executable, "-c", "import time; time.sleep(0.5)"]
    for patience, seconds in ((100, 0.1), (2, 0.1)):
        monkeypatch.setattr(process, "_PATIENCE", patience)
        monkeypatch.setattr(process, "_worked", lambda pid, passed: 0.0)
        with subprocess.Popen(sleeping, stdout=subprocess.DEVNULL) as run:
            try:
                found: object = process._wait(run, seconds)
            except subprocess.TimeoutExpired:
                found = "too long"
                run.kill()
        assert found == ("too long" if patience == 2 else 0)


def test_a_document_that_keeps_the_processor_busy_is_stopped() -> None:
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as run:
        began = time.monotonic()
        with pytest.raises(subprocess.TimeoutExpired):
            process._wait(run, 0.3)
        run.kill()
    assert 0.3 < time.monotonic() - began < 10
