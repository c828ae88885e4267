"""Aggregation of series: intervals of time, and what can be computed over the values in each."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from math import sqrt
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.times import DAY_MS, EPOCH, HOUR_MS, MILLISECOND, MINUTE_MS, SECOND_MS
from mockc8y.store.series_index import Stretch
from mockc8y.store.time_texts import shift_of

_FORM = re.compile(r"([1-9][0-9]{0,2})([smhdwMqy])")
_WEEK_MS = 7 * DAY_MS
_MONDAY = 4 * DAY_MS
"""The first Monday of 1970, where weeks are counted from."""

_FIXED = {"s": SECOND_MS, "m": MINUTE_MS, "h": HOUR_MS, "d": DAY_MS, "w": _WEEK_MS}
_MONTHS = {"M": 1, "q": 3, "y": 12}
_FIRST_MONTH, _LAST_MONTH = (1 - 1970) * 12, (9999 - 1970) * 12 + 11
_BEGIN = (date.min.toordinal() - EPOCH.toordinal()) * DAY_MS
_END = (date.max.toordinal() + 1 - EPOCH.toordinal()) * DAY_MS
"""What a time can be at most: the years 1 to 9999."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number of units of time. Buckets of it are counted from the beginning of 1970, weeks from its first Monday.

    # unverified: where the platform starts to count, which shows only for intervals such as 7h or 5M.
    """

    count: int
    unit: str

    def bucket(self, local: int) -> tuple[int, int]:
        """Return the start and the end of the bucket that holds a time; all are milliseconds of a wall clock."""
        if self.unit in _MONTHS:
            return self._months(local)
        length = self.count * _FIXED[self.unit]
        origin = _MONDAY if self.unit == "w" else 0
        start = (local - origin) // length * length + origin
        return max(start, _BEGIN), start + length

    def _months(self, local: int) -> tuple[int, int]:
        length = self.count * _MONTHS[self.unit]
        moment = EPOCH + local * MILLISECOND
        first = ((moment.year - 1970) * 12 + moment.month - 1) // length * length
        return _start_of_month(first), _start_of_month(first + length)


def parse_interval(text: str) -> Interval:
    """Read an interval: 1 to 999 without a leading zero, and one of the units s m h d w M q y.

    Raises `ValueError` for anything else.

    >>> parse_interval("15m")
    Interval(count=15, unit='m')
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"must be a number from 1 to 999 and one of the units s m h d w M q y, not '{text}'")
    return Interval(int(match[1]), match[2])


class Bucket(NamedTuple):
    """The values of a series in one bucket: when it starts, in which zone, and the values."""

    start: int
    zone: int
    values: Sequence[float]


def buckets(stretch: Stretch, interval: Interval) -> Iterator[Bucket]:
    """Cut a stretch of a series into the buckets that hold a value, each aligned in the zone of its values.

    A device is expected to keep to one zone (specification); buckets of different zones stay apart.
    """
    zones = {form >> 1 for form in set(stretch.forms)}
    if len(zones) == 1:
        yield from _cut(stretch.times, stretch.values, zones.pop(), interval)
        return
    for zone in zones:
        kept = [form >> 1 == zone for form in stretch.forms]
        times = array("q", compress(stretch.times, kept))
        yield from _cut(times, array("d", compress(stretch.values, kept)), zone, interval)


def _cut(times: array[int], values: Sequence[float], zone: int, interval: Interval) -> Iterator[Bucket]:
    shift = shift_of(zone)
    first = 0
    while first < len(times):
        start, end = interval.bucket(times[first] + shift)
        stop = bisect_left(times, end - shift, first)
        yield Bucket(start - shift, zone, values[first:stop])
        first = stop


def _start_of_month(index: int) -> int:
    """Return when a month starts that is given as the number of months since January 1970."""
    if index > _LAST_MONTH:
        return _END
    year, month = divmod(max(index, _FIRST_MONTH), 12)
    return (date(1970 + year, month + 1, 1).toordinal() - EPOCH.toordinal()) * DAY_MS


def _average(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    """Sum up the squared distances from the average."""
    average = _average(values)
    return sum((value - average) * (value - average) for value in values)


def _deviation_of_population(values: Sequence[float]) -> float:
    return sqrt(_squares(values) / len(values))


def _deviation_of_sample(values: Sequence[float]) -> float | None:
    # unverified: one value has no deviation as a sample; that the platform says null is assumed.
    return sqrt(_squares(values) / (len(values) - 1)) if len(values) > 1 else None


Function = Callable[[Sequence[float]], float | None]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "min": min,
        "max": max,
        "avg": _average,
        "sum": sum,
        "count": len,
        "stdDevPop": _deviation_of_population,
        "stdDevSamp": _deviation_of_sample,
    }
)
"""What can be computed over the values of a bucket, by the name that requests give it."""

DEFAULT_FUNCTIONS = ("min", "max")


def aggregated(values: Sequence[float], functions: Sequence[str]) -> dict[str, float | None]:
    """Compute functions over values. The results are floats, `count` too (seen on a real tenant)."""
    results = ((name, FUNCTIONS[name](values)) for name in functions)
    return {name: None if result is None else float(result) for name, result in results}
