"""Verdicts as a web page: what changed, in words, and each changed page of a PDF as it was and as it is.

Pictures are shown side by side, one over the other, or with a slider between; without scripts, side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from afgpub.check.reports import spelled
from afgpub.output import write_outputs
from afgpub.snapshot import pictures
from afgpub.snapshot.reports.text import summary, verdict_lines
from afgpub.snapshot.verifying import Verdict

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'; \
script-src 'self'">
<title>Snapshots: {title}</title>
<link rel="stylesheet" href="report.css">
<script src="report.js" defer></script>
</head>
<body>
<main>
<h1>Snapshots: {title}</h1>
"""
_VIEWS = (("beside", "Side by side"), ("overlay", "Overlay: what is the same is white"), ("slider", "Slider"))


def write_page(folder: Path, verdicts: Sequence[Verdict]) -> None:
    """Write `index.html` into `folder`, and beside it its style, its script and the pictures.

    Raises RenderError (output-unwritable).
    """
    resources = files("afgpub.snapshot.reports")
    made = {folder / name: (resources / name).read_bytes() for name in ("report.css", "report.js")}
    body: list[str] = []
    for number, verdict in enumerate(verdicts, 1):
        if verdict.is_good:
            continue
        body += _section(verdict, number)
        for page, sides in changed_pages(verdict):
            made |= {folder / _file(number, page, side): data for side, data in sides.items()}
    good = [str(verdict.source) for verdict in verdicts if verdict.is_good]
    if good:
        body += ["<section>", "<h2>As they were</h2>", "<ul>"]
        body += [*(f"<li>{escape(spelled(name))}</li>" for name in good), "</ul>", "</section>"]
    text = _HEAD.format(title=escape(summary(verdicts))) + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    write_outputs(made | {folder / "index.html": text.encode("utf-8", "backslashreplace")})


def changed_pages(verdict: Verdict) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Each page that looks another way, with its pictures `before` and `after` as far as there are any."""
    if verdict.before is None or verdict.after is None or "pictures" not in verdict.after.layers:
        return
    for page in pictures.changed_pages(verdict.before.layers.get("pictures", ""), verdict.after.layers["pictures"]):
        sides = {"before": verdict.before.pixels.get(page), "after": verdict.after.pixels.get(page)}
        yield page, {side: data for side, data in sides.items() if data is not None}


def _section(verdict: Verdict, number: int) -> Iterator[str]:
    lines = list(verdict_lines(verdict))
    yield f'<section aria-labelledby="p{number}">'
    yield f'<h2 id="p{number}">{escape(lines[0])}</h2>'
    yield f'<pre dir="ltr" tabindex="0">{"".join(map(_line, lines[1:]))}</pre>'
    pages = list(changed_pages(verdict))
    if any(len(sides) == 2 for _, sides in pages):
        yield from _choice(number)
    for page, sides in pages:
        yield from _page(number, page, sides)
    yield "</section>"


def _line(line: str) -> str:
    mark = {"-": "del", "+": "ins"}.get(line.strip()[:1])
    text = escape(line)
    return (f"<{mark}>{text}</{mark}>" if mark else text) + "\n"


def _choice(number: int) -> Iterator[str]:
    """How the pages of a publication are compared; the script shows it, since it does nothing without one."""
    yield f'<fieldset class="views" data-for="p{number}" hidden>'
    yield "<legend>Compare pages</legend>"
    for value, label in _VIEWS:
        checked = " checked" if value == "beside" else ""
        yield f'<label><input type="radio" name="view-{number}" value="{value}"{checked}> {label}</label>'
    yield "</fieldset>"


def _page(number: int, page: int, sides: dict[str, bytes]) -> Iterator[str]:
    both = len(sides) == 2
    yield f'<div class="page{" both" if both else ""}" data-view="beside" role="group" aria-label="Page {page}">'
    yield f"<h3>Page {page}</h3>"
    if both:
        yield f"<p>Other pixels{pictures.count_pixels(sides['before'], sides['after'])}.</p>"
    if both:
        slider = '<input type="range" min="0" max="100" value="50">'
        yield f'<label class="where">Share of the page that is shown as it is {slider}</label>'
    yield '<div class="pictures">'
    for side in sides:
        word = "as it was" if side == "before" else "as it is"
        yield f'<figure class="{side}"><img src="{_file(number, page, side)}" alt="Page {page} {word}">'
        yield f"<figcaption>{word}</figcaption></figure>"
    yield "</div>"
    if "before" not in sides:
        yield "<p>There is no picture of it as it was: keep them with afgpub snapshot update --pixels.</p>"
    yield "</div>"


def _file(number: int, page: int, side: str) -> str:
    return f"pages/{number}-{page}-{side}.png"
