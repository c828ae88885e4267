"""An answer whose body is read piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import httpx

from c8y_client._http.download import content_type_of, filename_of
from c8y_client._http.exchange import Request
from c8y_client._http.httpx_errors import translated


class StreamedResponse:
    """An answer whose body has not been read yet. It is open within the `async with` block that made it."""

    def __init__(self, answer: httpx.Response, request: Request) -> None:
        self._answer = answer
        self.request = request

    def __repr__(self) -> str:
        return f"<StreamedResponse {self.status} to {self.request}>"

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._answer.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; names in any case."""
        return self._answer.headers

    @property
    def filename(self) -> str | None:
        """The file name that the server suggests, without folders."""
        return filename_of(self.headers)

    @property
    def content_type(self) -> str | None:
        """The media type of the body."""
        return content_type_of(self.headers)

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Read the body in pieces of `chunk_size` bytes, or as they arrive; an error in between is raised as ours."""
        with translated(self.request):
            async for chunk in self._answer.aiter_bytes(chunk_size):
                yield chunk

    def iter_chunked(self, size: int) -> AsyncIterator[bytes]:
        """Read the body in pieces of `size` bytes; the same as `iter_bytes`, by the name that aiohttp uses."""
        return self.iter_bytes(size)

    async def read(self) -> bytes:
        """Read the whole body."""
        with translated(self.request):
            return await self._answer.aread()
