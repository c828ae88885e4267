"""Reads series: once, or again and again until nothing is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._queries.measurements import continued
from c8y_client._queries.params import Params
from c8y_client._series.series import Series

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


async def series_of(c8y: CumulocityRestClient, path: str, query: str | Params) -> Series:
    """Read what the platform gives at once."""
    return Series(await c8y.get(path, params=query))


async def completed(c8y: CumulocityRestClient, path: str, query: str | Params, first: Series) -> Series:
    """Read what the platform cut off, and put it behind the first part; what brings nothing new is the end."""
    parts = [first]
    ends = {""}
    while parts[-1].truncated and (end := _end_of(parts[-1])) not in ends:
        ends.add(end)
        query = continued(query, parts[-1].values)
        parts.append(await series_of(c8y, path, query))
    return Series.joined(parts)


def _end_of(part: Series) -> str:
    return next(reversed(part.values), "")
