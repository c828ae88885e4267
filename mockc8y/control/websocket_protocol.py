"""How a server keeps websockets up: what it takes for a sign of life, and how it lets go of peers that give none."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from mockc8y.api.upgrades import LAST_PING

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState
    from websockets.http11 import Request

PING_SECONDS = 20.0
"""How often a peer is asked whether it is there."""
SILENCE_SECONDS = 75.0
"""How long a peer that was asked may say nothing.

The published clients ping every 60 s of their own accord, also while they work on a message. `pyc8y` answers pings only
when it is done with that.
"""


class WatchedWebSocket(WebSocketsSansIOProtocol):
    """Takes whatever a peer sends for a sign of life. Without any it cuts it off, however much is left to send.

    Closing in order would wait for a peer to read what was sent before, which one that is gone never does.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._last_heard = self._last_ping = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Note that the peer lives."""
        self._last_heard = self.loop.time()
        super().data_received(data)

    def handle_connect(self, event: Request) -> None:
        """Let the application know when the peer pings, which servers keep to themselves."""
        super().handle_connect(event)
        if not self.close_sent:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[LAST_PING] = lambda: self._last_ping

    def handle_ping(self) -> None:
        """Answer a ping, and note it."""
        self._last_ping = self.loop.time()
        super().handle_ping()

    def keepalive_timeout(self) -> None:
        """Go on with a peer that sent anything since it was asked, and cut off any other."""
        if self._last_heard > self.ping_sent_at:
            self.pong_timer = None
            self.pending_ping_payload = None
            self.schedule_ping()
            return
        super().keepalive_timeout()
        self.disconnected = True
        self.transport.abort()
