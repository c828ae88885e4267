"""Collections whose documents also carry the times of their creation and last change."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Record, Term
from mockc8y.store.selection import ListedSlots, Selection


class Span(NamedTuple):
    """A stretch of time in milliseconds UTC, `since <= time < until`; `None` leaves a side open."""

    since: int | None = None
    until: int | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, time: int) -> bool:
        """Tell whether a time lies in the span."""
        return (self.since is None or time >= self.since) and (self.until is None or time < self.until)


class DatedCollection(Collection):
    """A collection that can also be asked for what was created or changed in a span of time."""

    def __init__(self, describe: Callable[[int, Document], Iterable[Term]]) -> None:
        super().__init__(describe)
        self._created = array("q")
        self._updated = array("q")

    def add_dated(self, record_id: int, source: int, time: int, document: Document, now: int) -> Record:
        """Store a new document that was created and changed at `now`."""
        record = self.add(record_id, source, time, document)
        self._created.append(now)
        self._updated.append(now)
        return record

    def replace_dated(self, record_id: int, time: int, document: Document, now: int) -> Record:
        """Exchange the document of an id and note `now` as its last change."""
        record = self.replace(record_id, time, document)
        self._updated[self._require_slot(record_id)] = now
        return record

    def select_dated(
        self,
        groups: Sequence[Sequence[Term]],
        *,
        time: Span,
        created: Span,
        updated: Span,
        newest_first: bool,
    ) -> Selection[Record]:
        """Find records as `select` does, limited by creation and change as well.

        A limit on the change also sorts by it.
        """
        selection = self.select(groups, since=time.since, until=time.until, newest_first=newest_first)
        if not created and not updated:
            return selection
        slots = ListedSlots(
            slot
            for slot in selection.slots(0, len(selection))
            if created.holds(self._created[slot]) and updated.holds(self._updated[slot])
        )
        if updated:
            slots.sort(key=self._updated.__getitem__, reverse=newest_first)
        return Selection(slots, 0, len(slots), False, self._records)

    def _pop_columns(self) -> None:
        super()._pop_columns()
        self._created.pop()
        self._updated.pop()

    def _replaceable(self) -> tuple[Any, ...]:
        return *super()._replaceable(), self._updated

    def _keep_columns(self, live: list[int]) -> None:
        super()._keep_columns(live)
        self._created = array("q", map(self._created.__getitem__, live))
        self._updated = array("q", map(self._updated.__getitem__, live))

    def _own_containers(self) -> None:
        super()._own_containers()
        self._created, self._updated = self._created[:], self._updated[:]
