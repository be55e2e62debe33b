"""What it costs to normalise 1 MB of Dari, typed well and typed on an Arabic keyboard, against reading it.

python benchmarks/normalise.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pairs import compare

_ARTICLE = Path(__file__).parent.parent / "examples" / "dari" / "article.md"
_READ = "import afgpub, sys; from pathlib import Path; afgpub.read(Path(sys.argv[1]))"
_NORMALISE = "import afgpub, sys; from pathlib import Path; afgpub.normalise(afgpub.read(Path(sys.argv[1]))[0])"
_ARABIC_KEYS = str.maketrans("یک", "يك")


def main() -> None:
    """Print the ratios."""
    text = _ARTICLE.read_text("utf-8")
    text = f"{text}\n\n" * (1_000_000 // len(text.encode()) + 1)
    with tempfile.TemporaryDirectory() as folder:
        for name, source in (("typed well", text), ("typed on an Arabic keyboard", text.translate(_ARABIC_KEYS))):
            file = Path(folder) / "article.md"
            file.write_text(source, "utf-8")
            both = ([sys.executable, "-c", code, str(file)] for code in (_NORMALISE, _READ))
            compare(f"1 MB of Dari {name}: read and normalise / read", *both, runs=5)


if __name__ == "__main__":
    main()
