"""Microservices that run outside of the platform: which there are, who may call them, and what they get to see."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from mockc8y.api.application import Application, Scope
from mockc8y.api.reply import RawHeaders, Reply
from mockc8y.api.request import Query, Request
from mockc8y.domain import applications
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant

OF_ONE_CONNECTION = frozenset(
    {
        b"connection",
        b"expect",
        b"host",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Headers that are not passed on: they are about the connection they came by (RFC 9110)."""
_SLASHES = re.compile(r"[/\\]")
_SCHEMES = {"http": "ws", "https": "wss"}


class ServiceAddressBroken(ValueError):
    """An address cannot be that of a microservice; the message says why."""


class Target(NamedTuple):
    """Where a request goes: the microservice's name and address, and the path there with its query."""

    name: str
    base_url: str
    address: str

    @property
    def url(self) -> str:
        """The whole address."""
        return self.base_url + self.address

    @property
    def websocket_url(self) -> str:
        """The same for a websocket."""
        scheme, _, rest = self.url.partition(":")
        return f"{_SCHEMES[scheme]}:{rest}"


def checked_address(url: str) -> str:
    """Return the address of a microservice without its last slash. Raises `ServiceAddressBroken`."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ServiceAddressBroken(f"{url!r} is no address such as http://127.0.0.1:9000")
    return url.rstrip("/")


def admitted(application: Application, scope: Scope) -> Target:
    """Let a caller in that has signed in, and return where its request goes; raises the platform's errors.

    The address on the command line is enough: a microservice in development needs no application at the platform. One
    that the platform knows, but no address of, gives 503, as on a platform where it is not running.
    """
    # A handshake of a websocket is a GET.
    tenant = application.authenticator.identify(scope.get("method", "GET"), dict(scope["headers"])).tenant
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    name, _, path = raw.removeprefix(b"/service/").partition(b"/")
    known = unquote(name.decode("latin-1"))
    base_url = application.settings.services.get(known)
    if base_url is None:
        raise error(_absence(application, tenant, known), name=known)
    # Also with slashes that are encoded or the wrong way round: what the microservice makes of them is not known.
    if not {".", ".."}.isdisjoint(_SLASHES.split(unquote(path.decode("latin-1")))):
        raise error("path.unknown", path=scope["path"])
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    return Target(known, base_url, f"/{(path + query).decode('latin-1')}")


def passed_on(headers: RawHeaders) -> RawHeaders:
    """Return the headers that belong to a message, not to the connection it came by."""
    named = {
        name.strip().lower() for key, value in headers if key.lower() == b"connection" for name in value.split(b",")
    }
    return [(key, value) for key, value in headers if key.lower() not in OF_ONE_CONNECTION | named]


def refusal(application: Application, scope: Scope, problem: PlatformError) -> Reply:
    """Return the platform's answer to a request that is not let in."""
    headers = dict(scope["headers"])
    request = Request(scope.get("method", "GET"), scope["path"], Query(scope["query_string"]), headers, b"")
    return application.refuse(problem, request)


def _absence(application: Application, tenant: Tenant, name: str) -> str:
    found = applications.by_context_path(application.platform, tenant, name)
    return "service.not_running" if found is not None and found.is_microservice else "service.unknown"
