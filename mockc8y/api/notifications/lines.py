"""One connection of a consumer of Notification 2.0: frames out, acknowledgements in, and when it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from mockc8y.api.application import Scope
from mockc8y.api.body import Receive
from mockc8y.api.links import Links
from mockc8y.api.notifications.consumers import Client, Consumer
from mockc8y.api.notifications.frames import UNSUBSCRIBE, position_of
from mockc8y.api.notifications.presence import ENDED, Presence
from mockc8y.api.reply import Send
from mockc8y.api.upgrades import LAST_PING
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.tokens import Grant

GOING_AWAY = 1001
"""Close code of connections that stand idle, and of all when the server stops.

# unverified: the platform documents none.
"""
FAILED = 1011
"""Close code of a connection on which something went wrong here (RFC 6455)."""
IN_A_ROW = 16
"""Messages that are sent before others get their turn."""
_log = logging.getLogger("mockc8y")


class Line:
    """Sends what waits for a client while the client reads, and takes in what it says.

    One that does not read keeps nobody waiting: messages stay in their topic, but for the one that is being sent.
    """

    __slots__ = (
        "_client",
        "_code",
        "_consumer",
        "_idle",
        "_idle_timer",
        "_is_open",
        "_last_ping",
        "_last_traffic",
        "_links",
        "_loop",
        "_presence",
        "_send",
        "_task",
    )

    def __init__(self, presence: Presence, links: Links, scope: Scope, send: Send, idle: float) -> None:
        self._presence = presence
        self._links = links
        self._send = send
        self._idle = idle
        self._loop = asyncio.get_running_loop()
        self._last_traffic = self._loop.time()
        self._last_ping: Callable[[], float] | None = scope.get("extensions", {}).get(LAST_PING)
        self._idle_timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_open = False
        self._code = ENDED
        self._client = Client("", self.wake, self.close)
        self._consumer: Consumer | None = None

    def join(self, grant: Grant, name: str) -> None:
        """Become a client of a consumer, under a name of its own choice. Raises 409."""
        self._client.name = name
        self._consumer = self._presence.join(grant, self._client)

    def leave(self) -> None:
        """Be no client any more: what it did not acknowledge is for others."""
        if self._consumer is None:
            return
        consumer, self._consumer = self._consumer, None
        self._presence.leave(consumer, self._client)
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._task is not None:
            self._task.cancel()

    async def serve(self, receive: Receive) -> None:
        """Answer the handshake, and listen until the client goes."""
        await self._send({"type": "websocket.accept"})
        self._is_open = True
        if self._consumer is None:
            await self._say_goodbye()
            return
        self._watch()
        self.wake()
        while (message := await receive())["type"] == "websocket.receive":
            self._last_traffic = self._loop.time()
            self._hear(message.get("text"))

    def wake(self) -> None:
        """Send what there is, unless that is being done."""
        if self._is_open and self._task is None:
            self._task = self._loop.create_task(self._deliver())

    def close(self, code: int) -> None:
        """Say goodbye. From here on it is no client any more, whenever the other side notices."""
        if self._consumer is None:
            return
        self._code = code
        self.leave()
        if self._is_open:
            self._task = self._loop.create_task(self._say_goodbye())

    def _hear(self, text: str | None) -> None:
        """Take in a frame. What is neither an acknowledgement nor a goodbye is passed over, as are binary frames."""
        if text is None or self._consumer is None:
            return
        if text == UNSUBSCRIBE:
            self._unsubscribe(self._consumer.grant)
            return
        position = position_of(text)
        if position is not None:
            self._consumer.acknowledge(self._client, position)

    def _unsubscribe(self, grant: Grant) -> None:
        with suppress(PlatformError):
            topics.unsubscribe(grant.tenant, grant.topic, grant.subscriber)
        self.close(ENDED)

    async def _deliver(self) -> None:
        try:
            await self._send_all()
        except OSError:
            # The client is gone: the server says so to whoever receives.
            self._task = None
        except Exception:  # noqa: BLE001 - whatever went wrong, others go on
            _log.exception("Delivery to a consumer of Notification 2.0 failed")
            self._task = None
            self.close(FAILED)
        else:
            self._task = None

    async def _send_all(self) -> None:
        sent = 0
        while (written := self._next()) is not None:
            await self._send({"type": "websocket.send", "text": written})
            self._last_traffic = self._loop.time()
            sent += 1
            if sent % IN_A_ROW == 0:
                await asyncio.sleep(0)

    def _next(self) -> str | None:
        """Return the next frame to send, or `None` while there is none."""
        message = None if self._consumer is None else self._consumer.take(self._client)
        if message is None or self._consumer is None:
            return None
        return self._presence.frames.write(self._consumer.grant.tenant, message, self._links)

    def _watch(self) -> None:
        """End the connection if nothing has passed over it for long enough, else look again when it could be so."""
        pinged = 0.0 if self._last_ping is None else self._last_ping()
        until = max(self._last_traffic, pinged) + self._idle
        if until <= self._loop.time():
            self.close(GOING_AWAY)
        else:
            self._idle_timer = self._loop.call_at(until, self._watch)

    async def _say_goodbye(self) -> None:
        with suppress(OSError):
            await self._send({"type": "websocket.close", "code": self._code})
