"""How a client connects, and how patient it is."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field, replace
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypedDict

import httpx

from c8y_client._http.retry import RetryPolicy

Wire: TypeAlias = Literal["auto", "httpx", "aiohttp"]


class ConnectionOptions(TypedDict, total=False):
    """The settings as keywords of a client: `settings` as a whole, the others as described at `Settings`."""

    settings: Settings | None
    timeout: float | httpx.Timeout | None
    verify: bool | str | Path | ssl.SSLContext
    proxy: str | httpx.Proxy | None
    limits: httpx.Limits
    retry: RetryPolicy
    wire: Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What callers may choose about connections.

    `timeout` is the longest wait in seconds for each step: connecting, sending a piece, receiving a piece; an
    `httpx.Timeout` sets them one by one, `None` waits for ever. `verify` is `True` for the usual certificate
    authorities, the path of a file or folder with others, an SSL context, or `False` to trust anybody. `proxy` is a
    URL; without it the environment decides (`HTTPS_PROXY`, `NO_PROXY`, ...). `limits` bounds the connection pool.

    `wire` is what carries the requests: `"httpx"` or, with a fraction of the computing time, the standard library for
    the synchronous client and `"aiohttp"` for the asynchronous one. `"auto"` takes what is quicker, aiohttp if it is
    installed (`pip install 'c8y-client[aiohttp]'`). Requests through a proxy, files in pieces, and everything with a
    ready `client` or `transport` are carried by httpx in any case.
    """

    timeout: float | httpx.Timeout | None = field(default_factory=lambda: httpx.Timeout(60, connect=10))
    verify: bool | str | Path | ssl.SSLContext = True
    proxy: str | httpx.Proxy | None = None
    limits: httpx.Limits = field(
        default_factory=lambda: httpx.Limits(max_connections=100, max_keepalive_connections=20)
    )
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    wire: Wire = "auto"

    @classmethod
    def of(cls, options: ConnectionOptions) -> Settings:
        """Put together the settings that a caller gave as a whole and those given one by one, which win."""
        changes: dict[str, Any] = {name: value for name, value in options.items() if name != "settings"}
        return replace(options.get("settings") or cls(), **changes)

    def client_options(self, base_url: str) -> dict[str, Any]:
        """Word the settings as parameters of an httpx client for one address."""
        return {
            "timeout": self.timeout,
            # A context takes tens of milliseconds to load and is of no use to plain HTTP: redirects are not followed.
            "verify": _verification(self.verify) if base_url.startswith("https:") else False,
            "proxy": self.proxy,
            "limits": self.limits,
            "cookies": no_cookies(),
        }


def limited_to(connections: int) -> httpx.Limits:
    """Bound the connections that are open at a time; all of them may be kept for further requests."""
    return httpx.Limits(max_connections=connections, max_keepalive_connections=connections)


def no_cookies() -> CookieJar:
    """Make a jar that stays empty: a session comes with the credentials of a request, never from an earlier answer."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _verification(verify: bool | str | Path | ssl.SSLContext) -> ssl.SSLContext | bool:
    if isinstance(verify, str | Path):
        return _context_trusting(str(verify))
    return _usual_context() if verify is True else verify


@cache
def _usual_context() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@cache
def _context_trusting(place: str) -> ssl.SSLContext:
    if Path(place).is_dir():
        return ssl.create_default_context(capath=place)
    return ssl.create_default_context(cafile=place)
