"""Series of a source: what a request asks for, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from mockc8y.api import parameters, render
from mockc8y.api.measurement_tables import conversions_of
from mockc8y.api.reply import Reply
from mockc8y.api.request import Query, Request
from mockc8y.api.route import query_names
from mockc8y.domain import inventory
from mockc8y.domain.aggregation import DEFAULT_FUNCTIONS, FUNCTIONS, Interval, parse_interval
from mockc8y.domain.errors import error
from mockc8y.domain.measurement_persistence import as_legacy, is_legacy
from mockc8y.domain.measurement_series import Aggregation, SeriesQuery
from mockc8y.domain.measurement_series import read as read_series
from mockc8y.domain.measurements import AREA
from mockc8y.store.series_index import SeriesName

MANDATORY = ("source", "dateFrom", "dateTo")
PARAMETERS = query_names("aggregationFunction aggregationInterval aggregationType revert series") | set(MANDATORY)
TYPES = {"DAILY": Interval(1, "d"), "HOURLY": Interval(1, "h"), "MINUTELY": Interval(1, "m")}
"""What `aggregationType` stands for."""

Choice = TypeVar("Choice")


def read(request: Request) -> Reply:
    """GET the series of a source."""
    query = request.query
    missing = [name for name in MANDATORY if query.get(name) is None]
    if missing:
        raise error("mandatory.missing", fields=",".join(missing))
    wanted = SeriesQuery(
        source=inventory.get(request.tenant, query.get("source") or "").id,
        time=parameters.span(query, "dateFrom", "dateTo"),
        names=[_name(text) for text in query.all("series")],
        newest_first=parameters.flag(query, "revert"),
        aggregation=_aggregation(request),
        conversions=conversions_of(request),
    )
    return render.value(request, read_series(request.tenant, wanted))


def _name(text: str) -> SeriesName:
    """Read `fragment.series`. More than one dot is refused since 10.20.591."""
    fragment, dot, series = text.partition(".")
    if fragment and dot and series and "." not in series:
        return SeriesName(fragment, series)
    raise parameters.invalid("series", f"must be a fragment and a series with one dot between them, not '{text}'")


def _aggregation(request: Request) -> Aggregation | None:
    """Read what is to be computed. An interval wins over a type."""
    query = request.query
    interval = _interval(query)
    functions = _functions(query)
    if is_legacy(request.tenant):
        return None if interval is None else as_legacy(Aggregation(interval))
    if functions and query.get("aggregationInterval") is None:
        reason = "Query parameter 'aggregationFunction' needs the parameter 'aggregationInterval' beside it"
        raise error("request.bad", area=AREA, reason=reason)
    return None if interval is None else Aggregation(interval, functions or DEFAULT_FUNCTIONS)


def _interval(query: Query) -> Interval | None:
    text, name = query.get("aggregationInterval"), query.get("aggregationType")
    by_name = None if name is None else _one_of(TYPES, "aggregationType", name)
    if text is None:
        return by_name
    try:
        return parse_interval(text)
    except ValueError as problem:
        raise parameters.invalid("aggregationInterval", str(problem)) from None


def _functions(query: Query) -> list[str]:
    names = dict.fromkeys(query.all("aggregationFunction"))
    for name in names:
        _one_of(FUNCTIONS, "aggregationFunction", name)
    return list(names)


def _one_of(choices: Mapping[str, Choice], parameter: str, name: str) -> Choice:
    chosen = choices.get(name)
    if chosen is None:
        raise parameters.invalid(parameter, f"must be one of {', '.join(choices)}, not '{name}'")
    return chosen
