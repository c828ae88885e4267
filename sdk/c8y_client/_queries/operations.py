"""Keywords of operation queries, and what they mean to the platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from c8y_client._documents.dates import parse_moment
from c8y_client._documents.fields import id_of
from c8y_client._http.query import wire_time
from c8y_client._queries.params import Params, Reference, ordering, params_of, with_bound
from c8y_client._queries.times import TimeRange
from c8y_client._reading.keywords import TimedReading

_NOT_DELETABLE_BY: Final = frozenset({"bulk_id", "bulkOperationId", "fragment", "fragmentType"})


class OperationFilters(TimeRange, total=False):
    """Which operations are meant.

    `device_id` is the device that is to act, and `agent_id` an agent, which acts for itself and the devices below it;
    both take an object or its id. `status` is one of `OperationStatus` or several; the platform knows one at a time, so
    of several the operations are read and sorted out on this side, while counts and deletions are made for each.
    `bulk_id` is the bulk operation that made them, and `fragment` names a fragment that is there. The bounds in time
    are about the creation.
    """

    agent_id: Reference | None
    device_id: Reference | None
    status: str | Sequence[str] | None
    bulk_id: Reference | None
    fragment: str | None


class OperationQuery(OperationFilters, TimedReading, total=False):
    """Which operations are read and how.

    The order is oldest first; `asc=False`, also written `ascending=False`, makes it newest first. `revert` is the
    platform's own switch and wins.
    """

    asc: bool | None
    ascending: bool | None
    revert: bool | None


def operation_params(filters: Mapping[str, Any]) -> Params:
    """Word a query for operations."""
    bulk = filters.get("bulk_id")
    asked = filters if bulk is None else {**filters, "bulk_id": id_of(bulk)}
    return with_bound([*params_of(asked), *ordering(asked, newest_first=False).items()])


def needs_search(filters: Mapping[str, Any]) -> bool:
    """Tell whether the platform is not known to delete by these filters; it may ignore them and delete more."""
    return any(name in _NOT_DELETABLE_BY for name, value in filters.items() if value is not None)


def spot(device_id: str, creation_time: str) -> dict[str, str]:
    """Name a device and a millisecond as filters of a query."""
    moment = parse_moment(creation_time)
    return {
        "device_id": device_id,
        "date_from": wire_time(moment),
        "date_to": wire_time(moment + timedelta(milliseconds=1)),
    }
