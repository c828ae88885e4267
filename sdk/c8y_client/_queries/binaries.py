"""Keywords of queries for stored files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from c8y_client._queries.objects import CHILD_IDS, child_params, ids_text
from c8y_client._queries.params import Params, Reference, params_of
from c8y_client._reading.keywords import Reading


class BinaryFilters(TypedDict, total=False):
    """Which files are meant.

    `ids` are those of files, `type` and `owner` are exact. `child_device`, `child_asset` and `child_addition` are an
    object whose parents are meant.
    """

    ids: Sequence[Reference] | None
    type: str | None
    owner: str | None
    child_device: Reference | None
    child_asset: Reference | None
    child_addition: Reference | None


class BinaryQuery(BinaryFilters, Reading, total=False):
    """Which files are read and how."""


def binary_params(filters: Mapping[str, Any]) -> Params:
    """Word filters as query parameters; `None` means that a filter is not given."""
    given = {name: value for name, value in filters.items() if value is not None}
    params = params_of({name: value for name, value in given.items() if name not in CHILD_IDS and name != "ids"})
    params.extend(child_params(given))
    if "ids" in given:
        params.append(("ids", ids_text(given["ids"])))
    return params
