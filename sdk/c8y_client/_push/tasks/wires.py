"""The two ways on which the messages of the Bayeux protocol travel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import orjson

from c8y_client._errors import C8yError, ConnectionLost, RequestTimeout
from c8y_client._push.bayeux import ANSWER_SECONDS, CONNECT, HOLD_SECONDS, LONG_POLLING, WEBSOCKET, Packet

if TYPE_CHECKING:
    from c8y_client._async.client import CumulocityClient
    from c8y_client._push.sockets import AsyncSocket

Take = Callable[[Packet], None]


class SocketWire:
    """A websocket: everything comes as soon as there is something to say."""

    kind = WEBSOCKET

    def __init__(self, socket: AsyncSocket, url: str) -> None:
        self._socket = socket
        self._url = url

    async def send(self, packets: list[Packet]) -> None:
        """Send messages."""
        if packets:
            await self._socket.send(orjson.dumps(packets).decode())

    async def receive(self, timeout: float | None = None) -> list[Packet]:
        """Wait for messages."""
        try:
            async with asyncio.timeout(timeout):
                return packets_of(orjson.loads(await self._socket.receive()))
        except TimeoutError as error:
            raise RequestTimeout("GET", self._url, "the handshake got no answer") from error

    async def close(self, last: Packet) -> None:
        """Say a last word, if somebody is there to hear it, and end."""
        try:
            if self._socket.is_open:
                with suppress(C8yError):
                    await self.send([last])
        finally:
            await self._socket.close()


class PollWire:
    """Requests of which one waits at the server. Whatever is answered to the others is taken in on the spot."""

    kind = LONG_POLLING

    def __init__(self, c8y: CumulocityClient, resource: str, take: Take) -> None:
        self._c8y = c8y
        self._resource = resource
        self._take = take
        self._waiting: list[Packet] = []
        self._is_broken = False

    async def send(self, packets: list[Packet]) -> None:
        """Send messages, but for a connect, which is for `receive`."""
        self._waiting += [packet for packet in packets if packet["channel"] == CONNECT]
        others = [packet for packet in packets if packet["channel"] != CONNECT]
        if others:
            for packet in await self._post(others, ANSWER_SECONDS):
                self._take(packet)

    async def receive(self, timeout: float | None = None) -> list[Packet]:
        """Send the connect that waits, and wait for its answer."""
        packets, self._waiting = self._waiting, []
        if not packets:
            raise ConnectionLost("POST", self._resource, "the handshake got no answer")
        return await self._post(packets, HOLD_SECONDS + ANSWER_SECONDS)

    async def close(self, last: Packet) -> None:
        """Say a last word, if somebody is there to hear it."""
        if not self._is_broken:
            with suppress(C8yError):
                await self._post([last], ANSWER_SECONDS)

    async def _post(self, packets: list[Packet], timeout: float) -> list[Packet]:
        try:
            return packets_of(await self._c8y.post(self._resource, json=packets, timeout=timeout))
        except C8yError:
            self._is_broken = True
            raise


Wire: TypeAlias = SocketWire | PollWire
"""A way for messages to and from the server."""


def packets_of(document: Any) -> list[Packet]:
    """Read what the server sent: a list of messages, or a single one."""
    found: list[Any] = document if isinstance(document, list) else [document]
    return [packet for packet in found if isinstance(packet, dict) and "channel" in packet]
