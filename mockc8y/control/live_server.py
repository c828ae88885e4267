"""One thread with one event loop that serves any number of applications, each on a port of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from uvicorn.config import Config
from uvicorn.server import ServerState

from mockc8y.control.websocket_protocol import PING_SECONDS, SILENCE_SECONDS, WatchedWebSocket

App = Callable[..., Awaitable[None]]
Result = TypeVar("Result")

LOOPBACK = "127.0.0.1"
BACKLOG = 2048
START_SECONDS = 10
ACCEPTING_TURNS = 4
"""Turns of the loop from an accepted connection to its transport, and one to spare."""
NOTICING_TURNS = 3
"""Turns of the loop in which an application learns that a connection is gone, and is done with it."""


def listening_socket(host: str, port: int) -> socket.socket:
    """Bind and listen, so that a client may connect at once. Port 0 picks a free one.

    Raises `OSError` when the address is not to be had. The protocol is named because asyncio switches off Nagle's
    algorithm only on sockets that say TCP; without it every request takes 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


class Door:
    """An application that is being served."""

    def __init__(self, live: LiveServer, server: asyncio.Server, state: ServerState, connections: Connections) -> None:
        self._live = live
        self._server = server
        self._state = state
        self._connections = connections
        self.base_url = f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Stop listening and cut the connections that are left."""
        self._live.run(self._close())

    async def _close(self) -> None:
        # A connection that was just accepted needs some turns of the loop to get its transport. In Python 3.11 it would
        # find the server closed by then, fail an assertion, and leave its socket to the garbage collector.
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):
            for listener in self._server.sockets:
                loop.remove_reader(listener.fileno())
        await _turns(ACCEPTING_TURNS)
        self._server.close()
        self._connections.cut()
        await _turns(NOTICING_TURNS)
        for task in list(self._state.tasks):
            task.cancel()
        await _turns(1)


class Connections:
    """Makes a protocol for each connection and holds on to it.

    The loop itself forgets a connection whose reading is paused, and its socket would be left to the garbage collector.
    """

    def __init__(self, config: Config, state: ServerState, loop: asyncio.AbstractEventLoop) -> None:
        self._config = config
        self._state = state
        self._loop = loop
        self._open: list[Any] = []

    def make(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        made: asyncio.Protocol = self._config.http_protocol_class(  # type: ignore[call-arg]
            config=self._config, server_state=self._state, app_state={}, _loop=self._loop
        )
        self._open = [known for known in self._open if not _is_closing(known)]
        self._open.append(made)
        return made

    def cut(self) -> None:
        """End all connections at once."""
        for protocol in self._open:
            if protocol.transport is not None:
                protocol.transport.abort()
        self._open.clear()


async def _turns(count: int) -> None:
    """Let the loop do what is due, some times."""
    for _ in range(count):
        await asyncio.sleep(0)


def _is_closing(protocol: Any) -> bool:  # noqa: ANN401 - protocols of uvicorn share no type that has a transport
    return protocol.transport is not None and bool(protocol.transport.is_closing())


class LiveServer:
    """Serves applications over sockets from a background thread, for as long as a test session runs.

    A server of its own for each application would cost 200 ms to stop; a port costs a fraction of a millisecond.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="mockc8y live server", daemon=True)
        self._thread.start()

    def open(self, app: App) -> Door:
        """Serve an application on a free loopback port."""
        return self.run(self._open(app))

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine on the server's loop and return its result."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(START_SECONDS)

    def stop(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_SECONDS)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _open(self, app: App) -> Door:
        config = Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            http="httptools",
            ws=WatchedWebSocket,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=SILENCE_SECONDS,
            # Every connection would keep buffers for it that are larger than all else it needs.
            ws_per_message_deflate=False,
            proxy_headers=False,
        )
        config.load()
        state = ServerState()
        state.default_headers = list(config.encoded_headers)
        listener = listening_socket(LOOPBACK, 0)

        connections = Connections(config, state, self._loop)
        server = await self._loop.create_server(connections.make, sock=listener)
        return Door(self, server, state, connections)
