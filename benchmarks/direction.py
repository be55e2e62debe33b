"""What the resolution of directions costs in a PDF: with it and without, for English and for a mixed book.

python benchmarks/direction.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pairs import compare

_ENGLISH = (
    "The report says that 73 percent of the people in the province had no access to clean water in 2024, and that the "
    "number of schools for girls fell from 412 to 39. *Nobody* expected **such figures**, wrote the authors of the "
    "study, who had asked more than two thousand families between May and June of that year."
)
_MIXED = (
    "گزارش می‌گوید که 73 percent از مردم ولایت به آب پاک دسترسی نداشتند (World Bank, 2024) و شمار مکتب‌های دختران از "
    "۴۱۲ به ۳۹ رسیده است. **هیچ‌کس** انتظار *چنین ارقامی* را نداشت، نویسندگان پژوهش در "
    "https://example.org/a?b=1 نوشتند: «New Eastern Outlook» از بیش از دو هزار خانواده پرسیده بود."
)
_TEXTS = (("English, 20 pages", "en", _ENGLISH, 340), ("mixed, 30 pages", "fa", _MIXED, 160))
_CHILD = """
import sys
from pathlib import Path
if sys.argv[2] == "without":
    import afgpub.renderers.pdf.repairs as repairs
    repairs.repair_directions = lambda weasyprint: None
import afgpub
pages = afgpub.convert(Path(sys.argv[1]), to="pdf").pages
print(pages)
"""


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for name, lang, words, count in (
            ("English, 10 pages", "en", _ENGLISH, 160),
            ("mixed, 30 pages", "fa", _MIXED, 160),
        ):
            file = Path(folder) / f"{lang}.md"
            file.write_text(f"---\ntitle: {name}\nlang: {lang}\n---\n\n" + f"{words}\n\n" * count, "utf-8")
            with_it, without = ([sys.executable, "-c", _CHILD, str(file), how] for how in ("with", "without"))
            compare(f"{name}, directions resolved / as WeasyPrint has them", with_it, without, runs=7)


if __name__ == "__main__":
    main()
