"""The newest articles of an archive as an Atom feed (RFC 4287), and all of them as an OPDS 2.0 catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml import etree

from afgpub import __version__
from afgpub.archive.catalogue import FILES, FOLDER, PAGE, Entry, Page, Site, file_of
from afgpub.direction import base_direction
from afgpub.metadata import Phrase
from afgpub.plugins import get_renderer
from afgpub.renderers.cover import Words, make_cover
from afgpub.renderers.markup.writing import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

COVER = f"{FOLDER}/cover.png"
NEWEST = 100  # articles in the feed
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OPDS = "application/opds+json"
_ACQUISITION = "http://opds-spec.org/acquisition/open-access"


def atom_feed(site: Site, entries: Sequence[Entry]) -> bytes:
    """The feed of these articles, the newest first."""
    here = FILES["feed"]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    feed.set(_LANG, site.lang)
    _add(feed, "id", site.identifier(here))
    _add(feed, "title", site.title)
    _add(feed, "updated", site.moment)
    _add(_add(feed, "author"), "name", site.title)
    _add(feed, "generator", "afgpub").set("version", __version__)
    _add_link(feed, rel="self", type="application/atom+xml", href=site.url(here, here))
    if "index" in site.kinds:
        _add_link(feed, rel="alternate", type="text/html", href=site.url(FILES["index"], here))
    for entry in entries:
        feed.append(_atom_entry(site, entry, here))
    etree.indent(feed)
    data: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _atom_entry(site: Site, entry: Entry, here: str) -> etree._Element:
    about = entry.about
    place = etree.Element(f"{{{_ATOM}}}entry")
    if about.lang:
        place.set(_LANG, about.lang)
    _add(place, "id", site.identifier(entry.name, about.identifier))
    _add(place, "title", entry.title)
    _add(place, "updated", about.moment)
    if entry.date:
        _add(place, "published", f"{entry.date}T00:00:00Z")
    for person in about.authors:
        _add(_add(place, "author"), "name", person)
    outputs = [output for output in entry.outputs if output.format]
    best = next((output for output in outputs if output.format == "html"), outputs[0])
    for output in outputs:
        href, type = site.url(output.name, here), _media_type(output.format)
        if output is best:
            _add_link(place, rel="alternate", type=type, href=href)
        else:
            _add_link(place, rel="enclosure", type=type, href=href, length=str(output.bytes))
    if about.description:
        _add(place, "summary", about.description)
    return place


def opds_page(site: Site, page: Page) -> bytes:
    """A page of the catalogue; the cover that the publications share is the file COVER."""
    here = file_of("opds", page.place)
    links = [("self", page.place), ("first", 0)]
    links += [(rel, place) for rel, place in (("previous", page.newer), ("next", page.older)) if place is not None]
    feed = {
        "metadata": {
            "title": site.title,
            "modified": site.moment,
            "numberOfItems": site.count,
            "itemsPerPage": PAGE,
            "currentPage": page.number,
        },
        "links": [{"rel": rel, "href": site.url(file_of("opds", place), here), "type": _OPDS} for rel, place in links],
        "publications": [_publication(site, entry, here) for entry in page.entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _publication(site: Site, entry: Entry, here: str) -> dict[str, object]:
    about = entry.about
    pages = next((output.pages for output in entry.outputs if output.pages), None)
    known = {
        "@type": "http://schema.org/Article",
        "title": entry.title,
        "identifier": site.identifier(entry.name, about.identifier),
        "author": list(about.authors),
        "publisher": about.publication,
        "language": about.lang,
        "published": entry.date,
        "modified": about.moment,
        "description": about.description,
        "readingProgression": about.dir,
        "numberOfPages": pages,
    }
    return {
        "metadata": {name: value for name, value in known.items() if value},
        "links": [
            {"rel": _ACQUISITION, "href": site.url(output.name, here), "type": _media_type(output.format)}
            for output in entry.outputs
            if output.format
        ],
        "images": [{"href": site.url(COVER, here), "type": "image/png"}],
    }


def cover_picture(site: Site) -> bytes:
    """The cover of the catalogue, a PNG: OPDS asks for a picture of each publication."""
    title = Phrase(site.title, site.lang, base_direction(site.title, site.dir))
    return make_cover(Words(title, alternative=site.title), site.theme).png


def _media_type(format: str) -> str:
    return get_renderer(format).media_type.partition(";")[0]


def _add(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    new = etree.SubElement(parent, f"{{{_ATOM}}}{tag}")
    if text:
        new.text = clean(text)
    return new


def _add_link(parent: etree._Element, **attributes: str) -> None:
    link = _add(parent, "link")
    for name, value in attributes.items():
        link.set(name, value)
