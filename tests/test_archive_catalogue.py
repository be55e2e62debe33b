"""The index page, the Atom feed and the OPDS catalogue of an archive."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html

from afgpub.archive import catalogue
from afgpub.archive.about import About
from afgpub.archive.catalogue import Entry, Page, file_of, pages_of
from afgpub.archive.row import Output
from afgpub.archive.stores import STATE

if TYPE_CHECKING:
    from command_line import Files, Run

pytest_plugins = ["command_line"]

ENGLISH = "---\ntitle: {title}\nauthor: Jane Example\nlang: en\ndate: {date}\n---\n\nThe people of {title} & all.\n"
DARI = """---
title: هوای خوب
author: کریم آرین
lang: fa-AF
date: 2024-06-12
publication: افغانستان آزاد
---

هوا خوب است.
"""
FLAGS = ("batch", "articles", "out", "--to", "html,epub", "--index", "--feed", "--opds")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "2024").mkdir(parents=True)
    (folder / "old news.md").write_text(ENGLISH.format(title="Old <news>", date="2023-02-01"), "utf-8")
    (folder / "2024" / "b.md").write_text(ENGLISH.format(title="Bread", date="2024-06-11"), "utf-8")
    (folder / "2024" / "c.md").write_text(DARI, "utf-8")
    (folder / "undated.md").write_text("# Undated\n\nWords.\n", "utf-8")
    return folder


def test_the_index_lists_by_day_in_two_directions(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run(*FLAGS).code == 0
    page = html.parse(str(tmp_path / "out" / "index.html")).getroot()
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert [h.text for h in page.iter("h2")] == ["2024", "2023", "Undated"]
    links = page.xpath("//li/a")
    assert [link.text for link in links] == ["هوای خوب", "Bread", "Old <news>", "Undated"]
    assert [link.get("href") for link in links] == ["2024/c.html", "2024/b.html", "old%20news.html", "undated.html"]
    first = page.xpath("//li")[0]
    assert (first.get("lang"), first.get("dir")) == ("fa-AF", "rtl")
    assert page.xpath("//li")[1].get("dir") is None
    assert [time.get("datetime") for time in page.iter("time")] == ["2024-06-12", "2024-06-11", "2023-02-01"]
    assert first.xpath("p/bdi")[0].text == "کریم آرین"
    assert first.xpath("p/a")[0].get("type") == "application/epub+zip"
    assert not page.xpath("//script")
    for name in page.xpath("//link[@rel='stylesheet']/@href") + re.findall(
        r'url\("([^"]+)"\)', etree.tostring(page).decode()
    ):
        assert (tmp_path / "out" / name).is_file()


def test_the_feed_has_what_atom_demands(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run(*FLAGS, "--address", "https://example.org/news").code == 0
    feed = etree.parse(str(tmp_path / "out" / "feed.xml")).getroot()

    def texts(path: str) -> list[str]:
        return [str(text) for text in feed.xpath(path, namespaces=ATOM)]

    for place in (feed, *feed.iterfind("a:entry", ATOM)):  # RFC 4287, 4.1.1 and 4.1.2
        assert [len(place.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert texts("/a:feed/a:title/text()") == ["افغانستان آزاد"], "the name of the publication"
    assert texts("/a:feed/a:author/a:name/text()"), "for entries without an author"
    assert texts("//a:entry/a:title/text()") == ["هوای خوب", "Bread", "Old <news>", "Undated"]
    assert texts("/a:feed/a:updated/text()") == ["2024-06-12T00:00:00Z"], "of the newest, by no clock"
    assert texts("//a:entry/a:link[@rel='alternate']/@href")[2] == "https://example.org/news/old%20news.html"
    assert len(set(texts("//a:id/text()"))) == 5
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id) for id in texts("//a:id/text()"))
    assert texts("//a:entry[1]/@xml:lang") == ["fa-AF"]
    for link in feed.iterfind("a:entry/a:link[@rel='enclosure']", ATOM):
        assert int(link.get("length", "")) > 1000


def test_the_opds_catalogue_has_what_it_must(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run(*FLAGS, "--title", "Our news").code == 0
    feed = json.loads((tmp_path / "out" / "opds.json").read_bytes())
    assert feed["metadata"]["title"] == "Our news"
    assert feed["metadata"]["numberOfItems"] == len(feed["publications"]) == 4
    assert {"rel": "self", "href": "opds.json", "type": "application/opds+json"} in feed["links"]
    for publication in feed["publications"]:
        metadata: dict[str, Any] = publication["metadata"]
        assert metadata["title"] and re.match(r"urn:|https?:", metadata["identifier"])
        assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", metadata["language"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", metadata.get("published", "2000-01-01"))
        assert metadata["readingProgression"] in ("ltr", "rtl")
        relations = {(link["rel"], link["type"]) for link in publication["links"]}
        assert ("http://opds-spec.org/acquisition/open-access", "application/epub+zip") in relations
        for link in publication["links"] + publication["images"]:
            assert (tmp_path / "out" / link["href"].replace("%20", " ")).is_file()
        assert publication["images"][0]["type"] == "image/png"


def test_a_run_that_goes_on_gives_the_same(run: Run, articles: Path, tmp_path: Path, files: Files) -> None:
    def made(folder: str) -> dict[str, bytes]:
        return {name: data for name, data in files(tmp_path / folder).items() if not name.startswith(STATE)}

    run(*FLAGS)
    run("batch", "articles", "later", "--to", "html,epub", "--match", "2024/*")
    run("batch", "articles", "later", *FLAGS[3:])
    assert made("later") == made("out")
    (articles / "undated.md").unlink()
    (articles / "2024" / "b.md").write_bytes(b"")
    assert run(*FLAGS).code == 1
    listed = json.loads((tmp_path / "out" / "opds.json").read_bytes())["publications"]
    assert [one["metadata"]["title"] for one in listed] == ["هوای خوب", "Old <news>"], "what is gone or failed is not"


def test_pages_that_are_no_more_are_removed(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "PAGE", 1)
    run(*FLAGS)
    out = tmp_path / "out" / "catalogue"
    assert sorted(path.name for path in out.glob("[0-9]*")) == sorted(
        f"{n}.{e}" for n in (1, 2, 3) for e in ("html", "json")
    )
    page = html.parse(str(out / "2.html")).getroot()
    assert page.xpath("//nav/a/@href") == ["../catalogue/3.html", "../catalogue/1.html"]
    assert page.xpath("//li/a/@href") == ["../old%20news.html"]
    (articles / "undated.md").unlink()
    run(*FLAGS)
    assert sorted(path.name for path in out.glob("*.json")) == ["1.json", "2.json"]
    run(*FLAGS[:5], "--index")
    assert not (tmp_path / "out" / "feed.xml").exists()


def test_no_article_takes_the_place_of_a_catalogue(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "index.md").write_text("# Index\n", "utf-8")
    (articles / "catalogue").mkdir()
    (articles / "catalogue" / "1.md").write_text("# One\n", "utf-8")
    assert run(*FLAGS[:5]).code == 0
    ended = run(*FLAGS)
    assert (ended.code, ended.err.count("[output-twice]")) == (1, 2)
    assert "[option-invalid]" in run(*FLAGS, "--address", "example.org").err


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (3, [3]), (399, [399]), (400, [200, 200]), (650, [200, 200, 250])]
)
def test_pages(count: int, sizes: list[int]) -> None:
    def find(name: str) -> Entry:
        return Entry(name, name, About(), (Output("html", name, 1, ""),))

    pages = list(pages_of([f"{number:04}" for number in range(count)], find))
    assert [len(page.entries) for page in pages] == sizes
    assert [page.number for page in pages] == list(range(len(pages), 0, -1))
    listed = [entry.name for page in pages for entry in reversed(page.entries)]
    assert listed == sorted(listed)
    _check_links({page.place: page for page in pages})


def _check_links(pages: dict[int, Page]) -> None:
    place, seen = 0, [0]
    while (older := pages[place].older) is not None:
        assert pages[older].newer == place
        place = older
        seen.append(place)
    assert sorted(seen) == sorted(pages)
    assert [file_of("index", place) for place in sorted(pages)[:2]] == ["index.html", "catalogue/1.html"][: len(pages)]
