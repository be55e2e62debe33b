"""Web pages: one file or several, no script, nothing from outside, every identifier once."""

from __future__ import annotations

import json
import re
import sys
from io import BytesIO
from pathlib import Path
from unicodedata import combining, is_normalized, normalize
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

import afgpub
from afgpub.frozen import replace
from afgpub.renderers.html import composition
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
    assert all(unquote(href[1:]) in ids for href in page.xpath("//a/@href") if href.startswith("#"))
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


def test_pages_of_an_archive_share_faces_and_style() -> None:
    texts = ("Of the quick brown fox that jumps over lazy dogs", "Pack my box with five dozen liquor jugs")
    pages = [afgpub.convert(f"# {text}\n\n{text}.", to="html", options={"assets": "link"}).assets for text in texts]
    assert set(pages[0]) == set(pages[1])
    assert any(name.endswith(".woff2") for name in pages[0])
    other = afgpub.convert(f"# {texts[0]}\n\n{texts[0]} ħ.", to="html", options={"assets": "link"}).assets
    [own] = (data for name, data in other.items() if name not in pages[0] and name.endswith(".woff2"))
    assert {ord("ħ"), ord("Z"), ord("q")} <= set(TTFont(BytesIO(own)).getBestCmap()), "a letter more, none less"


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
    with pytest.raises(afgpub.AfgpubError, match=r"unknown output format pages .*format-unknown"):
        afgpub.convert("x", to="pages")


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


def facts(page: etree._Element, name: str) -> list[str]:
    """The values of a property of the article's microdata."""
    found = [node for node in page.xpath("//*[@itemprop]") if node.get("itemprop") == name]
    return [node.get("datetime") or "".join(node.itertext()) for node in found]


def test_facts_are_microdata_and_no_script_by_default() -> None:
    page = page_of(PROJECT / "examples" / "seed" / "article.md")
    article = page.find(".//article")
    assert article.get("itemtype") == "https://schema.org/NewsArticle"
    assert facts(page, "headline") == ["Security Cooperation between Pakistan and Afghanistan"]
    assert facts(page, "datePublished") == ["2024-06-11"]
    assert facts(page, "dateCreated") == ["2024-06-10"]
    assert facts(page, "author") == ["Taut Bataut"]
    assert facts(page, "publisher") == ["افغانستان آزاد ــ آزاد افغانستان"]
    assert "73" in page.xpath("//data/@value")
    assert not page.xpath("//script")


def test_facts_as_json_or_not_at_all() -> None:
    source = "---\ntitle: A </script><b>\nauthor: Ada\nlang: fa-AF\n---\n\nمتن.\n"
    page = page_of(source, structured="json-ld", canonical="https://example.org/a")
    [script] = page.xpath("//script")
    assert script.get("type") == "application/ld+json"
    assert "<" not in script.text
    found = json.loads(script.text)
    assert (found["@type"], found["author"][0]["name"]) == ("NewsArticle", "Ada")
    assert found["mainEntityOfPage"] == "https://example.org/a"
    assert not page.xpath("//*[@itemprop]")
    assert not page_of(source, structured="none").xpath("//script | //*[@itemprop]")


def test_open_graph_canonical_and_alternates() -> None:
    page = page_of(
        "---\ntitle: T\nlang: fa-AF\ndate: 2024-06-11\n---\n\nمتن.\n",
        canonical="https://example.org/fa",
        alternates="fa=https://example.org/fa en=https://example.org/en",
    )
    said = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
    assert (said["og:type"], said["og:locale"], said["og:url"]) == ("article", "fa_AF", "https://example.org/fa")
    assert said["article:published_time"] == "2024-06-11"
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/fa"]
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["fa", "en"]
    plain = page_of("# T\n\nx")
    assert not plain.xpath("//link[@rel='canonical' or @rel='alternate']")


@pytest.mark.parametrize(
    "given",
    [
        {"canonical": "javascript:alert(1)"},
        {"canonical": 'https://x.org/"onload='},
        {"alternates": "https://x.org/"},
        {"alternates": "fa=file:///etc/passwd"},
        {"contents": "perhaps"},
        {"structured": "rdf"},
    ],
)
def test_options_that_cannot_be(given: dict[str, object]) -> None:
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        afgpub.convert("# T\n\nx", to="html", options=given)


