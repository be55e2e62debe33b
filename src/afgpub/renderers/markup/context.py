"""What is gathered while a tree is written as XHTML: notes, identifiers, images, messages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree

from afgpub.document import Node, Note, Section
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.renderers.markup.images import ImageStore
from afgpub.theme import Theme
from afgpub.walk import plain_text

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_DIGITS = {**dict.fromkeys(("fa", "prs", "ps", "ur"), _PERSIAN_DIGITS), "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}

_OURS = re.compile(r"(?:note|call|page)-\d+")  # what renderers name themselves: notes, their calls, printed pages


@dataclass(slots=True)
class Context:
    """The state of one rendering; `lang` and `dir` are the whole document's, `calendar` says how dates are printed."""

    theme: Theme
    images: ImageStore
    lang: str
    dir: Direction
    calendar: str = "keep"
    notes: list[Note] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # as the author wrote them -> as they are written out
    taken: set[str] = field(default_factory=set)

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
        base = id_from(wanted)
        if _OURS.fullmatch(base):
            base = f"id-{base}"
        new, count = base, 1
        while new in self.taken:
            count += 1
            new = f"{base}-{count}"
        self.taken.add(new)
        return new

    def put_id(self, target: etree._Element, node: Node) -> None:
        """Give `target` the identifier of `node`: its own, or for a section one made of its title."""
        wanted = node.attrs.id
        if not wanted and isinstance(node, Section) and node.title:
            wanted = plain_text(node.title)
        if not wanted:
            return
        new = self.new_id(wanted)
        if node.attrs.id:
            self.ids.setdefault(node.attrs.id, new)
        target.set("id", new)


def in_digits_of(text: str, lang: str) -> str:
    """`text` with its ASCII digits as those of `lang`: Persian ones (U+06F0) in Dari, Persian, Pashto and Urdu."""
    return text.translate(_DIGITS.get(lang.split("-")[0], {}))


def id_from(text: str) -> str:
    """An XML name out of any text: letters and digits of any script, joined with hyphens, at most 60 long."""
    text = unicodedata.normalize("NFC", text.lower())
    name = re.sub(r"[^\w-]+", "-", text.replace("\u200c", "-"))[:60].strip("-_")
    return name if name and re.match(r"[^\W\d_]", name) else f"id-{name}".rstrip("-")
