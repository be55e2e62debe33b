"""The last gate of a web page before pandoc: a sanitiser of others, which lets through only what is named here."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from lxml import etree

from afgpub.document import Span
from afgpub.messages import Message, message
from afgpub.readers.html.elements import line_of, words_of
from afgpub.readers.markdown.targets import SAFE_SCHEMES, safe_target
from afgpub.readers.pandoc.mapping import shortened

_TAGS = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd "
    "del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd "
    "li main mark nobr ol p pre q rb rp rt rtc ruby s samp section small span strike strong sub summary sup table "
    "tbody td tfoot th thead time tr tt u ul var wbr "
    # MathML Core: pandoc makes formulas of it
    "math annotation semantics maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot "
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover".split()
)
_EVERYWHERE = frozenset("align class dir id lang style title".split())
_ATTRIBUTES = {
    "a": frozenset(("href", "name")),
    "col": frozenset(("span", "width")),
    "colgroup": frozenset(("span", "width")),
    "data": frozenset(("value",)),
    "img": frozenset(("alt", "height", "src", "width")),
    "li": frozenset(("value",)),
    "math": frozenset(("display",)),
    "annotation": frozenset(("encoding",)),
    "mo": frozenset(("fence", "stretchy")),
    "ol": frozenset(("reversed", "start", "type")),
    "td": frozenset(("colspan", "rowspan", "scope", "valign")),
    "th": frozenset(("colspan", "rowspan", "scope", "valign")),
    "time": frozenset(("datetime",)),
    "*": _EVERYWHERE,
}
_STYLES = frozenset(("text-align", "width"))  # pandoc aligns cells and columns by these


def sanitise(markup: str) -> str:
    """`markup` of a page's body, read as the HTML Standard says, without anything but text and its plain structure.

    No element, attribute or scheme passes that is not on the list; words in elements that are not stay as words. The
    work is done by ammonia, the sanitiser of Rust's package pages, on the parser of the Servo browser.
    """
    cleaned: str = _sanitiser().clean(markup)
    return cleaned


@cache
def _sanitiser() -> Any:
    import nh3

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_only_pictures_within,
        generic_attribute_prefixes={"data-"},
        filter_style_properties=set(_STYLES),
        url_schemes={*SAFE_SCHEMES, "data"},
        link_rel=None,
    )


def pass_through(*parts: etree._Element) -> tuple[str, tuple[Message, ...]]:
    """The markup of parts of a page after the sanitiser, with a message where it took words out."""
    markup = sanitise("".join(etree.tostring(part, encoding="unicode", method="html") for part in parts))
    before = " ".join(map(words_of, parts))
    after = words_of(etree.HTML(f"<div>{markup}</div>"))
    # A tag that is taken out may join two words, so letters are counted before words are.
    if not Counter(before) - Counter(after + " " * len(before)):
        return markup, ()
    words = " ".join((Counter(before.split()) - Counter(after.split())).elements())
    return markup, (message("words-dropped", what="what stands in markup that is not safe", text=shortened(words)),)


def drop_unsafe_targets(root: etree._Element, name: str) -> tuple[Message, ...]:
    """Take each address that is not safe from links and pictures below `root`, with a message that says its line.

    The words of a link stay, and so does the alternative text of a picture.
    """
    found = []
    for element in list(root.iter("a", "img")):
        written = element.get("href" if element.tag == "a" else "src", "")
        is_safe = safe_target(written) is not None
        if is_safe if element.tag == "a" else written.strip() and (is_safe or _is_data(written)):
            continue
        line = line_of(element) or 1
        span, target = Span(name, line, line), shortened(written) or "of this page"
        if element.tag == "a":
            found.append(message("link-unsafe", span, target=target))
            del element.attrib["href"]
        else:
            reason = "no file can have this address" if written.strip() else "it has no address"
            found.append(message("image-refused", span, target=target, reason=reason))
            element.tag, element.text = "span", element.get("alt")
            for attribute in ("alt", "src"):
                element.attrib.pop(attribute, "")
    return tuple(found)


def _is_data(address: str) -> bool:
    return address.lstrip()[:5].lower() == "data:"


def _only_pictures_within(tag: str, attribute: str, value: str) -> str | None:
    """Data stands in pages as pictures only."""
    return None if _is_data(value) and (tag, attribute) != ("img", "src") else value
