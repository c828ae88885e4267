"""Clients of the push benchmark, as light as can be: what they cost comes on top of what is measured."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from mockc8y.control.mock_tenant import PASSWORD, TENANT_ID, USERNAME

LOGIN = base64.b64encode(f"{TENANT_ID}/{USERNAME}:{PASSWORD}".encode()).decode()
PATIENCE = 20.0
TEXT, PING, PONG = 0x81, 0x89, 0x8A
SHORT_HEAD, LONG_HEAD = 2, 4
TWO_BYTES_OF_LENGTH = 126


class WebSocket(asyncio.Protocol):
    """A websocket that tells when it got something. It is `ready` when the server knows all that it wants."""

    def __init__(self, address: str, heard: Callable[[float], None]) -> None:
        self._address = address
        self._heard = heard
        self._data = bytearray()
        self._is_open = False
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Ask for a websocket."""
        self._transport = transport
        key = base64.b64encode(bytes(16)).decode()
        names = ("Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
        lines = [f"GET {self._address} HTTP/1.1", *names, f"Sec-WebSocket-Key: {key}", "", ""]
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        """Take in what comes."""
        now = time.perf_counter()
        self._data += data
        if not self._is_open:
            head, end, rest = bytes(self._data).partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101 "), head
            self._data[:] = rest
            self._is_open = True
            self.opened()
        while (frame := self._frame()) is not None:
            opcode, payload = frame
            if opcode == TEXT:
                self.take(payload, now)
            elif opcode == PING:
                self.send(PONG, payload)

    def opened(self) -> None:
        """Take note that the handshake is over."""
        raise NotImplementedError

    def take(self, payload: bytes, now: float) -> None:
        """Take in a text."""
        raise NotImplementedError

    def heard(self, now: float) -> None:
        """Note when something was told."""
        self._heard(now)

    def send(self, opcode: int, payload: bytes) -> None:
        """Send a frame, with a mask that changes nothing."""
        length = len(payload)
        short = bytes((opcode, 0x80 | min(length, TWO_BYTES_OF_LENGTH)))
        long = b"" if length < TWO_BYTES_OF_LENGTH else length.to_bytes(2)
        self._transport.write(short + long + bytes(4) + payload)

    def close(self) -> None:
        """Leave without a word."""
        self._transport.abort()

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self._data) < LONG_HEAD:
            return None
        start, length = SHORT_HEAD, self._data[1]
        if length == TWO_BYTES_OF_LENGTH:
            start, length = LONG_HEAD, int.from_bytes(self._data[SHORT_HEAD:LONG_HEAD])
        if len(self._data) < start + length:
            return None
        frame = self._data[0], bytes(self._data[start : start + length])
        del self._data[: start + length]
        return frame


class Consumer(WebSocket):
    """A consumer of Notification 2.0, who acknowledges what it gets."""

    def opened(self) -> None:
        """Be ready: all that is wanted stands in the address."""
        self.ready.set_result(None)

    def take(self, payload: bytes, now: float) -> None:
        """Note when it came, and acknowledge it."""
        self.heard(now)
        self.send(TEXT, payload.partition(b"\n")[0])


class Listener(WebSocket):
    """A client of real-time notifications, who holds a connect like all of them."""

    def __init__(self, address: str, heard: Callable[[float], None], channels: Sequence[str]) -> None:
        super().__init__(address, heard)
        self._channels = channels

    def opened(self) -> None:
        """Shake hands."""
        self._say({"channel": "/meta/handshake", "version": "1.0", "ext": {"com.cumulocity.authn": {"token": LOGIN}}})

    def take(self, payload: bytes, now: float) -> None:
        """Note when it came; subscribe and connect before that."""
        if self.ready.done():
            self.heard(now)
            return
        [reply] = json.loads(payload)
        assert reply["successful"], reply
        if reply["channel"] == "/meta/handshake":
            session = {"clientId": reply["clientId"]}
            self._say({"channel": "/meta/subscribe", "subscription": self._channels, **session})
            self._say({"channel": "/meta/connect", "connectionType": "websocket", "advice": {"timeout": 0}, **session})
            self._say({"channel": "/meta/connect", "connectionType": "websocket", **session})
        elif reply["channel"] == "/meta/connect":
            self.ready.set_result(None)

    def _say(self, message: dict[str, Any]) -> None:
        self.send(TEXT, json.dumps([message]).encode())


class Writer(asyncio.Protocol):
    """A connection that posts events one after the other and waits for each answer."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[float] | None = None

    def connection_made(self, transport: Any) -> None:
        """Keep the connection."""
        self._transport = transport

    async def post(self, body: str) -> float:
        """Post an event, and return when it was answered."""
        self._answer = asyncio.get_running_loop().create_future()
        head = f"POST /event/events HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {LOGIN}\r\n"
        kind = "Accept: application/json\r\nContent-Type: application/json\r\n"
        self._transport.write(f"{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        return await asyncio.wait_for(self._answer, PATIENCE)

    def data_received(self, data: bytes) -> None:
        """Note when an answer begins. Its body may come in another piece."""
        now = time.perf_counter()
        if data.startswith(b"HTTP/1.1 ") and self._answer is not None:
            assert data.startswith(b"HTTP/1.1 201 "), data[:400]
            self._answer.set_result(now)
