"""A tenant that takes uploads piece by piece and remembers how large the pieces were, not what was in them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import Any

import httpx


class Drain(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers every request with the same document."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.pieces: list[int] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a synchronous client."""
        assert isinstance(request.stream, Iterable)
        self.pieces.extend(map(len, request.stream))
        return httpx.Response(201, json=self.answer)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an asynchronous client."""
        assert isinstance(request.stream, AsyncIterable)
        self.pieces.extend([len(piece) async for piece in request.stream])
        return httpx.Response(201, json=self.answer)
