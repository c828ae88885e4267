"""Websockets to `/service/<context path>`, passed on to a microservice that runs outside of the platform."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from mockc8y.api import cross_origin, services, upgrades
from mockc8y.api.application import Application, Scope
from mockc8y.api.authentication import cookie_token
from mockc8y.api.body import Receive
from mockc8y.api.reply import Send
from mockc8y.api.request import Headers
from mockc8y.api.services import Target
from mockc8y.domain.errors import PlatformError, error

CONNECT_SECONDS = 5.0
"""How long a microservice may take to accept a websocket."""
_NEVER_SENT: Mapping[int | None, int] = MappingProxyType({None: 1011, 1005: 1000, 1006: 1011})
"""What stands for codes that no side sends: that there was none, that the connection broke (RFC 6455)."""
_OF_THE_HANDSHAKE = b"sec-websocket-"


class ServiceWebSocket:
    """Lets callers in that have signed in, and passes messages on in both directions."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket."""
        await receive()
        try:
            self._require_own_page(dict(scope["headers"]))
            target = services.admitted(self._application, scope)
            upstream = await _opened(target, scope)
        except PlatformError as problem:
            await upgrades.refuse(self._application, scope, problem, send)
            return
        async with upstream:
            await send({"type": "websocket.accept", "subprotocol": upstream.subprotocol})
            await _exchange(upstream, receive, send)

    def _require_own_page(self, headers: Headers) -> None:
        """Refuse a page of another origin that the tenant does not allow, where all that signs it in is a cookie.

        Browsers send cookies along with the handshakes of any page, and such a page cannot repeat the XSRF value.
        """
        origin = headers.get(b"origin")
        if origin is None or cookie_token(headers) is None or b"authorization" in headers:
            return
        is_same = origin.rpartition(b"//")[2] == headers.get(b"host")
        if not is_same and not cross_origin.allows(self._application.platform, headers):
            raise error("authentication.wrong_xsrf")


async def _opened(target: Target, scope: Scope) -> ClientConnection:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in services.passed_on(scope["headers"])
        if not name.startswith(_OF_THE_HANDSHAKE)
    ]
    try:
        return await connect(
            target.websocket_url,
            additional_headers=headers,
            subprotocols=[Subprotocol(name) for name in scope["subprotocols"]] or None,
            user_agent_header=None,
            compression=None,
            open_timeout=CONNECT_SECONDS,
            # The microservice and its client are the ones who keep the connection alive.
            ping_interval=None,
            max_size=None,
            proxy=None,
        )
    except InvalidStatus as problem:
        raise _failure("service.broken", target, f"status {problem.response.status_code}") from None
    except (OSError, TimeoutError) as problem:
        raise _failure("service.unreachable", target, str(problem)) from None
    except (InvalidHandshake, ValueError) as problem:
        raise _failure("service.broken", target, str(problem)) from None


def _failure(name: str, target: Target, reason: str) -> PlatformError:
    return error(name, name=target.name, address=target.base_url, reason=reason)


async def _exchange(upstream: ClientConnection, receive: Receive, send: Send) -> None:
    """Pass messages on until either side ends the conversation, and tell the other side so."""
    tasks = [asyncio.ensure_future(_up(upstream, receive)), asyncio.ensure_future(_down(upstream, send))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _up(upstream: ClientConnection, receive: Receive) -> None:
    with suppress(ConnectionClosed):
        while (message := await receive())["type"] == "websocket.receive":
            text = message.get("text")
            await upstream.send(message["bytes"] if text is None else text)
        await upstream.close(message.get("code", 1000), message.get("reason") or "")


async def _down(upstream: ClientConnection, send: Send) -> None:
    try:
        while True:
            message = await upstream.recv()
            kind = "text" if isinstance(message, str) else "bytes"
            await send({"type": "websocket.send", kind: message})
    except ConnectionClosed:
        code = upstream.close_code
        await send({"type": "websocket.close", "code": _NEVER_SENT.get(code, code)})
