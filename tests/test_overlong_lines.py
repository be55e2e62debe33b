"""A line without a place to break, of very many boxes: it takes time in proportion, and breaks where it did."""

from __future__ import annotations

import inspect
import time

import afgpub
from afgpub.renderers.pdf.engine import load_engine


def test_the_upstream_text_that_is_wrapped() -> None:
    load_engine()
    from weasyprint.layout import inline

    wrapped = inspect.unwrap(inline._break_waiting_children)
    names = list(inspect.signature(wrapped).parameters)
    assert names[0] == "context"
    assert names[-4:] == ["children", "waiting_children", "first_letter_style", "first_line_style"]
    source = inspect.getsource(wrapped)
    assert "children.extend(waiting_children_copy)" in source
    assert "return {children[-1][0] + 1: None}" in source


def seconds(count: int) -> float:
    document, _ = afgpub.prepare("e`" + "``e`" * count)
    began = time.process_time()
    afgpub.render(document, to="pdf", options={"proof": "off"})
    return time.process_time() - began


def test_a_line_of_many_boxes_without_a_break() -> None:
    seconds(10)
    less, more = seconds(300), seconds(900)
    assert more < 5 * less, "a quadratic one takes nine times as long"
