"""Content streams as instructions: an operator, and its operands (ISO 32000-1, 7.8.2).

What most programs write, numbers, names, hexadecimal strings and dictionaries that say MCID alone, is taken apart by
one pattern. Where anything else stands in a stream, literal strings, comments or pictures, pikepdf reads all of it,
which takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from afgpub.proof.opening import library

_TOKEN = re.compile(rb"\[[^\[\]]*\]|<<[^<>]*>>|<[0-9A-Fa-f]*>|/[^\s/<>\[\](){}%]*|[-+.\d]+|[A-Za-z'\"][A-Za-z*01]*")
_SPACE = b"\0\t\n\f\r "
_NOT_PLAIN = re.compile(rb"[(){}%]|\bID\b")
_MARKED = re.compile(rb"<<\s*/MCID\s+(\d+)\s*>>")
_SHOWN = re.compile(rb"<([0-9A-Fa-f]*)>|([-+.\d]+)")
_OPERAND = frozenset(b"[</-+.0123456789")
Operands = list[Any]


def instructions(stream: Any, operators: str) -> Iterator[tuple[str, Operands]]:
    """What a pikepdf.Stream, or a dictionary of a page with its /Contents, has to say of the `operators`, in order.

    Numbers and strings are floats and bytes or what pikepdf makes of them, names text or pikepdf's, `TJ` has one array.
    Raises pikepdf.PdfError where the content cannot be parsed.
    """
    wanted = frozenset(operators.split())
    plain = _plain(stream, {operator.encode(): operator for operator in wanted})
    if plain is not None:
        yield from plain
        return
    for instruction in library().parse_content_stream(stream, operators):
        yield str(instruction.operator), list(instruction.operands)


def _plain(stream: Any, wanted: dict[bytes, str]) -> list[tuple[str, Operands]] | None:
    """The instructions of a stream in which nothing but plain tokens stands; None for others."""
    try:
        data: bytes = stream.get("/Contents", stream).read_bytes()
    except (TypeError, library().PdfError):  # several streams, or none, or one that cannot be read
        return None
    if _NOT_PLAIN.search(data):
        return None
    tokens = _TOKEN.findall(data)
    if b"".join(tokens).translate(None, _SPACE) != data.translate(None, _SPACE):
        return None  # there is more in it
    found: list[tuple[str, Operands]] = []
    operands: list[bytes] = []
    try:
        for token in tokens:
            if token[0] in _OPERAND:
                operands.append(token)
                continue
            if token in wanted:
                found.append((wanted[token], [_value(operand) for operand in operands]))
            operands = []
    except ValueError:
        return None
    return found


def _value(token: bytes) -> Any:
    """Raises ValueError for what is not plain."""
    first = token[:1]
    if first == b"/":
        return token.decode("ascii") if b"#" not in token else _refuse()
    if first == b"[":
        if _SHOWN.sub(b"", token[1:-1]).strip(_SPACE):
            _refuse()
        return [
            bytes.fromhex(shown.decode()) if not number else float(number) for shown, number in _SHOWN.findall(token)
        ]
    if first == b"<":
        if token[:2] != b"<<":
            return bytes.fromhex(token[1:-1].decode())
        marked = _MARKED.fullmatch(token)
        return {"/MCID": int(marked[1])} if marked else _refuse()
    return float(token)


def _refuse() -> None:
    raise ValueError
