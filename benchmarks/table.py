"""The figures as a table for people and as a plot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Protocol


class Line(Protocol):
    """What is needed of a line of figures."""

    @property
    def work(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    @property
    def megabytes(self) -> float: ...
    @property
    def ratio(self) -> float | None: ...
    @property
    def lowest(self) -> float | None: ...
    @property
    def highest(self) -> float | None: ...


def make_table(rows: Sequence[Line]) -> str:
    """A table in Markdown."""
    lines = ["| Work | | CPU ms | a second | peak MB | afgpub takes |", "|---|---|---:|---:|---:|---:|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} of it ({row.lowest:.2f} to {row.highest:.2f})"
        figures = f"{row.seconds * 1000:.1f} | {1 / row.seconds:.1f} | {row.megabytes:.0f}"
        lines.append(f"| {row.work} | {row.who} | {figures} | {ratio} |")
    return "\n".join(lines) + "\n"


def draw(rows: Sequence[Line], target: Path) -> None:
    """A plot in SVG, if matplotlib is there: a bar for each line, on a logarithmic scale, a group for each work."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        print("no plot without matplotlib")
        return
    mpl.rcParams["svg.hashsalt"] = "afgpub"
    groups = [(work, list(group)) for work, group in groupby(rows, key=lambda row: row.work)]
    figure = Figure(figsize=(8, 0.32 * (len(rows) + len(groups))), layout="constrained")
    axes = figure.subplots()
    place = 0.0
    for work, group in groups:
        axes.text(0, place, work, transform=axes.get_yaxis_transform(), fontsize=9, fontweight="bold", va="center")
        for row in group:
            place += 1
            ours = row.ratio is None
            axes.barh(place, row.seconds * 1000, color="#8c2f1c" if ours else "#b9b4a7", height=0.75)
            axes.text(row.seconds * 1000, place, f" {row.who}, {row.seconds * 1000:.3g} ms", fontsize=8, va="center")
        place += 1.3
    axes.set(xscale="log", xlabel="CPU milliseconds, less is better", yticks=[])
    axes.set_xlim(right=axes.get_xlim()[1] * 30)
    axes.invert_yaxis()
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.savefig(target, metadata={"Date": None})
