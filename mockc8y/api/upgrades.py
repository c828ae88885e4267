"""Websocket handshakes: what the application learns from them, and how they are refused."""

from __future__ import annotations

from mockc8y.api import services
from mockc8y.api.application import Application, Scope
from mockc8y.api.reply import Send
from mockc8y.domain.errors import PlatformError

LAST_PING = "mockc8y.last_ping"
"""An extension of a websocket's scope: a function that tells when the peer pinged last, in seconds of the loop."""


async def refuse(application: Application, scope: Scope, problem: PlatformError, send: Send) -> None:
    """Answer a handshake with an error, where the server can do that, else close the connection."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    reply = services.refusal(application, scope, problem)
    await send({"type": "websocket.http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "websocket.http.response.body", "body": reply.body})
