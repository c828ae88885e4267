"""An answer before it becomes messages of the server interface."""

from __future__ import annotations

from dataclasses import dataclass, field

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Reply:
    """Status, body and headers. `content-length` is added when it is sent."""

    status: int
    body: bytes = b""
    headers: RawHeaders = field(default_factory=list)


def content(status: int, media_type: str, body: bytes) -> Reply:
    """Answer with a body of a media type."""
    return Reply(status, body, [(b"content-type", media_type.encode())])


def no_content() -> Reply:
    """Answer 204."""
    return Reply(204)
