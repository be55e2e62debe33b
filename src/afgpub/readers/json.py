"""The reader `json`: takes back the tree that the renderer `json` wrote."""

from __future__ import annotations

from afgpub.document import AnyNode, Document, Link, Section
from afgpub.document_json import from_json
from afgpub.exceptions import SourceError
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.plugins import Messages, Reader
from afgpub.readers.markdown.targets import safe_target
from afgpub.source import Source
from afgpub.walk import transform


def read_json(source: Source) -> tuple[Document, Messages]:
    """Read a tree. Raises SourceError (source-tree) where it is not one that this version wrote."""
    text = source.text()
    try:
        return unlink_unsafe(from_json(text))
    except ValueError as error:
        raise SourceError.coded("source-tree", name=source.name, reason=error) from None


def unlink_unsafe(document: Document) -> tuple[Document, Messages]:
    """The tree without links and contacts that no reader of ours would make, and a message for each; words stay."""
    messages: list[Message] = []

    def is_unsafe(target: str, node: Link | Section) -> bool:
        if safe_target(target) is not None:
            return False
        messages.append(message("link-unsafe", node.span, target=target))
        return True

    def changed(node: AnyNode) -> AnyNode | tuple[AnyNode, ...]:
        match node:
            case Link(children, target) if is_unsafe(target, node):
                return children
            case Section():
                return with_safe_contacts(node)
        return node

    def with_safe_contacts(section: Section) -> Section:
        if section.meta is None:
            return section
        kept = tuple(contact for contact in section.meta.contacts if not is_unsafe(contact.target, section))
        return replace(section, meta=replace(section.meta, contacts=kept))

    root = with_safe_contacts(transform(document.root, changed))
    return (replace(document, root=root) if messages else document), tuple(messages)


READER = Reader("json", (".json",), read_json)
