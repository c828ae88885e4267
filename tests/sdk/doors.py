"""Tenants that answer as scripted, in this process or behind a real socket, and the ways to reach them."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@dataclass
class Naps:
    """Pauses that take no time and are remembered."""

    taken: list[float] = field(default_factory=list)

    def nap(self, seconds: float) -> None:
        """Pause as the synchronous client does."""
        self.taken.append(seconds)

    async def async_nap(self, seconds: float) -> None:
        """Pause as the asynchronous client does."""
        self.taken.append(seconds)


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """What a tenant is to answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Tenant:
    """An ASGI application that plays one entry of its script per request; an exception breaks the connection."""

    def __init__(self, *script: Answer | Exception) -> None:
        self.script = list(script)
        self.seen: list[Seen] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.seen.append(await self._read(scope, receive))
        assert self.script, f"the script has no answer to {self.seen[-1]}"
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _read(self, scope: MutableMapping[str, Any], receive: Receive) -> Seen:
        body, is_complete = b"", False
        while not is_complete:
            message = await receive()
            body += message.get("body", b"")
            is_complete = not message.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        return Seen(scope["method"], scope["raw_path"].decode(), scope["query_string"].decode(), headers, body)


class SteppedTransport(httpx.BaseTransport):
    """Serves a synchronous client by stepping an ASGI application by hand, without loop or thread."""

    def __init__(self, app: Tenant) -> None:
        self.app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        sent: list[Message] = []
        body = request.read()
        path, _, query = request.url.raw_path.partition(b"?")
        scope = {"method": request.method, "raw_path": path, "query_string": query, "headers": lowered(request)}

        async def receive() -> Message:
            return {"type": "http.request", "body": body}

        async def send(message: Message) -> None:
            sent.append(message)

        step_through(self.app(scope, receive, send))
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"])


def door(tenant: Tenant) -> httpx.BaseTransport:
    """Lead a synchronous client to a tenant in this process."""
    return SteppedTransport(tenant)


def async_door(tenant: Tenant) -> httpx.AsyncBaseTransport:
    """Lead an asynchronous client to a tenant in this process."""
    return httpx.ASGITransport(tenant)


def lowered(request: httpx.Request) -> list[tuple[bytes, bytes]]:
    """List the headers as ASGI wants them."""
    return [(name.lower(), value) for name, value in request.headers.raw]


def step_through(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never truly waits."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    raise AssertionError("the application waits for something")


class Line:
    """The far end of a socket: answers each connection with one reply, then closes it.

    An empty reply breaks the connection; without a reply it stays silent until the other side hangs up.
    """

    def __init__(self, url: str, replies: tuple[bytes, ...]) -> None:
        self.url = url
        self.replies = list(replies)
        self.requests: list[bytes] = []
        self.was_asked = threading.Event()
        self.was_left = threading.Event()
        self._waiting: list[socketserver.StreamRequestHandler] = []

    def hang_up(self) -> None:
        """Close the connections that get no reply."""
        for connection in self._waiting:
            connection.connection.shutdown(socket.SHUT_RDWR)

    def answer(self, connection: socketserver.StreamRequestHandler) -> None:
        """Read a request and send the next reply."""
        self.requests.append(received(connection))
        self._waiting.append(connection)
        self.was_asked.set()
        if self.replies:
            connection.wfile.write(self.replies.pop(0))
        else:
            connection.rfile.read()
            self.was_left.set()


def received(connection: socketserver.StreamRequestHandler) -> bytes:
    """Read one request with its body."""
    lines = list(iter(connection.rfile.readline, b"\r\n"))
    head = b"".join(lines)
    sizes = [int(line.partition(b":")[2]) for line in lines if line.lower().startswith(b"content-length:")]
    if sizes:
        return head + connection.rfile.read(sizes[0])
    if b"chunked" in head.lower():
        return head + b"".join(iter(connection.rfile.readline, b"0\r\n")) + connection.rfile.readline()
    return head


@contextmanager
def listening(*replies: bytes) -> Iterator[Line]:
    """Open a socket whose far end is a `Line`."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line.answer(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        line = Line(f"http://127.0.0.1:{server.server_address[1]}", replies)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield line
        finally:
            server.shutdown()
            thread.join()
