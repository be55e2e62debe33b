"""One article made into several formats at once, and the answer of the worker that did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from afgpub.document import Document, Image
from afgpub.messages import Message
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options
from afgpub.plugins import Messages, get_renderer
from afgpub.source import Source
from afgpub.walk import plain_text, walk
from afgpub.worker.packing import UnpackError, as_json, foreseen, of_json, pack_messages, unpack, unpack_messages


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

    title: str
    made: tuple[Made, ...]
    messages: Messages
    failures: Messages
    pictures: tuple[str, ...]


def make_article(
    source: Source, reader: str | None, normaliser: NormaliserOptions, options: Mapping[str, Options]
) -> Article:
    """Read and prepare a source, and render it in each format of `options`; one that fails does not stop the others.

    Raises what `prepare` raises.
    """
    from afgpub.conversion import prepare_source
    from afgpub.renderers.page_starts import printed_first, with_page_starts

    document, messages = prepare_source(source, reader, normaliser)
    made: dict[str, Made] = {}
    failures: list[Message] = []
    starts: Any = ()
    for name in printed_first(options, options):
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
        title=" ".join(plain_text(document.root.title).split()),
        made=tuple(made[name] for name in options if name in made),
        messages=tuple(dict.fromkeys(messages)),
        failures=tuple(failures),
        pictures=pictures_of(document),
    )


def pictures_of(document: Document) -> tuple[str, ...]:
    """The files that a document names as pictures, its cover too, each once."""
    named = [node.target for node in walk(document.root) if isinstance(node, Image)]
    cover = document.root.meta.cover if document.root.meta else ""
    return tuple(dict.fromkeys(name for name in (*named, cover or "") if name and not name.startswith("data:")))


def pack_article(article: Article) -> list[bytes]:
    """An article as frames: what is said of it, then each file and its assets."""
    head = {
        "title": article.title,
        "made": [[made.format, made.pages, list(made.assets)] for made in article.made],
        "messages": pack_messages(article.messages),
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
            title=unpack(str, head["title"]),
            made=tuple(made),
            messages=unpack_messages(head["messages"]),
            failures=unpack_messages(head["failures"]),
            pictures=unpack(tuple[str, ...], head["pictures"]),
        )
    except UnpackError:
        raise
    except (IndexError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise UnpackError(str(error)) from None
