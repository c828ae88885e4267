"""The application a server runs: the platform, and the emulator's own addresses beside it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from mockc8y.api.application import Application, Scope, Send
from mockc8y.api.body import Receive
from mockc8y.api.routes import DISPATCHER
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform

CONTROL_PREFIX = "/_mock/"
TICK_SECONDS = 0.5
"""How often what falls due is looked after while no request comes in."""


class Server:
    """Tells the kinds of connection apart."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            if scope["path"].startswith(CONTROL_PREFIX):
                await self._control(scope, receive, send)
            else:
                await self._application(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _control(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Imported on first use: most tests never look at it, and it costs as much as the rest of a fresh tenant.
        from mockc8y.control.app import build_control  # noqa: PLC0415

        await build_control(self._application)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        ticking = asyncio.create_task(self._tick())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await send({"type": "lifespan.shutdown.complete"})

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self._application.platform.settle()


def build_app(platform: Platform, settings: Settings | None = None) -> Server:
    """Return the ASGI application that serves a platform."""
    return Server(Application(platform, DISPATCHER, settings or Settings()))
