"""Themes: derived from one another, from outside, and kept in their folders."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import afgpub
from afgpub import toml_tables
from afgpub.digests import sha256_of
from afgpub.plugins import theme_names
from afgpub.theme import load_theme
from conftest import PROJECT
from epub_samples import IMAGES

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]

GREEN = """title = "Green"
extends = "news"
page = "A5"

[colours]
accent = "#0b5d2a"

[colours.dark]
accent = "#7fd6a0"

[words.en]
contents = "In this article"
"""
SCREEN = ".front { background: url(leaf.png); }\n.kicker { text-transform: none; }\n"


@pytest.fixture
def green(tmp_path: Path) -> Path:
    """A theme as somebody else would write it."""
    folder = tmp_path / "green"
    folder.mkdir()
    (folder / "theme.toml").write_text(GREEN, "utf-8")
    (folder / "screen.css").write_text(SCREEN, "utf-8")
    (folder / "leaf.png").write_bytes((IMAGES / "pixel.png").read_bytes())
    return folder


def test_a_derived_theme_says_only_what_differs(green: Path) -> None:
    theme, news = load_theme(str(green)), load_theme("news")
    assert (theme.page, theme.faces, theme.edition) == ("A5", news.faces, news.edition)
    assert theme.colours == {**news.colours, "accent": "#0b5d2a"}
    assert theme.word("contents", "en") == "In this article"
    assert theme.word("contents", "fa") == news.word("contents", "fa")
    css = theme.style_sheet("screen")
    assert css.index("--accent: #0b5d2a") < css.index(".masthead") < css.index(".kicker { text-transform")
    assert "--accent: #7fd6a0" in css


def test_a_theme_from_outside_makes_every_format(green: Path) -> None:
    source = "# T\n\nA **73 percent** rise.\n\n## One\n\nText."
    html = afgpub.convert(source, to="html", options={"theme": str(green), "contents": "always"}).output.decode()
    assert "In this article" in html
    assert 'url("data:image/png;base64,' in html
    book = ZipFile(BytesIO(afgpub.convert(source, to="epub", options={"theme": str(green)}).output))
    assert b"#0b5d2a" in book.read("EPUB/cover.svg")
    assert afgpub.convert(source, to="pdf", options={"theme": str(green)}).pages == 1


def test_a_theme_can_be_derived_from_a_folder_beside_it(green: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = green.parent / "other"
    other.mkdir()
    (other / "theme.toml").write_text('extends = "../green"\n', "utf-8")
    monkeypatch.chdir(green.parent)
    theme = load_theme("./other")
    assert theme.page == "A5"
    assert ".kicker { text-transform" in theme.style_sheet("screen")


def test_the_command_line_takes_a_folder(green: Path, run: Run) -> None:
    (green.parent / "a.md").write_text("# T\n\nText.", "utf-8")
    assert run("convert", "a.md", "-o", "a.html", "--theme", "./green").code == 0
    assert "#0b5d2a" in (green.parent / "a.html").read_text("utf-8")
    done = run("convert", "a.md", "-o", "a.html", "--theme", "./none")
    assert (done.code, "theme-unknown" in done.err) == (2, True)


@pytest.mark.parametrize(
    "css",
    [
        "@import url(https://example.org/a.css);",
        '@IMPORT "other.css";',
        "@\\69mport 'x.css';",
        "p { background: url(https://example.org/a.png) }",
        "p { background: url('../secret.png') }",
        "p { background: URL( //example.org/a.png ) }",
        "p { background: \\75 rl(https://example.org/a.png) }",
        "p { background: url(gone.png) }",
        "p { background: url(theme.toml) }",
        'p { background: image-set("https://example.org/a.png" 1x) }',
        "@media print { p { --x: url(https://example.org/a.png) } }",
        "@font-face { font-family: X; src: url(https://example.org/x.woff2) }",
        "p { content: '</style><script>' }",
        "p { background: url(a b) }",
        "p { color: red }}",
    ],
)
def test_a_style_sheet_stays_in_its_folder(css: str, green: Path) -> None:
    (green.parent / "secret.png").write_bytes((IMAGES / "pixel.png").read_bytes())
    (green / "screen.css").write_text(css, "utf-8")
    with pytest.raises(afgpub.AfgpubError, match="theme-invalid"):
        afgpub.convert("# T", to="html", options={"theme": str(green)})


@pytest.mark.parametrize(
    "table",
    [
        "title = ",
        'extends = "../green"',
        'extends = "news"\ncolour = "red"',
        'extends = "news"\n[colours]\naccent = "red"',
        'extends = "news"\n[colours]\nsky = "#00f0f0"',
        'extends = "news"\n[edition]\nwidth = 3',
        'extends = "news"\n[[faces]]\nscript = "Latn"',
        'title = "without faces"',
        "words = 3",
        'extends = "news"\n[words.fa]\nissued = 3',
        'extends = "news"\n[edition]\nmeasure = "wide"',
        'extends = "news"\n[edition]\nnotes = "margin"',
        '[[faces]]\nface = "Comic 400"\nscript = "Latn"',
        '[[faces]]\nface = "Vazirmatn 400"\nscript = "Arab"\nwithin = "h1"',
    ],
)
def test_a_table_that_is_wrong_is_an_error(table: str, green: Path) -> None:
    (green / "theme.toml").write_text(table, "utf-8")
    with pytest.raises(afgpub.AfgpubError, match="theme-invalid"):
        load_theme(str(green))


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_has_its_words_and_colours(name: str) -> None:
    theme = load_theme(name)
    assert set(theme.colours) == set(theme.dark) == {"ink", "quiet", "accent", "rule", "hairline", "paper"}
    for key in ("contents", "notes", "note", "back", "page", "pages", "cover", "start"):
        assert all(theme.word(key, lang) != key for lang in ("en", "de", "fa-AF", "ps"))


def test_the_example_of_the_documentation_is_a_theme(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "themes.md").read_text("utf-8")
    (tmp_path / "theme.toml").write_text(text.split("```toml\n")[1].split("```")[0], "utf-8")
    (tmp_path / "screen.css").write_text(text.split("```css\n")[1].split("```")[0], "utf-8")
    theme = load_theme(str(tmp_path))
    assert theme.colours["accent"] == "#0b5d2a"
    assert ".kicker" in theme.style_sheet("screen")


def test_what_is_kept_of_our_toml_files_is_what_they_say(rewrite: bool) -> None:
    files = [file for folder in ("fonts", "styles") for file in sorted((PROJECT / folder).rglob("*.toml"))]
    texts = [file.read_text("utf-8") for file in files]
    found = {sha256_of(text.encode()): tomllib.loads(text) for text in texts}
    if rewrite and found != toml_tables.TABLES:
        file = Path(toml_tables.__file__)
        head = file.read_text("utf-8").partition("TABLES: ")[0]
        rows = "".join(f'    "{digest}": {table!r},\n' for digest, table in found.items())
        file.write_text(f"{head}TABLES: Mapping[str, Mapping[str, Any]] = {{\n{rows}}}\n", "utf-8")
        pytest.fail("rewritten")
    assert found == toml_tables.TABLES
    assert toml_tables.read_toml("a = 1") == {"a": 1}
    with pytest.raises(ValueError, match="after a key"):
        toml_tables.read_toml("a")
