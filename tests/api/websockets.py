"""The other end of a websocket to an application: frames go through queues, without a socket and without waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlsplit

import orjson

from mockc8y.api.application import App

Arguments = ParamSpec("Arguments")

TURNS = 200
"""Turns of the event loop in which everything happens that is to happen."""
PATIENCE = 5.0
"""Seconds after which what does not come has not come."""


class Peer:
    """A client with one websocket. `reads` says whether it takes what it is sent; the server waits while it does not.

    `status` is that of the answer to its handshake, `refusal` the body of one that was refused, and `code` the close
    code it was sent, if it was.
    """

    def __init__(self, app: App, url: str, headers: Mapping[str, str], extensions: Mapping[str, object]) -> None:
        parts = urlsplit(url)
        self.status: int | None = None
        self.refusal: Any = None
        self.code: int | None = None
        self.frames: asyncio.Queue[str] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self._to_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._to_server.put_nowait({"type": "websocket.connect"})
        self._gone = False
        scope = {
            "type": "websocket",
            "scheme": "ws",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in {"host": "mock.test", **headers}.items()],
            "subprotocols": [],
            "extensions": {"websocket.http.response": {}, **extensions},
        }
        self._task = asyncio.ensure_future(app(scope, self._to_server.get, self._take))

    async def send(self, text: str) -> None:
        """Send a text frame and let the server take it in."""
        await self._give({"type": "websocket.receive", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        """Send a binary frame and let the server take it in."""
        await self._give({"type": "websocket.receive", "bytes": data})

    async def next(self) -> str:
        """Return the next frame."""
        return await asyncio.wait_for(self.frames.get(), PATIENCE)

    async def all(self) -> list[str]:
        """Return all frames that have come, which may be none."""
        await turns()
        return [self.frames.get_nowait() for _ in range(self.frames.qsize())]

    async def leave(self) -> None:
        """Break the connection."""
        self._gone = True
        self.reads.set()
        await self._give({"type": "websocket.disconnect", "code": 1006})

    async def closed(self) -> int | None:
        """Wait until the server is done, and return its close code."""
        await asyncio.wait_for(asyncio.shield(self._task), PATIENCE)
        return self.code

    async def _give(self, message: dict[str, Any]) -> None:
        self._to_server.put_nowait(message)
        await turns()

    async def _take(self, message: Any) -> None:
        await self.reads.wait()
        if self._gone:
            raise OSError("the client is gone")
        match message["type"]:
            case "websocket.accept":
                self.status = 101
            case "websocket.send":
                self.frames.put_nowait(message["text"])
            case "websocket.close":
                self.code = message["code"]
                self._to_server.put_nowait({"type": "websocket.disconnect", "code": self.code})
            case "websocket.http.response.start":
                self.status = message["status"]
            case "websocket.http.response.body":
                self.refusal = orjson.loads(message["body"])


async def connected(
    app: App,
    url: str,
    headers: Mapping[str, str] | None = None,
    extensions: Mapping[str, Callable[[], float]] | None = None,
) -> Peer:
    """Ask for a websocket and wait for the answer, whatever it is."""
    peer = Peer(app, url, headers or {}, extensions or {})
    await turns()
    return peer


async def turns(count: int = TURNS) -> None:
    """Let the event loop do what is due."""
    for _ in range(count):
        await asyncio.sleep(0)


def in_loop(test: Callable[Arguments, Coroutine[Any, Any, None]]) -> Callable[Arguments, None]:
    """Run an asynchronous test in an event loop of its own."""

    @wraps(test)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run
