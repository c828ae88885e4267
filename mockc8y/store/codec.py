"""JSON in and out of the store."""

from __future__ import annotations

from typing import Any

import orjson

Document = dict[str, Any]
"""A JSON object. Its leaves are open by the platform's nature, so this is the one place that says `Any`."""


class NotEncodable(ValueError):
    """The value has no JSON form here: it nests deeper than the encoder goes (254 levels)."""


def encode(value: object) -> bytes:
    """Encode a value to JSON bytes of exact size.

    The encoder returns an over-allocated buffer; keeping it would cost several times the memory of its content,
    which is why the bytes are copied.
    """
    try:
        return memoryview(orjson.dumps(value)).tobytes()
    except TypeError as error:
        raise NotEncodable(str(error)) from error


def canonical(value: object) -> bytes:
    """Encode a value so that equal JSON gives equal bytes, in whatever order the members of its objects come.

    For comparison: unlike Python's `==` it tells `1` from `true`.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise NotEncodable(str(error)) from error


def decode(body: bytes) -> Document:
    """Decode stored bytes to a fresh dictionary that the caller may change."""
    document: Document = orjson.loads(body)
    return document
