"""Work that must grow with its input and no faster: twice as much of it, about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from lxml import etree

from afgpub.readers.pandoc.docx import prepare_docx
from afgpub.renderers.markup.elements import append_text, element
from afgpub.source import open_source
from pandoc_samples import docx, run


def fill_a_paragraph(count: int) -> Callable[[], object]:
    def fill() -> None:
        parent = etree.Element("p")
        for number in range(count):
            element(parent, "b")
            append_text(parent, f"{number}")

    return fill


def unwrap_runs(count: int) -> Callable[[], object]:
    runs = "".join(f'<w:dir w:val="rtl">{run(f"{number * 7919 % 100_003}")}</w:dir>' for number in range(count))
    source = open_source(docx(f"<w:p>{runs}</w:p>"))
    return lambda: prepare_docx(source)


def seconds(work: Callable[[], object]) -> float:
    """The least of three times, of this process alone."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(("work", "count"), [(fill_a_paragraph, 8000), (unwrap_runs, 5000)])
def test_four_times_as_much(work: Callable[[int], Callable[[], object]], count: int) -> None:
    less, more = seconds(work(count)), seconds(work(4 * count))
    assert more < 9 * less, "a quadratic one takes sixteen times as long"
