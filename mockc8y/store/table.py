"""A small keyed table for documents that need no index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Generic, TypeVar

from mockc8y.store.forking import Growing, Undo

Key = TypeVar("Key")
Value = TypeVar("Value")


class Table(Growing, Generic[Key, Value]):
    """A dictionary in insertion order that can be forked. Values are replaced, never changed in place."""

    def __init__(self) -> None:
        self._rows: dict[Key, Value] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._rows))

    def get(self, key: Key) -> Value | None:
        """Return the value of a key, or `None`."""
        return self._rows.get(key)

    def values(self) -> list[Value]:
        """Return all values in the order of their keys' first insertion."""
        return list(self._rows.values())

    def items(self) -> list[tuple[Key, Value]]:
        """Return all pairs in the order of their keys' first insertion."""
        return list(self._rows.items())

    def put(self, key: Key, value: Value) -> None:
        """Set or replace the value of a key."""
        self._before_write()
        if self._journal is not None:
            self._journal.append(self._undo_of(key))
        self._rows[key] = value

    def remove(self, key: Key) -> Value | None:
        """Take out a key and return what it held, or `None`."""
        self._before_removal()
        return self._rows.pop(key, None)

    def _undo_of(self, key: Key) -> Undo:
        if key in self._rows:
            return partial(self._rows.__setitem__, key, self._rows[key])
        return partial(self._rows.__delitem__, key)

    def _own_containers(self) -> None:
        self._rows = dict(self._rows)
