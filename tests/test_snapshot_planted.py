"""Planted changes are found and named in the layer that made them; what changes nothing for anybody gives no change."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree, html

from afgpub.snapshot import Settings, Verdict, update, verify
from afgpub.snapshot.comparing import Comparison, compare
from afgpub.snapshot.explaining import explain
from afgpub.snapshot.taking import Publication, Snapshot, make_publication, take_snapshot
from snapshot_changes import (
    ARTICLE,
    Plant,
    drawn,
    element,
    in_epub,
    in_html,
    in_output,
    in_pdf,
    lost_destination,
    moved_link,
    other_title,
    read_backwards,
    rezipped,
    with_message,
    without_note,
    write_article,
    write_theme,
)

SETTINGS = Settings()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("publication")


@pytest.fixture(scope="module")
def made(folder: Path) -> Publication:
    return make_publication(write_article(folder), SETTINGS)


@pytest.fixture(scope="module")
def before(made: Publication, folder: Path) -> Snapshot:
    return take_snapshot(made, SETTINGS, folder)


# What is typed -> what it becomes, and what the explanation must show of it.
SOURCE = {
    "a word": ("ندارند", "دارند", "+ "),
    "a ZWNJ": ("می‌گویند", "میگویند", r"\u200c"),
    "a digit set": ("سال ۲۰۲۴", "سال 2024", "2024"),
    "a bracket's side": ("(نیروی برق)", ")نیروی برق(", ")"),
    "alternative text": ("کوه‌ها در شمال کابل", "کوه‌ها", "image"),
    "a lost note": ("۲۰۲۴.[^1]", "۲۰۲۴.", "note"),
    "a heading's rank": ("### جدول", "## جدول", "section"),
    "a metadata date": ("date: 2024-06-10", "date: 2024-06-11", "2024-06-11"),
    "an author": ("کریم آرین", "کریم آرین‌پور", "author"),
    "a link's target": ("example.org/a", "example.org/b", "example.org/b"),
    "a cell's side": (":--:|", "--:|", "end"),
    "emphasis": ("*Universal Declaration*", "Universal Declaration", "emphasis"),
    "a statistic's weight": ("**۷۳ درصد**", "۷۳ درصد", "statistic"),
    "a list's kind": ("- یک\n- دو", "1. یک\n2. دو", "ordered"),
}


@pytest.mark.parametrize("name", SOURCE)
def test_a_change_in_the_source_is_one_of_the_tree(name: str, folder: Path, before: Snapshot, tmp_path: Path) -> None:
    old, new, shown = SOURCE[name]
    assert ARTICLE.count(old) == 1
    settings = replace(SETTINGS, to=("html",))
    source = write_article(tmp_path, ARTICLE.replace(old, new))
    after = take_snapshot(make_publication(source, settings), settings, tmp_path)
    found = compare(replace(before, record=replace(before.record, settings=settings)), after)
    assert found.changes[0].layer.name == "tree"
    assert shown in "\n".join(explain(found.changes[0])), explain(found.changes[0])


def _said(made: Publication) -> Publication:
    """The same tree with another direction for one phrase, as a change of the compiler would give."""
    from afgpub.document import Emphasis
    from afgpub.walk import transform

    def turn(node: Any) -> Any:
        return replace(node, attrs=replace(node.attrs, dir="rtl")) if isinstance(node, Emphasis) else node

    root = transform(made.document.root, turn)
    return replace(made, document=replace(made.document, root=root))


def _lost_link(pdf: Any) -> None:
    pdf.pages[0].obj["/Annots"] = pikepdf.Array(list(pdf.pages[0].obj.Annots)[1:])


def _other_letter(pdf: Any) -> None:
    """A code of one face says another letter than before."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            text = item.ToUnicode.read_bytes()
            found = re.search(rb"<([0-9a-fA-F]{4})> <00(6[1-9a-f]|7[0-9a])>", text)
            if found:
                changed = text[: found.start(2)] + b"51" + text[found.end(2) :]
                item.ToUnicode = pdf.make_stream(changed)
                return
    raise AssertionError("no face with Latin letters")


