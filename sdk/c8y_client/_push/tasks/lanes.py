"""Handles several messages at a time, those of each source one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Work = Callable[[], Awaitable[None]]


class Lanes:
    """Bounds how many pieces of work go on at a time. The work is to deal with its own errors."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._free = asyncio.Semaphore(width)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._going: set[asyncio.Task[None]] = set()

    async def do(self, key: str, work: Work) -> None:
        """Begin a piece of work, after what goes on under the same key; with a width of one, finish it as well."""
        if self._width == 1:
            await work()
            return
        await self._free.acquire()
        task = asyncio.create_task(self._after(self._last.get(key), key, work))
        self._last[key] = task
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def drain(self) -> None:
        """Wait until nothing goes on. Cancelled meanwhile, what goes on is cancelled as well."""
        try:
            while self._going:
                await asyncio.wait(self._going)
        except asyncio.CancelledError:
            await self.cancel()
            raise

    async def cancel(self) -> None:
        """Give up what goes on."""
        going = list(self._going)
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def _after(self, previous: asyncio.Task[None] | None, key: str, work: Work) -> None:
        try:
            if previous is not None:
                await asyncio.wait([previous])
            await work()
        finally:
            self._free.release()
            if self._last.get(key) is asyncio.current_task():
                del self._last[key]
