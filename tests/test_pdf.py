"""PDF: tagged, with the faces of the theme only, on the page that was asked for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import afgpub
from afgpub.plugins import Rendering
from afgpub.renderers.pdf.pages import page_size
from conftest import PROJECT

THEME_FAMILIES = ("Source-Serif-4", "Source-Sans-3", "Source-Code-Pro", "Amiri", "Vazirmatn")


@cache
def rendered(example: str, page: str = "") -> Rendering:
    folder = PROJECT / "examples" / example
    document, _ = afgpub.prepare(folder / "article.md")
    return afgpub.render(document, to="pdf", options={"page": page}, folder=folder)


def opened(example: str, page: str = "") -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(rendered(example, page).output))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The types of the structure elements in reading order."""
    found: list[str] = []
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                stack.append(node.K)
    return found


@pytest.mark.parametrize("example", ["seed", "dari", "elements"])
def test_document(example: str) -> None:
    with opened(example) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("fa-AF" if example == "dari" else "en")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        assert len(pdf.pages) == rendered(example).pages
        assert "/CreationDate" in pdf.docinfo
        found = tags(pdf)
        assert found.count("/H1") == 1
        assert found.index("/H1") < found.index("/H2")


def test_items_of_lists_have_one_body() -> None:
    with opened("elements") as pdf:
        items = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.LI]
        kids = [[str(kid.S) for kid in item.K] for item in items]
    assert len(kids) > 8
    assert all(found in (["/Lbl", "/LBody"], ["/LBody"]) for found in kids), kids


def languages(pdf: pikepdf.Pdf) -> set[tuple[str, str]]:
    """The types of structure elements that name a language, and that language."""
    tagged = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/Lang" in o)
    return {(str(o.S), str(o.Lang)) for o in tagged}


def test_every_change_of_language_is_tagged() -> None:
    with opened("dari") as pdf:
        assert {("/Art", "fa-AF"), ("/Span", "en")} <= languages(pdf)
    with opened("elements") as pdf:
        assert {"en", "de", "fa", "fa-AF", "ps"} <= {lang for _, lang in languages(pdf)}


def test_the_upstream_text_that_is_wrapped() -> None:
    """If WeasyPrint builds its tags in another way, the repair must be thought through again."""
    from weasyprint.pdf import tags

    source = inspect.getsource(getattr(tags, "_afgpub_build_box_tree", tags._build_box_tree))
    assert source.startswith("def _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags):")
    assert source.count("yield element") == 1
    assert "Lang" not in source


def test_reading_direction_and_links() -> None:
    with opened("dari") as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L
        assert all(note.F & 4 for page in pdf.pages for note in page.Annots)
    with opened("seed") as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


def test_only_the_faces_of_the_theme() -> None:
    with opened("elements") as pdf:
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert names
    assert all(any(family in name for family in THEME_FAMILIES) for name in names), names


def test_links_and_bookmarks() -> None:
    with opened("seed") as pdf:
        links = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a}
        assert links == {"mailto:afgazad@gmail.com", "https://www.afgazad.com"}
        with pdf.open_outline() as outline:
            top = list(outline.root)
        assert [item.title for item in top] == ["Security Cooperation between Pakistan and Afghanistan"]
        assert [item.title for item in top[0].children] == [
            "Introduction",
            "Efforts to Combat Terrorism and Diplomatic Engagement",
            "Prospects for Cooperation and Regional Stability",
        ]


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("A4", (210, 297)),
        ("a5", (148, 210)),
        ("Letter", (215.9, 279.4)),
        ("6x9in", (152.4, 228.6)),
        ("170 × 240 mm", (170, 240)),
        ("120x180", (120, 180)),
    ],
)
def test_page_sizes(name: str, size: tuple[float, float]) -> None:
    assert page_size(name) == pytest.approx(size)


@pytest.mark.parametrize("name", ["B9", "0x10", "10x10", "9999x100", "axb", "-5x100", "1e3x100", " "])
def test_page_sizes_that_are_none(name: str) -> None:
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        page_size(name)


def test_page_option() -> None:
    with opened("seed", "A5") as pdf:
        box = [float(number) for number in pdf.pages[0].MediaBox]
    assert box[2:] == pytest.approx([148 / 25.4 * 72, 210 / 25.4 * 72], abs=0.01)


@pytest.mark.parametrize("example", ["seed", "dari", "elements"])
def test_the_layout_engine_has_no_complaint(example: str) -> None:
    assert not [m for m in rendered(example).messages if m.severity > 1]


def test_what_the_layout_engine_cannot_draw_is_said(tmp_path: Path) -> None:
    inside = '<rect transform="rotate(a)" width="9" height="9"/>'
    (tmp_path / "odd.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>')
    document, _ = afgpub.prepare("# T\n\n![words](odd.svg)")
    rendering = afgpub.render(document, to="pdf", folder=tmp_path)
    assert [m.code for m in rendering.messages] == ["layout-doubt"]


def test_a_hostile_image_does_not_stop_the_layout() -> None:
    document, _ = afgpub.prepare("# T\n\n![words](file:///etc/passwd)")
    rendering = afgpub.render(document, to="pdf")
    assert [m.code for m in rendering.messages] == ["image-refused"]


def test_an_engine_that_is_not_known_is_left_as_it_is() -> None:
    code = (
        "import weasyprint; weasyprint.__version__ = '71.0'; import afgpub; from weasyprint.layout import inline\n"
        "before = inline.iter_line_boxes\n"
        "result = afgpub.convert('# T\\n\\nWords.', to='pdf', options={'proof': 'off'})\n"
        "print([str(m) for m in result.messages if m.code == 'engine-untested'], inline.iter_line_boxes is before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "WeasyPrint 71.0 is left as it is" in done.stdout
    assert "[engine-untested]" in done.stdout
    assert done.stdout.endswith("True\n")
