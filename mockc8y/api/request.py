"""A request as handlers see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from mockc8y.api import json_text
from mockc8y.api.escapes import escaped
from mockc8y.api.links import Links
from mockc8y.api.negotiation import body_kind, is_json
from mockc8y.api.route import Route
from mockc8y.api.settings import Settings
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import require_document
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import Sight
from mockc8y.domain.platform import Platform
from mockc8y.domain.sessions import Session
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.api.bayeux.addresses import Realtime

Headers = dict[bytes, bytes]
ClientChain = tuple[bytes, ...]


class Query:
    """The query string: values by name in the order sent."""

    __slots__ = ("_first", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = (raw if raw.isascii() else escaped(raw)).decode()
        # Backwards, so that the first of several values is the one that stays.
        self._first = dict(reversed(_pairs(self.raw))) if raw else {}

    def get(self, name: str) -> str | None:
        """Return the first value of a parameter; an empty one counts as absent."""
        return self._first.get(name) or None

    def all(self, name: str) -> list[str]:
        """Return every value of a parameter that may be repeated."""
        return [value for key, value in _pairs(self.raw) if key == name and value]

    def names(self) -> Iterable[str]:
        """Return the names of the parameters sent."""
        return self._first


class Request:
    """Everything a handler needs: who asks, of which tenant, for what, with which body.

    `sight` is the part of the tenant the caller may see or change through this operation; none means all of it.
    `session` is that of the token that was shown, none where it was a password.
    `client_chain` are the certificates (DER) that the client showed on a connection where it may; none on others.
    """

    __slots__ = (
        "accept",
        "arguments",
        "body",
        "caller",
        "client_chain",
        "headers",
        "links",
        "method",
        "path",
        "platform",
        "query",
        "realtime",
        "roles",
        "route",
        "session",
        "settings",
        "sight",
        "tenant",
        "user",
    )
    arguments: tuple[str, ...]
    platform: Platform
    tenant: Tenant
    user: User
    roles: frozenset[str]
    caller: Caller
    session: Session | None
    route: Route
    links: Links
    settings: Settings
    realtime: Realtime

    def __init__(self, method: str, path: str, query: Query, headers: Headers, body: bytes) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.sight: Sight | None = None
        self.client_chain: ClientChain | None = None
        accept = headers.get(b"accept")
        self.accept = None if accept is None else accept.decode("latin-1")

    def header(self, name: bytes) -> str | None:
        """Return a header by its name in lower case."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def holds(self, *roles: str) -> bool:
        """Tell whether the caller has one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def kind(self) -> str:
        """What the body is by its `Content-Type`, see `negotiation.body_kind`."""
        return body_kind(self.header(b"content-type"))

    def document(self) -> Document:
        """Return the body as a JSON object, or raise the platform's error."""
        return require_document(self.json())

    def json(self) -> object:
        """Return the body as a JSON value, or raise the platform's error."""
        if not is_json(self.kind):
            raise error("body.unsupported")
        if not self.body:
            raise error("body.missing")
        return json_text.read(self.body, self.settings.document_limit)


def _pairs(raw: str) -> list[tuple[str, str]]:
    pairs = [(name, value) for name, _, value in [pair.partition("=") for pair in raw.split("&") if pair]]
    if "%" not in raw and "+" not in raw:
        return pairs
    return [(unquote_plus(name), unquote_plus(value)) for name, value in pairs]
