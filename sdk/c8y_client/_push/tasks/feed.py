"""One subscription to real-time notifications."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from c8y_client._push.channels import is_for
from c8y_client._push.realtime_message import RealtimeMessage

if TYPE_CHECKING:
    from c8y_client._push.tasks.realtime import Realtime

_LIMIT: Final = 10_000
"""Messages that may wait for a loop. Who is further behind will not catch up."""


class Feed:
    """The messages of some channels: `async for message in feed`.

    The platform is asked for them when the loop begins, or at the beginning of an `async with` block around it; from
    then on nothing is missed as long as the session lasts. Leaving the loop, or the block if there is one, ends it.
    """

    def __init__(self, realtime: Realtime, channels: frozenset[str]) -> None:
        self.channels = channels
        self._realtime = realtime
        self._queue: asyncio.Queue[RealtimeMessage | None] = asyncio.Queue()
        self._is_settled = asyncio.Event()
        self._error: Exception | None = None
        self._is_open = False

    def __repr__(self) -> str:
        return f"<Feed of {', '.join(sorted(self.channels))}>"

    async def __aenter__(self) -> Self:
        self._queue = asyncio.Queue()
        self._error = None
        self._is_settled.clear()
        self._is_open = True
        try:
            await self._realtime.add(self)
            await self._is_settled.wait()
            self._raise_error()
        except BaseException:
            await self._leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave()

    def __aiter__(self) -> AsyncIterator[RealtimeMessage]:
        return self._messages() if self._is_open else self._messages_within()

    def covers(self, channel: str) -> bool:
        """Tell whether messages of a channel are for it."""
        return any(is_for(pattern, channel) for pattern in self.channels)

    def put(self, message: RealtimeMessage) -> None:
        """Take a message."""
        if self._queue.qsize() >= _LIMIT:
            self.end(BufferError(f"{self!r} is read too slowly: {_LIMIT} messages wait"))
            return
        self._queue.put_nowait(message)

    def confirm(self, confirmed: set[str]) -> None:
        """Learn which channels the platform has subscribed to."""
        if self.channels <= confirmed:
            self._is_settled.set()

    def end(self, error: Exception | None) -> None:
        """Let it end, after what it holds already, with an error or without."""
        if self._is_open and self._error is None:
            self._error = error
            self._queue.put_nowait(None)
            self._is_settled.set()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    async def _leave(self) -> None:
        if self._is_open:
            self._is_open = False
            await self._realtime.remove(self)

    async def _messages(self) -> AsyncGenerator[RealtimeMessage, None]:
        while (message := await self._queue.get()) is not None:
            yield message
        self._raise_error()

    async def _messages_within(self) -> AsyncGenerator[RealtimeMessage, None]:
        async with self, aclosing(self._messages()) as messages:
            async for message in messages:
                yield message
