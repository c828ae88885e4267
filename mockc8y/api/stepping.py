"""Runs a request through the application by hand: no event loop, no thread, no socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


class WouldWait(RuntimeError):
    """The application wanted to wait for something that only an event loop can bring."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def step(app: App, scope: Message, body: bytes) -> Answer:
    """Answer one HTTP request. Raises `WouldWait` if the application waits for anything but the request's body."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    coroutine = app(scope, receive, send).__await__()
    try:
        next(coroutine)
    except StopIteration:
        start = sent[0]
        return Answer(start["status"], start["headers"], b"".join(part.get("body", b"") for part in sent[1:]))
    raise WouldWait(f"{scope['method']} {scope['path']} cannot be answered without an event loop; use the socket door")
