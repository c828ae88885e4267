"""An answer before it becomes messages of the server interface."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

RawHeaders = list[tuple[bytes, bytes]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class Reply:
    """Status, body and headers. `content-length` is added when it is sent."""

    status: int
    body: bytes = b""
    headers: RawHeaders = field(default_factory=list)


class HeldReply(Reply, ABC):
    """An answer that is complete some time after it was made."""

    __slots__ = ()

    @abstractmethod
    async def settle(self, receive: Callable[[], Awaitable[MutableMapping[str, Any]]]) -> None:
        """Wait until it is complete."""


def content(status: int, media_type: str, body: bytes) -> Reply:
    """Answer with a body of a media type."""
    return Reply(status, body, [(b"content-type", media_type.encode())])


def no_content() -> Reply:
    """Answer 204."""
    return Reply(204)


async def deliver(reply: Reply, method: str, send: Send) -> None:
    """Send an answer whole; one to HEAD keeps its length and loses its body."""
    if reply.status != HTTPStatus.NOT_MODIFIED:
        reply.headers.append((b"content-length", b"%d" % len(reply.body)))
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else reply.body})
