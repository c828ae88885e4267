"""Request bodies: read whole, within a bound."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from mockc8y.api.request import Headers
from mockc8y.domain.errors import error

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

MULTIPART_ALLOWANCE = 64 * 1024
"""What a multipart body may hold besides the file."""


class ClientDisconnected(Exception):
    """The client went away before its request was complete."""


async def read_body(receive: Receive, headers: Headers, limit: int) -> bytes:
    """Return the request body, unpacked when it is gzip.

    Raises 413 above the limit. The rest of such a body is read and thrown away, so that the client gets to see the
    answer, and memory stays bounded.
    """
    limit += MULTIPART_ALLOWANCE
    message = await receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        body = await _read_rest(receive, body, limit)
    elif message["type"] == "http.disconnect":
        raise ClientDisconnected
    if len(body) > limit:
        raise error("body.too_large", limit=limit - MULTIPART_ALLOWANCE)
    if body and headers.get(b"content-encoding", b"").lower() == b"gzip":
        return _unpacked(body, limit)
    return body


async def _read_rest(receive: Receive, start: bytes, limit: int) -> bytes:
    chunks, size = [start], len(start)
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        size += len(message.get("body", b""))
        if size <= limit:
            chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    if size > limit:
        raise error("body.too_large", limit=limit - MULTIPART_ALLOWANCE)
    return b"".join(chunks)


def _unpacked(body: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(body, limit + 1)
    except zlib.error as problem:
        raise error("request.bad", area="undefined", reason=f"Body is not gzip: {problem}") from None
    if len(plain) > limit:
        raise error("body.too_large", limit=limit - MULTIPART_ALLOWANCE)
    if not unpacker.eof:
        raise error("request.bad", area="undefined", reason="Body is not gzip: it ends too early")
    if unpacker.unused_data:
        raise error("request.bad", area="undefined", reason="Body is not gzip: something follows its end")
    return plain
