"""The contents list of a book: its page numbers come to be known without a second layout of the book."""

from __future__ import annotations

import pytest

import afgpub
from afgpub.renderers.pdf.engine import load_engine


def test_the_contents_lay_out_no_page_twice_but_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page numbers have room from the beginning: that they become known moves nothing."""
    load_engine()
    from weasyprint.layout import page

    laid_out: list[int] = []
    make = page.make_page
    monkeypatch.setattr(page, "make_page", lambda *given: (laid_out.append(given[4]), make(*given))[1])
    titles = [
        "All of the people of the long valley were there in the morning and saw it".split()[: n % 14 + 2]
        for n in range(40)
    ]
    source = "---\nrole: book\nlang: en\n---\n\n" + "\n\n".join(f"## {' '.join(words)}\n\nText." for words in titles)
    pages = afgpub.convert(source, to="pdf", options={"theme": "book", "proof": "off"}).pages
    assert pages is not None
    assert pages > 40
    assert len(laid_out) <= pages + 8
