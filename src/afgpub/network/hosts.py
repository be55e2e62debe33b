"""Hosts that may be asked: as the caller names them, as addresses of pictures name them, as they are resolved."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from afgpub.exceptions import OptionError
from afgpub.frozen import dataclass

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^\s:/?#@\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_IPV4_IN_IPV6 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedError(Exception):
    """The file is not fetched; the text says why."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host that is allowed: its name in ASCII, and its port if not that of the scheme."""

    name: str
    port: int | None = None

    @property
    def is_literal(self) -> bool:
        """Is it an address, or this machine by name, so that it cannot lead anywhere else?"""
        return self.name == "localhost" or _address(self.name) is not None


def parse_host(text: str) -> Host:
    """`name`, `name:port`, an IPv4 address or an IPv6 one in brackets. Raises OptionError (option-invalid)."""
    found = _HOST.fullmatch(text)
    name = _ascii(found["name"].strip("[]")) if found else ""
    port = int(found["port"]) if found and found["port"] else None
    if not name or "*" in name or (port is not None and not 0 < port < 65536):
        expected = "A host such as images.example.org or localhost:8000."
        raise OptionError.coded("option-invalid", option="allow-network", value=repr(text), expected=expected)
    return Host(name, port)


def allowed_host(url: str, hosts: Sequence[Host]) -> Host | None:
    """The one of `hosts` to which `url` leads by http or https."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    name, usual = _ascii(parts.hostname), PORTS[parts.scheme]
    return next((host for host in hosts if host.name == name and (host.port or usual) == (port or usual)), None)


def resolve(host: Host, port: int) -> list[str]:
    """The addresses of a host that may be talked to: public ones, unless the caller named an address or localhost.

    Raises RefusedError where there is none, and OSError where the name is not known.
    """
    found = socket.getaddrinfo(host.name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    fit = [text for text in addresses if host.is_literal or is_public(text)]
    if not fit:
        raise RefusedError(f"{host.name} leads to {', '.join(addresses[:3])}, which is not public")
    return fit


def is_public(text: str) -> bool:
    """Is it an address of the public Internet, by the registries of RFC 6890, also inside of IPv6?"""
    address = _address(text)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _IPV4_IN_IPV6:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address is not None and address.is_global and not address.is_multicast


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _ascii(name: str) -> str:
    """A host's name as it is asked for (RFC 5890), in lower case; empty for what is none."""
    if _address(name):
        return name.lower()
    try:
        return name.rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
