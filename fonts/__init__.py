"""The faces that come with afgpub, under the SIL Open Font License; fonts.toml says where each is from."""

from pathlib import Path

FOLDER = Path(__file__).parent
