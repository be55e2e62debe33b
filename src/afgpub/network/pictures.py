"""Pictures of a text that stand elsewhere, fetched from hosts that the caller has named, and from no other.

They are put into the tree as `data:` URLs, as pictures out of Word files are, so that no output refers to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from afgpub.document import AnyNode, Document, Image, Section
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.walk import transform

if TYPE_CHECKING:
    from afgpub.network.hosts import Host

MAX_PICTURES = 200
MAX_TOTAL = 128 * 1024 * 1024  # bytes of all pictures
MAX_SECONDS = 120  # for all of them; each has 10


def fetch_pictures(document: Document, allowed: Sequence[str]) -> tuple[Document, tuple[Message, ...]]:
    """The tree with the pictures of the hosts `allowed` in it (`name`, `name:port`), and what became of each.

    Only http and https, redirected only to `allowed` hosts; 10 s and 32 MiB each, 200 pictures, 128 MiB and 120 s in
    all; PNG, JPEG, GIF, WebP and SVG without script. A name that leads to an address that is not public is refused.
    Raises OptionError (option-invalid) for what is no host.
    """
    from afgpub.network.hosts import parse_host

    fetched = _Fetched(tuple(parse_host(host) for host in allowed))

    def changed(node: AnyNode) -> AnyNode:
        match node:
            case Image(target):
                found = fetched.look_up(target, node)
                return replace(node, target=found) if found else node
            case Section():
                return with_cover(node)
        return node

    def with_cover(section: Section) -> Section:
        found = fetched.look_up(section.meta.cover, section) if section.meta else ""
        return replace(section, meta=replace(section.meta, cover=found)) if section.meta and found else section

    root = with_cover(transform(document.root, changed))
    return replace(document, root=root), tuple(fetched.messages)


class _Fetched:
    """What has been fetched for one document, by address."""

    def __init__(self, hosts: tuple[Host, ...]) -> None:
        self.messages: list[Message] = []
        self._hosts = hosts
        self._found: dict[str, str] = {}
        self._total = 0
        self._end = monotonic() + MAX_SECONDS

    def look_up(self, target: str, node: AnyNode) -> str:
        """The `data:` URL of the picture at `target`; empty where it is not on an allowed host, or does not come."""
        from afgpub.network.hosts import RefusedError, allowed_host

        if target in self._found:
            return self._found[target]
        if allowed_host(target, self._hosts) is None:
            return ""
        try:
            self._found[target] = self._fetch(target)
        except RefusedError as refusal:
            self._found[target] = ""
            self.messages.append(message("image-not-fetched", node.span, target=target, reason=refusal))
        else:
            self.messages.append(message("image-fetched", node.span, target=target))
        return self._found[target]

    def _fetch(self, target: str) -> str:
        from afgpub.network.fetching import fetch
        from afgpub.network.hosts import RefusedError
        from afgpub.readers.pandoc.media import data_url
        from afgpub.renderers.markup.images import MAX_BYTES, ImageRefusedError, ImageStore

        if len(self._found) >= MAX_PICTURES:
            raise RefusedError(f"{MAX_PICTURES} pictures have been fetched already")
        if monotonic() > self._end:
            raise RefusedError(f"{MAX_SECONDS} seconds are gone")
        data = fetch(target, self._hosts, MAX_BYTES)
        self._total += len(data)
        if self._total > MAX_TOTAL:
            raise RefusedError(f"all pictures together have over {MAX_TOTAL} bytes")
        found = data_url(unquote(urlsplit(target).path), data)
        try:
            ImageStore().add(found)
        except ImageRefusedError as refusal:
            raise RefusedError(str(refusal)) from None
        return found
