"""`afgpub prove`: does a PDF say, to those who copy, search and listen, what its source says?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afgpub import __version__
from afgpub.cli.apart import ApartCommand, limit_options
from afgpub.cli.files import read_bytes
from afgpub.cli.report import print_message, print_object
from afgpub.options import CALENDARS
from afgpub.plugins import get_reader, reader_names

if TYPE_CHECKING:
    from afgpub.messages import Message
    from afgpub.proof import Proof


def _complete_readers(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in reader_names() if name.startswith(incomplete)]


@click.command("prove", cls=ApartCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.option(
    "--level",
    type=click.FloatRange(0, 100),
    default=99.5,
    show_default=True,
    help="The percentage of characters that must come back as written.",
)
@click.option("--from", "reader", metavar="READER", help="The format of SOURCE.", shell_complete=_complete_readers)
@click.option("--theme", default="news", show_default=True, help="The theme that the PDF was made with.")
@click.option("--calendar", type=click.Choice(CALENDARS), default="keep", help="How its dates are printed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@limit_options
def command(
    file: Path, source: Path, level: float, reader: str | None, theme: str, calendar: str, as_json: bool, debug: bool
) -> int:
    """Read a PDF back and compare it with its source.

    The exit code is 0 if enough characters come back, every zero-width non-joiner among them, each line once and in
    order; else 1.
    """
    from afgpub.conversion import prepare
    from afgpub.proof import prove
    from afgpub.proof.findings import tell
    from afgpub.renderers.markup import ImageStore, render_markup
    from afgpub.renderers.pdf.book.edition import Edition
    from afgpub.renderers.pdf.pages import page_size
    from afgpub.theme import load_theme

    if reader:
        get_reader(reader)
    data = read_bytes(file)
    document, _ = prepare(source, reader=reader)
    images = ImageStore(source.resolve().parent)
    chosen = load_theme(theme)
    markup = render_markup(document, chosen, images, calendar=calendar)
    edition = Edition(chosen, markup, *page_size(chosen.page), "theme", {})
    proof = prove(data, edition.compose()[0].article)
    messages = tell(proof, document, level / 100)
    passed = proof.meets(level / 100)
    if as_json:
        head = {"afgpub": __version__, "file": str(file), "source": str(source), "level": level, "passed": passed}
        print_object({**head, "share": proof.share, **asdict(proof)})
    else:
        _print(proof, messages)
    return 0 if passed else 1


def _print(proof: Proof, messages: tuple[Message, ...]) -> None:
    rows = (
        ("characters as written", proof.encoded, proof.characters),
        ("zero-width non-joiners", proof.zwnj_kept, proof.zwnj),
        ("lines in order", proof.ordered, proof.lines),
    )
    for name, good, whole in rows:
        share = f"{int(10_000 * good / whole) / 100:.2f} %" if whole else "-"
        click.echo(f"{name:24}{good:9} of {whole:9}{share:>11}")
    more = (
        ("lost words", len(proof.lost)),
        ("lines twice", len(proof.doubled)),
        ("presentation forms", proof.presentation_forms),
        ("characters not in SOURCE", proof.added + proof.extra),
    )
    for name, count in more:
        click.echo(f"{name:24}{count:9}")
    for finding in messages:
        print_message(finding)
