"""Web pages: one file or several, no script, nothing from outside, every identifier once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

import afgpub
from conftest import EXAMPLES, PROJECT

ELEMENTS = PROJECT / "examples" / "elements" / "article.md"
IMAGE = (PROJECT / "examples" / "elements" / "mountains.svg").read_bytes()


def page_of(source: Path | str, **options: object) -> etree._Element:
    result = afgpub.convert(source, to="html", options=options)
    return etree.fromstring(result.output, etree.HTMLParser(encoding="utf-8"))


def codes_of(source: Path | str) -> list[str]:
    return [message.code for message in afgpub.convert(source, to="html").messages if message.severity > 1]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_page(folder: Path) -> None:
    page = page_of(folder / "article.md")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//script | //iframe | //form | //@style | //@*[starts-with(name(), 'on')]")
    assert all(href[1:] in ids for href in page.xpath("//a/@href") if href.startswith("#"))
    assert page.get("lang") and page.get("dir")
    assert len(page.xpath("//h1")) == 1
    assert not re.search(r"(src|href)=\"http", etree.tostring(page.find("head"), encoding="unicode"))


def test_self_contained_and_linked_pages_show_the_same(tmp_path: Path) -> None:
    linked = afgpub.convert(ELEMENTS, to="html", options={"assets": "link"})
    names = set(re.findall(r'(?:src|href)="(assets/[^"]+)"', linked.output.decode()))
    style = next(data.decode() for name, data in linked.assets.items() if name.endswith(".css"))
    names |= {f"assets/{name}" for name in re.findall(r'url\("([^"]+)"\)', style)}
    assert names == set(linked.assets)
    assert [data for name, data in linked.assets.items() if name.endswith(".svg")] == [IMAGE]
    whole = afgpub.convert(ELEMENTS, to="html")
    assert not whole.assets
    assert "data:font/woff2;base64," in whole.output.decode()
    bodies = [re.sub(rb'src="[^"]*"', b"", r.output[r.output.index(b"<body>") :]) for r in (linked, whole)]
    assert bodies[0] == bodies[1]


def test_two_pages_share_one_folder_of_assets() -> None:
    pages = [afgpub.convert(f"# {word}\n\nText.", to="html", options={"assets": "link"}) for word in ("One", "Two")]
    one, two = (page.assets for page in pages)
    assert set(one) != set(two)
    assert all(one[name] == two[name] for name in set(one) & set(two))


def test_faces_can_be_left_out() -> None:
    with_faces = afgpub.convert("# Salaam\n\nText.", to="html").output
    without = afgpub.convert("# Salaam\n\nText.", to="html", options={"fonts": False}).output
    assert b"@font-face" in with_faces
    assert b"@font-face" not in without


def test_unknown_option_and_value() -> None:
    with pytest.raises(TypeError, match="colour"):
        afgpub.convert("x", to="html", options={"colour": "red"})
    with pytest.raises(afgpub.AfgpubError, match=r"assets cannot be somewhere .*option-invalid"):
        afgpub.convert("x", to="html", options={"assets": "somewhere"})
    with pytest.raises(afgpub.AfgpubError, match=r"unknown theme plain .*theme-unknown"):
        afgpub.convert("x", to="html", options={"theme": "plain"})
    with pytest.raises(afgpub.AfgpubError, match=r"unknown output format docx .*format-unknown"):
        afgpub.convert("x", to="docx")


def test_language_and_direction_only_where_they_change() -> None:
    page = page_of("# The Title\n\nAll of the people were there.\n\nهمه مردم آنجا بودند.\n\nAnd it was good.")
    assert page.xpath("//p/@dir") == ["rtl"]
    assert page.xpath("//p/@lang") == ["fa"]


def test_notes_lead_there_and_back() -> None:
    page = page_of("# T\n\nOne[^a] and two[^b], one again[^a].\n\n[^a]: First.\n\n[^b]: Second[^a].")
    assert page.xpath("//a[@role='doc-noteref']/text()") == ["1", "2", "1", "1"]
    assert page.xpath("//a[@role='doc-noteref']/@href") == ["#note-1", "#note-2", "#note-1", "#note-1"]
    assert page.xpath("//section[@role='doc-endnotes']//li/@id") == ["note-1", "note-2"]
    assert page.xpath("//a[@role='doc-backlink']/@href") == ["#call-1", "#call-2"]


def test_links_to_sections_follow_their_identifiers() -> None:
    page = page_of("# T\n\n[one](#my%20part) [two](#nowhere)\n\n## Part {#my-part}\n\nText.\n\n## Part\n\nText.")
    assert page.xpath("//section/@id") == ["my-part", "part"]
    assert "link-broken" in codes_of("# T\n\n[two](#nowhere)")


def test_images_only_from_the_folder_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_bytes(IMAGE)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "good.svg").write_bytes(IMAGE)
    (inside / "out.svg").symlink_to(tmp_path / "secret.svg")
    (inside / "text.png").write_text("no image", "utf-8")
    (inside / "active.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "utf-8")
    (inside / "click.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "utf-8")
    (inside / "far.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><a href="http://x"/></svg>', "utf-8")
    source = inside / "article.md"
    refused = ("../secret.svg", "out.svg", "text.png", "active.svg", "click.svg", "far.svg", "https://x.org/a.png")
    for target in (*refused, "/etc/hostname", "file:///etc/hostname"):
        source.write_text(f"# T\n\n![words]({target})", "utf-8")
        page = page_of(source)
        assert not page.xpath("//img"), target
        assert page.xpath("string(//span[@class='image-missing'])") == "words"
        assert codes_of(source) == ["image-refused"], target
    for name, target in (("a b.svg", "a%20b.svg"), ("a%20b.svg", "a%20b.svg"), ("عکس.svg", "عکس.svg")):
        (inside / name).write_bytes(IMAGE)
        source.write_text(f"# T\n\n![words]({target})", "utf-8")
        assert codes_of(source) == [], target
    source.write_text("# T\n\n![words](missing.svg)", "utf-8")
    assert codes_of(source) == ["image-missing"]
    source.write_text("# T\n\n![](good.svg)", "utf-8")
    assert codes_of(source) == ["image-no-alternative"]
    source.write_text("# T\n\n![words](good.svg)", "utf-8")
    assert codes_of(source) == []
    assert page_of(source).xpath("//img/@src")[0].startswith("data:image/svg+xml;base64,")


def test_a_letter_that_no_face_has_is_said() -> None:
    messages = afgpub.convert("# Title\n\nThe word 漢 and 漢.", to="html").messages
    assert [m.text for m in messages if m.code == "letter-missing"] == [
        "no face of the theme has 漢 (U+6F22), used 2 times"
    ]


def test_control_characters_do_no_harm() -> None:
    assert b"a\xc2\xa0b" in afgpub.convert("# T\n\na\u00a0b\x0c\x01\x1f\ufffe", to="html").output
