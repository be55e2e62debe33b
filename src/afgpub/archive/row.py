"""What became of one source: the row that the ledger keeps and the report shows."""

from __future__ import annotations

import json
from typing import Any, Literal

from afgpub.archive.about import About
from afgpub.frozen import dataclass, field, is_dataclass, replace
from afgpub.messages import Message

State = Literal["made", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Output:
    """A file in the target's folder: its relative name, size in bytes and SHA-256 in hex. `format` is empty for assets.

    `pages` is the number of pages of a PDF.
    """

    format: str
    name: str
    bytes: int
    sha256: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its code, the whole of it as it is printed, and its hint."""

    code: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Row:
    """`digest` is the SHA-256 of the source that the outputs are of, empty where they are not of this one.

    `settings` is a digest of all that was asked for, `pictures` those of the pictures. `outputs` of a failed row are
    what is there of it, also from an earlier run. `about` is None where nothing was read.
    """

    name: str
    state: State
    digest: str = ""
    settings: str = ""
    about: About | None = None
    outputs: tuple[Output, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    failures: tuple[Said, ...] = ()
    warnings: int = 0
    seconds: float = field(default=0.0, compare=False)


def said(message: Message) -> Said:
    """A message for a row."""
    return Said(message.code, str(message), message.hint or "")


def failed(name: str, message: Message) -> Row:
    """The row of a source of which nothing could be made."""
    return Row(name, "failed", failures=(said(message),))


def unchanged(row: Row) -> Row:
    """The row of an earlier run, of which everything is there."""
    return replace(row, state="unchanged", seconds=0.0)


def row_to_json(row: Row) -> str:
    """One line of JSON."""
    return json.dumps(as_plain(row), ensure_ascii=False, separators=(",", ":"))


def as_plain(value: Any) -> Any:
    """A row or what is in it as JSON's types; `dataclasses.asdict` would copy every string."""
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    return {name: as_plain(getattr(value, name)) for name in value.__dataclass_fields__}


def row_from_json(line: str | bytes) -> Row:
    """What `row_to_json` wrote. Raises ValueError for anything else."""
    given: Any = json.loads(line)
    try:
        about = given.get("about")
        if about is None:  # the ledgers of afgpub 0.1.0 before there were catalogues had the title only
            given.pop("title", None)
        return Row(
            **{
                **given,
                "about": about and About(**{**about, "authors": tuple(about["authors"])}),
                "outputs": tuple(Output(**output) for output in given["outputs"]),
                "pictures": tuple((str(name), str(digest)) for name, digest in given["pictures"]),
                "failures": tuple(Said(**one) for one in given["failures"]),
            }
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from None
