"""Requests to `/service/<context path>`, passed on to a microservice that runs outside of the platform."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine

import httpx

from mockc8y.api import cross_origin, services
from mockc8y.api.application import Application, Scope
from mockc8y.api.body import ClientDisconnected, Receive
from mockc8y.api.reply import RawHeaders, Send, deliver
from mockc8y.api.request import Headers
from mockc8y.api.services import Target
from mockc8y.domain.errors import PlatformError, error

CONNECT_SECONDS = 5.0
"""How long a microservice may take to accept a connection.

To answer, it may take as long as its caller waits: somebody may be looking at it with a debugger.
"""
_BODY_HEADERS = frozenset({b"content-length", b"transfer-encoding"})
_SET_BY_US = (b"access-control-", b"date")
"""What the headers of answers begin with that the server in front sets itself."""
_log = logging.getLogger("mockc8y")


class Body:
    """The body of a request, handed on as it comes."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._is_read = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield its chunks."""
        is_more = True
        while is_more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnected
            is_more = message.get("more_body", False)
            yield message.get("body", b"")
        self._is_read.set()

    def skip(self) -> None:
        """Say that nobody is going to read it."""
        self._is_read.set()

    async def abandoned(self) -> None:
        """Return when the client has gone away, though it has sent everything."""
        await self._is_read.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass


class ServiceProxy:
    """Lets callers in that have signed in, and passes their requests on with their credentials."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        headers: Headers = dict(scope["headers"])
        platform = self._application.platform
        if cross_origin.is_preflight(scope["method"], headers):
            await deliver(cross_origin.preflight(platform, headers), scope["method"], send)
            return
        granted = cross_origin.permission(platform, headers) if b"origin" in headers else []
        try:
            target = services.admitted(self._application, scope)
            body = Body(receive)
            request = _request(target, scope, body)
            await _while_awaited(_forward(target, request, send, granted), body)
        except PlatformError as problem:
            reply = services.refusal(self._application, scope, problem)
            reply.headers += granted
            await deliver(reply, scope["method"], send)
        except ClientDisconnected:
            return


def _request(target: Target, scope: Scope, body: Body) -> httpx.Request:
    try:
        url = httpx.URL(target.url)
    except httpx.InvalidURL:
        raise error("path.unknown", path=scope["path"]) from None
    headers = services.passed_on(scope["headers"])
    if _BODY_HEADERS.isdisjoint(name for name, _ in scope["headers"]):
        body.skip()
        return _patient(httpx.Request(scope["method"], url, headers=headers))
    return _patient(httpx.Request(scope["method"], url, headers=headers, content=body))


def _patient(request: httpx.Request) -> httpx.Request:
    request.extensions["timeout"] = {"connect": CONNECT_SECONDS}
    return request


async def _forward(target: Target, request: httpx.Request, send: Send, granted: RawHeaders) -> None:
    """Send a request to its microservice, and the answer to the client as it comes."""
    # A connection for each request: a microservice that is restarted after every change would break kept ones.
    async with httpx.AsyncHTTPTransport(verify=request.url.scheme == "https") as transport:
        response = await _response(target, transport, request)
        kept = [pair for pair in services.passed_on(response.headers.raw) if not pair[0].lower().startswith(_SET_BY_US)]
        await send({"type": "http.response.start", "status": response.status_code, "headers": [*kept, *granted]})
        try:
            async for chunk in response.aiter_raw():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except httpx.TransportError as problem:
            # Its answer stays incomplete, and so must ours.
            _log.warning("microservice '%s' broke off its answer: %r", target.name, problem)
            return
        await send({"type": "http.response.body", "body": b""})


async def _response(target: Target, transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
    try:
        return await transport.handle_async_request(request)
    except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
        raise _failure("service.unreachable", target, problem) from None
    except httpx.TransportError as problem:
        raise _failure("service.broken", target, problem) from None


def _failure(name: str, target: Target, problem: httpx.TransportError) -> PlatformError:
    return error(name, name=target.name, address=target.base_url, reason=str(problem) or type(problem).__name__)


async def _while_awaited(answering: Coroutine[None, None, None], body: Body) -> None:
    """Do what answers a request, unless its client goes away before: then the microservice need not go on either."""
    tasks = [asyncio.ensure_future(answering), asyncio.ensure_future(body.abandoned())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    if isinstance(results[0], Exception):
        raise results[0]
