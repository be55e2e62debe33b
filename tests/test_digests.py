"""Digests are SHA-256, whoever makes them."""

from __future__ import annotations

import hashlib
import sys

import pytest

from afgpub import digests
from afgpub.digests import sha256_of


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 1000, digests._SMALL, digests._SMALL + 1])
def test_they_are_those_of_hashlib(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    expected = hashlib.sha256(data[:size]).hexdigest()
    assert sha256_of(data[:size]) == expected
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    assert sha256_of(data[:size]) == expected
