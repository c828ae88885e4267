"""The one stream every change of a tenant passes: push channels, the journal and the console listen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from mockc8y.store.collection import Record

Action = Literal["CREATE", "UPDATE", "DELETE"]


class Change(NamedTuple):
    """One document came, changed or went. `record` is its state after the change, before it for a deletion."""

    family: str
    action: Action
    record: Record


Listener = Callable[[Change], None]


class ChangeStream:
    """Hands every change to every listener, in order, before the request that caused it is answered."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self._held: list[Change] | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener and return the function that removes it again."""
        self._listeners = (*self._listeners, listener)
        return lambda: self._remove(listener)

    def publish(self, family: str, action: Action, record: Record) -> None:
        """Tell all listeners of a change."""
        if not self._listeners:
            return
        change = Change(family, action, record)
        if self._held is not None:
            self._held.append(change)
            return
        for listener in self._listeners:
            listener(change)

    @contextmanager
    def held_back(self) -> Iterator[list[Change]]:
        """Keep from the listeners what is published meanwhile, and hand it out instead."""
        outer, self._held = self._held, []
        try:
            yield self._held
        finally:
            self._held = outer

    def _remove(self, listener: Listener) -> None:
        self._listeners = tuple(kept for kept in self._listeners if kept != listener)
