"""Books of which only what has changed is made anew: chapters are kept in a folder, and books put together of them.

    cut (where a chapter can be read alone) ─> prepare ─> mark up, with marks where the whole decides ─> keep
    pieces ─> number (identifiers, notes, pictures, links) ─> a page with stand-ins ─> fill in
    all of this ─> kept as an edition: where words alone change, only their chapter is made, and put into it (`renewal`)

The output has the same bytes as that of the whole. What cannot be taken apart so is made whole. Of a PDF it is the
pages of chapters that are kept (`renderers/pdf/kept/`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache as cache_result
from functools import partial
from pathlib import Path

from afgpub.chapters.book import prepared_messages
from afgpub.chapters.cut import UncutError
from afgpub.chapters.edition import Edition
from afgpub.chapters.given import Given, take
from afgpub.chapters.making import Chapters
from afgpub.chapters.pack import Pack, pack_of
from afgpub.chapters.renewal import Form, Renewed, renew
from afgpub.chapters.stages import Making
from afgpub.chapters.store import Store
from afgpub.collector import collector_at_rest
from afgpub.document import Document, Section
from afgpub.exceptions import AfgpubError
from afgpub.frozen import dataclass, replace
from afgpub.messages import message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import CALENDARS, Options, resolve_options
from afgpub.plugins import Messages, Rendering, get_renderer
from afgpub.source import Source
from afgpub.theme import load_theme

FORMATS = ("html", "epub", "pdf")
_Whole = Callable[[Chapters, Pack, Store, str, Edition], Rendering]  # puts all of a book together

__all__ = ["Assembled", "UncutError", "assemble", "assemble_book"]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A rendering of a book of so many `chapters`, of which `made` were not kept.

    A book that was made whole has 0 chapters. What nobody may want is told by `tell` and `read` when it is asked for.
    `document` is the tree of all of it where there had to be one.
    """

    rendering: Rendering
    tell: Callable[[], Messages]
    read: Callable[[], Section]
    chapters: int = 0
    made: int = 0
    document: Document | None = None

    @property
    def prepared(self) -> Messages:
        """What was found before the book was rendered."""
        return self.tell()

    @property
    def root(self) -> Section:
        """The book without its chapters."""
        return self.read()

    @property
    def output(self) -> bytes:
        """The file."""
        return self.rendering.output

    @property
    def messages(self) -> Messages:
        """All that was found, as `convert` gives it."""
        return self.prepared + self.rendering.messages


def assemble_book(
    source: Path | str | bytes,
    *,
    to: str,
    cache: Path,
    reader: str | None = None,
    options: Options | Mapping[str, object] | None = None,
    normaliser: NormaliserOptions | Mapping[str, object] | None = None,
) -> Assembled:
    """What `convert` makes of a book, of which only changed chapters are made anew; the others are kept in `cache`.

    `cache` is a folder of which nothing else is asked; whoever can write to it can change what books say. What cannot
    be put together of chapters is made whole, with a message (book-whole). Raises what `convert` raises.
    """
    from afgpub.conversion import prepare_source, render

    chosen = resolve_options(get_renderer(to).options, options)
    repairs = resolve_options(NormaliserOptions, normaliser)
    given = take(source)
    try:
        return _assemble(given, to, chosen, repairs, cache, reader)
    except UncutError as uncut:
        said = message("book-whole", reason=uncut)
    opened = given.open()
    document, messages = prepare_source(opened, reader, repairs)
    rendering = render(document, to=to, options=chosen, folder=opened.folder)
    return Assembled(rendering, lambda: (*messages, said), lambda: document.root, document=document)


def assemble(
    source: Source, to: str, options: Options, normaliser: NormaliserOptions, cache: Path, reader: str | None = None
) -> Assembled:
    """Render a book from kept chapters.

    Raises UncutError where it must be rendered whole, and what rendering raises.
    """
    return _assemble(Given.of_source(source), to, options, normaliser, cache, reader)


