"""The layer of an output that is an archive (an e-book, a Word file): its members by name, texts among them whole."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from afgpub import __version__
from afgpub.snapshot.digests import file_digest, short_digest
from afgpub.snapshot.markup_text import markup_lines

_PATH = re.compile("[Mm][-0-9. ]")  # of a drawing
_GENERATOR = f"afgpub {__version__}"  # in the environment
_LONG = 60
_MARKUP = (".xhtml", ".opf", ".ncx", ".xml", ".svg", ".rels")
_TEXTS = (".css", ".txt", ".js", ".json")
_FACES = (".ttf", ".otf", ".woff", ".woff2")
_HASHED = re.compile(r"-[0-9a-f]{8}(?=[.](?:ttf|otf|woff2?|png|jpe?g|gif|webp|svg|css)\b)")


def archive_layer(data: bytes, moment: str) -> str:
    """Every member in the order of the names; `moment` is the time that the file should bear, and is written so."""

    def shown(text: str) -> str:
        return _HASHED.sub("", text if len(text) < _LONG or not _PATH.match(text) else short_digest(text.encode()))

    parts = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            parts.append(f"--- {shown(name)}")
            parts += _member(name, archive.read(name), moment, shown)
    return _HASHED.sub("", "\n".join(parts)).replace(_GENERATOR, "afgpub") + "\n"


def _member(name: str, data: bytes, moment: str, shown: Callable[[str], str]) -> Iterator[str]:
    suffix = name[name.rfind(".") :].lower()
    if suffix in _MARKUP:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(data, parser)
        for line in markup_lines(root, shown):
            yield line.replace(f">{moment}<", ">(the moment of the output)<")
    elif suffix in _TEXTS:
        yield from (line for line in data.decode("utf-8", "replace").splitlines() if line.strip())
    elif suffix not in _FACES:
        yield file_digest(suffix[1:], data)
