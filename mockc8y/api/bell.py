"""A bell that wakes one task, rung from any thread."""

from __future__ import annotations

import asyncio
import threading


class Bell:
    """Wakes the task that waits for it, in the event loop it was made in; the tests of a tenant ring it from theirs."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._thread = threading.get_ident()
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake the task now, or as soon as it waits."""
        if threading.get_ident() == self._thread:
            self._event.set()
        else:
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self) -> None:
        """Wait until it rings, and be ready for the next time."""
        await self._event.wait()
        self._event.clear()
