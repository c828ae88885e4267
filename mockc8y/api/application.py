"""The ASGI application: from a request's bytes to its answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from mockc8y.api import cross_origin, processing
from mockc8y.api.authentication import Authenticator
from mockc8y.api.bayeux.addresses import Realtime
from mockc8y.api.body import ClientDisconnected, Receive, read_body
from mockc8y.api.client_certificates import client_chain
from mockc8y.api.dispatch import Dispatcher, Resource
from mockc8y.api.escapes import escaped
from mockc8y.api.links import Links, links_of
from mockc8y.api.metering import Meter
from mockc8y.api.negotiation import JSON, negotiate, vendor
from mockc8y.api.refusals import Refusals
from mockc8y.api.render import refused
from mockc8y.api.reply import HeldReply, Reply, Send, deliver
from mockc8y.api.request import Headers, Query, Request
from mockc8y.api.route import Evidence, Route
from mockc8y.api.settings import Settings
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.permissions import Access, denied
from mockc8y.domain.platform import Platform
from mockc8y.store.codec import NotEncodable

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COVERAGE = "/_mock/coverage"
EXPLAIN = "/_mock/explain/"
PERMISSIONS_OFF = (b"x-mockc8y-permissions", b"off")
"""Said with every answer while nobody is refused anything, so that no test passes for that reason unnoticed."""
REMEMBERED_PATHS = 4096
"""Paths whose place in the route table is remembered at most; a long one is never worth it."""
EVIDENCE_HEADERS = {evidence: (b"x-mockc8y-evidence", evidence.encode()) for evidence in Evidence}
_FORWARDED = (b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-prefix")
_HTTP_SCHEMES = {"ws": "http", "wss": "https"}
_ANSWERED_IN_JSON = frozenset({"POST", "PUT"})
_JSON_OFFERS = (vendor("document"), JSON)
_OVERRIDABLE = frozenset({"PUT", "DELETE"})
_log = logging.getLogger("mockc8y")


class Application:
    """Serves a platform by a route table.

    Requests are answered without waiting for anything but their own body, so the application can be stepped by hand
    in a test, without an event loop; a long poll that has nothing to tell yet is the exception.
    """

    def __init__(self, platform: Platform, dispatcher: Dispatcher, settings: Settings) -> None:
        self.platform = platform
        self.settings = settings
        self._dispatcher = dispatcher
        self.authenticator = Authenticator(platform)
        self._meter = Meter(platform)
        self.refusals = Refusals()
        self.realtime = Realtime(platform, settings)
        self._located: dict[bytes, tuple[str, Resource | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        headers: Headers = dict(scope["headers"])
        method: str = scope["method"]
        if cross_origin.is_preflight(method, headers):
            await deliver(cross_origin.preflight(self.platform, headers), method, send)
            return
        try:
            body = await read_body(receive, headers, self.settings.file_limit)
        except ClientDisconnected:
            return
        except PlatformError as problem:
            reply = refused(problem)
        else:
            reply = self.answer(scope, headers, body)
        if isinstance(reply, HeldReply):
            try:
                await reply.settle(receive)
            except ClientDisconnected:
                return
        if b"origin" in headers:
            reply.headers += cross_origin.permission(self.platform, headers)
        if not self.settings.permissions:
            reply.headers.append(PERMISSIONS_OFF)
        await deliver(reply, method, send)

    def answer(self, scope: Scope, headers: Headers, body: bytes) -> Reply:
        """Return the answer to a request whose body is complete."""
        query = Query(scope["query_string"])
        request = Request(_method(scope, headers), scope["path"], query, headers, body)
        try:
            return self._handle(request, scope)
        except PlatformError as problem:
            return self.refuse(problem, request)
        except NotEncodable as problem:
            return refused(error("unprocessable", area="general", reason=f"Document cannot be stored: {problem}"))
        except Exception as problem:  # noqa: BLE001 - whatever went wrong, the client gets the platform's 500
            _log.exception("%s %s failed", request.method, request.path)
            return refused(error("server.failed", reason=f"{type(problem).__name__}: {problem}"))

    def _handle(self, request: Request, scope: Scope) -> Reply:
        self.platform.settle()
        request.platform = self.platform
        request.settings = self.settings
        request.realtime = self.realtime
        request.links = self.links(scope, request.headers)
        if "extensions" in scope:
            request.client_chain = client_chain(scope["extensions"])
        route = request.route = self._route(request, scope)
        if not route.public:
            self._admit(request, route)
        if route.handler is None:
            raise error("operation.not_emulated", operation=route.operation, coverage=request.links.to(COVERAGE))
        if self.settings.strict:
            _refuse_unknown_parameters(request, route)
        if request.method in _ANSWERED_IN_JSON and route.answers_in_json:
            # Before anything is written: a client that could not read the answer must not have caused a change.
            negotiate(request.accept, _JSON_OFFERS)
        if processing.HEADER in request.headers:
            reply = processing.answer(request, route.handler)
        else:
            reply = route.handler(request)
        if not route.public:
            request.tenant.notices.require_no_overflow()
        reply.headers.append(EVIDENCE_HEADERS[route.evidence])
        return reply

    def _route(self, request: Request, scope: Scope) -> Route:
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        request.path, resource = self._locate(raw)
        if resource is None:
            raise error("path.unknown", path=scope["path"])
        request.arguments = resource.arguments
        method = "GET" if request.method == "HEAD" else request.method
        route = resource.route(method, request.query.names())
        if route is None:
            raise error("method.not_allowed", method=request.method, allowed=", ".join(sorted(resource.routes)))
        return route

    def _locate(self, raw: bytes) -> tuple[str, Resource | None]:
        """Return the path without doubled slashes and what is there; paths asked for again are remembered."""
        known = self._located.get(raw)
        if known is not None:
            return known
        parts = [part.decode() for part in escaped(raw.partition(b"?")[0]).split(b"/") if part]
        found = "/" + "/".join(parts), self._dispatcher.find([unquote(part) for part in parts])
        if len(self._located) >= REMEMBERED_PATHS:
            self._located.clear()
        self._located[raw] = found
        return found

    def _admit(self, request: Request, route: Route) -> None:
        identity = self.authenticator.identify(request.method, request.headers)
        request.tenant, request.user, request.roles = identity.tenant, identity.user, identity.roles
        request.session = identity.session
        request.tenant.notices.overflowed = None
        self._meter.count(request)
        request.caller = _caller(request, identity.caller)
        if not route.roles or not route.roles.isdisjoint(identity.roles) or not self.settings.permissions:
            return
        if route.reach is None:
            raise denied("the user holds none of the roles of this operation")
        route.reach(request, Access(request.tenant, request.user))

    def refuse(self, problem: PlatformError, request: Request) -> Reply:
        """Answer with an error and what belongs beside it: what HTTP demands (RFC 9110), and where to ask why."""
        reply = refused(problem)
        if reply.status == HTTPStatus.UNAUTHORIZED:
            scheme = b"XBasic" if request.headers.get(b"usexbasic", b"").lower() == b"true" else b"Basic"
            reply.headers.append((b"www-authenticate", scheme + b' realm="Cumulocity"'))
        elif reply.status == HTTPStatus.METHOD_NOT_ALLOWED:
            reply.headers.append((b"allow", str(problem.evidence["allowed"]).encode()))
        elif reply.status == HTTPStatus.FORBIDDEN:
            refusal = self.refusals.keep(request, problem)
            reply.headers.append((b"x-mockc8y-refused", refusal.summary.encode("unicode_escape")))
            reply.headers.append((b"x-mockc8y-explain", f"{EXPLAIN}{refusal.request_id}".encode()))
        return reply

    def links(self, scope: Scope, headers: Headers) -> Links:
        """Return how addresses are written for a client, of HTTP or a websocket: as it would reach them by HTTP."""
        scheme = _HTTP_SCHEMES.get(scope["scheme"], scope["scheme"])
        if headers.keys().isdisjoint(_FORWARDED):
            return links_of(self.settings.base_url, scheme, headers.get(b"host", b""))
        return links_of(self.settings.base_url, scheme, headers.get(b"host", b""), *map(headers.get, _FORWARDED))


def _method(scope: Scope, headers: Headers) -> str:
    """Return the method, which `X-HTTP-METHOD` on a POST may turn into PUT or DELETE (specification)."""
    method: str = scope["method"]
    if method != "POST":
        return method
    override = headers.get(b"x-http-method", b"").decode("latin-1").upper()
    return override if override in _OVERRIDABLE else method


def _caller(request: Request, plain: Caller) -> Caller:
    application = request.header(b"x-cumulocity-application-key")
    return plain if application is None else Caller(plain.user, application)


def _refuse_unknown_parameters(request: Request, route: Route) -> None:
    for name in request.query.names():
        if name not in route.parameters:
            known = ", ".join(sorted(route.parameters)) or "none"
            raise error("parameter.unknown", name=name, operation=route.operation, known=known)
