"""The application a server runs: the platform, and the emulator's own addresses beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from mockc8y.api.application import App, Application, Scope
from mockc8y.api.body import Receive
from mockc8y.api.reply import Send
from mockc8y.api.routes import DISPATCHER
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform

if TYPE_CHECKING:
    from mockc8y.api.notifications.sockets import ConsumerSockets

SERVICES = "/service/"
CONSUMER = frozenset({"/notification2/consumer", "/notification2/consumer/"})
TICK_SECONDS = 0.5
"""How often what falls due is looked after while no request comes in."""


class Server:
    """Tells the kinds of connection apart."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._beside: dict[str, Callable[[], App]] = {
            "/": self._web_apps,
            "apps": self._web_apps,
            "favicon.ico": self._web_apps,
            "service": self._services,
            "_mock": self._control,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            path: str = scope["path"]
            other = self._beside.get(path[1:].partition("/")[0] or path)
            await (self._application if other is None else other())(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._converse(scope, receive, send)

    async def _converse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in CONSUMER:
            await self._consumer_sockets(scope, receive, send)
        elif scope["path"].startswith(SERVICES):
            from mockc8y.api.service_websocket import ServiceWebSocket  # noqa: PLC0415 - see below

            await ServiceWebSocket(self._application)(scope, receive, send)
        elif (service := self._application.realtime.service_at(scope["path"])) is not None:
            from mockc8y.api.bayeux.websocket import BayeuxWebSocket  # noqa: PLC0415 - see below

            await BayeuxWebSocket(self._application, service)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    @cached_property
    def _consumer_sockets(self) -> ConsumerSockets:
        from mockc8y.api.notifications.sockets import ConsumerSockets  # noqa: PLC0415 - see below

        return ConsumerSockets(self._application)

    def say_goodbye(self) -> None:
        """Let go of the websockets that are open: the server stops. It takes a few turns of the event loop."""
        self._application.realtime.release()
        if "_consumer_sockets" in vars(self):
            self._consumer_sockets.close()

    # What stands beside the REST API is imported on first use: most tests never look at it, and it costs as much as
    # the rest of a fresh tenant.

    def _control(self) -> App:
        from mockc8y.control.app import build_control  # noqa: PLC0415

        return build_control(self._application)

    def _web_apps(self) -> App:
        from mockc8y.api.web_apps import WebApps  # noqa: PLC0415

        return WebApps(self._application.platform, self._application.settings)

    def _services(self) -> App:
        from mockc8y.api.service_proxy import ServiceProxy  # noqa: PLC0415

        return ServiceProxy(self._application)

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
            self._application.realtime.sweep()


def build_app(platform: Platform, settings: Settings | None = None) -> Server:
    """Return the ASGI application that serves a platform."""
    return Server(Application(platform, DISPATCHER, settings or Settings()))
