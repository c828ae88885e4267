"""Serves a platform in the foreground."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from importlib.util import find_spec

import uvicorn

from mockc8y.api.asgi import build_app
from mockc8y.api.host_guard import HostGuard, allowed_hosts
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform

GRACE_SECONDS = 1
"""How long open requests may take to end after Ctrl-C."""


class AnnouncingServer(uvicorn.Server):
    """Says when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce."""
        await super().startup(sockets)
        self._announce()


def serve_until_stopped(
    platform: Platform, settings: Settings, listener: socket.socket, announce: Callable[[], None]
) -> None:
    """Serve on a listening socket until SIGINT or SIGTERM."""
    app = HostGuard(build_app(platform, settings), allowed_hosts(listener.getsockname()[0], settings.base_url))
    config = uvicorn.Config(
        app,
        http="httptools",
        # What proxies say is read where links are made; uvicorn's own reading of it would cost every request.
        proxy_headers=False,
        server_header=False,
        loop="uvloop" if find_spec("uvloop") else "asyncio",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # What a seed planted lives as long as the server: the collector need not walk it again and again.
    gc.collect()
    gc.freeze()
    try:
        AnnouncingServer(config, announce).run(sockets=[listener])
    except KeyboardInterrupt:
        return
