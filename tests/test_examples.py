"""The examples, whole: tree, messages, web page, e-book and the text of the PDF against `examples/*/expected`.

Only what people can read is compared. `pytest --rewrite` writes what was found; read the difference before you commit.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

import afgpub
from afgpub.renderers.tree import render_text
from conftest import EXAMPLES, PROJECT


def pdf_text(data: bytes) -> str:
    """The text of a PDF as PDFium gives it back, page by page, in lines."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in pdf]
    return "".join(f"--- page {number}\n{text}\n" for number, text in enumerate(pages, 1))


def epub_text(data: bytes) -> str:
    """The members of an e-book: the text of those that are text, the names of the others without their hashes."""
    parts = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            parts.append(f"--- {re.sub(r'-[0-9a-f]{8}(?=[.]ttf)', '', info.filename)}\n")
            if info.filename.endswith((".xhtml", ".opf", ".xml", ".ncx")):
                text = archive.read(info).decode("utf-8").rstrip("\n") + "\n"
                parts.append(re.sub(r"-[0-9a-f]{8}(?=[.]ttf)", "", text))
    return "".join(parts)


def layers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Each layer of the example in `folder`, by the name of its file."""
    monkeypatch.chdir(folder)
    source = Path("article.md")
    document, messages = afgpub.prepare(source)
    html = afgpub.render(document, to="html", options={"assets": "link"}, folder=folder)
    epub = afgpub.render(document, to="epub", folder=folder)
    pdf = afgpub.render(document, to="pdf", folder=folder)
    said = [*messages, *html.messages, *epub.messages, *pdf.messages]
    return {
        "tree.txt": render_text(document),
        "messages.txt": "".join(f"{message}\n" for message in said),
        "page.html": re.sub(r"-[0-9a-f]{8}(?=[.](woff2|css))", "", html.output.decode("utf-8")),
        "epub.txt": epub_text(epub.output),
        "pdf.txt": pdf_text(pdf.output),
    }


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_example(folder: Path, rewrite: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found = layers(folder, monkeypatch)
    if rewrite:
        (folder / "expected").mkdir(exist_ok=True)
        for name, text in found.items():
            (folder / "expected" / name).write_text(text, "utf-8")
    expected = {name: (folder / "expected" / name).read_text("utf-8") for name in found}
    differing = [name for name in found if found[name] != expected[name]]
    assert not differing, f"{differing[0]} is the first layer that differs in {folder.relative_to(PROJECT)}"
    assert found == expected
