"""Lines that cost less and are the same: WeasyPrint 70.0 makes each of them several times over.

Columns are laid out in trial after trial until they are balanced, and each trial breaks the lines of all paragraphs
anew; here a line that was made is remembered (`memory`), as is the part of a text that goes into a line (`splits`). A
line of nothing but text is put together directly (`plain`). All those of one text are cut from it where HarfBuzz, told
what Pango makes of such texts, has shaped it once (`harfbuzz`, `learnt`, `breakable`, `direct`). A line that is
justified is measured no further (`justified`). Pango hears once of each style (`setup`), draws no line to find that a
word is too wide for it (`breaks`), and shapes a line once, to be measured and drawn (`shaped`). How wide short
texts are is remembered (`widths`). What is not plainly the same goes the way of WeasyPrint.
"""

from __future__ import annotations

from afgpub.renderers.pdf.lines.direct import make_lines_directly
from afgpub.renderers.pdf.lines.justified import repair_justification
from afgpub.renderers.pdf.lines.memory import remember_lines
from afgpub.renderers.pdf.lines.plain import repair_plain_lines
from afgpub.renderers.pdf.lines.setup import repair_setup
from afgpub.renderers.pdf.lines.shaped import repair_shaping
from afgpub.renderers.pdf.lines.splits import remember_splits
from afgpub.renderers.pdf.lines.widths import remember_widths


def repair_lines() -> None:
    """Make WeasyPrint's lines cheaper; once, after all repairs that change what lines are."""
    repair_setup()
    repair_shaping()
    remember_splits()
    repair_justification()
    repair_plain_lines()
    remember_lines()
    make_lines_directly()
    remember_widths()
