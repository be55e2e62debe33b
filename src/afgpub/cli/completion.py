"""`afgpub completion`: the script that teaches a shell the commands, formats and themes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from afgpub.cli.commands import afgpub


@click.command("completion", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script that completes afgpub's commands in a shell.

    \b
    bash   eval "$(afgpub completion bash)"    in ~/.bashrc
    zsh    eval "$(afgpub completion zsh)"     in ~/.zshrc
    fish   afgpub completion fish | source     in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all three
    click.echo(kind(afgpub, {}, "afgpub", "_AFGPUB_COMPLETE").source())
