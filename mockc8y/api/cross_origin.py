"""Answers that pages of another origin may read (CORS), as far as the tenant allows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from mockc8y.api.reply import RawHeaders, Reply
from mockc8y.api.request import Headers
from mockc8y.domain import wildcards
from mockc8y.domain.platform import Platform

OPTION = ("access.control", "allow.origin")
"""Names the origins, separated by commas; a * stands for any text."""
ANY_ORIGIN = "*"
METHODS = b"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
HEADERS = (
    b"Authorization, Content-Type, Accept, UseXBasic, X-XSRF-TOKEN, X-Cumulocity-Application-Key, "
    b"X-Cumulocity-Processing-Mode, tfatoken"
)
"""What the official web client sends."""


def is_preflight(method: str, headers: Headers) -> bool:
    """Tell whether a browser asks beforehand what another origin may send. It does so without any credentials."""
    return method == "OPTIONS" and b"origin" in headers and b"access-control-request-method" in headers


def preflight(platform: Platform, headers: Headers) -> Reply:
    """Answer such a question. The answer to an origin that is not allowed says nothing, so the browser stops there."""
    granted = permission(platform, headers)
    if len(granted) > 1:
        granted += [(b"access-control-allow-methods", METHODS), (b"access-control-allow-headers", HEADERS)]
    return Reply(204, b"", granted)


def permission(platform: Platform, headers: Headers) -> RawHeaders:
    """Return the headers by which a browser shows an answer to the page that asked for it.

    Requests of other origins are served all the same: development proxies keep the `Origin` of the page. The tenant is
    the one of the host, since the question that comes first names no user.
    """
    granted: RawHeaders = [(b"vary", b"origin")]
    if allows(platform, headers):
        granted += [
            (b"access-control-allow-origin", headers[b"origin"]),
            (b"access-control-allow-credentials", b"true"),
        ]
    return granted


def allows(platform: Platform, headers: Headers) -> bool:
    """Tell whether the origin of a request is one that the tenant of its host allows."""
    tenant = platform.tenant_of_host(headers.get(b"host", b"").decode("latin-1"))
    option = tenant.options.get(OPTION)
    origin = headers[b"origin"].decode("latin-1")
    return any(matches(origin) for matches in _tests(ANY_ORIGIN if option is None else option))


@lru_cache(maxsize=64)
def _tests(option: str) -> Sequence[Callable[[str], bool]]:
    """Read the option.

    >>> [matches("https://x.b.test") for matches in _tests("https://a.test, https://*.b.test")]
    [False, True]
    """
    origins = [origin.strip().rstrip("/") for origin in option.split(",")]
    return [wildcards.matching(origin) for origin in origins if origin]
