"""Tables whose changes can be noticed, so that what was worked out from them can be remembered."""

from __future__ import annotations

from typing import TypeVar

from mockc8y.store.forking import Undo
from mockc8y.store.table import Table

Key = TypeVar("Key")
Value = TypeVar("Value")


class Versioned(Table[Key, Value]):
    """A table with a mark that is another one after every change, and the old one again after a restore."""

    def __init__(self) -> None:
        super().__init__()
        self.version = object()

    def rehearse(self) -> Undo:
        """Return what undoes all that is written from now on, and brings the mark back."""
        undo, version = super().rehearse(), self.version

        def undo_all() -> None:
            undo()
            self.version = version

        return undo_all

    def put(self, key: Key, value: Value) -> None:
        """Set or replace the value of a key."""
        super().put(key, value)
        self.version = object()

    def remove(self, key: Key) -> Value | None:
        """Take out a key and return what it held, or `None`."""
        self.version = object()
        return super().remove(key)
