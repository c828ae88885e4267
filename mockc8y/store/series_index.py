"""Measurement series: the values of one fragment and series of one source, in the order of time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from mockc8y.store.columns import NARROW, appended, inserted
from mockc8y.store.forking import Growing, Undo

if TYPE_CHECKING:
    Values = array[int] | array[float]

INTEGER_LIMIT = 2**63

SWEEP_SHARE = 50
"""Removing this share of a series value by value takes as long as writing its columns anew."""

Moment = tuple[int, int]
"""The time of a measurement in milliseconds UTC, and its id."""


class SeriesName(NamedTuple):
    """What names a series within a source."""

    fragment: str
    series: str


class Sample(NamedTuple):
    """One value as a measurement holds it. `zone` is that of its time, see `time_texts`."""

    time: int
    record_id: int
    value: float
    unit: str | None
    zone: int


class Stretch(NamedTuple):
    """Some values of a series in the order of time, column by column."""

    times: array[int]
    values: Values
    forms: array[int]

    def numbers(self) -> list[float]:
        """Return the values as they were sent, integers as integers."""
        if self.values.typecode == WHOLE:
            return list(self.values)
        return [int(value) if form & 1 else value for value, form in zip(self.values, self.forms, strict=True)]

    def zones(self) -> list[int]:
        """Return the zone of each time."""
        return [form >> 1 for form in self.forms]


WHOLE = "q"


class Series:
    """Values ordered by (time, id), eight bytes each, beside the times and ids they belong to.

    Values stay 64-bit integers as long as all of them are; the first other number turns all of them into floats, and
    integers past 2**53 lose digits. `forms` keeps how each was written: its zone, doubled, plus 1 for an integer.
    """

    __slots__ = ("forms", "ids", "times", "unit", "values")

    def __init__(self) -> None:
        self.times = array("q")
        self.ids = array(NARROW)
        self.values: Values = array(WHOLE)
        self.forms = array("h")
        self.unit: str | None = None

    def copy(self) -> Series:
        """Return an independent series with the same values."""
        twin = Series()
        twin.times, twin.ids, twin.values, twin.forms = self.times[:], self.ids[:], self.values[:], self.forms[:]
        twin.unit = self.unit
        return twin

    def insert(self, sample: Sample) -> None:
        """Add the value a measurement holds. Its unit becomes that of the series."""
        time, record_id, value, unit, zone = sample
        is_whole = isinstance(value, int) and -INTEGER_LIMIT <= value < INTEGER_LIMIT
        if not is_whole and self.values.typecode == WHOLE:
            self.values = array("d", self.values)
        self.unit = unit or self.unit
        if not self.times or self.times[-1] < time:
            self.values.append(value)  # type: ignore[arg-type]
            self.times.append(time)
            self.ids = appended(self.ids, record_id)
            self.forms.append(zone << 1 | is_whole)
            return
        place = self._place(time, record_id)
        self.values.insert(place, value)  # type: ignore[arg-type]
        self.times.insert(place, time)
        self.ids = inserted(self.ids, place, record_id)
        self.forms.insert(place, zone << 1 | is_whole)

    def insert_for_now(self, sample: Sample) -> Undo:
        """Add a value, and return what takes it out again: of several, the last one first."""
        before = self.values, self.ids, self.unit
        self.insert(sample)
        return partial(self._return_to, before, sample)

    def remove(self, moments: Collection[Moment]) -> None:
        """Take out the values of measurements; those that have none here are passed over."""
        if len(moments) * SWEEP_SHARE >= len(self.times):
            self._sweep({record_id for _, record_id in moments})
            return
        for time, record_id in moments:
            place = self._place(time, record_id)
            if place < len(self.ids) and self.ids[place] == record_id:
                del self.times[place], self.ids[place], self.values[place], self.forms[place]

    def between(self, since: int | None, until: int | None) -> Stretch:
        """Return the values with `since <= time < until`; `None` leaves a side open."""
        start = 0 if since is None else bisect_left(self.times, since)
        stop = len(self.times) if until is None else bisect_left(self.times, until, start)
        return Stretch(self.times[start:stop], self.values[start:stop], self.forms[start:stop])

    def _return_to(self, before: tuple[Values, array[int], str | None], sample: Sample) -> None:
        values, ids, unit = before
        place = self._place(sample.time, sample.record_id)
        del self.times[place], self.forms[place]
        # A column that had to become another one for the value never got it.
        if self.values is values:
            del values[place]
        if self.ids is ids:
            del ids[place]
        self.values, self.ids, self.unit = values, ids, unit

    def _place(self, time: int, record_id: int) -> int:
        if not self.times or (self.times[-1], self.ids[-1]) < (time, record_id):
            return len(self.times)
        start = bisect_left(self.times, time)
        return bisect_left(self.ids, record_id, start, bisect_left(self.times, time + 1, start))

    def _sweep(self, gone: set[int]) -> None:
        kept = [record_id not in gone for record_id in self.ids]
        self.times = array("q", compress(self.times, kept))
        self.ids = array(self.ids.typecode, compress(self.ids, kept))
        self.values = array(self.values.typecode, compress(self.values, kept))
        self.forms = array("h", compress(self.forms, kept))


class SeriesIndex(Growing):
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

    def insert(self, source: int, name: SeriesName, sample: Sample) -> None:
        """Add one value."""
        names = self._writable(source)
        series = names.get(name)
        if series is None:
            series = names[name] = Series()
        if self._journal is None:
            series.insert(sample)
            return
        self._journal += [partial(self._tidy, source, name), series.insert_for_now(sample)]

    def remove(self, source: int, moments: Collection[Moment]) -> None:
        """Take out all values of some measurements of a source, and each series with its last value."""
        if source not in self._sources:
            return
        self._before_removal()
        names = self._writable(source)
        for name, series in list(names.items()):
            series.remove(moments)
            self._tidy(source, name)

    def drop(self, source: int) -> None:
        """Take out every series of a source."""
        self._before_removal()
        self._sources.pop(source, None)

    def _tidy(self, source: int, name: SeriesName) -> None:
        """Take out a series that has lost its last value, and a source that has lost its last series."""
        names = self._sources[source]
        if not names[name].times:
            del names[name]
        if not names:
            del self._sources[source]

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
