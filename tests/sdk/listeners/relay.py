"""A stretch of wire between a client and a tenant, which can be cut, taken down and put up again."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from mockc8y.control.live_server import LOOPBACK, LiveServer


class Relay:
    """Passes on what comes to an address of its own, which stays the same through `down` and `up`.

    `target` is the address it passes to. It may be changed, as when a server is replaced.
    """

    def __init__(self, live: LiveServer, target: str) -> None:
        self.target = target
        self._live = live
        self._server: asyncio.Server | None = None
        self._port = 0
        self._wires: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[Any]] = set()
        self.up()

    @property
    def base_url(self) -> str:
        """The address for clients."""
        return f"http://{LOOPBACK}:{self._port}"

    def up(self) -> None:
        """Accept connections."""
        self._live.run(self._up())

    def down(self) -> None:
        """Accept no connections any more, and cut those there are."""
        self._live.run(self._down())

    def cut(self) -> None:
        """Break all connections without a word."""
        self._live.run(self._cut())

    async def _up(self) -> None:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _down(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
            # A connection that was just accepted gets its task some turns of the loop later.
            for _ in range(4):
                await asyncio.sleep(0)
        await self._cut()

    async def _cut(self) -> None:
        for wire in self._wires:
            wire.transport.abort()
        while self._passing:
            await asyncio.wait(self._passing)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        self._wires.add(writer)
        try:
            await self._connect(reader, writer)
        finally:
            self._wires.discard(writer)
            writer.transport.abort()
            self._passing.discard(task)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(self.target)
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        self._wires.add(far_writer)
        try:
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        finally:
            self._wires.discard(far_writer)
            far_writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        with suppress(OSError, RuntimeError):
            writer.write_eof()
