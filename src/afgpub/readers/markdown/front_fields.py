"""The fields of front matter, each put where it belongs on the section of the whole text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from afgpub.document import NO_ATTRS, Attrs, Inlines, Run, Section
from afgpub.frozen import dataclass
from afgpub.metadata import Contact, Contributor, Date, Metadata, Phrase, Series
from afgpub.readers.markdown.attributes import as_direction, is_language
from afgpub.readers.markdown.front_matter import Fields, Value
from afgpub.readers.markdown.inline_html import shortened
from afgpub.readers.markdown.inlines import read_inlines
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.targets import safe_target

ROLES = ("article", "book", "issue", "chapter")
_CONTRIBUTORS = {
    "author": "author",
    "authors": "author",
    "translator": "translator",
    "translators": "translator",
    "editor": "editor",
    "editors": "editor",
}
_CATALOGUE = ("file-as", "alternate")
KNOWN = (
    *("title", "subtitle", "kicker", "lang", "dir", "role", "date", "issued", "written", "publication", "labels"),
    *("contacts", "description", "identifier", "rights", "tags", "keywords", "series", "cover", *_CONTRIBUTORS),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:/\S*)?")


def make_root(fields: Fields, reading: Reading) -> Section:
    """The section of the whole text, without children; each field that is not understood is reported."""
    if not fields:
        return Section(role="article")
    for name, value in fields.items():
        if name not in KNOWN:
            key = f"{name} ({shortened(str(value))})"
            reading.report("front-matter-unknown", value.line, key=key, known=", ".join(KNOWN))
    reader = _Fields(fields, reading)
    lang = reader.checked("lang", "Give a BCP 47 tag such as fa, ps, fa-AF or de.", is_language)
    direction = reader.checked("dir", "Give ltr or rtl.", lambda value: as_direction(value) is not None)
    meta = reader.metadata()
    return Section(
        kicker=reader.inlines("kicker"),
        title=reader.inlines("title"),
        subtitle=reader.inlines("subtitle"),
        role=reader.checked("role", f"Known: {', '.join(ROLES)}.", ROLES.__contains__) or "article",
        meta=None if meta == Metadata() else meta,
        attrs=Attrs(lang=lang, dir=as_direction(direction)) if lang or direction else NO_ATTRS,
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields and what is said about them."""

    fields: Fields
    reading: Reading

    def metadata(self) -> Metadata:
        """All that is no title and no attribute."""
        return Metadata(
            publication=next(iter(self.one_phrase("publication")), None),
            contacts=tuple(self.contacts()),
            labels=tuple(self.phrases("labels")),
            contributors=tuple(self.contributors()),
            issued=self.date("issued") or self.date("date"),
            written=self.date("written"),
            description=self.text("description"),
            identifier=self.text("identifier"),
            rights=self.text("rights"),
            tags=tuple(dict.fromkeys([*self.words("tags"), *self.words("keywords")])),
            title_file_as=self.beside("title", "file-as"),
            title_alternates=tuple(self.alternates("title", self.fields.get("title"), "text")),
            series=self.series(),
            cover=self.text("cover"),
        )

    def refuse(self, name: str, value: Value, expected: str) -> None:
        """Say that `value` is left out, and what is expected of `name`."""
        self.reading.report("front-matter-value", value.line, key=name, value=shortened(str(value)), expected=expected)

    def text(self, name: str) -> str:
        """A field that is one text."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if not isinstance(value.content, str):
            self.refuse(name, value, "Give one text.")
            return ""
        return value.content.strip()

    def checked(self, name: str, expected: str, test: Callable[[str], bool]) -> str:
        """A text that must pass `test`."""
        text = self.text(name)
        if text and not test(text):
            self.refuse(name, self.fields[name], expected)
            return ""
        return text

    def inlines(self, name: str) -> Inlines:
        """A text with inline Markdown, as a string or as `{text, lang, dir}`."""
        value = self.fields.get(name)
        for phrase in self.one_phrase(name):
            made = read_inlines(phrase.text, value.line if value else 1, self.reading)
            if phrase.lang or phrase.dir:
                return (Run(made, attrs=Attrs(lang=phrase.lang, dir=phrase.dir), span=made[0].span),)
            return made
        return ()

    def phrases(self, name: str) -> Iterable[Phrase]:
        """One phrase or a list of them."""
        for item in self.items(name):
            if phrase := self.phrase(name, item, "text", *(_CATALOGUE if name == "title" else ())):
                yield phrase

    def one_phrase(self, name: str) -> Iterable[Phrase]:
        """The phrase of a field that takes one only, or nothing."""
        value = self.fields.get(name)
        if value and isinstance(value.content, tuple):
            self.refuse(name, value, "Give one text.")
            return ()
        return self.phrases(name)

    def items(self, name: str) -> tuple[Value, ...]:
        """The values of a list, or the one value of a field that is none."""
        value = self.fields.get(name)
        if value is None or value.content == "":
            return ()
        return value.content if isinstance(value.content, tuple) else (value,)

    def phrase(self, name: str, value: Value, key: str, *others: str) -> Phrase | None:
        """A string, or names with values of which `key` is the text; `others` are read elsewhere."""
        content = value.content
        if isinstance(content, str):
            return Phrase(content.strip())
        if isinstance(content, tuple) or key not in content or not str(content[key]).strip():
            self.refuse(name, value, f"Give a text, or {key}: with lang: and dir:.")
            return None
        for unknown in content.keys() - {key, "lang", "dir", *others}:
            self.refuse(f"{name}.{unknown}", content[unknown], f"Known: {key}, lang, dir.")
        lang, direction = str(content.get("lang", "")), as_direction(str(content.get("dir", "")))
        if lang and not is_language(lang):
            self.refuse(f"{name}.lang", content["lang"], "Give a BCP 47 tag such as fa, ps, fa-AF or de.")
            lang = ""
        if "dir" in content and not direction:
            self.refuse(f"{name}.dir", content["dir"], "Give ltr or rtl.")
        return Phrase(str(content[key]).strip(), lang=lang or None, dir=direction)

    def contributors(self) -> Iterable[Contributor]:
        """Authors, translators and editors, in the order of the fields."""
        for field, role in ((name, _CONTRIBUTORS[name]) for name in self.fields if name in _CONTRIBUTORS):
            for item in self.items(field):
                own = item.content.get("role") if isinstance(item.content, dict) else None
                if name := self.phrase(field, item, "name", "role", *_CATALOGUE):
                    file_as = str(item.content.get("file-as", "")) if isinstance(item.content, dict) else ""
                    others = tuple(self.alternates(field, item, "name"))
                    yield Contributor(name, role=str(own) if own else role, file_as=file_as, alternates=others)

    def beside(self, name: str, key: str) -> str:
        """The text of `key` in a field that has names with values."""
        value = self.fields.get(name)
        return str(value.content.get(key, "")).strip() if value and isinstance(value.content, dict) else ""

    def alternates(self, name: str, value: Value | None, key: str) -> Iterable[Phrase]:
        """What `alternate` says in a field that has names with values: one phrase or a list of them."""
        inside = value.content.get("alternate") if value and isinstance(value.content, dict) else None
        if inside is None:
            return
        for item in inside.content if isinstance(inside.content, tuple) else (inside,):
            if phrase := self.phrase(f"{name}.alternate", item, key):
                yield phrase

    def series(self) -> Series | None:
        """A text, or `{text, number}`."""
        value = self.fields.get("series")
        if value is None or value.content == "":
            return None
        name = self.phrase("series", value, "text", "number")
        number = self.beside("series", "number")
        if number and not (number.isascii() and number.isdigit() and len(number) < 7):
            self.refuse("series.number", value, "Give a number.")
            number = ""
        return Series(name, int(number) if number else None) if name else None

    def date(self, name: str) -> Date | None:
        """A day, a month or a year in ISO 8601."""
        text = self.text(name)
        if not text:
            return None
        match = _ISO.fullmatch(text)
        try:
            if match:
                date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
                return Date(text, text)
        except ValueError:
            pass
        self.refuse(name, self.fields[name], "Write it as YYYY-MM-DD, YYYY-MM or YYYY.")
        return None

    def words(self, name: str) -> Iterable[str]:
        """A list of words, or words parted by commas."""
        for item in self.items(name):
            if isinstance(item.content, str):
                yield from (word.strip() for word in re.split("[,،;؛]", item.content) if word.strip())
            else:
                self.refuse(name, item, "Give words.")

    def contacts(self) -> Iterable[Contact]:
        """Addresses of mail and of the web, or `{text, target}`."""
        for item in self.items("contacts"):
            content = item.content
            text = str(content.get("text", content.get("target", ""))) if isinstance(content, dict) else str(item)
            written = str(content.get("target", "")) if isinstance(content, dict) else _contact_target(text)
            target = safe_target(written)
            if target:
                yield Contact(text.strip(), target)
            else:
                self.refuse("contacts", item, "Give an address of mail or of the web.")


def _contact_target(text: str) -> str:
    text = text.strip()
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if _HOST.fullmatch(text):
        return f"https://{text}"
    return text if re.match(r"(?:https?|mailto|tel):", text) else ""
