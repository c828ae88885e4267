"""What a tenant was used for, day by day: requests, documents that came and changed, devices, storage."""

from __future__ import annotations

from mockc8y.domain.times import DAY_MS
from mockc8y.store.forking import Forkable

REQUESTS, DEVICE_REQUESTS = "requestCount", "deviceRequestCount"
ALARMS_CREATED, ALARMS_UPDATED = "alarmsCreatedCount", "alarmsUpdatedCount"
EVENTS_CREATED, EVENTS_UPDATED = "eventsCreatedCount", "eventsUpdatedCount"
INVENTORIES_CREATED, INVENTORIES_UPDATED = "inventoriesCreatedCount", "inventoriesUpdatedCount"
MEASUREMENTS_CREATED = "measurementsCreatedCount"
OPERATIONS_CREATED, OPERATIONS_UPDATED = "operationsCreatedCount", "operationsUpdatedCount"

TRANSFERS = (
    ALARMS_CREATED,
    ALARMS_UPDATED,
    EVENTS_CREATED,
    EVENTS_UPDATED,
    INVENTORIES_CREATED,
    INVENTORIES_UPDATED,
    MEASUREMENTS_CREATED,
    OPERATIONS_CREATED,
    OPERATIONS_UPDATED,
)
"""What is counted of documents that came in or changed."""

COUNTERS = (REQUESTS, DEVICE_REQUESTS, *TRANSFERS)
DEVICE_COUNT, WITH_CHILDREN = "deviceCount", "deviceWithChildrenCount"
ENDPOINTS, STORAGE = "deviceEndpointCount", "storageSize"
FIGURES = (DEVICE_COUNT, WITH_CHILDREN, ENDPOINTS, STORAGE)
"""What is not counted but looked at: how a tenant stands at the end of a day."""

Counters = tuple[str, ...]

Numbers = dict[str, int]


class Usage(Forkable):
    """The counters of each day that anything was asked on, and the figures that days ended with.

    Days are numbered from 1970 on, in UTC.
    """

    def __init__(self) -> None:
        # Counters that rise together are counted together: every request of every client passes here.
        self._counts: dict[int, dict[Counters, int]] = {}
        self._figures: dict[int, Numbers] = {}
        self._last = -1
        self._row: dict[Counters, int] = {}
        self.until = 0
        """When the last of these days ends, in milliseconds UTC."""

    @property
    def days(self) -> list[int]:
        """The days, the earliest first."""
        return list(self._counts)

    def numbers_of(self, day: int) -> Numbers:
        """Return the counters of a day, which are all 0 where nobody asked anything."""
        numbers = dict.fromkeys(COUNTERS, 0)
        for counters, number in self._counts.get(day, {}).items():
            for name in counters:
                numbers[name] += number
        return numbers

    def figures_of(self, day: int) -> Numbers | None:
        """Return the figures that a day ended with, or `None` for the last day and those that nobody used."""
        return self._figures.get(day)

    def add(self, counters: Counters, number: int = 1) -> None:
        """Raise counters of the last day."""
        self._before_write()
        row = self._row
        row[counters] = row.get(counters, 0) + number

    def open(self, day: int, figures: Numbers) -> None:
        """Close the last day, if there is one, with these figures and begin another."""
        self._before_write()
        if self._counts:
            self._figures[self._last] = figures
        self._last, self._row = day, {}
        self._counts[day] = self._row
        self.until = (day + 1) * DAY_MS

    def _own_containers(self) -> None:
        # Only the last day is still written to.
        self._row = dict(self._row)
        self._counts = {**self._counts, self._last: self._row} if self._counts else {}
        self._figures = dict(self._figures)
