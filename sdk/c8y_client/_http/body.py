"""What a request carries, as bytes or piece by piece, and whether it can be sent a second time."""

from __future__ import annotations

import asyncio
import io
import os
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, TypeGuard

from c8y_client._http.encoding import encoded
from c8y_client._types import JSON, Content

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes, then a file or pieces, then bytes again.

    `start` is where the file is to be read from, each time the body is sent. `length` is the size of the whole body,
    `None` where it is not known beforehand.
    """

    head: bytes = b""
    file: BinaryIO | None = None
    pieces: Iterable[bytes] | AsyncIterable[bytes] | None = None
    tail: bytes = b""
    content_type: str | None = None
    start: int | None = None
    length: int | None = None

    @property
    def is_streamed(self) -> bool:
        """Whether the body is read while it is being sent."""
        return self.file is not None or self.pieces is not None

    @property
    def is_repeatable(self) -> bool:
        """Whether the body can be sent once more."""
        return not self.is_streamed or self.start is not None


EMPTY = Body()


def json_body(document: JSON) -> Body:
    """Encode a document."""
    return Body(encoded(document), content_type="application/json")


def content_body(content: Content) -> Body:
    """Take what the caller gives. A file is sent from its present position to its end and is not closed."""
    if isinstance(content, str):
        return Body(content.encode())
    if isinstance(content, bytes | bytearray | memoryview):
        return Body(bytes(content))
    if isinstance(content, Mapping):
        raise TypeError("a mapping cannot be sent as it is; pass it as json=")
    if isinstance(content, io.TextIOBase):
        raise TypeError("the file is open in text mode; open it with mode 'rb'")
    if _is_file(content):
        return _file_body(content, head=b"", tail=b"", content_type="application/octet-stream")
    return Body(pieces=content, content_type="application/octet-stream")


def multipart_body(
    fields: Mapping[str, str],
    file: BinaryIO | bytes,
    *,
    filename: str,
    content_type: str = "application/octet-stream",
    part: str = "file",
    boundary: str | None = None,
) -> Body:
    """Lay out a form whose last field, named by `part`, is a file; the other fields are text."""
    boundary = boundary or secrets.token_hex(16)
    start = f"--{boundary}\r\nContent-Disposition: form-data; name="
    texts = [f'{start}"{_quoted(name)}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    intro = f'{start}"{_quoted(part)}"; filename="{_quoted(filename)}"\r\nContent-Type: {content_type}\r\n\r\n'
    head, tail = "".join([*texts, intro]).encode(), f"\r\n--{boundary}--\r\n".encode()
    form = f"multipart/form-data; boundary={boundary}"
    if isinstance(file, bytes):
        return Body(head + file + tail, content_type=form)
    return _file_body(file, head=head, tail=tail, content_type=form)


def chunks(body: Body) -> Iterator[bytes]:
    """Read a streamed body from its beginning."""
    yield body.head
    if body.file is not None:
        _rewind(body.file, body.start)
        while chunk := body.file.read(_CHUNK):
            yield chunk
    yield from _pieces(body)
    yield body.tail


async def async_chunks(body: Body) -> AsyncIterator[bytes]:
    """Read a streamed body from its beginning; a file is read in a thread, so that other tasks go on."""
    yield body.head
    if body.file is not None:
        await asyncio.to_thread(_rewind, body.file, body.start)
        while chunk := await asyncio.to_thread(body.file.read, _CHUNK):
            yield chunk
    if isinstance(body.pieces, AsyncIterable):
        async for piece in body.pieces:
            yield piece
    else:
        for piece in _pieces(body):
            yield piece
    yield body.tail


def _is_file(content: Content) -> TypeGuard[BinaryIO]:
    return hasattr(content, "read")


def _file_body(file: BinaryIO, *, head: bytes, tail: bytes, content_type: str) -> Body:
    if not file.seekable():
        return Body(head, file=file, tail=tail, content_type=content_type)
    start = file.tell()
    length = len(head) + file.seek(0, os.SEEK_END) - start + len(tail)
    file.seek(start)
    return Body(head, file=file, tail=tail, content_type=content_type, start=start, length=length)


def _pieces(body: Body) -> Iterable[bytes]:
    if isinstance(body.pieces, AsyncIterable):
        raise TypeError("the synchronous client cannot send pieces that are produced asynchronously")
    return body.pieces or ()


def _rewind(file: BinaryIO, start: int | None) -> None:
    if start is not None:
        file.seek(start)


# The way browsers write it, so that no name can break out of its quotes.
def _quoted(text: str) -> str:
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
