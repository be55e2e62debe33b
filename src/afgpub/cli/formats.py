"""`afgpub formats`: what can be read and written, with the options of each format."""

from __future__ import annotations

import click

from afgpub.cli.flags import Flag, option_flags
from afgpub.cli.report import print_object
from afgpub.plugins import get_reader, installed_renderers, reader_names, theme_names


@click.command("formats", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """List the readers, the output formats with their options, and the themes."""
    if as_json:
        print_object(_listing())
    else:
        _print_listing()


def _listing() -> dict[str, object]:
    return {
        "readers": [{"name": name, "suffixes": get_reader(name).suffixes} for name in reader_names()],
        "formats": [
            {
                "name": renderer.name,
                "suffix": renderer.suffix,
                "media_type": renderer.media_type,
                "options": [
                    {
                        "name": flag.name,
                        "flag": flag.spelling,
                        "type": flag.type.__name__,
                        "default": flag.default,
                        "choices": flag.choices,
                        "help": flag.help,
                    }
                    for flag in option_flags([renderer]).values()
                ],
            }
            for renderer in installed_renderers()
        ],
        "themes": theme_names(),
    }


def _print_listing() -> None:
    click.echo("Readers")
    for name in reader_names():
        click.echo(f"  {name:<10} {' '.join(get_reader(name).suffixes)}")
    click.echo("\nFormats")
    for renderer in installed_renderers():
        click.echo(f"  {renderer.name:<10} {renderer.suffix:<8} {renderer.media_type}")
        for flag in option_flags([renderer]).values():
            click.echo(f"      {flag.spelling:<18} {_describe(flag)}")
    click.echo("\nThemes")
    for name in theme_names():
        click.echo(f"  {name}")


def _describe(flag: Flag) -> str:
    choices = f" ({', '.join(flag.choices)})" if flag.choices else ""
    default = "" if flag.default in (None, "") else f" [{flag.default}]"
    return f"{flag.help}{choices}{default}"
