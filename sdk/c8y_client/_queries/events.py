"""Keywords of event queries."""

from __future__ import annotations

from collections.abc import Sequence

from c8y_client._queries.params import Reference
from c8y_client._queries.times import CreationRange, TimeRange, UpdateRange
from c8y_client._reading.keywords import TimedReading


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
