"""Servers behind real sockets that are not scripted: one that stalls, one with a certificate, one that counts."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mockc8y.cli.tls import prepare

NOON = 1_767_268_800_000  # Thu, 01 Jan 2026 12:00:00 GMT, in milliseconds
KEPT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[str]:
    """Serve for a block; give host and port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    with server:
        thread.start()
        try:
            yield f"localhost:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


def read_head(handler: socketserver.StreamRequestHandler) -> bytes:
    """Read a request that has no body; nothing if the client has left."""
    head = b""
    while (line := handler.rfile.readline()) not in {b"", b"\r\n"}:
        head += line
    return head


@contextmanager
def stalling(beginning: bytes) -> Iterator[str]:
    """Answer with the beginning of an answer and then say nothing; give the address."""
    is_over = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            read_head(self)
            self.wfile.write(beginning)
            is_over.wait(5)

    with running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as place:
        try:
            yield f"http://{place.replace('localhost', '127.0.0.1')}"
        finally:
            is_over.set()


@contextmanager
def listening_with_tls(folder: Path, reply: bytes) -> Iterator[tuple[str, Path]]:
    """Answer behind a certificate; give the address and the file of the authority that signed it."""
    files = prepare(folder, ["localhost"], NOON)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.server)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            read_head(self)
            self.wfile.write(reply)

    class Server(socketserver.ThreadingTCPServer):
        def get_request(self) -> tuple[Any, Any]:
            plain, address = super().get_request()
            return context.wrap_socket(plain, server_side=True), address

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing about clients that hang up."""

    with running(Server(("127.0.0.1", 0), Handler)) as place:
        yield f"https://{place}", files.authority


class Counter:
    """Answers every request, keeps connections open, and counts both."""

    def __init__(self) -> None:
        self.base_url = ""
        self.connections = 0
        self.requests = 0
        self.all_left = threading.Event()
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def serve(self, handler: socketserver.StreamRequestHandler) -> None:
        """Serve one connection until somebody closes it."""
        with self._lock:
            self.connections += 1
            self._open.append(handler.connection)
        with suppress(OSError):
            while read_head(handler):
                with self._lock:
                    self.requests += 1
                handler.wfile.write(KEPT)
        with self._lock:
            self._open.remove(handler.connection)
            if not self._open:
                self.all_left.set()

    def close_connections(self) -> None:
        """Close what is open, and see the end arrive at the other side."""
        self.all_left.clear()
        with self._lock:
            for connection in self._open:
                connection.shutdown(socket.SHUT_RDWR)
        self.all_left.wait(5)


@contextmanager
def counting() -> Iterator[Counter]:
    """Listen and count."""
    counter = Counter()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            counter.serve(self)

    with running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as place:
        counter.base_url = f"http://{place.replace('localhost', '127.0.0.1')}"
        yield counter
