"""Pictures are foreign bytes: what opens them works in a worker, and gives what it would give here."""

from __future__ import annotations

import pytest

import afgpub
from afgpub.plugins import get_renderer
from conftest import PROJECT

ELEMENTS = PROJECT / "examples" / "elements" / "article.md"


@pytest.mark.parametrize("to", ["pdf", "epub", "docx"])
def test_a_document_with_pictures_is_rendered_apart(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from afgpub.worker import client

    asked: list[str] = []
    real = client.render_in_worker

    def render(document: afgpub.Document, to: str, *rest: object) -> object:
        asked.append(to)
        return real(document, to, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "render_in_worker", render)
    document, _ = afgpub.prepare(ELEMENTS)
    apart = afgpub.render(document, to=to, folder=ELEMENTS.parent)
    assert asked == [to]
    renderer = get_renderer(to)
    assert apart == renderer.render(document, renderer.options(), ELEMENTS.parent)


def test_a_document_without_pictures_is_rendered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise AssertionError("a worker was asked")

    monkeypatch.setattr("afgpub.worker.client.render_in_worker", refuse)
    document, _ = afgpub.prepare("# Title\n\nText.\n")
    assert afgpub.render(document, to="pdf").pages == 1
