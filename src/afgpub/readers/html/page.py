"""A web page made ready for pandoc: its article alone, cleaned, its notes found, its paragraphs marked."""

from __future__ import annotations

from lxml import etree

from afgpub.document import Attrs
from afgpub.exceptions import SourceError
from afgpub.messages import Message
from afgpub.readers.html.article import Head, find_article, read_head
from afgpub.readers.html.charset import decode_page
from afgpub.readers.html.cleaning import Cleaning
from afgpub.readers.html.elements import parse_page
from afgpub.readers.html.layout import limit_spans, name_pictures, open_layout_tables
from afgpub.readers.html.sanitising import drop_unsafe_targets, pass_through
from afgpub.readers.markdown.attributes import as_direction, is_language
from afgpub.readers.pandoc.html_direction import HtmlMarks, TooDeepError
from afgpub.readers.pandoc.html_notes import lift_notes
from afgpub.readers.pandoc.mapping import MAX_DEPTH
from afgpub.readers.pandoc.markers import choose_markers
from afgpub.readers.pandoc.notes import NOTE
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.source import Source


def prepare_page(source: Source) -> Prepared:
    """Make a web page ready. Raises SourceError (source-…)."""
    text, messages = decode_page(source).decode()
    root = parse_page(source.name, text)
    page = next(root.iter("body"), root)
    whole = _whole(root, page)
    head = read_head(root)
    cleaning = Cleaning(source.name)
    lifted = lift_notes(page)
    name_pictures(page)
    limit_spans(page)
    article = _article_alone(page, cleaning)
    open_layout_tables(article)
    notes = _called(lifted, article, cleaning)
    unsafe = [found for part in (article, *notes) for found in drop_unsafe_targets(part, source.name)]
    markers = choose_markers(text)
    marks = HtmlMarks(markers, whole)
    try:
        for part in (article, *notes):
            marks.mark(part)
    except TooDeepError:
        raise SourceError.coded("source-nesting", limit=MAX_DEPTH) from None
    article.tail = None
    article.attrib.clear()
    article.tag = "div"
    body, lost = pass_through(article, *notes)
    return Prepared(
        data=_write(body, article, head),
        reader="html",
        markers=markers,
        messages=messages + tuple(_sorted([*cleaning.messages(), *unsafe])) + lost,
        expected=tuple(marks.expected),
        attrs=whole,
        keeps_classes=False,
        is_physical=True,
    )


def _article_alone(body: etree._Element, cleaning: Cleaning) -> etree._Element:
    """The article of a page, cleaned; what stood around it is dropped with a message."""
    cleaning.clean(body)
    article = find_article(body)
    if article is not body:
        kept = {article, *article.iterancestors()}
        for element in list(body.iter()):
            parent = element.getparent()
            if isinstance(element.tag, str) and element not in kept and parent in kept and parent is not article:
                cleaning.drop(element, "what stands around the article")
    return article


def _called(notes: list[etree._Element], article: etree._Element, cleaning: Cleaning) -> list[etree._Element]:
    """The notes that the article calls, or that those call."""
    calls = {call.get(f"data-{NOTE}") for part in (article, *notes) for call in part.iter("span")}
    for note in notes:
        if note.get(f"data-{NOTE}") not in calls:
            cleaning.drop(note, "a note of what is left out")
    return [note for note in notes if note.get(f"data-{NOTE}") in calls]


def _sorted(messages: list[Message]) -> list[Message]:
    return sorted(messages, key=lambda found: found.span.start if found.span else 0)


def _whole(root: etree._Element, body: etree._Element) -> Attrs:
    """The language and direction of the whole page."""
    lang = body.get("lang") or root.get("lang") or root.get("xml:lang") or ""
    direction = as_direction(body.get("dir", "")) or as_direction(root.get("dir", ""))
    return Attrs(lang=lang if is_language(lang) else None, dir=direction)


def _write(body: str, article: etree._Element, head: Head) -> bytes:
    """A page of the article alone, with what its head said; a title of the page is none where there is a heading."""
    page = etree.Element("html")
    made = etree.SubElement(page, "head")
    title = "" if any(True for _ in article.iter("h1")) else head.title
    etree.SubElement(made, "title").text = title
    rows = [("author", name) for name in head.authors]
    rows += [("date", head.date), ("description", head.description), ("publisher", head.publication)]
    for name, content in rows:
        if content:
            etree.SubElement(made, "meta", {"name": name, "content": content})
    opening = etree.tostring(made, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n<html>{opening}<body>{body}</body></html>".encode()
