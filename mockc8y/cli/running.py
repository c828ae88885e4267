"""Serves a platform in the foreground."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import uvicorn

from mockc8y.api.asgi import Server, build_app
from mockc8y.api.host_guard import HostGuard, allowed_hosts
from mockc8y.api.settings import Settings
from mockc8y.control.websocket_protocol import PING_SECONDS, SILENCE_SECONDS, WatchedWebSocket
from mockc8y.domain.platform import Platform

if TYPE_CHECKING:
    from mockc8y.cli.client_certificates import ClientPort
    from mockc8y.cli.tls import TlsFiles

GRACE_SECONDS = 1
"""How long open requests may take to end after Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Listening sockets: the one for everybody, and with TLS the one that asks clients for a certificate."""

    main: socket.socket
    clients: socket.socket | None = None


class AnnouncingServer(uvicorn.Server):
    """Says when it is ready to answer, and lets the application say goodbye before it stops."""

    def __init__(
        self, config: uvicorn.Config, app: Server, announce: Callable[[], None], clients: ClientPort | None
    ) -> None:
        super().__init__(config)
        self._app = app
        self._announce = announce
        self._clients = clients

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce."""
        await super().startup(sockets)
        if self._clients is not None:
            self.servers.append(await self._clients.open(self))
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye, then stop. Whoever is left gets the code of a service that restarts, or nothing at all."""
        self._app.say_goodbye()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def serve_until_stopped(
    platform: Platform, settings: Settings, ports: Ports, announce: Callable[[], None], tls: TlsFiles | None = None
) -> None:
    """Serve on listening sockets until SIGINT or SIGTERM."""
    app = build_app(platform, settings)
    config = uvicorn.Config(
        HostGuard(app, allowed_hosts(ports.main.getsockname()[0], settings.base_url)),
        http="httptools",
        ws=WatchedWebSocket,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=SILENCE_SECONDS,
        # Every connection would keep buffers for it that are larger than all else it needs.
        ws_per_message_deflate=False,
        # What proxies say is read where links are made; uvicorn's own reading of it would cost every request.
        proxy_headers=False,
        server_header=False,
        loop="uvloop" if find_spec("uvloop") else "asyncio",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=None if tls is None else tls.server,
    )
    # What a seed planted lives as long as the server: the collector need not walk it again and again.
    gc.collect()
    gc.freeze()
    try:
        AnnouncingServer(config, app, announce, _client_port(platform, ports, tls)).run(sockets=[ports.main])
    except KeyboardInterrupt:
        return


def _client_port(platform: Platform, ports: Ports, tls: TlsFiles | None) -> ClientPort | None:
    if tls is None or ports.clients is None:
        return None
    # Imported where it is needed: a server without TLS does without.
    from mockc8y.cli.client_certificates import ClientPort  # noqa: PLC0415

    return ClientPort(ports.clients, tls.server, platform)
