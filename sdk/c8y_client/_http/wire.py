"""Which way a request takes: the usual one over httpx, or a quicker one where nothing speaks against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final, Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from c8y_client._access.auth import Auth
from c8y_client._http.draft import Draft
from c8y_client._http.settings import Settings

# A body of this size leaves the process without waiting for anybody, so that it needs no time limit of its own.
_AT_ONCE: Final = 1 << 16

# With other characters, httpx encodes what the caller did not.
_PLAIN_URL: Final = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]+")


class AsyncAnswer(Protocol):
    """What both ways answer with."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> bytes: ...
    @property
    def is_success(self) -> bool: ...
    async def aclose(self) -> None: ...


class Answer(Protocol):
    """What both ways answer with."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> bytes: ...
    @property
    def is_success(self) -> bool: ...
    def close(self) -> None: ...


class AsyncWire(Protocol):
    """The quicker way."""

    async def send(self, draft: Draft, authorization: str | None) -> AsyncAnswer: ...
    async def aclose(self) -> None: ...


class Wire(Protocol):
    """The quicker way."""

    def send(self, draft: Draft, authorization: str | None) -> Answer: ...
    def close(self) -> None: ...


def async_quick_wire(settings: Settings, base_url: str) -> AsyncWire | None:
    """Make the quicker way of the asynchronous half: aiohttp, if it is wanted, installed and needs no proxy."""
    if settings.wire == "httpx" or _has_proxy(settings, base_url):
        return None
    if find_spec("aiohttp") is None:
        if settings.wire == "aiohttp":
            raise ImportError("wire='aiohttp' needs aiohttp: pip install 'c8y-client[aiohttp]'")
        return None
    from c8y_client._http.aiohttp_wire import AiohttpWire  # noqa: PLC0415 - optional, and slow to import

    options = settings.client_options(base_url)
    return AiohttpWire(options["verify"], settings.limits, httpx.Timeout(settings.timeout))


def quick_wire(settings: Settings, base_url: str) -> Wire | None:
    """Make the quicker way of the synchronous half: the standard library's, unless httpx or a proxy is wanted."""
    if settings.wire == "httpx" or _has_proxy(settings, base_url):
        return None
    from c8y_client._http.http_client_wire import HttpClientWire  # noqa: PLC0415 - at the first request

    options = settings.client_options(base_url)
    return HttpClientWire(base_url, options["verify"], settings.limits, httpx.Timeout(settings.timeout))


def is_brief(draft: Draft) -> bool:
    """Tell whether a request can take the quicker way: body in hand, credentials of one header, an ordinary URL."""
    auth = draft.send.get("auth")
    if not _PLAIN_URL.fullmatch(draft.url):
        return False
    is_plain = not isinstance(auth, httpx.Auth) or (isinstance(auth, Auth) and auth.is_one_header)
    return is_plain and not draft.body.is_streamed and len(draft.body.head) <= _AT_ONCE


def authorization(draft: Draft) -> str | None:
    """Write the value of the Authorization header for a request that takes the quicker way."""
    auth = draft.send.get("auth")
    return auth.build_auth_header() if isinstance(auth, Auth) else None


def _has_proxy(settings: Settings, base_url: str) -> bool:
    if settings.proxy is not None:
        return True
    parts = urlsplit(base_url)
    return not getproxies().keys().isdisjoint({parts.scheme, "all"}) and not proxy_bypass(str(parts.hostname))