def _retitle(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "Another"


def _unmark(pdf: Any) -> None:
    del element(pdf, "/Figure")["/Alt"]


def _scripted(pdf: Any) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


# The plant -> the layer that must be named first.
OUTPUT: dict[str, tuple[Plant, str]] = {
    "the direction compiler": (_said, "directions"),
    "an element of the web page": (in_html("<strong", "<b"), "html"),
    "a class of the web page": (in_html('class="byline"', 'class="by"'), "html"),
    "a note lost on the web page": (without_note, "html"),
    "a space between phrases": (in_html("</span> <time", "</span><time"), "html"),
    "a line's end in code": (in_html("first();\n", "first(); "), "html"),
    "the web page's doctype": (in_html("<!DOCTYPE html>", ""), "html"),
    "a colour of the web page": (in_html("--ink:", "--ink: red; --was:"), "style"),
    "a date of the e-book": (in_epub("EPUB/package.opf", "<dc:date>2024-06-10", "<dc:date>2024-06-12"), "epub"),
    "the direction of the e-book's pages": (
        in_epub("EPUB/package.opf", 'page-progression-direction="rtl"', 'page-progression-direction="ltr"'),
        "epub",
    ),
    "a style sheet of the e-book": (in_epub("EPUB/style.css", "margin", "padding"), "epub"),
    "a member of the e-book": (
        in_output("epub", lambda d: rezipped(d, lambda name, part: None if name.endswith("cover.svg") else part)),
        "epub",
    ),
    "a tag": (in_pdf(lambda pdf: element(pdf, "/H2").__setitem__("/S", pikepdf.Name.P)), "pdf-tags"),
    "alternative text in the PDF": (in_pdf(_unmark), "pdf-tags"),
    "a language in the PDF": (in_pdf(lambda pdf: element(pdf, "/Art").__setitem__("/Lang", "ps")), "pdf-tags"),
    "the PDF's title": (in_pdf(_retitle), "pdf-outline"),
    "the side of binding": (
        in_pdf(lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/Direction", pikepdf.Name.L2R)),
        "pdf-outline",
    ),
    "a link of the PDF": (in_pdf(_lost_link), "pdf-outline"),
    "a letter of the PDF": (in_pdf(_other_letter), "pdf-text"),
    "a head of a table": (in_pdf(lambda pdf: element(pdf, "/TH").__setitem__("/S", pikepdf.Name.TD)), "pdf-tags"),
    "an order of reading": (in_pdf(read_backwards), "pdf-text"),
    "the PDF's title in XMP": (in_pdf(other_title), "pdf-outline"),
    "where a link leads": (in_pdf(lost_destination), "pdf-outline"),
    "a script in the PDF": (in_pdf(_scripted), "pdf-outline"),
    "where a link stands": (in_pdf(moved_link), "pdf-layout"),
    "a page turned": (in_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/Rotate", 90)), "pdf-layout"),
    "a trim box": (
        in_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/TrimBox", pikepdf.Array([3, 3, 590, 838]))),
        "pdf-layout",
    ),
    "a message": (with_message, "messages"),
    "one pixel": (in_pdf(lambda pdf: drawn(pdf, b"0 g 300 20 0.9 0.9 re f")), "pictures"),
    "a thin line": (in_pdf(lambda pdf: drawn(pdf, b"0.3 w 60 30 m 500 30 l S")), "pictures"),
}


@pytest.mark.parametrize("name", OUTPUT)
def test_a_change_in_an_output_is_one_of_its_layer(
    name: str, made: Publication, before: Snapshot, folder: Path
) -> None:
    plant, layer = OUTPUT[name]
    found = compare(before, take_snapshot(plant(made), SETTINGS, folder))
    assert found.changes, "it was not found"
    assert found.changes[0].layer.name == layer
    assert explain(found.changes[0])


# CSS of the printed page -> the layer that must be named first, in words too.
STYLE = {
    "a margin of 0.2 mm": "h2 { margin-top: calc(1.4em + 0.2mm); }",
    "a page break": "h2 { break-before: page; }",
    "a size of 0.1 pt": "p { font-size: 9.7pt; }",
    "hyphenation": "p { hyphens: auto; }",
    "another face": "p { font-family: 'Amiri', serif; }",
}


@pytest.mark.parametrize("name", STYLE)
def test_a_change_of_style_is_one_of_the_layout(name: str, tmp_path: Path) -> None:
    source, theme = write_article(tmp_path / "text"), write_theme(tmp_path / "theme", "h2 { margin-top: 1.4em; }")
    settings = Settings(to=("pdf",), options={"theme": f"{theme}/"})
    assert update(source, settings).failure is None
    assert verify(source).is_good
    write_theme(theme, STYLE[name])
    found = _comparison(verify(source))
    assert [shift.name for shift in found.environment] == ["theme ../theme"]
    assert found.changes[0].layer.name in ("pdf-text", "pdf-layout")
    assert found.changes[0].maker.startswith("the layout")


def test_another_file_of_a_face_is_named(
    made: Publication, before: Snapshot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from afgpub import faces

    known = faces.load_faces()
    other = {**known, "Vazirmatn 400": replace(known["Vazirmatn 400"], file=known["Vazirmatn 700"].file)}
    monkeypatch.setattr(faces, "load_faces", lambda: other)
    found = compare(before, take_snapshot(made, SETTINGS, folder))
    assert [shift.name for shift in found.environment] == ["face Vazirmatn 400"]
    assert found.is_same, "the outputs themselves are the same here"


def test_an_option_is_named_before_what_it_changes(before: Snapshot, folder: Path) -> None:
    settings = replace(SETTINGS, options={"calendar": "solar"})
    after = take_snapshot(make_publication(folder / "article.md", settings), settings, folder)
    found = compare(before, after)
    assert [str(shift) for shift in found.settings] == ["option calendar: none → solar"]
    assert found.changes[0].layer.name == "html"
    assert not found.is_same


def _sorted_attributes(data: bytes) -> bytes:
    root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    for node in root.iter(etree.Element):
        attributes = sorted(node.attrib.items(), reverse=True)
        node.attrib.clear()
        node.attrib.update(attributes)
    page: bytes = etree.tostring(root, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")
    return page


def _padded_faces(data: bytes) -> bytes:
    """WOFF2 with padding at its end, as other packers write it."""

    def pad(found: re.Match[bytes]) -> bytes:
        return b"data:font/woff2;base64," + base64.b64encode(base64.b64decode(found[1]) + bytes(4))

    return re.sub(rb"data:font/woff2;base64,([A-Za-z0-9+/=]+)", pad, data)


def _turned_attributes(name: str, part: bytes) -> bytes:
    if not name.endswith((".xhtml", ".opf", ".ncx")):
        return part
    root = etree.fromstring(part)
    for node in root.iter(etree.Element):
        attributes = sorted(node.attrib.items(), reverse=True)
        node.attrib.clear()
        node.attrib.update(attributes)
    whole: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _repainted(name: str, part: bytes) -> bytes:
    if not name.endswith(".png"):
        return part
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.open(BytesIO(part)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _nothing(pdf: Any) -> None:
    pass


def _other_programs(pdf: Any) -> None:
    pdf.docinfo["/Producer"] = "WeasyPrint 71.0"
    pdf.docinfo["/Creator"] = "afgpub 9.9"


HARMLESS: dict[str, Plant] = {
    "streams of the PDF without compression": in_pdf(_nothing, compress_streams=False),
    "streams packed anew": in_pdf(_nothing, recompress_flate=True),
    "objects in streams": in_pdf(_nothing, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "objects in another order": in_pdf(_nothing, linearize=True),
    "content written for people": in_pdf(_nothing, qdf=True),
    "another header of the PDF": in_pdf(_nothing, force_version="1.6"),
    "names of programs in the PDF": in_pdf(_other_programs),
    "attributes of the web page in another order": in_output("html", _sorted_attributes),
    "a comment in the web page": in_html("<main>", "<!-- made by hand --><main>"),
    "faces of the web page packed another way": in_output("html", _padded_faces),
    "attributes of the e-book in another order": in_output("epub", lambda data: rezipped(data, _turned_attributes)),
    "members of the e-book at zlib level 1": in_output("epub", lambda data: rezipped(data, level=1)),
    "members of the e-book in another order": in_output("epub", lambda data: rezipped(data, turned=True)),
    "the cover packed another way": in_output("epub", lambda data: rezipped(data, _repainted)),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_nobody_sees_is_no_change(name: str, made: Publication, before: Snapshot, folder: Path) -> None:
    found = compare(before, take_snapshot(HARMLESS[name](made), SETTINGS, folder))
    assert found.is_same, [(change.layer.name, explain(change)) for change in found.changes]


# How afgpub is called: the environment of the process, and what precedes it.
CALLS: dict[str, dict[str, str]] = {
    "a time zone": {"TZ": "Pacific/Kiritimati"},
    "a locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "a seed of hashes": {"PYTHONHASHSEED": "4711"},
    "the moment of the build": {"SOURCE_DATE_EPOCH": "1700000000"},
    "one processor": {"OMP_NUM_THREADS": "1"},
}


@pytest.mark.parametrize("name", CALLS)
def test_where_and_when_it_is_made_is_no_change(name: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "another" / "place"
    assert update(write_article(here)).failure is None
    write_article(there)
    (here / "expected").rename(there / "expected")
    command = [sys.executable, "-c", _MAIN, "snapshot", "verify", "--jobs", "2", str(there)]
    done = subprocess.run(command, env={**os.environ, **CALLS[name]}, capture_output=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


_MAIN = "from afgpub.cli import program; program()"
SAME_TEXT = {
    "ends of lines": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "empty lines at the end": lambda text: text + "\n\n\n",
}


@pytest.mark.parametrize("name", SAME_TEXT)
def test_another_file_of_the_same_text_is_no_change(name: str, tmp_path: Path) -> None:
    settings = Settings(to=("html",))
    source = write_article(tmp_path)
    assert update(source, settings).failure is None
    source.write_bytes(SAME_TEXT[name](ARTICLE).encode())
    assert verify(source).is_good


def _comparison(verdict: Verdict) -> Comparison:
    assert verdict.failure is None, verdict.failure
    assert verdict.comparison is not None
    return verdict.comparison
