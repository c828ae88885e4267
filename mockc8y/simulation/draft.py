"""A seed while it is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mockc8y.simulation.relative_time import MINUTE, duration, milliseconds
from mockc8y.simulation.signals import dice
from mockc8y.store.codec import Document


class Draft:
    """The tables written so far, and the randomness they are written with."""

    def __init__(self, name: str, number: int, first_ids: Mapping[str, int]) -> None:
        self.tables: dict[str, list[Document]] = {}
        self.dice = dice(name, number)
        self._first_ids = first_ids

    def add(self, table: str, row: Document) -> Document:
        """Append a row; in a table with ids it gets the next one as its first key."""
        rows = self.tables.setdefault(table, [])
        first = self._first_ids.get(table)
        numbered = row if first is None else {"id": str(first + len(rows)), **row}
        rows.append(numbered)
        return numbered

    def add_by_time(self, table: str, rows: Iterable[Document]) -> None:
        """Append rows oldest first, as they would have come in."""
        for row in sorted(rows, key=lambda row: milliseconds(row.get("time", row.get("creationTime")))):
            self.add(table, row)

    def managed_object(self, name: str) -> Document:
        """Return the managed object of a name."""
        return next(row for row in self.tables["managedObjects"] if row["name"] == name)

    def ago(self, shortest: int, longest: int) -> str:
        """Draw a time that lies between two lengths, in milliseconds, before the moment of loading."""
        return duration(-self.dice.randrange(shortest // MINUTE, longest // MINUTE) * MINUTE)
