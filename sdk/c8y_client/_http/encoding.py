"""Documents as bytes of JSON: one rule for everything that is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isfinite
from numbers import Real
from typing import Any, Final

import orjson

from c8y_client._http.query import wire_time
from c8y_client._types import JSON

_NULL: Final = b"null"


def encoded(document: JSON) -> bytes:
    """Encode a document: enum members by value, times as text, numbers and arrays of numpy as plain ones.

    What JSON cannot express is a `TypeError`, and a `ValueError` if it is a number that is not finite: on the platform
    a null in its place would remove what was there.
    """
    content = orjson.dumps(document, default=_plain)
    if _NULL in content:
        _require_finite(document, "the document")
    return content


def plain(document: dict[str, JSON]) -> dict[str, JSON]:
    """Give a document as the platform will see it."""
    seen: dict[str, JSON] = orjson.loads(encoded(document))
    return seen


def _plain(value: Any) -> JSON:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, datetime):
        return wire_time(value)
    raise TypeError


def _require_finite(value: JSON, where: str) -> None:
    if isinstance(value, Real) and not isfinite(value):
        raise ValueError(f"{where} is {value}, which JSON cannot express; leave it out, or set None to remove it")
    for name, below in _inside(value):
        _require_finite(below, str(name))


def _inside(value: Any) -> Iterable[tuple[object, JSON]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list | tuple):
        return enumerate(value)
    return enumerate(value.tolist()) if getattr(value, "ndim", 0) else ()
