"""Sorts documents by the keys of `$orderby`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from mockc8y.domain.documents import parse_id
from mockc8y.domain.query.instants import instant_of
from mockc8y.domain.query.paths import ID, MISSING, is_dated, values_at
from mockc8y.domain.query.scope import Document
from mockc8y.domain.query.syntax import OrderKey, Path

Item = TypeVar("Item")

Rank: TypeAlias = tuple[int, float | str]
"""The place of a value's type, then the value: any two can be compared."""

# unverified: the order of types. Missing first is assumed by the reference, the rest only has to be total.
_MISSING: Rank = (0, 0)
_BOOLEAN, _NUMBER, _MOMENT, _TEXT = 1, 2, 3, 4
_OBJECT: Rank = (5, 0)


def arranged(items: Iterable[Item], document_of: Callable[[Item], Document], order: tuple[OrderKey, ...]) -> list[Item]:
    """Sort items by the documents they stand for. Items that tie stay as they came; each document is read once."""
    rows = [(ranks_of(document_of(item), order), item) for item in items]
    for index in reversed(range(len(order))):
        rows.sort(key=lambda row: row[0][index], reverse=order[index].descending)
    return [item for _, item in rows]


def ranks_of(document: Document, order: tuple[OrderKey, ...]) -> tuple[Rank, ...]:
    """Return a document's place under each key. An array counts by its smallest element, descending by its largest."""
    return tuple(_rank_at(document, key) for key in order)


def _rank_at(document: Document, key: OrderKey) -> Rank:
    ranks = [_rank(value, key.path) for value in values_at(document, key.path)]
    return (max if key.descending else min)(ranks, default=_MISSING)


def _rank(value: object, path: Path) -> Rank:
    if value is None or value is MISSING:
        return _MISSING
    if path == ID and (number := parse_id(value)) is not None:
        return _NUMBER, number
    if isinstance(value, bool):
        return _BOOLEAN, value
    if isinstance(value, int | float):
        return _NUMBER, value
    if not isinstance(value, str):
        return _OBJECT
    moment = instant_of(value) if is_dated(path) else None
    return (_TEXT, value) if moment is None else (_MOMENT, moment)