def _assemble(
    given: Given, to: str, options: Options, normaliser: NormaliserOptions, cache: Path, reader: str | None
) -> Assembled:
    if to == "pdf":
        return _paged(given.open(), options, normaliser, cache, reader)
    if to not in FORMATS or (reader or given.reader) != "markdown":
        raise UncutError(f"it is no Markdown that is made into {', '.join(FORMATS[:-1])} or {FORMATS[-1]}")
    if getattr(options, "page_starts", ()):
        raise UncutError("it bears the page numbers of its PDF")
    from afgpub.archive.planning import settings_digest
    from afgpub.conversion import prepare_source

    settings = settings_digest({to: options}, normaliser, reader, strict=False)
    making, form, whole = _ways(options, normaliser)
    with collector_at_rest():
        try:
            book = _assembled(given, making, form, whole, Store(cache), settings)
        except (AfgpubError, UncutError, MemoryError):
            raise
        except Exception:  # whatever somebody has put into the folder
            book = _assembled(given, making, form, whole, Store(cache, blind=True), settings)

    @cache_result
    def tell() -> Messages:
        try:
            return book.tell()
        except Exception:  # the same
            return prepare_source(given.open(), reader, normaliser)[1]

    return replace(book, tell=tell)


def _paged(
    source: Source, options: Options, normaliser: NormaliserOptions, cache: Path, reader: str | None
) -> Assembled:
    """The PDF of a book, which is prepared whole: that takes a hundredth of what its pages take."""
    from afgpub.archive.planning import settings_digest
    from afgpub.conversion import prepare_source
    from afgpub.renderers.pdf import PdfOptions, render_pdf
    from afgpub.renderers.pdf.kept.keeping import Shelf

    if not isinstance(options, PdfOptions):
        raise UncutError("its format has options of its own")
    document, messages = prepare_source(source, reader, normaliser)
    shelf = Shelf(Store(cache), settings_digest({"pdf": options}, normaliser, reader, strict=False))
    rendering = render_pdf(document, options, source.folder, shelf)
    shelf.store.prune()
    if not shelf.chapters:
        messages = (*messages, message("book-whole", reason="it is no book, or its theme makes pages for no book"))
    return Assembled(rendering, lambda: messages, lambda: document.root, shelf.chapters, shelf.made, document)


def _assembled(given: Given, making: Making, form: Form, whole: _Whole, store: Store, settings: str) -> Assembled:
    """The book: words that have changed are put into its last edition, or else all of it is put together."""
    edition = Edition(store, settings, given)

    def open_pack() -> Pack:
        return pack_of(store, settings, given, edition.pack)

    renewed = renew(edition, given, making, form, open_pack)
    if isinstance(renewed, Renewed):
        rendering, tell, count, made = renewed
        return Assembled(rendering, tell, lambda: Chapters(given.open(), making, open_pack()).root(), count, made)
    pack = open_pack()
    chapters = Chapters(given.open(), making, pack)
    chapters.made |= renewed
    rendering = whole(chapters, pack, store, settings, edition)
    chapters.stages.forget()
    pack.save()
    store.prune()
    return Assembled(
        rendering, partial(prepared_messages, chapters), chapters.root, len(chapters.parts) - 1, len(chapters.made)
    )


def _ways(options: Options, normaliser: NormaliserOptions) -> tuple[Making, Form, _Whole]:
    """How a format makes chapters, and books of them: of an edition, or the whole. Raises UncutError, OptionError."""
    from afgpub.renderers.epub import EpubOptions
    from afgpub.renderers.html import HtmlOptions, check_options

    match options:
        case HtmlOptions():
            from afgpub.chapters import html

            check_options(options)
            write, form, whole = html.write_chapter, html.FORM, partial(html.assemble_html, options)
        case EpubOptions():
            from afgpub.chapters import epub

            options.check("calendar", CALENDARS)
            if options.max_pixels:
                raise UncutError("its pictures are opened, in a process of its own")
            write, form, whole = epub.write_chapter, epub.FORM, partial(epub.assemble_epub, options)
        case _:
            raise UncutError("its format has options of its own")
    return Making(normaliser, load_theme(options.theme), options.calendar, write), form, whole
