"""A wire that costs a fifth of that of httpx: the standard library's, for what is small enough to be held.

Nothing above notices which wire is used: there are the same errors, the same time limits for each step, no redirects,
no cookies, and URLs exactly as they were written.
"""

from __future__ import annotations

import gzip
import http.client
import select
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore, Lock
from typing import Final
from urllib.parse import urlsplit

import httpx

from c8y_client import _errors
from c8y_client._http.draft import Draft
from c8y_client._http.exchange import Request

_NO_CONNECTION: Final = "no connection; check the base URL and whether the server runs"
_NO_CONNECTION_IN_TIME: Final = "no connection in time; check the base URL or raise timeout="
_ALL_IN_USE: Final = "all connections were in use for too long; raise limits="

# The first that fits counts.
_KINDS: Final[tuple[tuple[type[Exception], type[_errors.TransportError], str], ...]] = (
    (TimeoutError, _errors.RequestTimeout, "no answer in time; raise timeout= if this is a long task"),
    (http.client.RemoteDisconnected, _errors.ConnectionLost, "the server closed the connection"),
    (http.client.IncompleteRead, _errors.ConnectionLost, "the connection broke before the answer was complete"),
    (http.client.HTTPException, _errors.ConnectionLost, "the server does not speak HTTP"),
    (OSError, _errors.ConnectionLost, "the connection broke before the answer was complete"),
    (zlib.error, _errors.TransportError, "the answer cannot be unpacked"),
)


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """An answer that was read to its end."""

    status_code: int
    headers: httpx.Headers
    content: bytes

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status_code // 100 == 2  # noqa: PLR2004 - see above

    def close(self) -> None:
        """Do nothing: the connection is back in the pool already."""


@dataclass(slots=True)
class _Idle:
    """A connection that waits for its next request."""

    connection: http.client.HTTPConnection
    since: float = field(default_factory=time.monotonic)

    def is_usable(self, expiry: float | None) -> bool:
        """Tell whether the connection is young enough and still open at the other end."""
        if expiry is not None and time.monotonic() - self.since > expiry:
            return False
        return not _is_readable(self.connection.sock)


class HttpClientWire:
    """A pool of connections to one server, for any number of threads."""

    def __init__(
        self, base_url: str, verify: ssl.SSLContext | bool, limits: httpx.Limits, timeout: httpx.Timeout
    ) -> None:
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._connect = _connector(parts.scheme, str(parts.hostname), parts.port, verify)
        self._limits = limits
        self._timeout = timeout
        self._free = BoundedSemaphore(limits.max_connections) if limits.max_connections else None
        self._idle: list[_Idle] = []
        self._lock = Lock()
        self._is_closed = False

    def send(self, draft: Draft, authorization: str | None) -> HeldAnswer:
        """Send a request and read the whole answer."""
        timeout = httpx.Timeout(draft.build["timeout"]) if "timeout" in draft.build else self._timeout
        with self._place(draft.request, timeout):
            connection = self._taken() or self._made(draft.request, timeout)
            try:
                with _translated(draft.request):
                    answer = _exchange(connection, draft, draft.url.removeprefix(self._origin), authorization, timeout)
            except BaseException:
                connection.close()
                raise
            self._give_back(connection)
        return answer

    def close(self) -> None:
        """Close the connections; those in use are closed when their answers are complete."""
        with self._lock:
            self._is_closed, idle, self._idle = True, self._idle, []
        for each in idle:
            each.connection.close()

    @contextmanager
    def _place(self, request: Request, timeout: httpx.Timeout) -> Iterator[None]:
        if self._free is None:
            yield
            return
        if not self._free.acquire(timeout=timeout.pool):
            raise _errors.RequestTimeout(request.method, request.url, _ALL_IN_USE)
        try:
            yield
        finally:
            self._free.release()

    def _taken(self) -> http.client.HTTPConnection | None:
        while True:
            with self._lock:
                if not self._idle:
                    return None
                youngest = self._idle.pop()
            if youngest.is_usable(self._limits.keepalive_expiry):
                return youngest.connection
            youngest.connection.close()

    def _made(self, request: Request, timeout: httpx.Timeout) -> http.client.HTTPConnection:
        connection = self._connect(timeout=timeout.connect)
        try:
            connection.connect()
        except TimeoutError as error:
            connection.close()
            raise _errors.RequestTimeout(request.method, request.url, _NO_CONNECTION_IN_TIME) from error
        except OSError as error:
            connection.close()
            raise _errors.ConnectionFailed(request.method, request.url, f"{_NO_CONNECTION} ({error})") from error
        return connection

    def _give_back(self, connection: http.client.HTTPConnection) -> None:
        # The server may have announced that it closes the connection.
        if connection.sock is None:
            return
        most = self._limits.max_keepalive_connections
        with self._lock:
            if not self._is_closed and (most is None or len(self._idle) < most):
                self._idle.append(_Idle(connection))
                return
        connection.close()


def _exchange(
    connection: http.client.HTTPConnection, draft: Draft, place: str, authorization: str | None, timeout: httpx.Timeout
) -> HeldAnswer:
    headers = {"Accept-Encoding": "gzip, deflate", **draft.headers}
    headers = {name: value for name, value in headers.items() if value}
    if authorization is not None:
        headers["Authorization"] = authorization
    wire: socket.socket = connection.sock
    wire.settimeout(timeout.write)
    connection.request(draft.request.method, place, draft.body.head or None, headers)
    wire.settimeout(timeout.read)
    answer = connection.getresponse()
    content = answer.read()
    head = httpx.Headers(answer.getheaders())
    return HeldAnswer(answer.status, head, _unpacked(content, head.get("Content-Encoding", "")))


def _connector(
    scheme: str, host: str, port: int | None, verify: ssl.SSLContext | bool
) -> Callable[..., http.client.HTTPConnection]:
    if scheme == "http":
        return partial(http.client.HTTPConnection, host, port)
    context = verify if isinstance(verify, ssl.SSLContext) else httpx.create_ssl_context(verify=verify)
    return partial(http.client.HTTPSConnection, host, port, context=context)


def _unpacked(content: bytes, encoding: str) -> bytes:
    if encoding == "gzip" and content:
        return gzip.decompress(content)
    if encoding == "deflate" and content:
        return zlib.decompress(content)
    return content


def _is_readable(wire: socket.socket) -> bool:
    # What can be read from an idle connection is its end.
    if not hasattr(select, "poll"):
        return bool(select.select([wire], [], [], 0)[0])
    poll = select.poll()
    poll.register(wire, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    try:
        yield
    except (http.client.HTTPException, OSError, zlib.error, EOFError) as error:
        row = next((row for row in _KINDS if isinstance(error, row[0])), _KINDS[-1])
        raise row[1](request.method, request.url, f"{row[2]} ({str(error) or type(error).__name__})") from error
