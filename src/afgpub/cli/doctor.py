"""`afgpub doctor`: what is there, what is missing, what for, and the command that gets it."""

from __future__ import annotations

import io
import platform
import warnings
from contextlib import redirect_stdout
from dataclasses import asdict

import click

from afgpub import __version__
from afgpub.cli.report import print_object
from afgpub.environment import (
    Finding,
    probe_faces,
    probe_formats,
    probe_libraries,
    probe_packages,
)

# How each family of systems gets Pango; FriBidi, HarfBuzz and fontconfig come with it.
_INSTALLERS = {
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango harfbuzz",
    "arch": "sudo pacman -S pango harfbuzz",
    "alpine": "sudo apk add pango harfbuzz-subset",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
}


@click.command("doctor", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> int:
    """Say whether every format works here, what is missing and how to get it."""
    groups = _examine()
    if as_json:
        print_object(_listing(groups))
    else:
        _print_groups(groups)
    return 0 if all(finding.good for finding in groups["Formats"]) else 1


def install_command(group: str, finding: Finding, family: str) -> str:
    """What to type to get what is missing; empty where nothing is known."""
    match group:
        case "Packages":
            # What is installed and does not load lacks a library, of which the next group tells.
            return "" if finding.version else f"pip install {finding.name}"
        case "Libraries":
            return _INSTALLERS.get(family, "")
        case "Faces":
            return "pip install --force-reinstall afgpub"
        case _:
            return ""


def system_family() -> str:
    """`debian`, `fedora`, `arch`, `alpine`, `suse`, `darwin`, or empty: whose package manager is here."""
    if platform.system() == "Darwin":
        return "darwin"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    return next((family for name in names for family in _INSTALLERS if name.startswith(family)), "")


def _examine() -> dict[str, tuple[Finding, ...]]:
    """All probes; what a library prints when it fails to load is kept from standard output."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return {
            "Formats": probe_formats(),
            "Packages": probe_packages(),
            "Libraries": probe_libraries(),
            "Faces": probe_faces(),
        }


def _listing(groups: dict[str, tuple[Finding, ...]]) -> dict[str, object]:
    family = system_family()
    rows = {
        group.lower(): [{**asdict(f), "install": "" if f.good else install_command(group, f, family)} for f in findings]
        for group, findings in groups.items()
    }
    return {"afgpub": __version__, "python": platform.python_version(), "platform": platform.platform(), **rows}


def _print_groups(groups: dict[str, tuple[Finding, ...]]) -> None:
    click.echo(f"afgpub {__version__}, Python {platform.python_version()}, {platform.platform()}")
    family = system_family()
    for group, findings in groups.items():
        click.echo(f"\n{group}")
        for finding in findings:
            _print_finding(finding)
        advice = dict.fromkeys(install_command(group, finding, family) for finding in findings if not finding.good)
        for line in filter(None, advice):
            click.echo(f"  To get what is missing:  {line}")


def _print_finding(finding: Finding) -> None:
    if finding.good:
        state = finding.version or "ok"
    else:
        state = f"{'FAILS' if finding.required else 'absent'}: {finding.problem}"
    purpose = f"  ({finding.purpose})" if finding.purpose else ""
    click.echo(f"  {finding.name:<26} {state}{purpose}")
