"""The application a server runs: the platform behind its guards."""

from __future__ import annotations

from mockc8y.api.application import Application, Scope, Send
from mockc8y.api.body import Receive
from mockc8y.api.routes import TABLE
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform


class Server:
    """Tells the kinds of connection apart."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._application(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(receive, send)


def build_app(platform: Platform, settings: Settings) -> Server:
    """Return the ASGI application that serves a platform."""
    return Server(Application(platform, TABLE, settings))


async def _live(receive: Receive, send: Send) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
