"""The collector of cycles rests while a PDF or a book of chapters is made, and is afterwards as it was."""

from __future__ import annotations

import gc
import os

import pytest

import afgpub
from afgpub.collector import collector_at_rest
from afgpub.exceptions import AfgpubError
from afgpub.renderers.pdf import layout


@pytest.mark.parametrize("was_enabled", [True, False])
def test_the_collector_is_as_it_was(monkeypatch: pytest.MonkeyPatch, was_enabled: bool) -> None:
    within = []
    lay_out = layout.lay_out
    monkeypatch.setattr(layout, "lay_out", lambda *given: (within.append(gc.isenabled()), lay_out(*given))[1])
    if not was_enabled:
        gc.disable()
    try:
        afgpub.convert("# A\n\nText.\n", to="pdf")
        assert gc.isenabled() == was_enabled
        with pytest.raises(AfgpubError):
            afgpub.convert("# A\n\nText.\n", to="pdf", options={"page": "1x1"})
        assert gc.isenabled() == was_enabled
    finally:
        gc.enable()
    assert within == [False, False]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_collects() -> None:
    with collector_at_rest():
        child = os.fork()
        if not child:
            os._exit(0 if gc.isenabled() else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert not gc.isenabled()
    assert gc.isenabled()
