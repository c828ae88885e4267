"""Follows a path of property names through a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mockc8y.domain.query.instants import instant_of
from mockc8y.domain.query.scope import Document
from mockc8y.domain.query.syntax import Path


class Missing:
    """The type of `MISSING`."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
"""Stands for a property that is not there."""

ID: Path = ("id",)

DATE = "date"
"""The platform keeps a time as an object with this member, so queries write `creationTime.date`."""


def values_at(document: Document, path: Path) -> Sequence[object]:
    """Return every value a path leads to; an array on the way or at the end stands for its elements.

    A branch that ends early gives `MISSING`. Only an empty array at the end gives nothing at all.
    """
    value = document.get(path[0], MISSING)
    for depth in range(1, len(path)):
        if isinstance(value, list):
            return _opened(value, path[depth:])
        value = _member(value, path[depth])
    return _opened(value, ()) if isinstance(value, list) else (value,)


def is_dated(path: Path) -> bool:
    """Tell whether a path names a moment: the `date` member of something."""
    return len(path) > 1 and path[-1] == DATE


def _member(value: object, name: str) -> object:
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if name == DATE and isinstance(value, str) and instant_of(value) is not None:
        return value
    return MISSING


def _opened(items: list[object], rest: Path) -> list[object]:
    found: list[object] = []
    pending: list[tuple[object, int]] = [(items, 0)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, list) and (value or depth == len(rest)):
            pending.extend((item, depth) for item in value)
        elif depth == len(rest):
            found.append(value)
        else:
            pending.append((_member(value, rest[depth]), depth + 1))
    return found
