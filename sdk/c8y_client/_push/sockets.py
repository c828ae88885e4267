"""Websockets for both halves, in terms of this package.

The one module that needs `websockets`, an optional dependency: import it inside functions only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

try:
    import websockets.asyncio.client
    import websockets.sync.client
    from websockets import exceptions
    from websockets.datastructures import Headers
except ImportError as error:
    raise ImportError("notifications need websockets: pip install 'c8y-client[notifications]'") from error

from c8y_client._errors import ConnectionFailed, ConnectionLost, RequestTimeout
from c8y_client._http.exchange import Request, Response
from c8y_client._http.redaction import redact_url
from c8y_client._http.refusals import error_for

if TYPE_CHECKING:
    from websockets.http11 import Response as Upgrade

_GOODBYE: Final = 2.0
"""Seconds that a server has to confirm the end of a connection."""


class AsyncSocket:
    """A websocket that carries text."""

    def __init__(self, connection: websockets.asyncio.client.ClientConnection, request: Request) -> None:
        self._connection = connection
        self._request = request

    @property
    def is_open(self) -> bool:
        """Tell whether text can be sent."""
        return self._connection.state is websockets.State.OPEN

    async def send(self, text: str) -> None:
        """Send a frame. Raises `ConnectionLost`."""
        with _translated(self._request):
            await self._connection.send(text)

    async def receive(self) -> str:
        """Wait for a frame. Raises `ConnectionLost` when there will be none."""
        while True:
            with _translated(self._request):
                frame = await self._connection.recv()
            if isinstance(frame, str):
                return frame

    async def close(self) -> None:
        """Close the connection; cancelled meanwhile, it is cut."""
        try:
            await self._connection.close()
        finally:
            self._connection.transport.abort()


class Socket:
    """A websocket that carries text, for threads: one receives, any may send or close."""

    def __init__(self, connection: websockets.sync.client.ClientConnection, request: Request) -> None:
        self._connection = connection
        self._request = request

    @property
    def is_open(self) -> bool:
        """Tell whether text can be sent."""
        return self._connection.state is websockets.State.OPEN

    def send(self, text: str) -> None:
        """Send a frame. Raises `ConnectionLost`."""
        with _translated(self._request):
            self._connection.send(text)

    def receive(self, timeout: float | None = None) -> str:
        """Wait for a frame. Raises `ConnectionLost` when there will be none, and `RequestTimeout`."""
        while True:
            with _translated(self._request):
                frame = self._connection.recv(timeout)
            if isinstance(frame, str):
                return frame

    def close(self) -> None:
        """Close the connection. Whoever waits for a frame gets `ConnectionLost`."""
        self._connection.close()
        if self._connection.keepalive_thread is not None:
            self._connection.keepalive_thread.join()


async def async_open(uri: str, options: MutableMapping[str, Any]) -> AsyncSocket:
    """Connect to an address, of which secrets are shown nowhere. `options` are those of `socket_options`."""
    request = _request_to(uri)
    with _translated(request):
        connection = await _AsyncDirect(uri, **_always(), **options)
    return AsyncSocket(connection, request)


def open(uri: str, options: MutableMapping[str, Any]) -> Socket:  # noqa: A001 - the pair of `async_open`
    """Connect to an address, of which secrets are shown nowhere. `options` are those of `socket_options`."""
    request = _request_to(uri)
    with _translated(request):
        connection = _Direct(uri, **_always(), **options).__enter__()
    return Socket(connection, request)


def _always() -> dict[str, Any]:
    return {
        "close_timeout": _GOODBYE,
        "compression": None,
        # Were reading to pause while a message is worked on, answers to pings would not be seen and the connection
        # taken for dead. The platform itself sends no more than 1000 messages without an acknowledgement.
        "max_queue": None,
        # A message that is refused for its size would come again after every reconnect.
        "max_size": None,
        "logger": _QuietLogger(logging.getLogger("c8y_client"), {}),
    }


# Redirects are not followed: credentials are for the tenant of the base URL alone.
class _AsyncDirect(websockets.asyncio.client.connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class _Direct(websockets.sync.client.reconnect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class _QuietLogger(logging.LoggerAdapter[logging.Logger]):
    """Keeps the library from writing addresses and frames to the log, which hold tokens."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - the name is given
        return level > logging.DEBUG and super().isEnabledFor(level)


def _request_to(uri: str) -> Request:
    return Request("GET", redact_url(uri))


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    """Turn the errors of the library into ours."""
    try:
        yield
    except exceptions.InvalidURI:
        raise ValueError(f"{request}: this is no address of a websocket") from None
    except exceptions.InvalidStatus as error:
        raise error_for(_response(error.response, request)) from error
    except exceptions.ProxyError as error:
        told = f"the proxy makes no connection; check HTTPS_PROXY or proxy= ({error})"
        raise ConnectionFailed(request.method, request.url, told) from error
    except exceptions.WebSocketException as error:
        raise ConnectionLost(request.method, request.url, f"the connection ended ({error})") from error
    except TimeoutError as error:
        told = "no answer in time; check the base URL or raise connect_timeout"
        raise RequestTimeout(request.method, request.url, told) from error
    except OSError as error:
        told = f"no connection; check the base URL and whether the server runs ({error})"
        raise ConnectionFailed(request.method, request.url, told) from error


def _response(answer: Upgrade, request: Request) -> Response:
    # Of a header that comes twice, the library gives neither.
    headers = Headers(dict(answer.headers.raw_items()))
    return Response(answer.status_code, headers, bytes(answer.body or b""), request)
