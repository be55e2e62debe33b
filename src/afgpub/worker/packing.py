"""Results as JSON and back: messages, errors, renderings. What comes back is checked field by field.

The process that did the work may be in the hands of a hostile file, so nothing of what it says is run or imported.
"""

from __future__ import annotations

import json
import types
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from afgpub import exceptions
from afgpub.document import Document
from afgpub.exceptions import AfgpubError
from afgpub.frozen import fields, is_dataclass
from afgpub.messages import Message, message
from afgpub.plugins import Messages, Rendering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from afgpub.renderers.page_starts import PageStart

Kind = TypeVar("Kind")


class UnpackError(ValueError):
    """What came is not what it should be."""


def pack(value: Any) -> Any:
    """A frozen dataclass of plain fields, and whatever of such is in it, as JSON's types: an object is a list."""
    if is_dataclass(value):
        return [pack(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, (tuple, list)):
        return [pack(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def unpack(kind: Any, value: Any) -> Any:
    """What `pack` made of a `kind`. Raises UnpackError."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        members = [member for member in get_args(kind) if member is not type(None)]
        return None if value is None and len(members) < len(get_args(kind)) else unpack(members[0], value)
    if origin is tuple:
        return tuple(unpack(get_args(kind)[0], item) for item in _checked(list, value))
    if origin is Literal:
        if isinstance(value, str) and value in get_args(kind):
            return value
        raise UnpackError(f"{value!r:.40} is none of {get_args(kind)}")
    if is_dataclass(kind):
        kinds = _field_kinds(kind)  # type: ignore[arg-type]
        if len(_checked(list, value)) != len(kinds):
            raise UnpackError(f"{len(value)} fields of a {kind}")
        return kind(**{name: unpack(of, item) for (name, of), item in zip(kinds, value, strict=True)})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError as error:
            raise UnpackError(str(error)) from None
    return _checked(kind, value)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def pack_messages(messages: Sequence[Message]) -> list[Any]:
    """Messages with the names of their classes; a class that is not ours comes back as a Message."""
    return [_packed_message(said) for said in messages]


def unpack_messages(value: Any) -> Messages:
    """What `pack_messages` made. Raises UnpackError."""
    return tuple(_message(*_pair(item)) for item in _checked(list, value))


def pack_error(error: AfgpubError) -> Any:
    """An error of ours by the name of its class."""
    named = getattr(exceptions, type(error).__name__, None) is type(error)
    return [type(error).__name__ if named else "AfgpubError", pack_messages((error.message, *error.messages))]


def unpack_error(value: Any) -> AfgpubError:
    """What `pack_error` made. Raises UnpackError."""
    name, packed = _pair(value)
    kind = getattr(exceptions, _checked(str, name), None)
    messages = unpack_messages(packed)
    if not (isinstance(kind, type) and issubclass(kind, AfgpubError)) or not messages:
        raise UnpackError(f"{name!r:.40} is no error")
    return kind(messages[0], messages[1:])


def pack_document(document: Document, messages: Messages) -> list[bytes]:
    """A tree and what was found, as frames."""
    from afgpub.document_json import to_json

    tree = to_json(document, indent=None).encode("utf-8", "surrogatepass")
    return [as_json(pack_messages(messages)), tree]


def unpack_document(frames: Sequence[bytes]) -> tuple[Document, Messages]:
    """What `pack_document` made. Raises UnpackError."""
    from afgpub.document_json import from_json
    from afgpub.readers.json import unlink_unsafe

    head, tree = _pair(list(frames))
    messages = unpack_messages(of_json(head))
    try:
        document = from_json(tree.decode("utf-8", "surrogatepass"))
        if unlink_unsafe(document)[1]:
            raise UnpackError("a link that no reader makes")
        return document, messages
    except (ValueError, TypeError) as error:
        raise UnpackError(str(error)) from None


def pack_rendering(rendering: Rendering) -> list[bytes]:
    """A rendering as frames: what is known of it, the output, the assets."""
    head = {
        "messages": pack_messages(rendering.messages),
        "assets": list(rendering.assets),
        "pages": rendering.pages,
        "proof": pack(rendering.proof),
        "starts": pack(rendering.page_starts),
    }
    return [as_json(head), rendering.output, *rendering.assets.values()]


def unpack_rendering(frames: Sequence[bytes]) -> Rendering:
    """What `pack_rendering` made. Raises UnpackError."""
    from afgpub.proof import Proof

    if len(frames) < 2:
        raise UnpackError("a rendering without an output")
    head = _checked(dict, of_json(frames[0]))
    names = [_checked(str, name) for name in _checked(list, head.get("assets"))]
    if len(names) != len(frames) - 2:
        raise UnpackError(f"{len(names)} names of {len(frames) - 2} assets")
    return Rendering(
        output=frames[1],
        messages=unpack_messages(head.get("messages")),
        assets=dict(zip(names, frames[2:], strict=True)),
        pages=unpack(int | None, head.get("pages")),
        proof=unpack(Proof | None, head.get("proof")),
        page_starts=_page_starts(head.get("starts")),
    )


_write = json.JSONEncoder(ensure_ascii=False).encode


def as_json(value: Any) -> bytes:
    """`value` as a frame."""
    return _write(value).encode("utf-8", "surrogatepass")


def of_json(data: bytes) -> Any:
    """What a frame holds. Raises UnpackError."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise UnpackError(str(error)) from None


def foreseen(error: BaseException) -> AfgpubError:
    """`error` if it is ours, else the coded form of what nobody foresaw."""
    if isinstance(error, AfgpubError):
        return error
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return AfgpubError(message("internal", reason=reason, hint="Please report it with the source."))


def _page_starts(value: Any) -> tuple[PageStart, ...]:
    if not _checked(list, value):
        return ()
    from afgpub.renderers.page_starts import PageStart

    return tuple(unpack(PageStart, item) for item in value)


def _packed_message(said: Message) -> list[Any]:
    from afgpub.normaliser.text.changes import Edit

    if type(said) is Edit:
        return ["Edit", pack(said)]
    return ["Message", pack(Message(said.code, said.severity, said.text, said.span, said.hint))]


def _message(name: Any, value: Any) -> Message:
    from afgpub.normaliser.text.changes import Edit

    kinds: dict[str, type[Message]] = {"Edit": Edit, "Message": Message}
    if not isinstance(name, str) or name not in kinds:
        raise UnpackError(f"{name!r:.40} is no message")
    made: Message = unpack(kinds[name], value)
    return made


@cache
def _field_kinds(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their types, which Python evaluates anew whenever it is asked."""
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _pair(value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise UnpackError("not two")
    return value[0], value[1]


def _checked(kind: type[Kind], value: Any) -> Kind:
    if type(value) is not kind:
        raise UnpackError(f"{type(value).__name__} where a {kind.__name__} belongs")
    return value
