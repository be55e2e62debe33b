"""A GET of one file from a host that is allowed (RFC 9110), shut off from all other hosts.

A name is resolved once, and the connection goes to the address that was judged: one that changes its mind in between
(DNS rebinding) gains nothing. No proxy, no cookie, no credential.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from afgpub import __version__
from afgpub.network.hosts import PORTS, Host, RefusedError, allowed_host, resolve
from afgpub.worker.watch import Watch

SECONDS = 10.0  # for one file, from the connection to the last byte
MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {"User-Agent": f"afgpub/{__version__}", "Accept": "image/*", "Accept-Encoding": "identity"}
_ADDRESSES = 3  # that are tried
_PIECE = 65536


def fetch(url: str, hosts: Sequence[Host], most: int) -> bytes:
    """The bytes at `url`, at most `most`. Raises RefusedError."""
    for _ in range(MAX_REDIRECTS + 1):
        host = allowed_host(url, hosts)
        if host is None:
            raise RefusedError(f"it is sent on to {url[:80]}, which is not allowed")
        parts = urlsplit(url)
        if parts.username or parts.password:
            raise RefusedError("its address holds a name or a password")
        with _answer(parts, host) as response:
            if response.status not in _REDIRECTS:
                return _body(response, most)
            following = urljoin(url, response.getheader("Location", ""))
        if parts.scheme == "https" and not following.startswith("https:"):
            raise RefusedError("it is sent on from https to another scheme")
        url = following
    raise RefusedError(f"it is sent on over {MAX_REDIRECTS} times")


def _body(response: HTTPResponse, most: int) -> bytes:
    if response.status != 200:
        raise RefusedError(f"the answer is {response.status} {response.reason[:40]}")
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise RefusedError("it comes compressed, which was not asked for")
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(_PIECE):
        size += len(piece)
        if size > most:
            raise RefusedError(f"it has over {most} bytes")
        pieces.append(piece)
    if response.length:
        raise RefusedError("it breaks off")
    return b"".join(pieces)


@contextmanager
def _answer(parts: SplitResult, host: Host) -> Iterator[HTTPResponse]:
    """The answer of the host, while it is read. Raises RefusedError for all that can go wrong on the way."""
    line = _Line(parts.scheme, host)
    watch = Watch(SECONDS, line.cut)
    too_late = RefusedError(f"it takes more than {SECONDS:g} seconds")
    try:
        with watch:
            connection = line.connect()
            connection.request("GET", _path(parts), headers=_HEADERS)
            yield connection.getresponse()
    except RefusedError:
        if not watch.is_over:
            raise
    except TimeoutError:
        raise too_late from None
    except (OSError, HTTPException, ValueError) as error:
        if not watch.is_over:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise RefusedError(reason) from None
    finally:
        line.close()
    if watch.is_over:  # what has come may be a part only
        raise too_late


class _Line:
    """A connection to a host, which another thread may cut."""

    def __init__(self, scheme: str, host: Host) -> None:
        self._scheme = scheme
        self._host = host
        self._socket: socket.socket | None = None

    def connect(self) -> HTTPConnection:
        """A connection to the first address that answers. Raises OSError and RefusedError."""
        port = self._host.port or PORTS[self._scheme]
        addresses = resolve(self._host, port)[:_ADDRESSES]
        for number, address in enumerate(addresses, 1):
            try:
                self._socket = socket.create_connection((address, port), SECONDS / len(addresses))
                break
            except OSError:
                if number == len(addresses):
                    raise
        connection = HTTPConnection(self._host.name, port)
        connection.default_port = PORTS[self._scheme]
        if self._socket and self._scheme == "https":
            context = ssl.create_default_context()
            secured = context.wrap_socket(self._socket, server_hostname=self._host.name, do_handshake_on_connect=False)
            self._socket = secured
            secured.do_handshake()
        connection.sock = self._socket
        return connection

    def cut(self) -> None:
        """End the connection under the one who waits for it."""
        if self._socket:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of it."""
        if self._socket:
            self._socket.close()


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
