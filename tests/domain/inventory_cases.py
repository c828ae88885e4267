"""Managed objects and what tests say about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mockc8y.domain import children, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.changes import Change
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.inventory_queries import Wanted, select
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

DEVICE = Caller("device_pump-7")
ANA = Caller("ana", application="cockpit")
NOW = "2026-01-15T12:00:00.000Z"


def made(tenant: Tenant, name: str = "Pump 7", /, **fragments: Any) -> str:
    """Create a managed object and return its id as clients know it."""
    return str(inventory.create(tenant, {"name": name, **fragments}, ANA).id)


def group(tenant: Tenant, name: str, *members: str) -> str:
    """Create a device group with child assets and return its id."""
    made_group = made(tenant, name, type="c8y_DeviceGroup", c8y_IsDeviceGroup={})
    children.add(tenant, ASSETS, made_group, members)
    return made_group


def seen(tenant: Tenant, object_id: str) -> Document:
    """Return what is stored of a managed object."""
    return inventory.get(tenant, object_id).document


def later(tenant: Tenant, minutes: int = 1) -> str:
    """Let minutes pass, without anything that falls due being done, and return the time."""
    tenant.clock.move_to(tenant.clock.now() + minutes * MINUTE_MS)
    return format_millis(tenant.clock.now())


def names(records: Iterable[Record]) -> list[str]:
    """Return the names of managed objects."""
    return [record.document["name"] for record in records]


def found(tenant: Tenant, **wanted: Any) -> list[str]:
    """Return the names of the managed objects that a listing means."""
    return names(select(tenant, Wanted(**wanted)))


def announced(changes: list[Change]) -> list[tuple[str, str]]:
    """Return what was announced of managed objects: the action and the id."""
    return [(change.action, str(change.record.id)) for change in changes if change.family == inventory.FAMILY]


def audited(tenant: Tenant, object_id: str) -> list[str]:
    """Return the activities that audit records tell of a managed object, oldest first."""
    found = tenant.audit_records.select([[("source", int(object_id))]])
    return [record.document["activity"] for record in found]
