"""What queries for objects of the inventory and for stored files have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from c8y_client._documents.fields import id_of
from c8y_client._queries.params import Params, Reference

CHILD_IDS: Final[Mapping[str, str]] = {
    "child_asset": "childAssetId",
    "child_device": "childDeviceId",
    "child_addition": "childAdditionId",
}
"""Keywords that name a child whose parents are meant, and what the platform calls them."""


def child_params(given: Mapping[str, Any]) -> Params:
    """Word of which child the parents are meant."""
    return [(wire, id_of(given[name])) for name, wire in CHILD_IDS.items() if name in given]


def ids_text(ids: Sequence[Reference] | str) -> str:
    """Word several ids, given as such or as objects."""
    return ids if isinstance(ids, str) else ",".join(map(id_of, ids))


def is_without_ids(filters: Mapping[str, Any]) -> bool:
    """Tell whether an empty list of ids is asked for, for which the platform would give everything."""
    ids = filters.get("ids")
    return ids is not None and not ids
