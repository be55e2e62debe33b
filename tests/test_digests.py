"""Digests are SHA-256, whoever makes them."""

from __future__ import annotations

import hashlib
import sys

import pytest

from afgpub import digests
from afgpub.digests import sha256_of


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 1000, digests._SMALL, digests._SMALL + 1])
def test_they_are_those_of_hashlib(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (bytes(range(256)) * (size // 256 + 1))[:size]
    expected = hashlib.sha256(data).hexdigest()
    assert sha256_of(data) == expected
    monkeypatch.delitem(sys.modules, "hashlib")
    assert sha256_of(data) == expected, "by CPython's own"
    monkeypatch.delitem(sys.modules, "hashlib", raising=False)
    monkeypatch.setattr(digests, "_without_openssl", digests._without_openssl.__wrapped__)
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    assert sha256_of(data) == expected, "by OpenSSL, where CPython has none"
