"""Keywords of operation queries, and what they mean to the platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from c8y_client._keywords import TimedReading
from c8y_client._queries.params import Params, Reference, ordering, params_of, with_bound
from c8y_client._queries.times import TimeRange

_NOT_DELETABLE_BY: Final = frozenset({"bulk_id", "bulkOperationId", "fragment", "fragmentType"})


class OperationFilters(TimeRange, total=False):
    """Which operations are meant.

    `device_id` is the device that is to act, and `agent_id` an agent, which acts for itself and the devices below it;
    both take an object or its id. `status` is one of `OperationStatus`. `bulk_id` is the bulk operation that made them,
    and `fragment` names a fragment that is there. The bounds in time are about the creation.
    """

    agent_id: Reference | None
    device_id: Reference | None
    status: str | None
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
    return with_bound([*params_of(filters), *ordering(filters, newest_first=False).items()])


def not_deletable_by(filters: Mapping[str, Any]) -> list[str]:
    """List the filters that the platform does not know when it deletes; it would delete more than is meant."""
    return [name for name, value in filters.items() if name in _NOT_DELETABLE_BY and value is not None]
