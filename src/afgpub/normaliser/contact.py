"""The contact line of a portal's page: e-mail and web addresses, and section labels in one language or two."""

from __future__ import annotations

import re

from afgpub.document import Paragraph
from afgpub.frozen import dataclass
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.metadata import Contact, Phrase
from afgpub.normaliser.digits import count_digits
from afgpub.walk import plain_text

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"https?://[^\s<>]+|www\.[^\s<>]+"
_PHONE = r"(?<![\w.])(?:\+|00)\d[\d ()/-]{6,18}\d"
_ADDRESS = re.compile(rf"(?P<email>{_EMAIL})|(?P<web>{_WEB})|(?P<phone>{_PHONE})", re.I | re.ASCII)
_IN_ADDRESS = ("@", "://", "www.", "+", "00")  # each address has one of them
_LABEL = re.compile(r"(?:^|[\s|·•])([^\s|·•:：@]{1,12})\s*[:：]\s*$")
_PAGE = re.compile(
    r"[-–—]\s*\d{1,4}\s*[-–—]|(?:page|seite|صفحه|صفحهٔ|مخ)\s+\d{1,4}(?:\s*(?:of|von|از|/)\s*\d{1,4})?", re.I
)
_TRAILING = ".,;:،؛|·•)]"
_SEPARATORS = "|·•,;،؛–—-/ \t"
MAX_LINE = 400  # characters of a line with all its addresses
MAX_LABELS = 80  # characters beside the addresses; a longer line is a sentence that names one


@dataclass(frozen=True, slots=True)
class ContactLine:
    contacts: tuple[Contact, ...]
    labels: tuple[Phrase, ...]


def read_contact_line(paragraph: Paragraph, lang: str | None) -> ContactLine | None:
    """The addresses and labels of a contact line, or None where the paragraph is not one.

    A line is one of contact if it holds an address and, beside it, at most a few words that end in no full stop.
    `lang` is the language of the article, for labels whose letters do not tell theirs.
    """
    contacts, rest = _addresses(plain_text(paragraph))
    words = rest.replace("\n", " ").strip()
    if not contacts or any(mark in words for mark in "[](){}<>"):
        return None
    if len(words) > MAX_LABELS or words.endswith((".", "!", "?", "؟", "۔")):
        return None
    labels = tuple(label for part in rest.split("\n") for label in split_by_script(part))
    return ContactLine(contacts, tuple(_phrase(label, lang) for label in labels))


def _addresses(line: str) -> tuple[tuple[Contact, ...], str]:
    """The addresses of a short line, and the line with a line break in the place of each."""
    line = line.strip()
    if len(line) > MAX_LINE:
        return (), line
    if not any(map(line.lower().__contains__, _IN_ADDRESS)):
        return (), line
    contacts = tuple(_contact(found) for found in _ADDRESS.finditer(line))
    for contact in contacts:
        line = line.replace(contact.label + contact.text, "\n", 1)
    return contacts, line


def _contact(found: re.Match[str]) -> Contact:
    text = found[0].rstrip(_TRAILING)
    before = _LABEL.search(found.string[: found.start()])
    label = found.string[before.start(1) : found.start()] if before else ""
    if found["email"]:
        return Contact(text, f"mailto:{text}", label)
    if found["phone"]:
        return Contact(text, f"tel:{re.sub(r'[^0-9+]', '', text)}", label)
    return Contact(text, text if "://" in text else f"https://{text}", label)


def split_by_script(text: str) -> tuple[str, ...]:
    """The phrases of `text`, parted where the direction of the letters changes, without the marks between them."""
    phrases: list[str] = []
    last_rightward: bool | None = None
    for word in text.split():
        left, right = letters_by_direction(word)
        rightward = right > left if left != right else last_rightward
        if phrases and (rightward == last_rightward or left == right):
            phrases[-1] += f" {word}"
        else:
            phrases.append(word)
        last_rightward = rightward
    stripped = (phrase.strip(_SEPARATORS) for phrase in phrases)
    return tuple(phrase for phrase in stripped if phrase)


def _phrase(text: str, lang: str | None) -> Phrase:
    left, right = letters_by_direction(text)
    default = lang if lang and (direction_of(lang) == "rtl") == (right > left) else None
    found = detect_language(text, default)
    return Phrase(text, found or ("und-Arab" if right > left else "und-Latn"), "rtl" if right > left else "ltr")


def read_running_foot(text: str) -> tuple[Contact, ...] | None:
    """The addresses of a running foot that a PDF left in the text, or None where the text of a paragraph is not one.

    A running foot is the number of a page beside an address or two, after a word for page, or between dashes, with
    nothing else.
    """
    if len(text) <= MAX_LINE and not count_digits(text):
        return None
    contacts, rest = _addresses(text)
    number = rest.strip(f"{_SEPARATORS}()[]«»\n")
    if contacts and number.isdecimal() and len(number) <= 4:
        return contacts
    return () if _PAGE.fullmatch(rest) else None
