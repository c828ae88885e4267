"""Turns the keywords of a query function into query parameters: one rule for every resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from c8y_client._documents.fields import id_of
from c8y_client._documents.paths import camel_case
from c8y_client._queries.times import TIME_KEYWORDS, time_params
from c8y_client._warning import warn

Params: TypeAlias = list[tuple[str, object]]

Reference: TypeAlias = Any
"""An object with an `id`, or the id itself."""

# Keywords whose name is not simply the platform's in snake_case.
_NAMES: Final[dict[str, str]] = {"fragment": "fragmentType", "bulk_id": "bulkOperationId"}
# Parameters that are repeated, once for each value; elsewhere several values are separated by commas.
_REPEATED: Final = frozenset({"series", "aggregationFunction"})
_REFERENCES: Final = frozenset({"source", "deviceId", "agentId"})
_ORDER: Final = frozenset({"asc", "ascending", "revert"})
_NEEDS_SOURCE: Final = ("with_source_assets", "with_source_devices", "with_source_additions", "with_source_children")

_DELETED_BY: Final = frozenset({"source", "dateFrom", "dateTo", "createdFrom", "createdTo"})

# Some resources honour `revert` only together with a bound in time.
BEGINNING: Final = "1970-01-01T00:00:00.000Z"


def params_of(filters: Mapping[str, Any]) -> Params:
    """Word filters as query parameters; `None` means that a filter is not given."""
    require_source(filters)
    params: Params = list(time_params(filters).items())
    for keyword, value in filters.items():
        if value is not None and keyword not in TIME_KEYWORDS and keyword not in _ORDER:
            params.extend(_worded(_NAMES.get(keyword) or camel_case(keyword), value))
    return params


def ordering(filters: Mapping[str, Any], *, newest_first: bool) -> dict[str, object]:
    """Word the order that is asked for, if any.

    `newest_first` tells how the resource orders by itself. `revert` is the platform's own switch and wins over `asc`,
    of which `ascending` is another name.
    """
    revert = filters.get("revert")
    ascending = filters.get("asc") if filters.get("asc") is not None else filters.get("ascending")
    if revert is None and ascending is not None:
        revert = ascending is newest_first
    return {} if revert is None else {"revert": revert}


def in_own_order(filters: Mapping[str, Any], order: str) -> Params:
    """Word the filters of a resource that knows no other order than its own; asking for another is warned of.

    `revert` is sent as any parameter that the platform may know one day.
    """
    if filters.get("asc") or filters.get("ascending"):
        warn(f"{order} and in no other order, so asc has no effect")
    revert = filters.get("revert")
    return [*params_of(filters), *([] if revert is None else [("revert", revert)])]


def with_bound(params: Params) -> Params:
    """Add an open bound in time where an order is asked for without one."""
    names = {name for name, _ in params}
    return params if "revert" not in names or names & {"dateFrom", "dateTo"} else [*params, ("dateFrom", BEGINNING)]


def in_all_time(params: Params) -> Params:
    """Add an open bound in time to a deletion without bounds: of these the platform demands one, or a source."""
    names = {name for name, _ in params}
    return params if names & _DELETED_BY else [*params, ("dateFrom", BEGINNING)]


def require_source(filters: Mapping[str, Any]) -> None:
    """Refuse to widen a source that is not given."""
    widened = [keyword for keyword in _NEEDS_SOURCE if filters.get(keyword)]
    if widened and filters.get("source") is None:
        raise ValueError(f"{' and '.join(widened)} widen a source; give source= as well")


def _worded(name: str, value: Any) -> Iterable[tuple[str, object]]:
    if name in _REPEATED and isinstance(value, list | tuple | set):
        return [(name, each) for each in value]
    return [(name, id_of(value) if name in _REFERENCES else value)]
