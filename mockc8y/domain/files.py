"""Files as they come and go: bytes with the little that is known about them."""

from __future__ import annotations

from typing import NamedTuple

ANY_BYTES = "application/octet-stream"
"""The media type of a file of which nothing is known."""


class File(NamedTuple):
    """The content of a file, what kind of content it is, and what it is called, if anything."""

    content: bytes
    media_type: str = ANY_BYTES
    name: str | None = None
