"""A tenant whose consumers are told what a test wants, sound or not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


@dataclass
class Line:
    """What becomes of one connection: it is refused with a status, or gets frames and is then kept or closed."""

    frames: list[str] = field(default_factory=list)
    status: int = 101
    headers: dict[str, str] = field(default_factory=dict)
    is_closed: bool = False


class ScriptedTenant:
    """Issues tokens that are no JWT, and treats each connection as the next line of its script says."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)
        self.tokens: list[str] = []
        self.connections: list[str] = []
        self.heard: list[str] = []
        self.unsubscribed: list[str] = []
        self.token_statuses: list[int] = []
        self.unsubscribe_statuses: list[int] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] == "websocket":
            await receive()
            await self._connect(parse_qs(scope["query_string"].decode())["token"][0], receive, send)
        elif scope["path"] == "/notification2/token":
            await self._answer(send, self._next(self.token_statuses), self._issue())
        else:
            self.unsubscribed.append(parse_qs(scope["query_string"].decode())["token"][0])
            await self._answer(send, self._next(self.unsubscribe_statuses), {"result": "DONE"})

    def _issue(self) -> dict[str, str]:
        self.tokens.append(f"opaque{len(self.tokens)}")
        return {"token": self.tokens[-1]}

    def _next(self, statuses: list[int]) -> int:
        return statuses.pop(0) if statuses else 200

    async def _answer(self, send: Send, status: int, document: dict[str, str]) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": orjson.dumps(document)})

    async def _connect(self, token: str, receive: Receive, send: Send) -> None:
        self.connections.append(token)
        line = self.lines.pop(0) if self.lines else Line()
        if line.status != 101:
            headers = [(name.encode(), value.encode()) for name, value in line.headers.items()]
            await send({"type": "websocket.http.response.start", "status": line.status, "headers": headers})
            await send({"type": "websocket.http.response.body", "body": b""})
            return
        await send({"type": "websocket.accept"})
        for frame in line.frames:
            await send({"type": "websocket.send", "text": frame})
        if line.is_closed:
            await send({"type": "websocket.close", "code": 1001})
            return
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message["text"])
