"""What is gathered while a tree is written as XHTML: notes, identifiers, images, messages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from afgpub.document import Attrs, Node, Note, Section
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.renderers.markup.images import ImageStore
from afgpub.renderers.markup.writing import Attributes, put_attrs
from afgpub.theme import Theme
from afgpub.walk import plain_text

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_DIGITS = {**dict.fromkeys(("fa", "prs", "ps", "ur"), _PERSIAN_DIGITS), "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}

_OURS = re.compile(r"(?:note|call|page)-\d+")  # what renderers name themselves: notes, their calls, printed pages


@dataclass(slots=True)
class Context:
    """The state of one rendering; `lang` and `dir` are the whole document's, `calendar` says how dates are printed.

    `around` are the language and the direction of what is being written.
    """

    theme: Theme
    images: ImageStore
    lang: str
    dir: Direction
    calendar: str = "keep"
    notes: list[Note] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # as the author wrote them -> as they are written out
    taken: set[str] = field(default_factory=set)
    around: tuple[str, Direction] = field(init=False)

    def __post_init__(self) -> None:
        self.around = self.lang, self.dir

    def word(self, key: str) -> str:
        """The theme's word for `key` in the language of the document."""
        return self.theme.word(key, self.lang)

    def numeral(self, number: int) -> str:
        """`number` in the digits of the document's language: Persian ones (U+06F0) in Dari, Persian, Pashto, Urdu."""
        return in_digits_of(str(number), self.lang)

    def tell(self, code: str, node: Node | None, **details: object) -> None:
        """Keep a message about `node`, or about the metadata, which have no place."""
        self.messages.append(message(code, node.span if node else None, **details))

    def new_id(self, wanted: str) -> str:
        """An identifier not given before that is like `wanted` and valid in HTML and XML."""
        return self.new_id_like(id_base(wanted))

    def new_id_like(self, base: str) -> str:
        """An identifier not given before: `base`, which `id_base` made, or that with a number."""
        new, count = base, 1
        while new in self.taken:
            count += 1
            new = f"{base}-{count}"
        self.taken.add(new)
        return new

    def attributes(self, node: Node, class_: str = "") -> Attributes:
        """The attributes of the element that `node` becomes: class, language, direction, identifier."""
        return self.put_id(put_attrs({"class": class_} if class_ else {}, node.attrs), node)

    def put_id(self, target: Attributes, node: Node) -> Attributes:
        """Give `target` the identifier of `node`: its own, or for a section one made of its title."""
        wanted = node.attrs.id
        if not wanted and isinstance(node, Section) and node.title:
            wanted = plain_text(node.title)
        if not wanted:
            return target
        new = self.new_id(wanted)
        if node.attrs.id:
            self.ids.setdefault(node.attrs.id, new)
        target["id"] = new
        return target

    def inside(self, attrs: Attrs, write: Callable[..., str], nodes: object, *more: object) -> str:
        """What `write` makes of `nodes` inside an element with these `attrs`."""
        if not (attrs.lang or attrs.dir):
            return write(nodes, self, *more)
        before = self.around
        self.around = attrs.lang or before[0], attrs.dir or before[1]
        written = write(nodes, self, *more)
        self.around = before
        return written


def id_base(wanted: str) -> str:
    """What an identifier that is like `wanted` begins with, apart from those that renderers give themselves."""
    base = id_from(wanted)
    return f"id-{base}" if _OURS.fullmatch(base) else base


def in_digits_of(text: str, lang: str) -> str:
    """`text` with its ASCII digits as those of `lang`: Persian ones (U+06F0) in Dari, Persian, Pashto and Urdu."""
    return text.translate(_DIGITS.get(lang.split("-")[0], {}))


_NO_NAME = re.compile(r"[^\w-]+")
_LETTER = re.compile(r"[^\W\d_]")


def id_from(text: str) -> str:
    """An XML name out of any text: letters and digits of any script, joined with hyphens, at most 60 long."""
    text = unicodedata.normalize("NFC", text.lower())
    name = _NO_NAME.sub("-", text.replace("\u200c", "-"))[:60].strip("-_")
    return name if name and _LETTER.match(name) else f"id-{name}".rstrip("-")
