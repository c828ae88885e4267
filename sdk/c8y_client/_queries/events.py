"""Keywords of event queries, and what becomes of several types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from c8y_client._queries.params import Reference
from c8y_client._queries.times import CreationRange, TimeRange, UpdateRange
from c8y_client._reading.keywords import TimedReading
from c8y_client.matchers import match_all


class EventFilters(TimeRange, CreationRange, UpdateRange, total=False):
    """Which events are meant.

    `type` takes one type or several; the platform knows one at a time, so of several the events are read and sorted out
    on this side, while counts and deletions are made for each. `source` is the object that events belong to, and the
    four `with_source_...` add those of the objects below it. `fragment` (`fragment_type` is the same) names a fragment
    that is there, and `fragment_value` the text it holds.
    """

    type: str | Sequence[str] | None
    source: Reference | None
    fragment: str | None
    fragment_type: str | None
    fragment_value: str | None
    with_source_children: bool | None
    with_source_assets: bool | None
    with_source_devices: bool | None
    with_source_additions: bool | None


class EventQuery(EventFilters, TimedReading, total=False):
    """Which events are read and how.

    The order is newest first; `asc=True`, also written `ascending=True`, makes it oldest first. `revert` is the
    platform's own switch and wins.
    """

    asc: bool | None
    ascending: bool | None
    revert: bool | None


def in_one_question(filters: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave several types to a filter on this side, which keeps the order of events."""
    types = _several(filters.get("type"))
    if types is None:
        return filters
    include = filters.get("include")

    def is_meant(event: Mapping[str, Any]) -> bool:
        return event.get("type") in types

    return {**filters, "type": None, "include": is_meant if include is None else match_all(is_meant, include)}


def in_questions_of_one_type(expression: str | None, filters: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Ask for each of several types; an expression takes the place of them all."""
    types = _several(filters.get("type"))
    return [filters] if expression or types is None else [{**filters, "type": each} for each in types]


def _several(types: str | Sequence[str] | None) -> list[str] | None:
    return None if types is None or isinstance(types, str) else [*dict.fromkeys(types)]
