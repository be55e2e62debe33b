"""Digests are SHA-256, whoever makes them."""

from __future__ import annotations

import hashlib
import sys
import uuid

import pytest

from afgpub import digests
from afgpub.digests import sha256_of, url_uuid


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 1000, digests._SMALL, digests._SMALL + 1])
def test_they_are_those_of_hashlib(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (bytes(range(256)) * (size // 256 + 1))[:size]
    expected = hashlib.sha256(data).hexdigest()
    assert sha256_of(data) == sha256_of(data[: size // 2], data[size // 2 :]) == expected
    monkeypatch.delitem(sys.modules, "_hashlib")
    monkeypatch.setattr(digests, "_asked", 0)
    assert sha256_of(data) == sha256_of(data[: size // 2], data[size // 2 :]) == expected, "by CPython's own"
    monkeypatch.delitem(sys.modules, "_hashlib", raising=False)
    monkeypatch.setattr(digests, "_without_openssl", digests._without_openssl.__wrapped__)
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    assert sha256_of(data) == expected, "by OpenSSL, where CPython has none"


def test_openssl_makes_those_of_many_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "_hashlib")
    monkeypatch.setattr(digests, "_asked", 0)
    assert digests._sha256([b"a" * digests._SMALL]) is not hashlib.sha256
    assert digests._sha256([b"a"]) is hashlib.sha256


@pytest.mark.parametrize("url", ["", "urn:sha256:00", "https://example.org/سلام"])
def test_a_url_has_the_uuid_that_the_standard_library_gives_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = uuid.uuid5(uuid.NAMESPACE_URL, url).urn
    assert url_uuid(url) == expected
    monkeypatch.setitem(sys.modules, "_sha1", None)
    assert url_uuid(url) == expected
