"""Names for what travels: documents, query parameters, request bodies."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, TypeAlias

JSON: TypeAlias = Any
"""A decoded JSON value. Documents of the platform are open, so their leaves are not typed."""

Params: TypeAlias = str | Mapping[str, object] | Sequence[tuple[str, object]]
"""A query: names and values, or text that is put behind `?` as it is."""

Content: TypeAlias = bytes | str | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]
"""A request body: ready bytes or text, a file opened in binary mode, or pieces to be sent one by one."""

Raw: TypeAlias = Any
"""A document as it came: bytes, or a part of a page that keeps all of it alive until `bytes(raw)` copies it."""
