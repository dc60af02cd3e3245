"""A geocoder on this machine that answers, and one that misbehaves on purpose: real sockets."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ANSWER: list[dict[str, Any]] = [
    {
        "place_id": 88,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "osm_type": "node",
        "osm_id": 4242,
        "lat": "46.20439071",
        "lon": "6.14315768",
        "category": "amenity",
        "type": "cafe",
        "addresstype": "amenity",
        "name": "Café du Soleil",
        "display_name": "Café du Soleil, Place du Petit-Saconnex, Genève, Schweiz",
        "address": {"ISO3166-2-lvl4": "CH-GE", "country_code": "ch", "country": "Schweiz"},
        "namedetails": {
            "name": "Café du Soleil",
            "name:en": "Sun Café",
            "name:zh": "太陽咖啡館",
            "name:zh-Hans": "太阳咖啡馆",
        },
    },
    {
        "osm_type": "relation",
        "osm_id": 7,
        "lat": "35.6",
        "lon": "139.7",
        "category": "boundary",
        "type": "administrative",
        "addresstype": "city",
        "name": "Soleil",
        "display_name": "Soleil, Japan",
        "address": {"country_code": "jp"},
        "namedetails": {"name": "ソレイユ"},
    },
]
"""What Nominatim sends with addressdetails and namedetails, by the shape its manual gives."""

Reply = Callable[[BaseHTTPRequestHandler], None]


def body(data: bytes, status: int = 200, **headers: str) -> Reply:
    """Return a reply with a body."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def as_json(value: object) -> Reply:
    """Return a reply that is JSON."""
    return body(json.dumps(value).encode(), Content_Type="application/json")


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send fifty megabytes, or as many as are taken."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(50 * 2**20))
    handler.end_headers()
    piece = b"[" + b" " * (2**20 - 1)
    for _ in range(50):
        handler.wfile.write(piece)
        handler.server.sent += len(piece)  # type: ignore[attr-defined]


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """Say that more comes than does."""
    data = json.dumps(ANSWER).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.connection.shutdown(socket.SHUT_RDWR)


@dataclass
class Server:
    """A running geocoder: what it was asked, and how it answers."""

    url: str
    reply: Reply = field(default_factory=lambda: as_json(ANSWER))
    asked: list[dict[str, str]] = field(default_factory=list)
    """The parameters of each request, with its headers in lower case and its path."""
    let_go: threading.Event = field(default_factory=threading.Event)
    """Set when whoever hangs may stop."""
    sent: Callable[[], int] = lambda: 0

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    def hang(self, handler: BaseHTTPRequestHandler) -> None:
        """Say nothing until the test is over."""
        self.let_go.wait(60)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Let a byte fall every twentieth of a second, which no timeout of a socket notices."""
        handler.send_response(200)
        handler.end_headers()
        while not self.let_go.wait(0.05):
            handler.wfile.write(b" ")

    def drip_headers(self, handler: BaseHTTPRequestHandler) -> None:
        """Begin a header that never ends, a letter every twentieth of a second."""
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while not self.let_go.wait(0.05):
            handler.wfile.write(b"x")


@contextmanager
def geocoder(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a geocoder on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            running.asked.append({**headers, **told, "path": parts.path})
            try:
                running.reply(self)
            except OSError:  # whoever asked has hung up
                self.close_connection = True

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.sent = 0  # type: ignore[attr-defined]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    running = Server(
        f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}",
        sent=lambda: server.sent,  # type: ignore[attr-defined]
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def no_network(monkeypatch: Any) -> Iterator[list[object]]:
    """Note every attempt to reach a network, and refuse it."""
    tried: list[object] = []

    def refuse(*words: object, **_: object) -> None:
        tried.append(words)
        raise AssertionError(f"the network was asked for: {words}")

    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", refuse)
        patched.setattr(socket, "create_connection", refuse)
        patched.setattr(socket.socket, "connect", refuse)
        patched.setattr(socket.socket, "connect_ex", refuse)
        yield tried
