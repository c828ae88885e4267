"""A wire for the asynchronous half that costs less than that of httpx: the one of aiohttp, if it is installed.

It behaves as the wire of httpx does, so that nothing above it notices: the same errors, time limits for each step, no
redirects, no cookies or headers of its own, and URLs exactly as they were written.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeAlias

import aiohttp
import httpx
from yarl import URL

# Up to this size the body leaves the process without waiting for anybody, so that it needs no time limit.
_AT_ONCE: Final = 1 << 16

_OWN_HEADERS: Final = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")

Deadline: TypeAlias = asyncio.Timeout

# The first that fits counts.
_ERRORS: Final[tuple[tuple[type[Exception], type[httpx.RequestError]], ...]] = (
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout),
    (aiohttp.ServerTimeoutError, httpx.ReadTimeout),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    (aiohttp.ServerDisconnectedError, httpx.RemoteProtocolError),
    (aiohttp.ClientOSError, httpx.ReadError),
    (aiohttp.ClientError, httpx.RemoteProtocolError),
    (TimeoutError, httpx.WriteTimeout),
    (OSError, httpx.ReadError),
)


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends requests of an `httpx.AsyncClient` through a session of aiohttp, which is made at the first of them."""

    def __init__(self, verify: ssl.SSLContext | bool, limits: httpx.Limits) -> None:  # noqa: FBT001 - as in httpx
        self._verify = verify
        self._limits = limits
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer."""
        limits: dict[str, float | None] = request.extensions.get("timeout", {})
        with _translated():
            async with asyncio.timeout(None) as deadline:
                answer = await self._opened().request(
                    request.method,
                    _url(request.url),
                    headers=_headers(request),
                    data=_body(request, deadline, limits.get("write")),
                    timeout=_timeout(limits),
                )
        return httpx.Response(
            answer.status,
            headers=answer.raw_headers,
            stream=_AnswerStream(answer),
            extensions={"http_version": b"HTTP/1.1", "reason_phrase": (answer.reason or "").encode("latin-1", "replace")},
        )

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=_connector(self._verify, self._limits),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=_OWN_HEADERS,
                auto_decompress=False,
                read_bufsize=1 << 20,
            )
            # It would send a request again by itself, also one whose body is gone. Our retry policy decides about that.
            self._session._retry_connection = False  # noqa: SLF001 - there is no public switch
        return self._session


class _AnswerStream(httpx.AsyncByteStream):
    """The body of an answer, in the pieces in which it arrives."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated():
            async for piece in self._answer.content.iter_any():
                yield piece

    async def aclose(self) -> None:
        # A connection with something left to read is closed, any other goes back to the pool.
        self._answer.release()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (aiohttp.ClientError, OSError) as error:
        kind = next(theirs for ours, theirs in _ERRORS if isinstance(error, ours))
        raise kind(str(error) or type(error).__name__) from error


def _connector(verify: ssl.SSLContext | bool, limits: httpx.Limits) -> aiohttp.TCPConnector:  # noqa: FBT001 - as in httpx
    expiry = limits.keepalive_expiry
    return aiohttp.TCPConnector(
        ssl=verify,
        limit=limits.max_connections or 0,
        keepalive_timeout=3600.0 if expiry is None else expiry,
    )


def _url(url: httpx.URL) -> URL:
    host = f"[{url.host}]" if ":" in url.host else url.host
    port = f":{url.port}" if url.port else ""
    return URL(f"{url.scheme}://{host}{port}{url.raw_path.decode('ascii')}", encoded=True)


def _headers(request: httpx.Request) -> list[tuple[str, str]]:
    # What is sent in chunks aiohttp announces itself.
    return [
        (name.decode("ascii"), value.decode("latin-1"))
        for name, value in request.headers.raw
        if name.lower() != b"transfer-encoding"
    ]


def _timeout(limits: dict[str, float | None]) -> aiohttp.ClientTimeout:
    pool, connect = limits.get("pool"), limits.get("connect")
    both = None if pool is None or connect is None else pool + connect
    return aiohttp.ClientTimeout(connect=both, sock_connect=connect, sock_read=limits.get("read"))


def _body(request: httpx.Request, deadline: Deadline, limit: float | None) -> Any:
    if not isinstance(request.stream, httpx.ByteStream):
        return _pieces(request.stream, deadline, limit)
    content = request.content
    if len(content) > _AT_ONCE:
        return _pieces(_cut(content), deadline, limit)
    return content or None


async def _pieces(stream: Any, deadline: Deadline, limit: float | None) -> AsyncIterator[bytes]:
    async for piece in stream:
        _limit(deadline, limit)
        yield piece
        _limit(deadline, None)


async def _cut(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _AT_ONCE):
        yield content[start : start + _AT_ONCE]


def _limit(deadline: Deadline, seconds: float | None) -> None:
    # The server may answer before it has read everything; then nobody waits any more.
    with suppress(RuntimeError):
        deadline.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)
