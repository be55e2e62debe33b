"""The style sheets and themes that come with afgpub; a theme is a folder with theme.toml and CSS."""

from pathlib import Path

FOLDER = Path(__file__).parent
BOOK = FOLDER / "book"
MAGAZINE = FOLDER / "magazine"
NEWS = FOLDER / "news"
