"""Notes beside the text where the screen is wide, by style alone: CSS Anchor Positioning 1.

A note stays an item at the end of the text for who hears the page or has a small screen or an older browser; where
there is room, its box is moved to the height of its call, or below the note before it.
"""

from __future__ import annotations

from lxml import etree

MEDIA = "screen and (min-width: 76rem)"
MOST = 300  # notes; more of them stay at the end
GAP = "0.75rem"


def side_notes(article: etree._Element) -> str:
    """The style sheet, for MEDIA, of the notes of `article`; empty where it has none, or more than MOST."""
    count = len(article.findall("section[@role='doc-endnotes']/ol/li"))
    if not 0 < count <= MOST:
        return ""
    rows = [_FIXED]
    for number in range(1, count + 1):
        top = f"anchor(--call-{number} top, 0px)"
        if number > 1:
            top = f"max({top}, calc(anchor(--note-{number - 1} bottom, 0px) + {GAP}))"
        rows.append(f"#call-{number} {{ anchor-name: --call-{number}; }}")
        rows.append(f"#note-{number} {{ anchor-name: --note-{number}; top: {top}; }}")
    inside = "\n".join(rows)
    return f"@supports (anchor-name: --a) and (top: anchor(--a top)) {{\n{inside}\n}}"


_FIXED = """article { position: relative; }
article > .notes { margin: 0; padding: 0; border: 0; }
article > .notes > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
article > .notes > ol { margin: 0; padding: 0; }
article > .notes > ol > li { position: absolute; width: 13rem; }
article > .notes > ol > li > :first-child { margin-top: 0; }
article > .notes > ol > li > :last-child { margin-bottom: 0; }
article[dir="ltr"] > .notes > ol > li { left: calc(100% + 3rem); }
article[dir="rtl"] > .notes > ol > li { right: calc(100% + 3rem); }"""
