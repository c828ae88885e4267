"""The two ways on which the messages of the Bayeux protocol travel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import orjson

from c8y_client._errors import C8yError, ConnectionLost
from c8y_client._push.bayeux import ANSWER_SECONDS, CONNECT, HOLD_SECONDS, LONG_POLLING, WEBSOCKET, Packet

if TYPE_CHECKING:
    from c8y_client._push.sockets import Socket
    from c8y_client.sync.client import CumulocityClient

Take = Callable[[Packet], None]


class SocketWire:
    """A websocket: everything comes as soon as there is something to say."""

    kind = WEBSOCKET

    def __init__(self, socket: Socket, goodbye: Callable[[], Packet]) -> None:
        self._socket = socket
        self._goodbye = goodbye

    def send(self, packets: list[Packet]) -> None:
        """Send messages."""
        if packets:
            self._socket.send(orjson.dumps(packets).decode())

    def receive(self, timeout: float | None = None) -> list[Packet]:
        """Wait for messages."""
        return packets_of(orjson.loads(self._socket.receive(timeout)))

    def close(self) -> None:
        """Say goodbye, if somebody is there to hear it, and end. It may be called at any time, by any thread."""
        try:
            if self._socket.is_open:
                with suppress(C8yError):
                    self.send([self._goodbye()])
        finally:
            self._socket.close()


class PollWire:
    """Requests of which one waits at the server. Whatever is answered to the others is taken in on the spot."""

    kind = LONG_POLLING

    def __init__(self, c8y: CumulocityClient, resource: str, take: Take, goodbye: Callable[[], Packet]) -> None:
        self._c8y = c8y
        self._resource = resource
        self._take = take
        self._goodbye = goodbye
        self._waiting: list[Packet] = []
        self._is_over = threading.Event()

    def send(self, packets: list[Packet]) -> None:
        """Send messages, but for a connect, which is for `receive`."""
        self._waiting += [packet for packet in packets if packet["channel"] == CONNECT]
        others = [packet for packet in packets if packet["channel"] != CONNECT]
        if others:
            for packet in self._post(others, ANSWER_SECONDS):
                self._take(packet)

    def receive(self, timeout: float | None = None) -> list[Packet]:
        """Send the connect that waits, and wait for its answer."""
        packets, self._waiting = self._waiting, []
        if not packets:
            raise ConnectionLost("POST", self._resource, "the handshake got no answer")
        return self._post(packets, HOLD_SECONDS + ANSWER_SECONDS)

    def close(self) -> None:
        """Say goodbye, if somebody is there to hear it: the server then answers the request that waits."""
        if not self._is_over.is_set():
            with suppress(C8yError):
                self._post([self._goodbye()], ANSWER_SECONDS)
            self._is_over.set()

    def _post(self, packets: list[Packet], timeout: float) -> list[Packet]:
        try:
            return packets_of(self._c8y.post(self._resource, json=packets, timeout=timeout))
        except C8yError:
            self._is_over.set()
            raise


Wire: TypeAlias = SocketWire | PollWire
"""A way for messages to and from the server."""


def packets_of(document: Any) -> list[Packet]:
    """Read what the server sent: a list of messages, or a single one."""
    found: list[Any] = document if isinstance(document, list) else [document]
    return [packet for packet in found if isinstance(packet, dict) and "channel" in packet]
