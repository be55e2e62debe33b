"""What a worker is asked to do. Requests are pickled, since the asker is trusted; answers never are."""

from __future__ import annotations

from collections.abc import Mapping

from afgpub.document import Document
from afgpub.frozen import dataclass
from afgpub.limits import Limits
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.source import Source


@dataclass(frozen=True, slots=True)
class Read:
    """Read a source; the answer is a document."""

    source: Source
    reader: str | None


@dataclass(frozen=True, slots=True)
class Prepare:
    """Read, normalise, name languages and direct; the answer is a document."""

    source: Source
    reader: str | None
    normaliser: NormaliserOptions


@dataclass(frozen=True, slots=True)
class Render:
    """Render a tree, with the pictures of a folder; the answer is a rendering."""

    document: Document
    to: str
    options: Options
    folder: bytes | None


@dataclass(frozen=True, slots=True)
class Make:
    """The whole way of some sources to several formats; there is an answer for each, an article of an archive.

    With `stops_at_pictures` nothing is rendered of a source that names any, since they are not there yet.
    """

    sources: tuple[Source, ...]
    reader: str | None
    normaliser: NormaliserOptions
    options: Mapping[str, Options]
    stops_at_pictures: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A job, pickled, and what of the asker's surroundings it needs: folder, module path, SOURCE_DATE_EPOCH.

    `names` are the sources that it is about, in the order of the answers.
    """

    names: tuple[str, ...]
    folder: bytes | None
    path: tuple[str, ...]
    epoch: str | None
    limits: Limits
    job: bytes
