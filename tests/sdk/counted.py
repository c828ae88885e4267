"""A door that counts who goes through, and lets others go first."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import httpx


class Counted(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Leads to another door after letting other tasks and threads run; `paths` counts the requests."""

    def __init__(self, door: httpx.MockTransport | httpx.BaseTransport) -> None:
        self._door = door
        self.paths: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a synchronous client."""
        self.paths[request.url.path] += 1
        time.sleep(0.001)
        return self._door.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an asynchronous client."""
        self.paths[request.url.path] += 1
        await asyncio.sleep(0)
        await request.aread()
        return self._door.handle_request(request)
