"""Pictures from hosts that are named are fetched, within limits; nothing else ever leaves this machine."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

import afgpub
from afgpub import Limits
from afgpub.document import Image
from afgpub.exceptions import OptionError
from afgpub.network import fetching, pictures
from afgpub.network.hosts import Host, allowed_host, is_public, parse_host, resolve
from afgpub.walk import walk

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>alert(1)</script></svg>'


class Handler(BaseHTTPRequestHandler):
    """Serves what the tests ask for, and remembers what was asked."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    elsewhere = ""

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].rpartition("/")[2]
        match name:
            case "river.png" | "ناو.png" | "%D9%86%D8%A7%D9%88.png":
                self.answer(PNG)
            case "script.svg":
                self.answer(SVG)
            case "page.html":
                self.answer(b"<p>no picture</p>")
            case "large.png":
                self.answer(PNG + bytes(3000))
            case "endless.png":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(bytes(1024))
            case "slow.png":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b"\0")
                    time.sleep(0.1)
            case "slow-head.png":
                while True:
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            case "short.png":
                self.send_response(200)
                self.send_header("Content-Length", "5000")
                self.end_headers()
                self.wfile.write(PNG)
            case "packed.png":
                self.answer(PNG, ("Content-Encoding", "gzip"))
            case "garbage.png":
                self.wfile.write(b"\0\1\2 what is this\r\n\r\n")
            case "moved.png":
                self.send_on("river.png")
            case "round.png":
                self.send_on("round.png")
            case "away.png":
                self.send_on(self.elsewhere)
            case "file.png":
                self.send_on("file:///etc/passwd")
            case "nowhere.png":
                self.send_response(302)
                self.end_headers()
            case _:
                self.send_error(404)

    def answer(self, data: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_on(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server on this machine, as `127.0.0.1:PORT`."""
    Handler.asked.clear()
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def convert(url: str, *hosts: str, limits: Limits | None = None) -> afgpub.Result:
    return afgpub.convert(f"# Title\n\n![A river]({url})\n", to="html", allow_network=hosts, limits=limits)


def said(result: afgpub.Result) -> list[str]:
    return [str(message) for message in result.messages if message.code.startswith("image")]


@pytest.mark.parametrize("limits", [None, Limits()], ids=["here", "apart"])
@pytest.mark.parametrize("name", ["river.png", "moved.png", "river.png?size=2&x=%20y", "ناو.png"])
def test_a_picture_is_fetched(server: str, name: str, limits: Limits | None) -> None:
    result = convert(f"http://{server}/pictures/{name}", server, limits=limits)
    (image,) = [node for node in walk(result.document.root) if isinstance(node, Image)]
    assert image.target.startswith("data:image/png;name=")
    assert image.alternative == "A river"
    (message,) = said(result)
    assert message.startswith("text:3: the image http://127.0.0.1:")
    assert message.endswith(" is fetched [image-fetched]")
    assert server.encode() not in result.output, "no output refers to it"
    assert base64.b64encode(PNG) in result.output
    path, headers = Handler.asked[0]
    assert path.endswith(name.replace("ناو", "%D9%86%D8%A7%D9%88"))
    assert headers["Host"] == server
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_nothing_is_fetched_unless_it_is_allowed(server: str) -> None:
    port = server.partition(":")[2]
    for hosts in ((), ("images.example.org",), ("127.0.0.1",), (f"localhost:{port}",), ("127.0.0.1:1",)):
        result = convert(f"http://{server}/river.png", *hosts)
        assert "[image-refused]" in said(result)[0]
    for url in (f"//{server}/river.png", f"ftp://{server}/a.png", f"http:{server}/a.png", "http://[::1/a.png"):
        convert(url, server)
    assert Handler.asked == []


FAILURES = {
    "missing.png": "the answer is 404",
    "page.html": "it is no PNG, JPEG, GIF, WebP or SVG",
    "script.svg": "it is SVG with <script>",
    "short.png": "it breaks off",
    "packed.png": "it comes compressed",
    "round.png": "it is sent on over 5 times",
    "away.png": "it is sent on to http://localhost:",
    "file.png": "it is sent on to file:///etc/passwd, which is not allowed",
    "garbage.png": "\0\1\2 what is this",
    "nowhere.png": "it is sent on over 5 times",
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_fails_is_told_with_its_line(server: str, name: str) -> None:
    Handler.elsewhere = f"http://localhost:{server.partition(':')[2]}/river.png"
    result = convert(f"http://{server}/{name}", server)
    first = said(result)[0]
    assert first.startswith(f"text:3: the image http://{server}/{name} is not fetched: ")
    assert FAILURES[name] in first
    assert first.endswith("[image-not-fetched]")
    assert b"A river" in result.output, "the alternative text is printed"
    assert f'src="http://{server}' not in result.output.decode()


@pytest.mark.parametrize("name", ["slow.png", "slow-head.png"])
def test_time_is_limited(server: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    started = time.monotonic()
    assert "it takes more than 0.5 seconds" in said(convert(f"http://{server}/{name}", server))[0]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["large.png", "endless.png"])
def test_size_is_limited(server: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afgpub.renderers.markup.images.MAX_BYTES", 2000)
    assert "it has over 2000 bytes" in said(convert(f"http://{server}/{name}", server))[0]


def test_count_total_and_time_are_limited(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"![a](http://{server}/river.png?{number % 3})" for number in range(6))
    monkeypatch.setattr(pictures, "MAX_PICTURES", 2)
    result = afgpub.convert(text, to="html", allow_network=[server])
    assert len(Handler.asked) == 2, "one address is asked once"
    assert "2 pictures have been fetched already" in said(result)[2]
    monkeypatch.setattr(pictures, "MAX_PICTURES", 9)
    monkeypatch.setattr(pictures, "MAX_TOTAL", 100)
    assert "over 100 bytes" in said(afgpub.convert(text, to="html", allow_network=[server]))[1]
    monkeypatch.setattr(pictures, "MAX_SECONDS", -1)
    assert "seconds are gone" in said(afgpub.convert(text, to="html", allow_network=[server]))[0]


def test_a_cover_is_fetched(server: str) -> None:
    text = f"---\ntitle: T\ncover: http://{server}/river.png\n---\n\nText.\n"
    result = afgpub.convert(text, to="epub", allow_network=[server])
    assert "cover-refused" not in [message.code for message in result.messages]
    assert result.document.root.meta and result.document.root.meta.cover.startswith("data:image/png")


def test_an_address_with_a_password_is_not_asked(server: str) -> None:
    assert "a name or a password" in said(convert(f"http://me:secret@{server}/river.png", server))[0]
    assert Handler.asked == []


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    assert "[image-not-fetched]" in said(convert(f"http://{address}/a.png", address))[0]
    assert "[image-not-fetched]" in said(convert("http://nowhere.invalid/a.png", "nowhere.invalid"))[0]


def test_https_is_spoken_and_checked(server: str) -> None:
    """The server speaks none, so the handshake fails; the certificates are those of the system."""
    first = said(convert(f"https://{server}/river.png", server))[0]
    assert "[image-not-fetched]" in first
    assert Handler.asked == []


def test_a_name_that_leads_inside_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a public name whose address is not."""
    port = server.partition(":")[2]
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **more: inside)
    first = said(convert(f"http://images.example.org:{port}/river.png", f"images.example.org:{port}"))[0]
    assert "images.example.org leads to 127.0.0.1, which is not public" in first
    assert Handler.asked == []
    assert resolve(Host("localhost"), int(port)) == ["127.0.0.1"], "unless it is named so"


def test_public_addresses() -> None:
    inside = "127.0.0.1 10.1.2.3 192.168.0.1 169.254.169.254 0.0.0.0 ::1 fe80::1 fc00::1 ::ffff:127.0.0.1 224.0.0.1"
    assert not any(is_public(address) for address in [*inside.split(), "64:ff9b::7f00:1", "2002:7f00:1::", "x"])
    assert all(is_public(address) for address in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"))


@pytest.mark.parametrize(
    "host", ["", "*", "*.example.org", "http://a.org", "a/b", "a:b", "a:0", "a:99999", "a b", "é" * 70]
)
def test_what_is_no_host(host: str) -> None:
    with pytest.raises(OptionError) as caught:
        afgpub.convert("# T", to="html", allow_network=[host])
    assert caught.value.message.code == "option-invalid"


def test_hosts_are_compared_as_names() -> None:
    hosts = [parse_host(text) for text in ("Images.Example.ORG", "کتاب.example", "[::1]:8000", "127.0.0.1")]
    assert allowed_host("https://images.example.org./a", hosts) == Host("images.example.org")
    assert allowed_host("http://images.example.org:80/a", hosts)
    assert allowed_host("http://xn--mgbtf8fl.example/a", hosts) or allowed_host("http://کتاب.example/a", hosts)
    assert allowed_host("http://[::1]:8000/a", hosts) == Host("::1", 8000)
    for url in (
        "https://images.example.org:80/",
        "http://images.example.org.evil.net/",
        "http://a@b/",
        "http://127.1/",
    ):
        assert allowed_host(url, hosts) is None
    assert allowed_host("http://evil.net\\@images.example.org/", hosts) in (None, Host("images.example.org"))


def test_on_the_command_line(run: Run, server: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Title\n\n![A river](http://{server}/river.png)\n")
    ended = run("convert", "a.md", "--to", "html,epub", "-o", "out", "--allow-network", server, "-v")
    assert (ended.code, "[image-fetched]" in ended.err) == (0, True)
    assert len(Handler.asked) == 1, "once for all formats"
    ended = run("convert", "a.md", "--to", "html", "-o", "out", "--allow-network", "http://x")
    assert (ended.code, "[option-invalid]" in ended.err) == (2, True)


def test_proxies_are_not_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert "[image-fetched]" in said(convert(f"http://{server}/river.png", server))[0]
