"""A wire that costs a fifth of that of httpx: aiohttp, for requests and answers that are small enough to be held.

Nothing above notices which wire is used: there are the same errors, the same time limits for each step, no redirects,
no cookies, and URLs exactly as they were written.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
import httpx
from multidict import CIMultiDict
from yarl import URL

from c8y_client import _errors
from c8y_client._http.draft import Draft
from c8y_client._http.exchange import Request

_HEAD_LIMIT: Final = 1 << 16

# The first that fits counts.
_KINDS: Final[tuple[tuple[type[Exception], type[_errors.TransportError], str], ...]] = (
    (aiohttp.ConnectionTimeoutError, _errors.RequestTimeout, "no connection in time; check the base URL, limits="),
    (TimeoutError, _errors.RequestTimeout, "no answer in time; raise timeout= if this is a long task"),
    (
        aiohttp.ClientConnectorError,
        _errors.ConnectionFailed,
        "no connection; is the server running?",
    ),
    (aiohttp.ServerDisconnectedError, _errors.ConnectionLost, "the server closed the connection"),
    (aiohttp.ClientOSError, _errors.ConnectionLost, "the connection broke before the answer was complete"),
    (aiohttp.ClientPayloadError, _errors.ConnectionLost, "the connection broke before the answer was complete"),
    (aiohttp.ClientError, _errors.ConnectionLost, "the server does not speak HTTP"),
    (OSError, _errors.ConnectionLost, "the connection broke before the answer was complete"),
)


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """An answer that was read to its end."""

    status_code: int
    headers: CIMultiDict[str]
    content: bytes

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status_code // 100 == 2  # noqa: PLR2004 - see above

    async def aclose(self) -> None:
        """Do nothing: the connection is back in the pool already."""


class AiohttpWire:
    """A pool of connections, made at the first request of an event loop."""

    def __init__(self, verify: ssl.SSLContext | bool, limits: httpx.Limits, timeout: httpx.Timeout) -> None:
        self._verify = verify
        self._limits = limits
        self._timeout = _timeout(timeout)
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def send(self, draft: Draft, authorization: str | None) -> HeldAnswer:
        """Send a request and read the whole answer."""
        headers = {name: value for name, value in draft.headers.items() if value}
        if authorization is not None:
            headers["Authorization"] = authorization
        timeout = _timeout(httpx.Timeout(draft.build["timeout"])) if "timeout" in draft.build else self._timeout
        with _translated(draft.request):
            session = await self._opened()
            await _notice_closed_connections()
            answer = await session.request(
                draft.request.method,
                URL(draft.url, encoded=True),
                headers=headers,
                data=draft.body.head or None,
                timeout=timeout,
                allow_redirects=False,
            )
            try:
                content = await answer.read()
            except BaseException:
                answer.close()
                raise
        return HeldAnswer(answer.status, CIMultiDict(answer.headers), content)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _opened(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is not None and self._loop is loop:
            return self._session
        old = self._session
        session = _session(self._verify, self._limits)
        self._session, self._loop = session, loop
        if old is not None:
            await old.close()
        return session


def _session(verify: ssl.SSLContext | bool, limits: httpx.Limits) -> aiohttp.ClientSession:
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            ssl=verify,
            limit=limits.max_connections or 0,
            keepalive_timeout=3600.0 if limits.keepalive_expiry is None else limits.keepalive_expiry,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("Accept", "Content-Type", "User-Agent"),
        read_bufsize=1 << 20,
        max_line_size=_HEAD_LIMIT,
        max_field_size=_HEAD_LIMIT,
    )
    # It sends some requests a second time by itself; how often is for the retry policy to say. There is no public way,
    # aiohttp's own test client does the same.
    session._retry_connection = False
    return session


async def _notice_closed_connections() -> None:
    # The first turn of the loop reads the sockets, the second tells the pool which of them the server has closed.
    await asyncio.sleep(0)
    await asyncio.sleep(0)


@contextmanager
def _translated(request: Request) -> Iterator[None]:
    try:
        yield
    except aiohttp.ClientResponseError as error:
        # Its text and its traceback hold the URL with all secrets.
        message = f"the server does not speak HTTP ({error.message})"
        raise _errors.ConnectionLost(request.method, request.url, message) from None
    except (aiohttp.ClientError, OSError) as error:
        _, kind, what = next(row for row in _KINDS if isinstance(error, row[0]))
        raise kind(request.method, request.url, f"{what} ({str(error) or type(error).__name__})") from error


def _timeout(limits: httpx.Timeout) -> aiohttp.ClientTimeout:
    # Waiting for a free connection and making one count together.
    both = None if limits.pool is None or limits.connect is None else limits.pool + limits.connect
    return aiohttp.ClientTimeout(connect=both, sock_connect=limits.connect, sock_read=limits.read)
