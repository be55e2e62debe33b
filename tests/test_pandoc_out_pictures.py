"""Pictures in what pandoc writes: inside Word and OpenDocument, beside LaTeX and Typst, never from elsewhere."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from afgpub.document import Figure, Image, Section, Text
from pandoc_samples import PIXEL
from test_pandoc_out import letters_in, paragraph, write


def test_pictures_are_inside_or_beside(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL)
    outside = tmp_path.parent / "out.png"
    outside.write_bytes(PIXEL)
    shown = Image("dot.png", alternative="A dot")
    figure = Figure((paragraph(shown),), caption=(Text("Caption"),), credit=(Text("Photo: me"),))
    root = Section(children=(figure, paragraph(Image("../out.png", alternative="Elsewhere"), Image("no.png"))))
    for to in ("docx", "odt"):
        rendering = write(root, to, tmp_path)
        with zipfile.ZipFile(BytesIO(rendering.output)) as archive:
            assert [archive.read(name) for name in archive.namelist() if name.endswith(".png")] == [PIXEL]
            assert not any(b"base64" in archive.read(name) for name in archive.namelist())
        assert "Elsewhere" in letters_in(rendering.output, to)
        assert {"image-refused", "image-missing"} <= {m.code for m in rendering.messages}
    for to in ("latex", "typst"):
        rendering = write(root, to, tmp_path)
        ((name, data),) = rendering.assets.items()
        assert data == PIXEL
        assert name in rendering.output.decode()
    markdown = write(root, "markdown", tmp_path).output.decode()
    assert '![A dot](dot.png "Caption"){credit="Photo: me"}' in markdown


def test_broken_pictures_give_their_alternative_text() -> None:
    webp = "data:image/webp;base64,UklGRgAAAABXRUJQAAAA"
    rendering = write(Section(children=(paragraph(Image(webp, alternative="Lake")),)), "docx")
    assert "image-broken" in {message.code for message in rendering.messages}
    assert "Lake" in letters_in(rendering.output, "docx")
