"""How a server keeps websockets up, and how it lets go of peers that are gone without a word."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from mockc8y.api.upgrades import LAST_PING
from mockc8y.control.websocket_protocol import WatchedWebSocket

PING = 0.02
SILENCE = 0.1
"""Seconds, for the twenty and the seventy-five of a real server."""
PATIENCE = 10.0
MASKED_PING = b"\x89\x80\0\0\0\0"
MASKED_TEXT = b"\x81\x81\0\0\0\0x"
PLENTY = 8 * 1024 * 1024
"""More bytes than a socket takes in that nobody reads from."""

Message = MutableMapping[str, Any]


class Application:
    """Accepts one websocket, sends what it is told to, and notes how it ends."""

    def __init__(self, *frames: bytes) -> None:
        self._frames = frames
        self.scope: Message = {}
        self.ended = asyncio.Event()

    async def __call__(self, scope: Message, receive: Callable[[], Any], send: Callable[[Message], Any]) -> None:
        """Serve the websocket."""
        self.scope = scope
        await receive()
        await send({"type": "websocket.accept"})
        sending = asyncio.ensure_future(self._send(send))
        while (await receive())["type"] == "websocket.receive":
            pass
        self.ended.set()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

    async def _send(self, send: Callable[[Message], Any]) -> None:
        for frame in self._frames:
            await send({"type": "websocket.send", "bytes": frame})


Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def opened(app: Application) -> AsyncIterator[Streams]:
    """Serve an application and open a websocket to it, on which nothing is answered."""
    config = Config(
        app, lifespan="off", log_config=None, ws=WatchedWebSocket, ws_ping_interval=PING, ws_ping_timeout=SILENCE
    )
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: config.http_protocol_class(config=config, server_state=state, app_state={}, _loop=loop),  # type: ignore[call-arg]
        "127.0.0.1",
        0,
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    key = base64.b64encode(bytes(16)).decode()
    lines = ["GET / HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    writer.write("".join(f"{line}\r\n" for line in [*lines, f"Sec-WebSocket-Key: {key}", ""]).encode())
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101 ")
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()
        await asyncio.wait_for(app.ended.wait(), PATIENCE)


def test_peer_that_says_nothing_is_cut_off() -> None:
    """It was asked and did not answer: it may have lost its power."""

    async def run() -> None:
        app = Application()
        async with opened(app):
            await asyncio.wait_for(app.ended.wait(), PATIENCE)

    asyncio.run(run())


def test_peer_that_does_not_even_read_is_cut_off() -> None:
    """The server does not wait until it has read what was sent before."""

    async def run() -> None:
        app = Application(b"x" * PLENTY, b"more")
        async with opened(app) as (reader, _):
            reader._transport.pause_reading()  # type: ignore[attr-defined]
            await asyncio.wait_for(app.ended.wait(), PATIENCE)

    asyncio.run(run())


def test_peer_that_pings_lives() -> None:
    """Even if it does not answer pings: some clients do so only between two messages."""

    async def run() -> None:
        app = Application()
        async with opened(app) as (_, writer):
            for _ in range(10):
                writer.write(MASKED_PING)
                await asyncio.sleep(SILENCE / 3)
            assert not app.ended.is_set()

    asyncio.run(run())


def test_peer_that_talks_lives() -> None:
    """Any frame is a sign of life."""

    async def run() -> None:
        app = Application()
        async with opened(app) as (_, writer):
            for _ in range(10):
                writer.write(MASKED_TEXT)
                await asyncio.sleep(SILENCE / 3)
            assert not app.ended.is_set()

    asyncio.run(run())


def test_application_learns_of_pings() -> None:
    """They are traffic, though the server answers them itself."""

    async def run() -> None:
        app = Application()
        async with opened(app) as (reader, writer):
            before = app.scope["extensions"][LAST_PING]()
            writer.write(MASKED_PING)
            await asyncio.wait_for(reader.readuntil(b"\x8a\x00"), PATIENCE)
            assert app.scope["extensions"][LAST_PING]() > before

    asyncio.run(run())
