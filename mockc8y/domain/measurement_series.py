"""Series of a source as a table: one row for each time or bucket, one column for each series."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mockc8y.domain.aggregation import DEFAULT_FUNCTIONS, Interval, aggregated, buckets
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.units import Conversion
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span
from mockc8y.store.series_index import Series, SeriesName, Stretch
from mockc8y.store.time_texts import text_of

LIMIT = 5000
"""Most rows of an answer without aggregation (specification).

# unverified: the specification counts values; rows are assumed.
"""


@dataclass(frozen=True, slots=True)
class Aggregation:
    """An interval of time and what is computed over each."""

    interval: Interval
    functions: Sequence[str] = DEFAULT_FUNCTIONS


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """Which values of a source are wanted. No names mean all its series."""

    source: int
    time: Span
    names: Sequence[SeriesName] = ()
    newest_first: bool = False
    aggregation: Aggregation | None = None
    conversions: Mapping[str, Conversion] = field(default_factory=dict)


class _Column(NamedTuple):
    name: SeriesName
    unit: str | None
    stretch: Stretch


Cell = Mapping[str, float | None]
_Key = tuple[int, int]
"""When a row is, in milliseconds UTC, and the zone its time is written in."""

_Rows = dict[_Key, list[Cell | None]]


def read(tenant: Tenant, wanted: SeriesQuery) -> Document:
    """Return the series that have values in the time asked for, with the values as the platform lays them out.

    Only the index of series is read, never a measurement.
    """
    columns = _columns(tenant, wanted)
    rows = _plain(columns, wanted) if wanted.aggregation is None else _aggregated(columns, wanted.aggregation)
    keys = sorted(rows, reverse=wanted.newest_first)
    is_truncated = wanted.aggregation is None and len(keys) > LIMIT
    if is_truncated:
        keys = keys[:LIMIT]
    return {
        "values": {text_of(*key): rows[key] for key in keys},
        "series": [{"unit": unit, "name": name.series, "type": name.fragment} for name, unit, _ in columns],
        "truncated": is_truncated,
    }


def _columns(tenant: Tenant, wanted: SeriesQuery) -> list[_Column]:
    known = tenant.series.of(wanted.source)
    names: Iterable[SeriesName] = dict.fromkeys(wanted.names) or known
    columns = [_column(name, known[name], wanted) for name in names if name in known]
    # unverified: a series without values in that time is left out even where it was asked for by name.
    return [column for column in columns if column.stretch.times]


def _column(name: SeriesName, series: Series, wanted: SeriesQuery) -> _Column:
    stretch = series.between(wanted.time.since, wanted.time.until)
    conversion = wanted.conversions.get(series.unit or "")
    if conversion is None:
        return _Column(name, series.unit, stretch)
    return _Column(name, conversion.unit, _converted(stretch, conversion))


def _converted(stretch: Stretch, conversion: Conversion) -> Stretch:
    values = array("d", map(conversion.apply, stretch.values))
    return stretch._replace(values=values, forms=array("h", (form & ~1 for form in stretch.forms)))


def _plain(columns: Sequence[_Column], wanted: SeriesQuery) -> _Rows:
    """Lay out single values. Where a series has several at one time, the last one stored stands for all."""
    rows: _Rows = {}
    for place, column in enumerate(columns):
        stretch = _end_of(column.stretch, wanted)
        for time, zone, number in zip(stretch.times, stretch.zones(), stretch.numbers(), strict=True):
            _row(rows, (time, zone), len(columns))[place] = {"min": number, "max": number}
    return rows


def _aggregated(columns: Sequence[_Column], aggregation: Aggregation) -> _Rows:
    rows: _Rows = {}
    for place, column in enumerate(columns):
        for start, zone, values in buckets(column.stretch, aggregation.interval):
            _row(rows, (start, zone), len(columns))[place] = aggregated(values, aggregation.functions)
    return rows


def _row(rows: _Rows, key: _Key, width: int) -> list[Cell | None]:
    row = rows.get(key)
    if row is None:
        row = rows[key] = [None] * width
    return row


def _end_of(stretch: Stretch, wanted: SeriesQuery) -> Stretch:
    """Cut off what comes after the limit of rows, on the side where the answer starts."""
    end = slice(-LIMIT - 1, None) if wanted.newest_first else slice(LIMIT + 1)
    times = stretch.times[end]
    if len(set(times)) < len(times):
        # Values that share a time share a row, so more of them may be needed.
        return stretch
    return Stretch(times, stretch.values[end], stretch.forms[end])
