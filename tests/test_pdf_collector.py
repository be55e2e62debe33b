"""The collector of cycles rests while a PDF is made, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

import afgpub
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
