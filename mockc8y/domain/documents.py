"""What all documents have in common: how they are checked, read and merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mockc8y.domain.errors import error
from mockc8y.domain.times import Instant, parse_instant, parse_millis
from mockc8y.store.codec import Document

BULK_LIMIT = 50
"""Most managed objects in one collection request (specification)."""


def require_document(value: object) -> Document:
    """Return the value if it is a JSON object whose property names can be stored.

    An empty property name is refused since 10.20.313.
    """
    if not isinstance(value, dict):
        raise error("body.malformed", reason="a JSON object is expected")
    for name in value:
        if not name or name[0] == "$":
            raise error("unprocessable", area="undefined", reason=f"Property name '{name}' is not allowed")
    return value


def require_fields(document: Document, names: Iterable[str]) -> None:
    """Refuse a document without all of these properties; the error lists the missing ones in the given order."""
    missing = [name for name in names if document.get(name) is None]
    if missing:
        raise error("mandatory.missing", fields=",".join(missing))


def text_field(document: Document, name: str, area: str) -> str:
    """Return a property that must be a non-empty string."""
    value = document[name]
    if isinstance(value, str) and value:
        return value
    raise error("invalid_data", area=area, reason=f"'{name}' must be a non-empty string")


def time_field(document: Document, name: str, area: str) -> Instant:
    """Return a property that must be an ISO 8601 time."""
    value = text_field(document, name, area)
    try:
        return parse_instant(value)
    except ValueError:
        raise error("invalid_data", area=area, reason=f"'{name}' is not a valid ISO 8601 date: {value!r}") from None


def source_field(document: Document) -> int | None:
    """Return the id of the source object, or `None` where there is none that could exist."""
    source = document.get("source")
    if not isinstance(source, dict) or source.get("id") is None:
        raise error("mandatory.missing", fields="source")
    return parse_id(source["id"])


def parse_id(value: object) -> int | None:
    """Read an id as clients send it. What is not a decimal number names nothing, so it gives `None`.

    >>> parse_id("4711"), parse_id(4711), parse_id("pump-7")
    (4711, 4711, None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < ID_LIMIT else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < ID_DIGITS:
        return int(value)
    return None


ID_DIGITS = 19
ID_LIMIT = 10 ** (ID_DIGITS - 1)
"""Ids are 64-bit numbers."""


def merged(stored: Document, change: Document) -> Document:
    """Apply a PUT body: its top-level properties replace stored ones, `null` removes, the rest stays.

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}})
    {'b': {'c': 4}}
    """
    return {name: value for name, value in {**stored, **change}.items() if value is not None or name not in change}


def moment_of_change(now: int, before: Document) -> int:
    """Return when a document counts as changed: now, but after its last change.

    The platform is too slow to change a document twice in a millisecond. Clients' tests rely on it where they compare
    `lastUpdated` with `creationTime`.
    """
    return max(now, parse_millis(before["lastUpdated"]) + 1) if "lastUpdated" in before else now


def without(document: Document, names: Collection[str]) -> Document:
    """Return the document less some of its properties."""
    return {name: value for name, value in document.items() if name not in names}
