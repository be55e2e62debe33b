"""One article made into several formats at once, and the answer of the worker that did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from afgpub.archive.about import About, about
from afgpub.document import Document, Image
from afgpub.frozen import dataclass
from afgpub.messages import Message, Severity
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import Messages, get_renderer
from afgpub.source import Source
from afgpub.walk import walk
from afgpub.worker.packing import (
    UnpackError,
    as_json,
    foreseen,
    of_json,
    pack,
    pack_messages,
    unpack,
    unpack_messages,
)


@dataclass(frozen=True, slots=True)
class Made:
    """One format of an article: the file, the files that must stand beside it, and the number of pages of a PDF."""

    format: str
    output: bytes
    assets: Mapping[str, bytes]
    pages: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """What was made of a source. `failures` are the formats that could not be made, `pictures` the files it names."""

    about: About
    made: tuple[Made, ...]
    warnings: int
    failures: Messages
    pictures: tuple[str, ...]


def make_article(
    source: Source,
    reader: str | None,
    normaliser: NormaliserOptions,
    options: Mapping[str, Options],
    *,
    stops_at_pictures: bool = False,
) -> Article:
    """Read and prepare a source, and render it in each format of `options`; one that fails does not stop the others.

    With `stops_at_pictures` nothing is rendered if it names any. Raises what `prepare` raises.
    """
    from afgpub.conversion import prepare_source
    from afgpub.renderers.page_starts import printed_first, with_page_starts

    document, messages = prepare_source(source, reader, normaliser)
    pictures = pictures_of(document)
    made: dict[str, Made] = {}
    failures: list[Message] = []
    starts: Any = ()
    for name in () if stops_at_pictures and pictures else printed_first(options, options):
        try:
            chosen = with_page_starts(options[name], starts)
            rendering = get_renderer(name).render(document, chosen, source.folder)
        except MemoryError:
            raise
        except Exception as error:
            failures.append(foreseen(error).message)
            continue
        messages += rendering.messages
        starts = rendering.page_starts or starts
        made[name] = Made(name, rendering.output, rendering.assets, rendering.pages)
    return Article(
        about=about(document),
        made=tuple(made[name] for name in options if name in made),
        warnings=sum(one.severity >= Severity.WARNING for one in dict.fromkeys(messages)),
        failures=tuple(failures),
        pictures=pictures,
    )


def pictures_of(document: Document) -> tuple[str, ...]:
    """The files that a document names as pictures, its cover too, each once."""
    named = [node.target for node in walk(document.root) if isinstance(node, Image)]
    cover = document.root.meta.cover if document.root.meta else ""
    return tuple(dict.fromkeys(name for name in (*named, cover or "") if name and not name.startswith("data:")))


def pack_article(article: Article) -> list[bytes]:
    """An article as frames: what is said of it, then each file and its assets."""
    head = {
        "about": pack(article.about),
        "made": [[made.format, made.pages, list(made.assets)] for made in article.made],
        "warnings": article.warnings,
        "failures": pack_messages(article.failures),
        "pictures": list(article.pictures),
    }
    return [as_json(head), *(data for made in article.made for data in (made.output, *made.assets.values()))]


def unpack_article(frames: Sequence[bytes], formats: Sequence[str]) -> Article:
    """What `pack_article` made of these formats. Raises UnpackError."""
    try:
        head = of_json(frames[0])
        rest = iter(frames[1:])
        made = [
            Made(
                unpack(str, format),
                next(rest),
                {unpack(str, name): next(rest) for name in names},
                unpack(int | None, pages),
            )
            for format, pages, names in head["made"]
        ]
        if next(rest, None) is not None or any(one.format not in formats for one in made):
            raise UnpackError("other files than were asked for")
        return Article(
            about=unpack(About, head["about"]),
            made=tuple(made),
            warnings=unpack(int, head["warnings"]),
            failures=unpack_messages(head["failures"]),
            pictures=unpack(tuple[str, ...], head["pictures"]),
        )
    except UnpackError:
        raise
    except (IndexError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise UnpackError(str(error)) from None
