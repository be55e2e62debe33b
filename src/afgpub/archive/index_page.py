"""The index of an archive as web pages: every article with its day and its people, each in its own direction."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from afgpub import __version__
from afgpub.archive.catalogue import FOLDER, Entry, Page, Site, file_of
from afgpub.calendars import from_gregorian
from afgpub.direction import base_direction
from afgpub.faces import embed_faces, font_face_rules, packed_face
from afgpub.plugins import get_renderer
from afgpub.renderers.markup.context import in_digits_of
from afgpub.renderers.markup.elements import append_text, element
from afgpub.renderers.markup.month_names import print_day
from afgpub.renderers.page import break_lines

if TYPE_CHECKING:
    from afgpub.archive.row import Output
    from afgpub.faces import EmbeddedFace

STYLE = f"{FOLDER}/style.css"
_DESCRIBED = 3  # titles in the description
_WORDS = {
    "en": ("Newer articles", "Older articles", "Undated", "Pages of the index"),
    "de": ("Neuere Artikel", "Ältere Artikel", "Ohne Datum", "Seiten des Verzeichnisses"),
    "fa": ("نوشته‌های تازه‌تر", "نوشته‌های پیشین", "بی‌تاریخ", "صفحه‌های فهرست"),
    "ps": ("نوې لیکنې", "پخوانۍ لیکنې", "بې نېټې", "د لړلیک مخونه"),
}
_RULES = """
.articles { list-style: none; margin: 0; padding: 0; }
.articles > li { margin-block: 0 1em; }
.articles a { text-decoration: none; }
.articles a:hover, .pages a:hover { text-decoration: underline; }
.articles .about { margin: 0; font-size: 0.85em; color: var(--quiet); }
.pages { display: flex; justify-content: space-between; gap: 1em; margin-block: 2em; }
"""


def index_style(site: Site) -> bytes:
    """The style sheet of all pages."""
    return (site.theme.style_sheet("screen") + _RULES).encode()


def index_page(site: Site, page: Page) -> dict[str, bytes]:
    """A page and the faces that it needs, by their names."""
    here = file_of("index", page.place)
    newer, older, undated, pages = _words(site.lang)
    html = element(None, "html", lang=site.lang, dir=site.dir)
    head = element(html, "head")
    element(head, "meta", charset="utf-8")
    element(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    element(head, "title", site.title)
    described = ", ".join(dict.fromkeys(entry.title for entry in page.entries[:_DESCRIBED]))
    element(head, "meta", name="description", content=described or site.title)
    element(head, "meta", name="generator", content=f"afgpub {__version__}")
    element(head, "meta", name="color-scheme", content="light dark")
    for kind, media_type in (("feed", "application/atom+xml"), ("opds", "application/opds+json")):
        if kind in site.kinds:
            element(head, "link", rel="alternate", type=media_type, href=site.url(file_of(kind, 0), here))
    article = element(element(element(html, "body"), "main"), "article", lang=site.lang, dir=site.dir)
    title_dir = base_direction(site.title, site.dir)
    element(element(article, "header"), "h1", site.title, dir=title_dir if title_dir != site.dir else None)
    for year, entries in groupby(page.entries, lambda entry: _year(site, entry)):
        section = element(article, "section")
        element(section, "h2", in_digits_of(year, site.lang) if year else undated)
        listed = element(section, "ul", class_="articles")
        for entry in entries:
            _write_entry(listed, entry, site, here)
    if page.newer is not None or page.older is not None:
        beside = element(article, "nav", class_="pages", aria_label=pages)
        for place, rel, words in ((page.newer, "prev", newer), (page.older, "next", older)):
            if place is not None:
                element(beside, "a", words, rel=rel, href=site.url(file_of("index", place), here))
    files: dict[str, bytes] = {}

    def face_url(face: EmbeddedFace) -> str:
        name = f"{FOLDER}/{face.file_name.removesuffix('.ttf')}.woff2"
        files[name] = packed_face(face)
        return site.url(name, here)

    element(head, "style", font_face_rules(embed_faces(site.theme, [article]), face_url))
    element(head, "link", rel="stylesheet", href=site.url(STYLE, here))
    break_lines(html)
    data: bytes = etree.tostring(html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return files | {here: data + b"\n"}


def _write_entry(listed: etree._Element, entry: Entry, site: Site, here: str) -> None:
    about = entry.about
    own = base_direction(entry.title, about.dir)
    lang = about.lang if about.lang and own == about.dir else None
    place = element(listed, "li", lang=about.lang or None, dir=about.dir if about.dir != site.dir else None)
    pages = [output for output in entry.outputs if output.format]
    best = next((output for output in pages if output.format == "html"), pages[0])
    title = element(place, "a", entry.title, href=site.url(best.name, here), hreflang=lang, type=_type(best))
    if own != about.dir:
        title.set("dir", own)
    line = element(place, "p", class_="about")
    if about.issued:
        printed = print_day(about.issued, "solar" if site.calendar == "solar" else "gregorian", site.lang)
        day = printed or in_digits_of(about.issued, site.lang)
        element(line, "time", day, datetime=about.issued, lang=site.lang, dir=base_direction(day, "ltr"))
    for person in about.authors:
        append_text(line, " · " if len(line) else "")
        element(line, "bdi", person)
    for output in pages:
        if output is not best:
            append_text(line, " · " if len(line) else "")
            label = output.format.upper()
            element(line, "a", label, href=site.url(output.name, here), type=_type(output), lang="en", dir="ltr")
    if not len(line):
        place.remove(line)


def _type(output: Output) -> str:
    return get_renderer(output.format).media_type.partition(";")[0]


def _year(site: Site, entry: Entry) -> str:
    if site.calendar == "solar" and entry.date:
        return str(from_gregorian("solar", date.fromisoformat(entry.date))[0])
    return entry.about.issued[:4]


def _words(lang: str) -> tuple[str, str, str, str]:
    return _WORDS.get(lang.partition("-")[0], _WORDS["en"])
