"""JSON as clients send it, read within bounds."""

from __future__ import annotations

import orjson

from mockc8y.domain.errors import error

NESTING_LIMIT = 100
"""Levels of arrays and objects that a body may have.

# unverified: MongoDB, where the platform keeps documents, takes that many. What is wrapped around a document on its way
through the emulator, such as a record of its changes, then stays far from the levels that our encoder takes.
"""

_ENCODER_LIMIT = 254
_WRAPPING = range(_ENCODER_LIMIT - NESTING_LIMIT)


def read(text: bytes, size_limit: int) -> object:
    """Return what JSON text says, or raise the platform's error: too large, malformed, or nested too deep."""
    if len(text) > size_limit:
        raise error("body.too_large", limit=size_limit)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise error("body.malformed", reason=str(problem)) from None
    # Few brackets cannot nest deep, and counting them costs next to nothing.
    if text.count(b"{") + text.count(b"[") > NESTING_LIMIT:
        _require_shallow(value)
    return value


def _require_shallow(value: object) -> None:
    """Let the encoder measure the depth, which takes a tenth of the time that walking through the value would."""
    for _ in _WRAPPING:
        value = [value]
    try:
        orjson.dumps(value)
    except TypeError:
        reason = f"Document cannot be stored: it nests deeper than {NESTING_LIMIT} levels"
        raise error("unprocessable", area="undefined", reason=reason) from None
