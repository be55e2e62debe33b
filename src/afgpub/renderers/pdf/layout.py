"""From the article's XHTML to pages: the page of the theme, WeasyPrint's layout, bookmarks and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from afgpub.digests import sha256_of
from afgpub.document import Document
from afgpub.exceptions import RenderError
from afgpub.messages import Message, message
from afgpub.moment import publication_time
from afgpub.plugins import Rendering
from afgpub.renderers.markup import ImageStore, Markup, render_markup
from afgpub.renderers.markup.elements import element
from afgpub.renderers.markup.titles import name_outline
from afgpub.renderers.page import build_page, describe
from afgpub.renderers.page_starts import number_blocks
from afgpub.renderers.pdf.book.edition import Edition
from afgpub.renderers.pdf.book.foot import look_at_notes
from afgpub.renderers.pdf.book.notes import can_be_pushed
from afgpub.renderers.pdf.book.ornaments import ORNAMENTS
from afgpub.renderers.pdf.book.page_labels import names_of, page_labels, with_page_labels
from afgpub.renderers.pdf.book.wide_tables import report_wide_tables
from afgpub.renderers.pdf.broken_images import places_of_images, replace_broken_images
from afgpub.renderers.pdf.density import refuse_dense_blocks
from afgpub.renderers.pdf.engine import (
    SCHEME,
    TESTED,
    fetcher,
    heard,
    is_tested,
    load_engine,
    parsed,
)
from afgpub.renderers.pdf.finish import finisher
from afgpub.renderers.pdf.font_gate import check_faces, check_letters
from afgpub.renderers.pdf.kept import NotAlikeError
from afgpub.renderers.pdf.page_starts import find_page_starts
from afgpub.renderers.pdf.pages import page_size, refuse_small_pages
from afgpub.renderers.pdf.profiles import Settings, settle
from afgpub.renderers.pdf.proofing import proof_level, proved
from afgpub.renderers.pdf.style_sheets import style_sheet
from afgpub.theme import load_theme

if TYPE_CHECKING:
    from afgpub.renderers.pdf import PdfOptions
    from afgpub.renderers.pdf.kept.keeping import Keeping, Shelf

ROUNDS = 6  # layouts at most, before all notes stand at the end


def lay_out(document: Document, options: PdfOptions, folder: Path | None, shelf: Shelf | None = None) -> Rendering:
    """See `render_pdf`. Chapters of a book that are kept on the `shelf` are not laid out, and the others put there."""
    try:
        return _laid_out(document, options, folder, shelf)
    except (NotAlikeError, RenderError):  # whatever somebody has put on the shelf
        if shelf is None or shelf.made == shelf.chapters:
            raise
        shelf.unread = True
    return _laid_out(document, options, folder, shelf)


def _laid_out(document: Document, options: PdfOptions, folder: Path | None, shelf: Shelf | None) -> Rendering:
    theme, settings, level = load_theme(options.theme), settle(options), proof_level(options.proof)
    width, height = page_size(options.page or theme.page)
    weasyprint = load_engine()
    images = ImageStore(folder)
    markup = render_markup(document, theme, images, calendar=options.calendar)
    number_blocks(markup.article)
    refuse_dense_blocks(markup.article)
    letters = check_letters(theme, markup.article, document, options.missing_letters) + check_faces(theme)
    broken = replace_broken_images(markup.article, document, images)
    files = ORNAMENTS | {f"images/{f.name}": (f.media_type, f.data) for f in images.files.values()}
    edition = Edition(theme, markup, width, height, options.notes, files)
    style = "\n".join((theme.style_sheet("print", markup.dir), edition.style, settings.style))
    fetch = fetcher(files)
    keeping = _keeping(shelf, style) if edition.is_book and is_tested(weasyprint) else None
    with heard() as complaints, _as_render_error():
        sheet = style_sheet(style, fetch, complaints)
        composed, pages, moved = _set_pages(
            edition,
            keeping,
            lambda page: parsed(page, fetch).render(
                font_config=sheet.fonts,
                counter_style=sheet.counters.copy(),
                stylesheets=[sheet.parsed],
                **settings.engine,
            ),
        )
        identifier = _identifier(etree.tostring(composed.article, encoding="unicode"), style, images)
        finish = finisher(markup.dir, settings.profile, identifier)
        labels = page_labels(names_of(pages), markup.lang, markup.dir)
        if edition.is_book:
            finish = with_page_labels(finish, labels)
        pdf: bytes = pages.write_pdf(finisher=finish, pdf_identifier=identifier, **settings.engine)
    refuse_small_pages(page._page_box for page in pages.pages)
    starts = find_page_starts(pages, labels, keeping.starts() if keeping else {})
    doubts = [message("layout-doubt", text=text) for text in complaints]
    if not is_tested(weasyprint):
        doubts.append(message("engine-untested", version=weasyprint.__version__, tested=", ".join(TESTED)))
    if settings.intent is not None:
        pdf, notes = _for_press(pdf, settings, document, images)
        doubts += notes
    proof, findings = proved(pdf, composed.article, document, level, keeping)
    if keeping:
        keeping.keep(starts, complaints)
    if options.booklet:
        from afgpub.renderers.pdf.book.booklet import impose_booklet

        pdf = impose_booklet(pdf, markup.dir)
    unfolded = report_wide_tables(document, edition.table_columns)
    messages = (*markup.messages, *letters, *broken, *unfolded, *moved, *doubts, *findings)
    return Rendering(pdf, messages, pages=len(pages.pages), proof=proof, page_starts=tuple(starts.values()))


def _keeping(shelf: Shelf | None, style: str) -> Keeping | None:
    from afgpub.renderers.pdf.kept.keeping import Keeping  # an article is no book

    return Keeping.of(shelf, style)


def _for_press(pdf: bytes, settings: Settings, document: Document, images: ImageStore) -> tuple[bytes, list[Message]]:
    """The PDF as a press takes it, judged. Raises RenderError (press-transparency, press-unfit)."""
    from afgpub.renderers.pdf.profiles.press import make_press
    from afgpub.renderers.pdf.profiles.verdict import judge

    made, notes = make_press(pdf, settings)
    places = places_of_images(document)
    named = {f"{SCHEME}:images/{file.name}": (name, places.get(name)) for name, file in images.files.items()}
    return made, [*notes, *judge(made, settings.profile, named)]


def _set_pages(
    edition: Edition, keeping: Keeping | None, render: Callable[[etree._Element], Any]
) -> tuple[Markup, Any, tuple[Message, ...]]:
    """Lay out, and again until every note at the foot fits and stands on the page of its call.

    A note that does not fit goes to the end; one that is displaced takes its call to the next page, or goes to the end.
    Raises NotAlikeError.
    """
    kept: set[int] = set()
    pushed = keeping.look_up(_page(edition.compose()[0])) if keeping else set[int]()
    for attempt in range(ROUNDS + 1):
        composed, moved = edition.compose(kept, pushed)
        page = _page(composed)
        try:
            pages = render(keeping.with_stand_ins(page) if keeping else page)
        except AssertionError:  # WeasyPrint 70 fails on some pages that notes would fill
            if not edition.footnotes or attempt == ROUNDS:
                raise
            kept.update(edition.numbers_of_notes)
            continue
        tall, displaced = look_at_notes(pages) if edition.footnotes else (set(), set())
        if not tall and not displaced:
            break
        movable = can_be_pushed(edition.markup.article, displaced - pushed)
        if tall or not movable or attempt >= ROUNDS - 2:
            kept |= tall or displaced
        else:
            pushed |= movable
        if attempt == ROUNDS - 1:
            kept.update(edition.numbers_of_notes)
    if keeping:
        keeping.arrange(pages, pushed, moved=bool(kept))
    return composed, pages, moved


def _identifier(source: str, style: str, images: ImageStore) -> bytes:
    """16 bytes that the text, its looks and its images settle."""
    digest = sha256_of((source + style).encode(), *(file.data for file in images.files.values()))
    return bytes.fromhex(digest)[:16]


@contextmanager
def _as_render_error() -> Iterator[None]:
    try:
        yield
    except (MemoryError, NotAlikeError):
        raise  # whoever set a limit will say so
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise RenderError.coded("layout-failed", reason=reason) from error


def _page(markup: Markup) -> etree._Element:
    page = build_page(markup, describe(markup))
    for image in page.iter("img"):
        image.set("src", f"{SCHEME}:{image.get('src')}")
    name_outline(page, markup.dir)
    moment = publication_time(markup.meta)
    element(page[0], "meta", name="dcterms.created", content=moment)
    element(page[0], "meta", name="dcterms.modified", content=moment)
    return page
