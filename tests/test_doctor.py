"""`afgpub doctor` knows every dependency and how to get it."""

from __future__ import annotations

import ctypes
import json
import platform
import re
from importlib.metadata import requires

import pytest

from afgpub.cli import main
from afgpub.cli.doctor import install_command, system_family
from afgpub.environment import PACKAGES, Finding, probe_faces, probe_libraries, probe_packages


def test_every_dependency_is_looked_for() -> None:
    stated = [line for line in requires("afgpub") or () if "extra ==" not in line]
    names = {match.group().lower() for line in stated if (match := re.match(r"[\w.-]+", line))}
    assert {name.lower() for name, _, _ in PACKAGES} == names


def test_what_is_here_is_found() -> None:
    findings = (*probe_packages(), *probe_libraries(), *probe_faces())
    assert [finding for finding in findings if not finding.good] == []
    assert all(
        finding.version for finding in findings if finding.name in ("Pango", "HarfBuzz", "FriBidi", "weasyprint")
    )


def test_the_report(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--json"])
    report = json.loads(capfd.readouterr().out)
    assert ended.value.code == 0
    assert {finding["name"] for finding in report["formats"]} >= {"html", "epub", "pdf", "tree", "json"}
    assert report["python"] == platform.python_version()
    with pytest.raises(SystemExit):
        main(["doctor"])
    printed = capfd.readouterr().out
    for group in ("Formats", "Packages", "Libraries", "Faces"):
        assert f"\n{group}\n" in printed


def test_a_missing_library_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", fail)
    problems = [finding.problem for finding in probe_libraries()]
    assert "libpango-1.0.so.0: cannot open shared object file" in problems


@pytest.mark.parametrize(
    ("release", "family", "start"),
    [
        ({"ID": "debian"}, "debian", "sudo apt-get install libpango-1.0-0"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "debian", "sudo apt-get install libpango-1.0-0"),
        ({"ID": "fedora"}, "fedora", "sudo dnf install pango"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora", "sudo dnf install pango"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "suse", "sudo zypper install"),
        ({"ID": "plan9"}, "", ""),
    ],
)
def test_the_command_that_gets_pango(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], family: str, start: str
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert system_family() == family
    typed = install_command("Libraries", Finding("Pango", "laying out PDFs", problem="not found"), family)
    assert typed.startswith(start)
    assert bool(typed) is bool(start)


def test_the_command_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    finding = Finding("Pango", "laying out PDFs", problem="not found")
    assert install_command("Libraries", finding, system_family()) == "brew install pango"
