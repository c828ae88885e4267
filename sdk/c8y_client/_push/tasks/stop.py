"""A wish to end, which interrupts a task that waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from c8y_client._push.verdicts import Stopped


class Stop:
    """Ends a task where that is harmless: only what it awaits within `interrupts` is given up."""

    def __init__(self) -> None:
        self.is_set = False
        self._waiting: asyncio.Timeout | None = None

    def set(self) -> None:
        """Wish for the end. Doing so again changes nothing."""
        if not self.is_set and self._waiting is not None:
            self._waiting.reschedule(0)
        self.is_set = True

    @asynccontextmanager
    async def interrupts(self) -> AsyncIterator[None]:
        """Raise `Stopped` out of this block as soon as the end is wished for."""
        if self.is_set:
            raise Stopped
        # A time limit without a time: it runs out when somebody says so.
        limit = asyncio.timeout(None)
        try:
            async with limit:
                self._waiting = limit
                try:
                    yield
                finally:
                    self._waiting = None
        except TimeoutError:
            if not limit.expired():
                raise
            raise Stopped from None
