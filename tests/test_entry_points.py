"""Entry points are read from the files of distributions as the standard library reads them."""

from __future__ import annotations

import importlib.metadata
import sys
import zipfile
from pathlib import Path

import pytest

from afgpub import plugins
from afgpub.entry_points import EntryPoint, entry_points
from afgpub.plugins import get_reader

GROUPS = ("afgpub.readers", "afgpub.renderers", "afgpub.themes", "pytest11", "console_scripts", "nothing")


def standard(group: str) -> set[EntryPoint]:
    return {EntryPoint(point.name, point.value) for point in importlib.metadata.entry_points(group=group)}


def install(folder: Path, name: str, text: str) -> None:
    where = folder / f"{name}.dist-info"
    where.mkdir(parents=True)
    (where / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.partition('-')[0]}\nVersion: 1\n", "utf-8")
    (where / "entry_points.txt").write_text(text, "utf-8")


@pytest.mark.parametrize("group", GROUPS)
def test_those_that_are_installed(group: str) -> None:
    found = entry_points(group)
    assert set(found) == standard(group)
    assert len(found) == len(set(found))


def test_the_first_of_a_name_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# ours\n[own]\n\na = one:A\nb=two.three : B [extra]\n# c = c:C\n[other]\nd = four\n[own.more]\ne = x:E\n"
    install(tmp_path / "first", "Some_Thing-1", text)
    install(tmp_path / "second", "some.thing-2", "[own]\nf = six:F\n")
    install(tmp_path / "second", "else-2", "[own]\ng = seven:G\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "gone"), str(tmp_path / "second")])
    assert [(p.name, p.value) for p in entry_points("own")] == [
        ("a", "one:A"),
        ("b", "two.three : B [extra]"),
        ("g", "seven:G"),
    ]
    assert set(entry_points("own")) == standard("own")


def test_in_an_archive_the_standard_library_finds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("packed-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: packed\nVersion: 1\n")
        archive.writestr("packed-1.dist-info/entry_points.txt", "[own]\nz = eight:Z\n")
    monkeypatch.syspath_prepend(str(tmp_path / "all.zip"))
    assert EntryPoint("z", "eight:Z") in entry_points("own")


def test_loading() -> None:
    assert EntryPoint("a", "os.path:join.__name__").load() == "join"
    assert EntryPoint("a", "os.path : sep [extra]").load() == EntryPoint("b", "os.path:sep").load()
    assert EntryPoint("a", "os").load() is sys.modules["os"]


def test_the_endings_of_our_own_readers_are_what_they_say() -> None:
    own = {point.value: point.name for point in entry_points("afgpub.readers") if point.value.startswith("afgpub.")}
    assert {value: get_reader(name).suffixes for value, name in own.items()} == plugins._SUFFIXES
