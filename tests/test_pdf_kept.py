"""PDFs of books put together of kept pages have the bytes, the proof and the messages of books that are laid out."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache, wraps
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

import afgpub
from afgpub import conversion
from afgpub.chapters.store import Store
from afgpub.cli.conversions import Outcome, convert_source
from afgpub.cli.targets import Job
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import resolve_options
from afgpub.plugins import get_renderer
from afgpub.renderers.pdf.engine import load_engine
from afgpub.renderers.pdf.kept.stand_ins import reaches_over
from afgpub.theme import load_theme
from conftest import PROJECT
from test_chapters import BOOK, _made_book

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ("command_line",)

WORDS = "Some plain words that fill the page, line by line. "
TABLE = "| First | Second |\n|---|---|\n| a | b |\n"


def book_of(*chapters: str, lang: str = "en") -> str:
    text = "".join(f"## Chapter {number}\n\n{chapter}\n\n" for number, chapter in enumerate(chapters, 1))
    return f"---\ntitle: A book\nrole: book\nlang: {lang}\n---\n\n{text}"


THREE = book_of(f"{WORDS * 9}\n\n### Part\n\nSee [the end](#last).", WORDS * 30, f"### Last\n\n{WORDS * 60}")


def assembled(source: str | Path, cache: Path, **options: object) -> afgpub.Assembled:
    return afgpub.assemble_book(source, to="pdf", cache=cache, options={"theme": "book", **options})


@cache
def laid_out(source: str | Path, **options: object) -> afgpub.Result:
    """The book as it is made without anything that was kept."""
    return afgpub.convert(source, to="pdf", options={"theme": "book", **options})


def assert_like_whole(source: str | Path, cache: Path, **options: object) -> afgpub.Assembled:
    """The book, some pages of which were kept, which has been found to be like one without."""
    book, whole = (
        assembled(source, cache, **options),
        afgpub.convert(source, to="pdf", options={"theme": "book", **options}),
    )
    assert book.chapters, book.messages
    assert book.output == whole.output
    assert list(map(str, book.messages)) == list(map(str, whole.messages))
    assert (book.rendering.proof, book.rendering.pages) == (whole.proof, whole.pages)
    return book


def seen(data: bytes) -> list[Any]:
    """What a reader sees of a PDF, read by pdfium: page images, text, links; then outline, labels, places and tags."""
    found: list[Any] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            picture = page.render(scale=0.5).to_pil()
            found.append([picture.tobytes(), page.get_textpage().get_text_range(), page.get_size()])
        found.append([(item.level, item.get_title(), item.get_dest().get_index()) for item in pdf.get_toc()])
        found.append([pdf.get_page_label(number) for number in range(len(pdf))])
    with pikepdf.open(BytesIO(data)) as opened:
        places = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        names = list(opened.Root.Names.Dests.Names)  # type: ignore[call-overload]
        rows = zip(names[::2], names[1::2], strict=True)
        found.append([(str(name), places[place[0].objgen], list(map(str, place[1:]))) for name, place in rows])
        found.append([str(link.get("/Dest", "")) for page in opened.pages for link in page.get("/Annots", [])])
        found.append(_tags(opened.Root.StructTreeRoot.K, places))
    return found


def _tags(node: Any, places: dict[Any, int]) -> Any:
    if isinstance(node, pikepdf.Array):
        return [_tags(kid, places) for kid in node]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return str(node.get("/Type", "")) if isinstance(node, pikepdf.Dictionary) else int(node)
    page = places[node.Pg.objgen] if "/Pg" in node else -1
    return [
        str(node.S),
        page,
        str(node.get("/Lang", "")),
        str(node.get("/ActualText", "")),
        _tags(node.get("/K", []), places),
    ]


def test_what_a_reader_sees(tmp_path: Path) -> None:
    """A page more in the first chapter: the others keep their pages under other numbers."""
    assert assembled(THREE, tmp_path).made == 3
    longer = THREE.replace("### Part", f"{WORDS * 90}\n\n### Part")
    book = assembled(longer, tmp_path)
    whole, before = laid_out(longer), laid_out(THREE)
    assert (book.chapters, book.made) == (3, 1)
    assert whole.pages and before.pages and whole.pages > before.pages
    assert seen(book.output) == seen(whole.output)
    assert seen(book.output) != seen(before.output)
    assert book.output == whole.output


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("Some plain", "Several plain", 1),  # the same number of pages
        ("## Chapter 2", f"## Chapter 2\n\n{WORDS * 60}", 1),  # more pages
        (WORDS * 30, "Less.", 1),  # fewer
        ("## Chapter 2", "## Before\n\nA new chapter.\n\n## Chapter 2", 1),
        ("## Chapter 2", "## *Second* chapter", 1),
        ("### Last", "### The last {#last}", 1),
        ("### Last", "### The end", 2),  # a link in the first chapter leads nowhere any more
        ("Some plain", "Ůžasná 73 % “plain”", 1),  # letters that no other chapter has come first
        ("title: A book", "title: Another book", 3),  # it stands above the pages of each chapter
    ],
)
def test_one_change(old: str, new: str, made: int, tmp_path: Path) -> None:
    assembled(THREE, tmp_path)
    changed = THREE.replace(old, new, 1)
    assert changed != THREE
    assert assert_like_whole(changed, tmp_path).made == made
    assert assert_like_whole(THREE, tmp_path).made == 0


def test_letters_of_a_chapter_that_is_gone_have_no_codes_any_more(tmp_path: Path) -> None:
    first, second = "Fluffy ﬁgures “q” and žluťoučký.", f"{WORDS} With žluťoučký and “q”."
    assembled(book_of(first, second), tmp_path)
    assert assert_like_whole(book_of("Plain.", second), tmp_path).made == 1


@pytest.mark.parametrize(
    "options",
    [
        {"proof": "off"},
        {"page": "A4"},
        {"notes": "endnotes"},
        {"profile": "archive"},
        {"profile": "press"},
        {"booklet": True},
    ],
    ids=str,
)
def test_options(options: dict[str, object], tmp_path: Path) -> None:
    assembled(BOOK, tmp_path)
    assert assert_like_whole(BOOK, tmp_path, **options).made == 3
    assert assert_like_whole(BOOK.replace("The last", "And the last"), tmp_path, **options).made == 1


def test_the_book_in_dari(tmp_path: Path) -> None:
    source = PROJECT / "examples" / "book-dari" / "article.md"
    assert assert_like_whole(source, tmp_path).made == 6
    assert assert_like_whole(source, tmp_path).made == 0


def test_notes_whose_calls_begin_a_page(tmp_path: Path) -> None:
    lines = [f"### Article {n}\n\n{WORDS * (2 + n * 7 % 5)} Call{n}z.[^{n}]\n\n" for n in range(1, 31)]
    notes = "".join(f"[^{n}]: Note{n}z, {WORDS * 2}\n" for n in range(1, 31))
    source = book_of("".join(lines[:15]), "".join(lines[15:]), WORDS) + notes
    assert assert_like_whole(source, tmp_path).made == 3
    assert assert_like_whole(source, tmp_path).made == 0
    assert assert_like_whole(source.replace("Note9z,", "Note9z, longer:"), tmp_path).made == 1


def test_tables_verse_and_lists(tmp_path: Path) -> None:
    verse = "::: verse\nOne half\nand the other\n:::\n"
    source = book_of(f"{TABLE}\n\n1. one\n2. two\n\n- a\n  - b\n", f"{verse}\n\n> Quoted.\n\n---\n\n`code`", TABLE)
    assert assert_like_whole(source, tmp_path).made == 3
    changed = source.replace("1. one", f"{WORDS}\n\n1. one")
    assert assert_like_whole(changed, tmp_path).made == 1


def test_a_made_book(tmp_path: Path) -> None:
    source = _made_book(5)
    assert_like_whole(source, tmp_path)
    assert_like_whole(re.sub(r"(\n## .*\n\n)", r"\1One paragraph more, Ž.\n\n", source, count=1), tmp_path)


# what is not kept


def test_pictures_are_drawn_every_time(tmp_path: Path) -> None:
    source = tmp_path / "book.md"
    source.write_text(book_of("![First](a.png)", "Words."), "utf-8")
    (tmp_path / "a.png").write_bytes((PROJECT / "examples" / "seed" / "page.png").read_bytes())
    assert_like_whole(source, tmp_path / "cache")
    assert assert_like_whole(source, tmp_path / "cache").made == 1  # the same file, which has not changed


def test_a_chapter_that_ends_on_the_page_of_what_follows(tmp_path: Path) -> None:
    """What follows the last chapter has no page of its own, so that the chapter has none either."""
    source = book_of("One.", "Two.", "Three.").replace("lang: en", "lang: en\nauthor: Jane Example")
    source += "::: bio\nJane Example writes.\n:::\n"
    first = assert_like_whole(source, tmp_path)
    assert (first.chapters, first.made) == (3, 3)
    assert assert_like_whole(source, tmp_path).made <= 1


def test_notes_that_find_no_room(tmp_path: Path) -> None:
    source = book_of(f"{WORDS * 30}[^1]\n\n{WORDS * 30}\n\n[^1]: {WORDS * 25}", "Two.")
    assert [m.code for m in assert_like_whole(source, tmp_path).messages] == ["note-moved"]
    assert assert_like_whole(source, tmp_path).made == 2
    assembled(book_of(f"{WORDS * 30}", "Two."), tmp_path)
    assert assert_like_whole(source, tmp_path).made == 2


def test_a_text_that_is_no_book(tmp_path: Path) -> None:
    book = assembled("# T\n\nWords.\n", tmp_path)
    assert book.chapters == 0
    assert "book-whole" in {said.code for said in book.messages}
    assert book.output == afgpub.convert("# T\n\nWords.\n", to="pdf", options={"theme": "book"}).output


def test_style_sheets_whose_chapters_depend_on_each_other() -> None:
    style = load_theme("book").style_sheet("print", "ltr")
    assert not reaches_over(style)
    for rule in (
        "h2 { counter-increment: chapter }",
        "a::after { content: target-counter(attr(href), page) }",
        "@page :nth(7) { margin: 0 }",
        ".x { position: fixed }",
    ):
        assert reaches_over(f"{style}\n{rule}")


@pytest.mark.parametrize(
    "damage", [lambda head: [], lambda head: [head[0][:-1], *head[1:]], lambda head: [[{}] * 3, *head[1:]]]
)
def test_whole_entries_that_are_no_chapters(damage: Any, tmp_path: Path) -> None:
    assembled(THREE, tmp_path)
    store = Store(tmp_path)
    for file in list(tmp_path.glob("*/*")):
        key = file.parent.name + file.name
        head, *frames = store.find(key) or []
        store.keep(key, [json.dumps(damage(json.loads(head))).encode(), *frames])
    assert assert_like_whole(THREE, tmp_path).made == 3
    assert assert_like_whole(THREE, tmp_path).made == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page["fonts"][0][2][0].__setitem__(3, 1),  # the width of a letter
        lambda page: page["fonts"][0][1][5].__setitem__(0, "ANOTHER"),  # the name of a font
        lambda page: page["kind"].__setitem__(0, "another side"),
        lambda page: page["live"].append(True),
        lambda page: page.__setitem__("margins", not page["margins"]),
    ],
)
def test_pages_that_do_not_fit_are_laid_out(change: Any, tmp_path: Path) -> None:
    assembled(THREE, tmp_path)
    store = Store(tmp_path)
    for file in list(tmp_path.glob("*/*")):
        key = file.parent.name + file.name
        head, *frames = store.find(key) or []
        chapter = json.loads(head)
        change(chapter[0][0])
        store.keep(key, [json.dumps(chapter).encode(), *frames])
    assert assert_like_whole(THREE, tmp_path).made == 3
    assert assert_like_whole(THREE, tmp_path).made == 0


def test_kept_pages_are_not_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assembled(THREE, tmp_path)
    load_engine()
    from afgpub.renderers.pdf.text.drawing import Line

    drawn: list[str] = []
    draw = Line.draw
    monkeypatch.setattr(Line, "draw", lambda self, *given: (drawn.append(self._textbox.text), draw(self, *given))[1])
    book = assembled(THREE.replace("title: A book", "title: A book\nrights: Mine"), tmp_path)
    assert book.made == 0
    assert drawn and not [text for text in drawn if "plain words" in text]


def test_the_proof_of_kept_pages_is_that_of_the_whole(tmp_path: Path) -> None:
    assembled(THREE, tmp_path)
    changed = THREE.replace("Some plain", "A", 1)
    proof = assembled(changed, tmp_path).rendering.proof
    assert proof is not None
    assert proof.characters == proof.encoded > 3000
    assert proof.lines == proof.ordered


def test_command(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "book.md"
    source.write_text(BOOK, "utf-8")
    arguments = ("convert", str(source), "--to", "html,epub,pdf", "--theme", "book", "-o")
    assert run(*arguments, "whole").code == 0
    for folder in ("first", "second"):
        told = run(*arguments, folder, "--cache", "cache", "--json")
        assert told.code == 0
        seconds = [output["seconds"] for output in json.loads(told.out)["outputs"]]
        assert min(seconds) > 0
        for name in ("book.html", "book.epub", "book.pdf"):
            assert (tmp_path / folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_book_that_bears_the_page_numbers_of_its_pdf_is_prepared_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, prepared = tmp_path / "book.md", list[str]()
    source.write_text(BOOK, "utf-8")
    options = {name: resolve_options(get_renderer(name).options, {"theme": "book"}) for name in ("html", "epub", "pdf")}

    def convert(folder: str, cache: Path | None) -> Outcome:
        job = Job(source, {name: tmp_path / folder / f"book.{name}" for name in options})
        (tmp_path / folder).mkdir()
        normaliser = NormaliserOptions()
        return convert_source(
            job, options, reader=None, normaliser=normaliser, strict=False, step=lambda _: None, cache=cache
        )

    whole, prepare_source = convert("whole", None), conversion.prepare_source
    monkeypatch.setattr(
        conversion, "prepare_source", lambda *given: (prepared.append(given[0].name), prepare_source(*given))[1]
    )
    kept = convert("kept", tmp_path / "cache")
    assert prepared == [str(source)]
    assert [said for said in kept.messages if said.code != "book-whole"] == list(whole.messages)
    for name in options:
        assert (tmp_path / "kept" / f"book.{name}").read_bytes() == (tmp_path / "whole" / f"book.{name}").read_bytes()


# what is wrapped upstream


def test_the_upstream_text_that_is_wrapped() -> None:
    load_engine()
    import pydyf
    from weasyprint import document, layout, pdf
    from weasyprint.layout import page
    from weasyprint.pdf import anchors, tags

    def text(function: Any) -> str:
        return inspect.getsource(inspect.unwrap(function))

    assert "page.paint(stream, scale)" in text(pdf.generate_pdf)
    assert "draw_page(self._page_box, stream)" in text(document.Page.paint)
    assert "for page_number, (page, stream) in enumerate(zip(document.pages, page_streams)):" in text(tags.add_tags)
    assert "box.link_annotation = pydyf.Dictionary({" in text(anchors.add_links)
    assert "element == page_type" in text(page.set_page_type_computed_styles)
    assert "pages = list(make_all_pages(context, root_box, html, pages))" in text(layout.layout_document)
    assert "counter_lookup.parse_again(page_counter_values)" in text(page.make_page)
    assert "data = b''.join(obj.data for obj in self.objects if obj.free != 'f')" in text(pydyf.PDF.write)


def test_pages_of_a_kind_share_their_styles() -> None:
    load_engine()
    from weasyprint.layout import page

    made: list[Any] = []
    set_styles = inspect.unwrap(page.set_page_type_computed_styles)
    assert set_styles is not page.set_page_type_computed_styles
    whole = afgpub.convert(THREE, to="pdf", options={"theme": "book", "proof": "off"})
    plain = page.set_page_type_computed_styles

    @wraps(set_styles)
    def set_alone(*given: Any) -> None:
        made.append(given[0])
        set_styles(*given)

    page.set_page_type_computed_styles = set_alone
    try:
        alone = afgpub.convert(THREE, to="pdf", options={"theme": "book", "proof": "off"})
    finally:
        page.set_page_type_computed_styles = plain
    assert len(made) >= (whole.pages or 0)
    assert alone.output == whole.output
