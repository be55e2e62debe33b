"""The whole way of a document through pandoc: made ready, read by pandoc, mapped to the tree."""

from __future__ import annotations

from afgpub.document import Document, Link, Section
from afgpub.exceptions import SourceError
from afgpub.frozen import replace
from afgpub.limits import Limits
from afgpub.messages import Message, message
from afgpub.plugins import Messages
from afgpub.readers.markdown.attributes import merge_attrs
from afgpub.readers.pandoc.blocks import make_blocks
from afgpub.readers.pandoc.mapping import MAX_DEPTH, Mapping, shortened
from afgpub.readers.pandoc.metadata import make_root
from afgpub.readers.pandoc.notes import collect_notes
from afgpub.readers.pandoc.places import Places
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.readers.pandoc.process import run_pandoc
from afgpub.readers.pandoc.tree import Node, link_targets, parse_tree
from afgpub.source import Source
from afgpub.walk import plain_text, transform

_WARNINGS = 20
MAX_CELLS = 200_000  # of all tables: pandoc fills every row up to the widest, so that few bytes make many
_CELL = b'"t":"Align'


def read_prepared(source: Source, prepared: Prepared, limits: Limits) -> tuple[Document, Messages]:
    """Read a document that is made ready. Raises SourceError (pandoc-…, source-nesting, source-empty).

    A document has at most MAX_CELLS cells.
    """
    answer = run_pandoc(source.name, prepared.data, prepared.reader, limits)
    if answer.tree.count(_CELL) > MAX_CELLS:
        raise SourceError.coded("pandoc-limit", name=source.name, limit=f"{MAX_CELLS} cells in its tables")
    try:
        tree = parse_tree(answer.tree)
    except RecursionError:
        raise SourceError.coded("source-nesting", limit=MAX_DEPTH) from None
    document, messages = map_document(source.name, tree, prepared)
    said = [
        message("pandoc-warning", None, name=source.name, text=shortened(line.removeprefix("[WARNING]").strip()))
        for line in answer.warnings[:_WARNINGS]
    ]
    return document, prepared.messages + messages + tuple(said)


def map_document(name: str, tree: Node, prepared: Prepared) -> tuple[Document, Messages]:
    """Map a tree of pandoc's. Raises SourceError (source-nesting, source-empty)."""
    mapping = Mapping(
        name,
        prepared.unit,
        markers=prepared.markers,
        linked=link_targets(tree["blocks"]) - {mark.attrs.id for mark, _ in prepared.expected if mark.attrs.id},
        picture=prepared.picture,
        keeps_classes=prepared.keeps_classes,
        is_physical=prepared.is_physical,
        is_counting=prepared.is_counting,
        notes=collect_notes(tree["blocks"]) if prepared.markers else {},
    )
    root = make_root(tree["meta"], mapping)
    mapping.place, mapping.first = (0 if prepared.is_counting else 1), None
    mapping.places = Places(prepared.text, prepared.begin) if prepared.text else None
    blocks = make_blocks(tree["blocks"], mapping)
    mapping.report_forms()
    _report_unseen(mapping, prepared, plain_text(root.title).split())
    root = replace(
        root,
        children=root.children + blocks,
        attrs=merge_attrs(root.attrs, prepared.attrs),
        span=replace(mapping.cover(blocks), start=1),
    )
    if mapping.aliases:
        root = _follow(root, mapping.aliases)
    if not root.children and not root.title:
        raise SourceError(message("source-empty", name=name), tuple(mapping.messages))
    return Document(root, source=name), tuple(sorted(mapping.messages, key=_start))


def _start(found: Message) -> int:
    return found.span.start if found.span else 0


def _report_unseen(mapping: Mapping, prepared: Prepared, title: list[str]) -> None:
    """Say which paragraphs pandoc passed over; it does so with a title page, whose `title` is in the metadata."""
    for mark, words in prepared.expected:
        if id(mark) not in mapping.seen and words.strip() and words.split() != title:
            mapping.place = mark.paragraph or mapping.place
            mapping.report("words-dropped", what="a paragraph that pandoc does not read", text=shortened(words))


def _follow(root: Section, aliases: dict[str, str]) -> Section:
    """Let links to an identifier that had no node of its own lead to the node that stands for it."""

    def changed(node: object) -> object:
        if isinstance(node, Link) and node.target.startswith("#") and node.target[1:] in aliases:
            return replace(node, target=f"#{aliases[node.target[1:]]}")
        return node

    return transform(root, changed)  # type: ignore[arg-type]
