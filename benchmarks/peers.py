"""Who is measured: afgpub, and each peer that is found on the machine. A peer makes one file of one Markdown source.

Imports stand inside the functions: a process loads only the peer that it measures.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Make = Callable[[Path, Path], None]  # from this source to that target


@dataclass(frozen=True, slots=True)
class Peer:
    """A program or library by the name that the table shows, how it makes each format, and what it needs to be there.

    `needs` are Python modules and, with a `/` before them, commands. `starts` says that it is a process an article.
    """

    name: str
    formats: Mapping[str, Make] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    starts: bool = False

    def is_found(self) -> bool:
        """Whether all that it needs is on this machine."""
        return all(_is_found(need) for need in self.needs)


def _is_found(need: str) -> bool:
    if need == "/pandoc":
        return find_spec("pypandoc") is not None
    return shutil.which(need[1:]) is not None if need.startswith("/") else find_spec(need) is not None


def _afgpub(to: str, **options: object) -> Make:
    def make(source: Path, target: Path) -> None:
        import afgpub

        target.write_bytes(afgpub.convert(source, to=to, options=options).output)

    return make


@cache
def pandoc_path() -> str:
    """The pandoc that pypandoc brings or finds."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _pandoc(source: Path, target: Path) -> None:
    command = (pandoc_path(), source, "--standalone", "--metadata", "title=An article", "-o", target)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


@cache
def _parser() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").render  # type: ignore[no-any-return]


def _page(source: Path) -> str:
    body = _parser()(source.read_text("utf-8"))
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>An article</title></head>{body}</html>'


def _markdown_it(source: Path, target: Path) -> None:
    target.write_text(_page(source), "utf-8")


def _ebooklib(source: Path, target: Path) -> None:
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_identifier(source.stem)
    book.set_title("An article")
    book.set_language("en")
    chapter = epub.EpubHtml(title="An article", file_name="article.xhtml", lang="en", content=_page(source))
    book.add_item(chapter)
    book.toc = (chapter,)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", chapter]
    epub.write_epub(str(target), book)


def _weasyprint(source: Path, target: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=_page(source)).write_pdf(target)


def _typst(source: Path, target: Path) -> None:
    import typst

    written = target.with_suffix(".typ")
    command = (pandoc_path(), source, "--standalone", "-o", written)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    typst.compile(str(written), output=str(target))


def _chromium(source: Path, target: Path) -> None:
    page = target.with_suffix(".page.html")
    page.write_text(_page(source), "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    command = ("chromium", *flags, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


OURS = Peer("afgpub", {"html": _afgpub("html"), "epub": _afgpub("epub"), "pdf": _afgpub("pdf")}, ("afgpub",))
BARE = Peer(
    "afgpub without faces and cover",
    {"html": _afgpub("html", fonts=False), "epub": _afgpub("epub", fonts=False, cover=False)},
    ("afgpub",),
)
LINKED = Peer("afgpub, faces and style shared", {"html": _afgpub("html", assets="link")}, ("afgpub",))
BOOK = Peer("afgpub", {"epub": _afgpub("epub"), "pdf": _afgpub("pdf", theme="book")}, ("afgpub",))
PEERS = (
    Peer("pandoc", {"html": _pandoc, "epub": _pandoc}, ("/pandoc",), starts=True),
    Peer("markdown-it-py", {"html": _markdown_it}, ("markdown_it",)),
    Peer("markdown-it-py + EbookLib", {"epub": _ebooklib}, ("markdown_it", "ebooklib")),
    Peer("markdown-it-py + WeasyPrint", {"pdf": _weasyprint}, ("markdown_it", "weasyprint")),
    Peer("pandoc + Typst", {"pdf": _typst}, ("/pandoc", "typst"), starts=True),
    Peer("markdown-it-py + Chromium", {"pdf": _chromium}, ("markdown_it", "/chromium"), starts=True),
)
