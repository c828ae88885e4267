"""Where a request goes: the base URL, paths with encoded identifiers, queries."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from c8y_client._http.query import encode_query
from c8y_client._types import Params

# Proxies and servers resolve these, encoded or not, so that another resource would be reached.
_UNSENDABLE = frozenset({"", ".", ".."})
_MISLEADING = re.compile(r"#|/\.{1,2}(?:/|$)|^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)


def path(resource: str, *segments: str | int) -> str:
    """Append identifiers to a resource path, each percent-encoded as one segment.

    `path("/identity/externalIds", "c8y_Serial", "a/b")` is `/identity/externalIds/c8y_Serial/a%2Fb`. An empty
    identifier is a `ValueError`, because the request would reach the whole collection; so are `.` and `..`.
    """
    return "/".join([resource.rstrip("/"), *map(_segment, segments)])


def checked_base(url: str) -> str:
    """Accept the address of a tenant, without a trailing slash; anything else is a `ValueError` that says why."""
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValueError("the base URL holds credentials; leave them out of it and pass auth=BasicAuth(...)")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"the base URL is to be like 'https://tenant.example.com', got {url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"the base URL is to end with the host or a path, got {url!r}")
    return url.rstrip("/")


def target(base_url: str, resource: str, params: Params | None) -> str:
    """Put together the URL of a request.

    `resource` is a path below the base URL and may have a query, to which `params` are added. A full URL is a
    `ValueError`: credentials are for the tenant of the base URL alone.
    """
    place, _, query = resource.partition("?")
    if _MISLEADING.search(place):
        raise ValueError(
            f"{place!r} is not a path below {base_url}: give path and query only, with identifiers encoded by path()"
        )
    query = "&".join(filter(None, (query, encode_query(params))))
    return f"{base_url}/{place.lstrip('/')}" + (f"?{query}" if query else "")


def _segment(identifier: str | int) -> str:
    if not isinstance(identifier, str | int):
        raise TypeError(f"{identifier!r} is no identifier; give the id, as text")
    text = str(identifier)
    if text in _UNSENDABLE:
        raise ValueError(f"{text!r} cannot identify an object in a path")
    return quote(text, safe="")
