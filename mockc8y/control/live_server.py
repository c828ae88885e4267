"""One thread with one event loop that serves any number of applications, each on a port of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from uvicorn.config import Config
from uvicorn.server import ServerState

App = Callable[..., Awaitable[None]]
Result = TypeVar("Result")

LOOPBACK = "127.0.0.1"
BACKLOG = 2048
START_SECONDS = 10


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

    def __init__(self, live: LiveServer, server: asyncio.Server, state: ServerState, port: int) -> None:
        self._live = live
        self._server = server
        self._state = state
        self.base_url = f"http://{LOOPBACK}:{port}"

    def close(self) -> None:
        """Stop listening and cut the connections that are left."""
        self._live.run(self._close())

    async def _close(self) -> None:
        self._server.close()
        for connection in list(self._state.connections):
            transport: Any = connection.transport
            if transport is not None:
                transport.abort()
        for task in list(self._state.tasks):
            task.cancel()


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
            app, lifespan="off", log_config=None, access_log=False, http="httptools", ws="websockets-sansio"
        )
        config.load()
        state = ServerState()
        state.default_headers = list(config.encoded_headers)
        listener = listening_socket(LOOPBACK, 0)

        def protocol() -> asyncio.Protocol:
            made: asyncio.Protocol = config.http_protocol_class(  # type: ignore[call-arg]
                config=config, server_state=state, app_state={}, _loop=self._loop
            )
            return made

        server = await self._loop.create_server(protocol, sock=listener)
        return Door(self, server, state, listener.getsockname()[1])
