"""Keywords of measurement queries, and what they mean to the platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from c8y_client._documents.dates import parse_moment
from c8y_client._http.query import wire_time
from c8y_client._queries.params import BEGINNING, Params, Reference, in_all_time, ordering, params_of, with_bound
from c8y_client._queries.times import TimeRange
from c8y_client._reading.expressions import parameters_in, with_parameters
from c8y_client._reading.keywords import TimedReading

# The platform wants both bounds of a series query. Values may lie ahead of the clock of this machine.
_END: Final = "2100-01-01T00:00:00.000Z"

_MILLISECOND: Final = timedelta(milliseconds=1)

_SERIES_NAMES: Final = {"aggregation": "aggregationType"}


class AggregationType(StrEnum):
    """The spans of time that values of series are summed up in."""

    DAILY = "DAILY"
    HOURLY = "HOURLY"
    MINUTELY = "MINUTELY"


class MeasurementFilters(TimeRange, total=False):
    """Which measurements are meant.

    `type` takes one type or several; the platform knows one at a time, so of several the measurements are read and
    sorted out on this side, while counts and deletions are made for each. `source` is the object that was measured, or
    its id. `series` is the full name of a series that is
    there, such as `"c8y_Environment.Temperature"`; instead, `value_fragment_type` and `value_fragment_series` name one
    half of it.
    """

    type: str | Sequence[str] | None
    source: Reference | None
    value_fragment_type: str | None
    value_fragment_series: str | None
    series: str | None


class MeasurementQuery(MeasurementFilters, TimedReading, total=False):
    """Which measurements are read and how.

    `asc=True`, also written `ascending=True`, gives the oldest first and `asc=False` the newest. `revert` is the
    platform's own switch, with which the newest come first, and wins. Without these the order is that of the tenant:
    oldest first or, where its measurements are kept as time series, newest first.
    """

    asc: bool | None
    ascending: bool | None
    revert: bool | None


class MeasurementExport(MeasurementFilters, total=False):
    """Which measurements are saved as a table, and in which order; see `MeasurementQuery`."""

    asc: bool | None
    ascending: bool | None
    revert: bool | None
    page_size: int | None
    page_number: int | None


class MeasurementDeletion(MeasurementFilters, total=False):
    """Which measurements are deleted: those of `MeasurementFilters`, and those with a `fragment`."""

    fragment: str | None


class SeriesQuery(TimeRange, total=False):
    """Which values are meant, and how they are summed up.

    `source` is the object that they belong to. `series` is a full name such as `"c8y_Environment.Temperature"` or
    several of them, and all series if left out. Without bounds everything up to the year 2100 is meant.

    `aggregation` is one of `AggregationType`. Instead, `aggregation_interval`, a number of `s m h d w M q y` such as
    `"15m"`, goes with `aggregation_function`, one or several of `min max avg sum count stdDevPop stdDevSamp`.

    `asc=True`, also written `ascending=True`, gives the oldest first, which is the default as well, and `asc=False` the
    newest. `revert` is the platform's own switch, with which the newest come first, and wins.
    """

    source: Reference | None
    aggregation: AggregationType | str | None
    aggregation_function: str | Sequence[str] | None
    aggregation_interval: str | None
    series: str | Sequence[str] | None
    asc: bool | None
    ascending: bool | None
    revert: bool | None


def measurement_params(filters: Mapping[str, Any]) -> Params:
    """Word a query for measurements; a `ValueError` where the series is given in two ways or is no full name."""
    return with_bound([*params_of(_with_halves(filters)), *ordering(filters, newest_first=False).items()])


def deletion_params(params: Params) -> Params:
    """Word a deletion of measurements, for which the platform has another name for fragments."""
    return in_all_time([("fragmentType" if name == "valueFragmentType" else name, value) for name, value in params])


def needs_ids(filters: Mapping[str, Any]) -> bool:
    """Tell whether the platform cannot delete by these filters; it would ignore them and delete more than is meant."""
    given = {name for name, value in filters.items() if value is not None}
    return bool(given & {"series", "value_fragment_series"}) or given >= {"value_fragment_type", "fragment"}


def series_params(filters: Mapping[str, Any]) -> Params:
    """Word a query for series; a `ValueError` for a function without interval or the other way round."""
    function, interval = filters.get("aggregation_function"), filters.get("aggregation_interval")
    if bool(function) != bool(interval):
        raise ValueError("aggregation_function and aggregation_interval go together; give both or neither")
    asked = {_SERIES_NAMES.get(name, name): value for name, value in filters.items()}
    worded = [*params_of(asked), *ordering(filters, newest_first=False).items()]
    names = {name for name, _ in worded}
    open_bounds = {"dateFrom": BEGINNING, "dateTo": _END}
    return [*worded, *((name, bound) for name, bound in open_bounds.items() if name not in names)]


def continued(query: str | Params, part: Mapping[str, Any]) -> str | Params:
    """Ask for what comes behind a part of the values that holds at least one row.

    The last row is asked for again, since it may have been cut off in its middle; but not where it sums up a span, of
    which a new bound could leave a rest only.
    """
    rows = list(part)
    last = parse_moment(rows[-1])
    asked = parameters_in(query)
    is_whole = len(rows) == 1 or not asked.keys().isdisjoint({"aggregationtype", "aggregationinterval"})
    if str(asked.get("revert")).lower() == "true":
        return with_parameters(query, {"dateTo": wire_time(last if is_whole else last + _MILLISECOND)})
    return with_parameters(query, {"dateFrom": wire_time(last + _MILLISECOND if len(rows) == 1 else last)})


def halves(series: str) -> tuple[str, str]:
    """Split the full name of a series into fragment and series; the fragment may contain dots."""
    fragment, _, name = series.rpartition(".")
    if not (fragment and name):
        raise ValueError(f"series is to be like 'fragment.series', got {series!r}")
    return fragment, name


def _with_halves(filters: Mapping[str, Any]) -> Mapping[str, Any]:
    series = filters.get("series")
    if series is None:
        return filters
    if filters.get("value_fragment_type") or filters.get("value_fragment_series"):
        raise ValueError("series names what value_fragment_type and value_fragment_series name; give one of them")
    fragment, name = halves(series)
    return {**filters, "series": None, "value_fragment_type": fragment, "value_fragment_series": name}
