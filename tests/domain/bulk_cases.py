"""Bulk operations and what they need, for the tests of their rules."""

from __future__ import annotations

from typing import Any

from mockc8y.domain import bulk_operations, inventory, operations
from mockc8y.domain.bulk_operation_rollout import general_status_of, progress_of
from mockc8y.domain.callers import Caller
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import SECOND_MS
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

ANA = Caller("ana", application="devicemanagement")
NOW = "2026-01-15T12:00:00.000Z"
IN_A_MINUTE = "2026-01-15T12:01:00.000Z"
LONG_AGO = "2020-01-01"


def device(tenant: Tenant, name: str = "Pump", **fragments: Any) -> int:
    """Make a device and return its id."""
    return inventory.create(tenant, {"name": name, "c8y_IsDevice": {}, **fragments}, ANA).id


def group_of(tenant: Tenant, count: int) -> tuple[int, list[int]]:
    """Make a group of so many devices and return its id and theirs."""
    group = inventory.create(tenant, {"name": "Hall", "c8y_IsDeviceGroup": {}}, ANA).id
    devices = [device(tenant, f"Pump {number}") for number in range(count)]
    for each in devices:
        tenant.relations.link(ASSETS, group, each)
    return group, devices


def bulk(group: int, /, **properties: Any) -> Document:
    """Write a bulk operation as a client sends it."""
    standard = {"startDate": NOW, "creationRamp": 1, "operationPrototype": {"c8y_Restart": {}}}
    return {"groupId": str(group), **standard, **properties}


def planned(tenant: Tenant, group: int, /, **properties: Any) -> Record:
    """Create a bulk operation."""
    return bulk_operations.create(tenant, bulk(group, **properties), ANA)


def status_of(tenant: Tenant, record: Record) -> tuple[str, str]:
    """Return status and general status of a bulk operation."""
    status: str = bulk_operations.get(tenant, str(record.id)).document["status"]
    return status, general_status_of(status, progress_of(tenant, record.id))


def created(tenant: Tenant, record: Record) -> list[tuple[int, float]]:
    """Return device and time of each operation of a bulk operation, in seconds after that was created."""
    found = operations.select(tenant, Filter(groups=[[("bulkOperationId", record.id)]]))
    return [(operation.source, (operation.time - record.time) / SECOND_MS) for operation in found]


def finish(tenant: Tenant, record: Record, *statuses: str) -> None:
    """Give the operations of a bulk operation these statuses, in the order of their creation."""
    found = operations.select(tenant, Filter(groups=[[("bulkOperationId", record.id)]]))
    for operation, status in zip(list(found), statuses, strict=True):
        operations.update(tenant, str(operation.id), {"status": status}, ANA)
