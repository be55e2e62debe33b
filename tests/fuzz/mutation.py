"""Inputs made of other inputs: pieces moved, repeated and nested, in text, in trees of XML and JSON, in archives."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

# What programs stumble over: controls of direction, marks of our own, ends of lines, limits, addresses.
ODD = [
    *"\0\t\r\n\x0b\x0c\x85\u2028\u2029\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\ufeff\ufffe\uffff\U0010ff00\U0010ff01\U0010ff02\U0010ffff\ud800\udfff\u0301\u064b\u0640\u200b\u00ad\u0130\ufdfa",
    *("0", "-1", "1e999", "99999999999999999999", "۱۴۰۳", "٪", "NaN", "%00", "&#0;", "&#x10ffff;", "]]>", "../", "//"),
    *("javascript:", "data:text/html,", "file:///", "http://127.0.0.1/", "http://[", "#", "rtl", "fa", "a" * 300, ""),
]
_PIECE = re.compile(r"<[^<>]{1,200}>|\\[A-Za-z]+|[\w-]+|[^\w\s]{1,4}|\s+")
_MEMBERS = (".xml", ".xhtml", ".opf", ".ncx", ".rels", ".html")


@dataclass(frozen=True)
class Mutator:
    """Changes inputs: `tokens` are the pieces of the seeds, `plain` the fuzzer's own mutation of bytes."""

    tokens: Sequence[str]
    plain: Callable[[bytes, int], bytes]

    def mutate(self, data: bytes, size: int, seed: int) -> bytes:
        """A changed input of at most `size` bytes."""
        chance = random.Random(seed)  # noqa: S311
        members = members_of(data)
        if not members or chance.random() < 0.02:
            return self._content(data, size, chance)[:size]
        name = chance.choice([name for name in members if name.endswith(_MEMBERS)] or list(members))
        kind = chance.random()
        if kind < 0.03:
            del members[name]
        elif kind < 0.06:
            members[chance.choice(["../x", "/x", "a/" * 50, "\u202e", "x", *members])] = members[name]
        else:
            members[name] = self._content(members[name], size, chance)
        made = _packed(members)
        return made if len(made) <= size else data

    def _content(self, data: bytes, size: int, chance: random.Random) -> bytes:
        if chance.random() < 0.9:
            if data.lstrip()[:1] == b"<" and (made := self._xml(data, chance)):
                return made
            if data.lstrip()[:1] in (b"{", b"[") and (made := self._json(data, chance)):
                return made
        if chance.random() < 0.3:
            return self.plain(data, size)
        pieces = _PIECE.findall(data.decode("utf-8", "surrogateescape"))
        for _ in range(chance.choice([1, 1, 2, 4])):
            self._change(pieces, chance)
        text = "".join(pieces)
        try:
            return text.encode("utf-8", "surrogateescape")  # bytes that are no text stay what they are
        except UnicodeEncodeError:
            return text.encode("utf-8", "surrogatepass")

    def _piece(self, chance: random.Random) -> str:
        return chance.choice(self.tokens if self.tokens and chance.random() < 0.7 else ODD)

    def _change(self, pieces: list[str], chance: random.Random) -> None:
        """One step: put in, take out, repeat, move or replace a few pieces."""
        start = chance.randrange(len(pieces) + 1)
        end = min(start + int(chance.expovariate(0.2)) + 1, len(pieces))
        match chance.randrange(5):
            case 0:
                pieces[start:start] = [self._piece(chance)]
            case 1:
                del pieces[start:end]
            case 2:
                pieces[start:end] = pieces[start:end] * chance.choice([2, 2, 3, 10, 120])
            case 3:
                place = chance.randrange(len(pieces) + 1)
                pieces[place:place] = pieces[start:end]
            case _:
                pieces[start:end] = [self._piece(chance)]

    def _xml(self, data: bytes, chance: random.Random) -> bytes:
        """Well-formed XML after it: elements moved, repeated, nested, renamed, their words and attributes changed."""
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError):
            return b""
        for _ in range(chance.choice([1, 1, 2, 5])):
            elements = [element for element in root.iter() if isinstance(element.tag, str)]
            one, other = chance.choice(elements), chance.choice(elements)
            try:
                self._change_element(one, other, chance)
            except etree.XMLSyntaxError:  # libxml2 writes some trees in a form that it does not read
                return b""
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)

    def _change_element(self, one: Any, other: Any, chance: random.Random) -> None:
        parent = one.getparent()
        copy = etree.fromstring(etree.tostring(other, with_tail=False))
        match chance.randrange(8):
            case 0 if parent is not None:
                parent.remove(one)
            case 1:
                one.insert(chance.randrange(len(one) + 1), copy)
            case 2 if parent is not None:
                again = etree.tostring(one, with_tail=False)
                for _ in range(chance.choice([1, 3, 60]) if len(again) < 200 else 1):
                    parent.append(etree.fromstring(again))
            case 3 if parent is not None and len(copy) < 20:
                copy[:] = []
                parent.replace(one, copy)
                copy.append(one)
            case 4:
                one.tag = other.tag
            case 5:
                one.text = _allowed(self._piece(chance) * chance.choice([1, 1, 5]))
            case 6 if one.attrib:
                one.set(chance.choice(sorted(one.attrib)), _allowed(self._piece(chance)))
            case _:
                one.attrib.update(other.attrib)

    def _json(self, data: bytes, chance: random.Random) -> bytes:
        """JSON after it: values exchanged, repeated, nested, taken out or replaced by plain ones."""
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            return b""
        places: list[tuple[Any, Any]] = []
        stack = [tree]
        while stack:
            node = stack.pop()
            keys: Any = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
            for key in keys:
                places.append((node, key))
                stack.append(node[key])
        if not places:
            return b""
        holder, key = chance.choice(places)
        alike = [(node, name) for node, name in places if type(name) is type(key) and (name == key or name == 0)]
        source, name = chance.choice(alike if alike and chance.random() < 0.7 else places)
        taken = json.loads(json.dumps(source[name]))
        match chance.randrange(9):
            case 0:
                del holder[key]
            case 1 | 6 | 7 | 8:
                holder[key] = taken
            case 2 if isinstance(holder, list):
                holder[key:key] = [taken] * chance.choice([1, 2, 50])
            case 3:
                holder[key] = [holder[key]]
            case 4 if isinstance(holder, dict) and isinstance(name, str):
                holder[name] = taken
            case _:
                holder[key] = chance.choice([None, True, 0, -1, 2**70, 0.5, "", [], {}, self._piece(chance)])
        return json.dumps(tree, ensure_ascii=chance.random() < 0.5, indent=1).encode("utf-8", "surrogatepass")


def tokens_of(seeds: Sequence[bytes]) -> list[str]:
    """The words and the markup of the seeds, sorted, each once."""
    found: set[str] = set()
    for seed in seeds:
        members = members_of(seed)
        for text in [data for name, data in members.items() if name.endswith(_MEMBERS)] if members else [seed]:
            found.update(_PIECE.findall(text.decode("utf-8", "replace")))
    return sorted(found)


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of an archive by name, or none where `data` is no whole archive."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {info.filename: file.read(info) for info in file.infolist()}
    except Exception:  # a broken archive is mutated as the bytes that it is
        return {}


def _packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in members.items():
            file.writestr(zipfile.ZipInfo(member or "x"), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _allowed(text: str) -> str:
    """What XML can hold of it."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", text)
