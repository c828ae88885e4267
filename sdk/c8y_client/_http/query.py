"""How values become query parameters: one rule for every resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import singledispatch
from numbers import Number
from urllib.parse import quote

from c8y_client._types import Params

# What may stand in a query as it is; `%` because such text is encoded already.
_EXPRESSION_SAFE = "!$&'()*+,;=:@/?%~-._[]|"


def encode_query(params: Params | None) -> str:
    """Encode a query. Text stays as it is, but for characters that no URL may hold; `None` values are left out."""
    if not params:
        return ""
    if isinstance(params, str):
        return quote(params, safe=_EXPRESSION_SAFE)
    pairs = params.items() if isinstance(params, Mapping) else params
    return "&".join(f"{quote(name, safe='$')}={quote(text, safe='')}" for name, text in _texts(pairs))


def wire_time(moment: datetime) -> str:
    """Write a point in time as the platform does, in UTC with milliseconds; without time zone it is a `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; use datetime.now(UTC) or .astimezone()")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _texts(pairs: AbstractSet[tuple[str, object]] | Sequence[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for name, value in pairs:
        if value is not None:
            yield name, _text(value.value if isinstance(value, Enum) else value)


@singledispatch
def _text(value: object) -> str:
    raise TypeError(f"{value!r} cannot be a query parameter; use text, a number, a bool, a time, or a list of these")


@_text.register
def _(value: str) -> str:
    return value


@_text.register
def _(value: bool) -> str:
    return "true" if value else "false"


@_text.register
def _(value: Number) -> str:
    return str(value)


@_text.register
def _(value: datetime) -> str:
    return wire_time(value)


@_text.register
def _(value: date) -> str:
    return wire_time(datetime.combine(value, time(), UTC))


@_text.register(list)
@_text.register(tuple)
@_text.register(AbstractSet)
def _(value: Iterable[object]) -> str:
    return ",".join(_text(item.value if isinstance(item, Enum) else item) for item in value)
