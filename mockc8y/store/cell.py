"""One value that can be forked like any store."""

from __future__ import annotations

from typing import Generic, TypeVar

from mockc8y.store.forking import Forkable

Value = TypeVar("Value")


class Cell(Forkable, Generic[Value]):
    """Holds one value, which is replaced, never changed in place."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def _own_containers(self) -> None:
        """Hold nothing shared: the value is immutable."""
