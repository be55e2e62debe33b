"""The way to WeasyPrint: loaded when first needed, with our faces only, with no network and no files.

WeasyPrint asks fontconfig for its fonts while it is imported and whenever a font configuration is made; at those
moments FONTCONFIG_FILE names our own list, so that no font of the machine can come into an output.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from afgpub.exceptions import RenderError
from afgpub.renderers.pdf.book.repairs import repair_books
from afgpub.renderers.pdf.repairs import repair
from afgpub.renderers.pdf.start import counted_fonts, import_weasyprint

if TYPE_CHECKING:
    from lxml import etree

INSTALL = (
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango; "
    "macOS: brew install pango."
)
SCHEME = "afgpub"
TESTED = ("70.0",)  # versions of WeasyPrint whose text the repairs are tied to, by tests
_lock = threading.Lock()
if hasattr(os, "register_at_fork"):  # else a child could be born with the lock held and the environment changed
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    from afgpub.fonts import FOLDER

    with _lock:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def load_engine() -> Any:
    """The module weasyprint. Raises RenderError (engine-missing) where it or Pango is not installed."""
    try:
        # without Pango, WeasyPrint prints a banner; the error below says the same in one line
        with _own_fonts_only(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            weasyprint = import_weasyprint()
            if is_tested(weasyprint):
                repair(weasyprint)
                repair_books(weasyprint)
    except (ImportError, OSError) as error:
        engine = "Pango" if isinstance(error, OSError) else "WeasyPrint"
        reason = shorten(str(error), 160, placeholder=" …")
        raise RenderError.coded("engine-missing", engine=engine, reason=reason, install=INSTALL) from error
    return weasyprint


def is_tested(weasyprint: Any) -> bool:
    """Whether the repairs are for this WeasyPrint: another one is left as it is, and the pages may be worse."""
    return weasyprint.__version__ in TESTED


def font_configuration() -> Any:
    """A WeasyPrint font configuration with the bundled faces and no other."""
    with _own_fonts_only(), counted_fonts():
        from weasyprint.text.fonts import FontConfiguration

        return FontConfiguration()


def counter_styles() -> Any:
    """Where WeasyPrint keeps the counter styles of a style sheet that is parsed before its document."""
    from weasyprint.css.counters import CounterStyle

    return CounterStyle()


@contextmanager
def heard() -> Iterator[list[str]]:
    """What WeasyPrint logs as a warning or an error in this thread, which nobody would see otherwise."""
    texts: list[str] = []
    thread = threading.get_ident()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                texts.append(" ".join(record.getMessage().split())[:200])

    ear = Ear(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield texts
    finally:
        logger.removeHandler(ear)


def fetcher(files: Mapping[str, tuple[str, bytes]]) -> Any:
    """A WeasyPrint URL fetcher that knows `afgpub:NAME` for the names in `files` (media type, bytes) and no more."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class LocalFetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            if is_tested(weasyprint):
                self._fail_on_errors = False  # of what the base sets, all that is asked for: it makes handlers of HTTP
            else:
                super().__init__(allowed_protocols=(SCHEME,))

        def fetch(self, url: str, headers: object = None) -> Any:
            scheme, _, name = url.partition(":")
            if scheme != SCHEME or name not in files:
                raise ValueError(f"not fetched: {url[:80]}")
            media_type, data = files[name]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return LocalFetcher()


def parsed(page: etree._Element, fetch: Any) -> Any:
    """A WeasyPrint document of the tree `page`, as it stands: in HTML's syntax, no note could stand in a paragraph."""
    import weasyprint
    from cssselect2 import ElementWrapper
    from lxml import etree

    class Tree(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url, self.url_fetcher, self.media_type = f"{SCHEME}:", fetch, "print"
            root = ElementTree.fromstring(etree.tostring(page))  # noqa: S314 - it is our own
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Tree()
