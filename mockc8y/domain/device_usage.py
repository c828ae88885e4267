"""How much each managed object sends, kept day by day."""

from __future__ import annotations

from collections.abc import Iterable

from mockc8y.store.forking import Forkable


class DeviceUsage(Forkable):
    """Writes by day and source. Days are numbered from 1970 on, in UTC."""

    def __init__(self) -> None:
        self._days: dict[int, dict[int, int]] = {}
        self._last = -1

    def add(self, day: int, source: int) -> None:
        """Count one write."""
        self._before_write()
        if day != self._last:
            self._last = day
            self._days[day] = dict(self._days.get(day, {}))
        sources = self._days[day]
        sources[source] = sources.get(source, 0) + 1

    def of(self, days: Iterable[int]) -> dict[int, int]:
        """Return how much each source wrote on some days."""
        total: dict[int, int] = {}
        for day in days:
            for source, number in self._days.get(day, {}).items():
                total[source] = total.get(source, 0) + number
        return total

    def _own_containers(self) -> None:
        # Only the last day is still written to.
        self._days = dict(self._days)
        if self._last in self._days:
            self._days[self._last] = dict(self._days[self._last])
