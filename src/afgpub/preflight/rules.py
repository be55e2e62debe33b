"""The table of checks: what each says when it is passed, and for which profiles it must be."""

from __future__ import annotations

from afgpub.frozen import dataclass

ALL = ("screen", "archive", "press", "press-1a")
PRESS = ("press", "press-1a")


@dataclass(frozen=True, slots=True)
class Rule:
    """`passed` is the good news in a few words; with another profile than those of `must` a finding is a note."""

    passed: str
    must: tuple[str, ...]


RULES: dict[str, Rule] = {
    "readable": Rule("the file can be read", ALL),
    "encryption": Rule("not encrypted", ALL),
    "limits": Rule("all of it was judged", ALL),
    "version": Rule("the version of PDF fits the profile", ("archive", *PRESS)),
    "claim": Rule("the file claims what the profile asks", ("archive", *PRESS)),
    "metadata": Rule("title, dates and identifiers are there", ALL),
    "output-intent": Rule("the output intent is complete", ("archive", *PRESS)),
    "page-boxes": Rule("every page has a TrimBox inside its BleedBox inside its MediaBox", PRESS),
    "bleed": Rule("there is bleed on all sides", PRESS),
    "page-size": Rule("all pages are of one size", PRESS),
    "colour-rgb": Rule("no RGB of a device", PRESS),
    "colour-managed": Rule("no RGB or Lab with a profile", ("press-1a",)),
    "ink-coverage": Rule("the inks are under the limit", PRESS),
    "black-text": Rule("black text is in black ink only", PRESS),
    "image-resolution": Rule("images are fine enough", PRESS),
    "fonts-embedded": Rule("all fonts are embedded", ALL),
    "fonts-subset": Rule("fonts hold only what is used", ()),
    "fonts-unicode": Rule("all fonts say which letters they show", ("screen", "archive")),
    "transparency": Rule("nothing is transparent", ("press-1a",)),
    "overprint": Rule("no white overprints", PRESS),
    "annotations": Rule("nothing to click", PRESS),
    "scripts": Rule("no scripts and no actions that run", ("archive", *PRESS)),
    "tags": Rule("the text is tagged and its language known", ("screen", "archive")),
}
