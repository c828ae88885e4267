"""Whom a bulk operation is for."""

from __future__ import annotations

from mockc8y.domain import inventory_queries
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.inventory_queries import Wanted
from mockc8y.domain.operations import FAILED
from mockc8y.domain.query import QuerySyntaxError, compile_query
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

DEVICE = "c8y_IsDevice"
GROUP = "c8y_IsDeviceGroup"
QUERY = "c8y_DeviceQueryString"
"""Where a dynamic group keeps the query that its members match."""


def check_group(tenant: Tenant, group: int) -> None:
    """Refuse a dynamic group whose query cannot be understood."""
    try:
        compile_query(_query_of(tenant, group) or "")
    except QuerySyntaxError as problem:
        raise error("query.not_understood", reason=str(problem)) from None


def devices_of(tenant: Tenant, document: Document) -> tuple[int, ...]:
    """Return the ids of the devices that a bulk operation is for, as things stand."""
    parent = document.get("failedParentId")
    if parent is not None:
        return _failed_in(tenant, int(parent))
    group = int(document["groupId"])
    query = _query_of(tenant, group)
    return _children_of(tenant, group) if query is None else _matches_of(tenant, query)


def _failed_in(tenant: Tenant, bulk_operation: int) -> tuple[int, ...]:
    """Return the devices whose operation in another bulk operation failed."""
    found = tenant.operations.select([[("bulkOperationId", bulk_operation)], [("status", FAILED)]])
    return tuple(dict.fromkeys(record.source for record in found))


def _children_of(tenant: Tenant, group: int) -> tuple[int, ...]:
    """Return the direct child assets of a group. Its subgroups are no devices, and what is in them is not meant.

    # unverified: whether the platform looks into subgroups is not known.
    """
    return tuple(child for child in tenant.relations.children(ASSETS, group) if not _is_group(tenant, child))


def _matches_of(tenant: Tenant, query: str) -> tuple[int, ...]:
    """Return the devices that match a dynamic group's query."""
    found = inventory_queries.select(tenant, Wanted(query=query, required=[[("fragment", DEVICE)]]))
    return tuple(record.id for record in found)


def _is_group(tenant: Tenant, object_id: int) -> bool:
    record = tenant.inventory.get(object_id)
    return record is None or GROUP in record.document


def _query_of(tenant: Tenant, group: int) -> str | None:
    record = tenant.inventory.get(group)
    query = None if record is None else record.document.get(QUERY)
    return query if isinstance(query, str) else None
