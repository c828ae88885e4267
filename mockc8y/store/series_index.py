"""Measurement series: the values of one fragment and series of one source, in the order of time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from mockc8y.store.forking import Forkable

INTEGER_LIMIT = 2**63


class SeriesName(NamedTuple):
    """What names a series within a source."""

    fragment: str
    series: str


class Series:
    """Values ordered by (time, id), eight bytes each, beside the times and ids they belong to.

    Values stay 64-bit integers as long as all of them are; the first other number turns all of them into floats.
    """

    __slots__ = ("ids", "times", "unit", "values")

    def __init__(self) -> None:
        self.times = array("q")
        self.ids = array("q")
        self.values: array[int] | array[float] = array("q")
        self.unit: str | None = None

    def copy(self) -> Series:
        """Return an independent series with the same values."""
        twin = Series()
        twin.times, twin.ids, twin.values, twin.unit = self.times[:], self.ids[:], self.values[:], self.unit
        return twin

    def insert(self, time: int, record_id: int, value: float, unit: str | None) -> None:
        """Add the value a measurement holds."""
        self._make_room_for(value)
        place = self._place(time, record_id)
        self.times.insert(place, time)
        self.ids.insert(place, record_id)
        self.values.insert(place, value)  # type: ignore[arg-type]
        self.unit = unit or self.unit

    def remove(self, time: int, record_id: int) -> None:
        """Take out the value of a measurement."""
        place = self._place(time, record_id)
        del self.times[place], self.ids[place], self.values[place]

    def between(self, since: int, until: int) -> tuple[array[int], array[int] | array[float]]:
        """Return times and values with `since <= time < until`."""
        start, stop = bisect_left(self.times, since), bisect_left(self.times, until)
        return self.times[start:stop], self.values[start:stop]

    def _place(self, time: int, record_id: int) -> int:
        if not self.times or (self.times[-1], self.ids[-1]) < (time, record_id):
            return len(self.times)
        start = bisect_left(self.times, time)
        return bisect_left(self.ids, record_id, start, bisect_left(self.times, time + 1, start))

    def _make_room_for(self, value: float) -> None:
        if self.values.typecode == "d":
            return
        if not isinstance(value, int) or not -INTEGER_LIMIT <= value < INTEGER_LIMIT:
            self.values = array("d", self.values)


class SeriesIndex(Forkable):
    """All series of all sources."""

    def __init__(self) -> None:
        self._sources: dict[int, dict[SeriesName, Series]] = {}
        self._owned: set[int] = set()
        self._forked = False

    def of(self, source: int) -> dict[SeriesName, Series]:
        """Return the series of a source by name. The caller must not change them."""
        return self._sources.get(source, {})

    def __iter__(self) -> Iterator[int]:
        return iter(self._sources)

    def insert(self, source: int, name: SeriesName, time: int, record_id: int, value: float, unit: str | None) -> None:
        """Add one value."""
        names = self._writable(source)
        series = names.get(name)
        if series is None:
            series = names[name] = Series()
        series.insert(time, record_id, value, unit)

    def remove(self, source: int, name: SeriesName, time: int, record_id: int) -> None:
        """Take out one value, and the series with its last one."""
        names = self._writable(source)
        names[name].remove(time, record_id)
        if not names[name].times:
            del names[name]

    def drop(self, source: int) -> None:
        """Take out every series of a source."""
        self._before_write()
        self._sources.pop(source, None)

    def _writable(self, source: int) -> dict[SeriesName, Series]:
        self._before_write()
        names = self._sources.get(source)
        if names is None:
            names = self._sources[source] = {}
            self._owned.add(source)
        elif self._forked and source not in self._owned:
            names = self._sources[source] = {name: series.copy() for name, series in names.items()}
            self._owned.add(source)
        return names

    def _own_containers(self) -> None:
        self._sources = dict(self._sources)
        self._owned = set()
        self._forked = True
