"""Links whose text is an address, and another one than that to which they lead."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from afgpub.check.findings import Findings
from afgpub.check.views import View
from afgpub.document import Document, Link
from afgpub.walk import plain_text, walk

_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?://)|(?P<www>www\.))?(?P<host>[^\s/@:?#]+\.[^\s/@:?#.]{2,})(?::\d+)?(?:[/?#]\S*)?", re.I
)
_MAIL = re.compile(r"(?:mailto:)?([^\s@:]+@[^\s@]+\.[^\s@]+)", re.I)
_LONGEST = 2000  # characters of an address
_KNOWN = re.compile(r"\.(?:com|org|net|edu|gov|mil|int|info|af|ir|pk|de|tv|uk|fr|us|eu|ru|tr|in|ch|at)$", re.I)


def find_false_links(document: Document, findings: Findings) -> None:
    """Tell of every link that shows one address and leads to another."""
    for link in walk(document.root):
        if isinstance(link, Link):
            shown = plain_text(link.children).strip()
            if _is_false(shown, link.target):
                view = View(shown, "ltr", "line", spans=(link.span,))
                findings.add("link-other", view, 0, shown=shown, target=link.target)


def _is_false(shown: str, target: str) -> bool:
    if len(shown) > _LONGEST:
        return False
    mail = _MAIL.fullmatch(shown)
    if mail:
        return unquote(target.partition("?")[0]).removeprefix("mailto:").casefold() != mail[1].casefold()
    address = _ADDRESS.fullmatch(shown)
    if not address or not (address["scheme"] or address["www"] or _KNOWN.search(address["host"])):
        return False
    wanted, real = _host(("" if address["scheme"] else "http://") + shown), _host(target)
    return wanted != real and not real.endswith(f".{wanted}")


def _host(url: str) -> str:
    """The host of a URL as the network knows it (IDNA), without `www.`."""
    try:
        host = unquote(urlsplit(url).hostname or "")
        return (host if host.isascii() else host.encode("idna").decode()).lower().removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
