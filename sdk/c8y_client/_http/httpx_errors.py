"""What the two transports share about httpx: its errors, and what it writes to its log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx

from c8y_client import _errors
from c8y_client._http.draft import Draft
from c8y_client._http.exchange import Request
from c8y_client._http.redaction import redact_url

# The nearest ancestor counts.
_KINDS: Final[dict[type[BaseException], tuple[type[_errors.TransportError], str]]] = {
    httpx.ConnectError: (
        _errors.ConnectionFailed,
        "no connection; check the base URL and whether the server runs",
    ),
    httpx.ProxyError: (
        _errors.ConnectionFailed,
        "the proxy makes no connection; check HTTPS_PROXY or proxy=",
    ),
    httpx.NetworkError: (_errors.ConnectionLost, "the connection broke before the answer was complete"),
    httpx.RemoteProtocolError: (_errors.ConnectionLost, "the server closed the connection or does not speak HTTP"),
    httpx.ConnectTimeout: (_errors.RequestTimeout, "no connection in time; check the base URL or raise timeout="),
    httpx.PoolTimeout: (_errors.RequestTimeout, "all connections were in use for too long; raise limits="),
    httpx.TimeoutException: (_errors.RequestTimeout, "no answer in time; raise timeout= if this is a long task"),
    httpx.RequestError: (_errors.TransportError, "the request failed"),
}


@contextmanager
def translated(request: Request) -> Iterator[None]:
    """Turn the errors of httpx into ours; a URL that cannot be sent is a `ValueError`."""
    try:
        yield
    except httpx.InvalidURL as error:
        raise ValueError(f"{request}: {error}") from error
    except httpx.RequestError as error:
        kind, what = next(_KINDS[base] for base in type(error).__mro__ if base in _KINDS)
        raise kind(request.method, request.url, f"{what} ({_told(error)})") from error


def finish(wire: httpx.Request, draft: Draft) -> httpx.Request:
    """Remove from a built request what is not to be sent, and from its log line what is not to be read."""
    for name in draft.omitted:
        wire.headers.pop(name, None)
    if draft.request.url != draft.url:
        wire.url = _QuietURL(wire.url)
    return wire


class _QuietURL(httpx.URL):
    """A URL that is sent in full and printed with its secrets masked: httpx logs every URL."""

    def __str__(self) -> str:
        return redact_url(super().__str__())


def _told(error: httpx.RequestError) -> str:
    return str(error) or type(error).__name__
