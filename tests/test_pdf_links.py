"""Links of a PDF: one annotation for each line of a link, inside its tag (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import afgpub
from pandoc_samples import PIXEL

INSIDE = [
    "words",
    "so **much** more",
    "so *much `code` more*",
    "about English words",
    "E = mc<sup>2</sup>",
    "**73 percent**",
]


def annotations(pdf: bytes) -> Iterator[tuple[str, str, list[float]]]:
    """The tag, the address and the rectangle of each."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        numbers: Any = opened.Root.StructTreeRoot.ParentTree.Nums
        owners = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        for page in opened.pages:
            for found in page.obj.get("/Annots", []):
                tag = owners[int(found.StructParent)]
                yield str(tag.S), str(found.A.URI), [float(edge) for edge in found.Rect]


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("inside", INSIDE)
def test_what_stands_in_a_link_is_no_link_of_its_own(inside: str, lang: str) -> None:
    text = f"---\nlang: {lang}\n---\n\n# سرخط\n\nواژه [{inside}](https://example.org/) واژه\n"
    found = list(annotations(afgpub.convert(text, to="pdf").output))
    assert [row[:2] for row in found] == [("/Link", "https://example.org/")]


def test_a_link_takes_in_its_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    source = tmp_path / "a.md"
    source.write_text("# A\n\nwords [before ![a dot](a.png) after](https://example.org/) words\n", "utf-8")
    ((tag, _, (left, bottom, right, top)),) = annotations(afgpub.convert(source, to="pdf").output)
    assert tag == "/Link"
    assert right - left > 50
    assert abs(top - bottom) > 5


def test_each_line_of_a_link_has_an_annotation() -> None:
    text = f"# A\n\n{'words ' * 9}[{'and **more** of them ' * 9}](https://example.org/)\n"
    found = list(annotations(afgpub.convert(text, to="pdf").output))
    assert {tag for tag, *_ in found} == {"/Link"}
    assert len({tuple(map(round, rectangle[:2])) for *_, rectangle in found}) == len(found) > 1


def test_the_upstream_text_that_is_wrapped() -> None:
    from weasyprint import document

    afgpub.convert("# A\n\nText.\n", to="pdf")
    gather = inspect.getsource(inspect.unwrap(document.gather_anchors))
    assert "link = box.link or parent_link" in gather
    assert "links.append((link_type, target, rectangle, box))" in gather
    assert gather.index("links.append") < gather.index("for child in box.all_children():")