def test_long_texts_have_contents() -> None:
    long = "# T\n\n" + "".join(f"## Part {n}\n\nText.\n\n### Inner {n}\n\nText.\n\n" for n in range(7))
    page = page_of(long)
    links = page.xpath("//nav[@role='doc-toc']//a/@href")
    assert links[:2] == ["#part-0", "#inner-0"]
    assert {link[1:] for link in links} <= set(page.xpath("//@id"))
    short = "# T\n\n## One\n\nText.\n\n## Contents\n\nText."
    assert not page_of(short).xpath("//nav")
    assert not page_of(long, contents="never").xpath("//nav")
    [nav] = page_of(short, contents="always").xpath("//nav")
    assert nav.get("aria-labelledby") == nav.find("h2").get("id") != "contents"


def test_notes_are_moved_beside_the_text_by_style_alone() -> None:
    source = "# T\n\nOne[^a] and two[^b].\n\n[^a]: First.\n\n[^b]: Second."
    linked = afgpub.convert(source, to="html", options={"assets": "link"})
    [css] = [data.decode() for name, data in linked.assets.items() if name.startswith("assets/notes-")]
    assert "#note-2 { anchor-name: --note-2; top: max(anchor(--call-2 top" in css
    assert "@supports (anchor-name" in css
    page = page_of(source)
    assert page.xpath("//link[@rel='stylesheet']/@media") == ["screen and (min-width: 76rem)"]
    assert not page_of("# T\n\nOne.").xpath("//link[@rel='stylesheet']")


def test_what_may_not_be_composed_is_doubtful() -> None:
    """Every mark that is ordered or composed with what is before it, and all that is composed otherwise."""
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    behind = {mark for character in characters for mark in normalize("NFD", character)[1:]}
    for character in characters:
        if combining(character) or character in behind or not is_normalized("NFC", character):
            assert composition.DOUBTFUL.match(character), hex(ord(character))


@given(st.text(st.sampled_from("a e\u0301\u0323هٔ\u0655ﷺ é آا\u0653 ")))
def test_a_text_is_composed_if_all_its_doubtful_words_are(text: str) -> None:
    assert composition._is_composed(text) == is_normalized("NFC", text)


def test_letters_are_composed() -> None:
    assert "تأمین" in afgpub.convert("# T\n\nتا\u0654مین می‌شود.", to="html").output.decode()


def test_what_renderers_name_themselves_is_nobody_elses() -> None:
    page = page_of("# T\n\nOne[^a].\n\n## Note 1\n\nText.\n\n## Call 1\n\n[up](#note-1)\n\n[^a]: First.")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "id-note-1" in ids


def test_the_seed_is_small() -> None:
    seed = PROJECT / "examples" / "seed" / "article.md"
    assert len(afgpub.convert(seed, to="html", options={"fonts": False}).output) < 60_000


def test_images_are_made_smaller_on_demand(tmp_path: Path) -> None:
    Image.new("RGB", (900, 300), "#a33").save(tmp_path / "wide.png")
    Image.new("RGB", (10, 10)).save(tmp_path / "small.jpg")
    (tmp_path / "broken.png").write_bytes((tmp_path / "wide.png").read_bytes()[:60])
    source = tmp_path / "article.md"
    source.write_text("# T\n\n![w](wide.png) ![s](small.jpg) ![b](broken.png)\n", "utf-8")
    options = {"max_pixels": 300, "assets": "link"}
    made = afgpub.convert(source, to="html", options=options)
    sizes = {}
    for name, data in made.assets.items():
        if name.endswith((".png", ".jpg")) and "image-3" not in name:
            sizes[name[7:14]] = Image.open(BytesIO(data)).size
    assert sizes == {"image-1": (300, 100), "image-2": (10, 10)}
    assert [m.code for m in made.messages if m.severity > 1] == ["image-not-resized"]
    whole = afgpub.convert(source, to="epub", options={"max_pixels": 300})
    assert "image-not-resized" in [m.code for m in whole.messages]


def test_a_page_without_a_title_begins_with_an_unseen_heading() -> None:
    text = "# First\n\nWords.\n\n## Inner\n\nWords.\n\n# Second\n\nMore.\n"
    document, _ = afgpub.read(text)
    untitled = afgpub.direct(replace(document, root=replace(document.root, title=())))
    page = afgpub.render(untitled, to="html").output.decode()
    assert page.count("<h1") == 1
    assert '<h1 class="unseen">text</h1>' in page
    assert 'unseen">' not in afgpub.convert("# Title\n\nWords.\n", to="html").output.decode()


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("# T\n\nFirst.\n\n## S\n\nSecond.\n", "First."),
        ("# T\n\n## S\n\nSecond.\n", "Second."),
        ("# T\n\n```\ncode\n```\n", "code"),
        ("# T\n", "T"),
    ],
)
def test_every_page_has_a_description(text: str, description: str) -> None:
    assert page_of(text).xpath("string(//meta[@name='description']/@content)") == description
