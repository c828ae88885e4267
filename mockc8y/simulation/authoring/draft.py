"""A seed while it is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from types import MappingProxyType

from mockc8y.simulation.relative_time import MINUTE, duration, milliseconds
from mockc8y.store.codec import Document

FIRST_IDS: Mapping[str, int] = MappingProxyType(
    {
        "managedObjects": 2001,
        "binaries": 5001,
        "events": 6001,
        "alarms": 7001,
        "operations": 8001,
        "auditRecords": 9001,
        "retentionRules": 9501,
    }
)
"""Where the ids of a table begin, so that an id tells a reader what it names."""


class Draft:
    """The tables written so far, and the randomness they are written with."""

    def __init__(self, number: int) -> None:
        self.tables: dict[str, list[Document]] = {}
        self.random = Random(number)

    def add(self, table: str, row: Document) -> Document:
        """Append a row; rows of a table with ids get the next one as their first key."""
        rows = self.tables.setdefault(table, [])
        first = FIRST_IDS.get(table)
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
        return duration(-self.random.randrange(shortest // MINUTE, longest // MINUTE) * MINUTE)
