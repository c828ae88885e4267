"""Deletion of managed objects: what goes along, what stays behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mockc8y.domain import (
    alarms,
    audit,
    device_permissions,
    events,
    heartbeat,
    identity,
    inventory,
    inventory_assignments,
    measurements,
    operations,
    user_accounts,
)
from mockc8y.domain.callers import Caller
from mockc8y.domain.hierarchy import ASSETS, CHILD_KINDS, descendants
from mockc8y.domain.notifications import subscriptions as notification_subscriptions
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

GROUP = ("fragment", "c8y_IsDeviceGroup")


def _forget_file(tenant: Tenant, object_id: int) -> None:
    if object_id in tenant.files:
        tenant.files.remove(object_id)


FORGETTERS: Sequence[Callable[[Tenant, int], None]] = (
    alarms.remove_source,
    events.remove_source,
    measurements.remove_source,
    operations.remove_source,
    identity.remove_source,
    heartbeat.forget,
    inventory_assignments.forget_object,
    device_permissions.forget_object,
    _forget_file,
)
"""What belongs to a managed object and goes with it."""


def delete(
    tenant: Tenant,
    object_id: str,
    caller: Caller,
    *,
    cascade: bool = False,
    with_device_user: bool = False,
) -> None:
    """Delete a managed object with its data, or raise 404.

    A group takes its subgroups along; with `cascade` everything below goes, of any type and kind of link. Otherwise
    children stay and lose their parent. With `with_device_user` the device users go that own nothing else.
    """
    doomed = doomed_with(tenant, object_id, cascade=cascade)
    owners = {record.document.get("owner") for record in doomed} if with_device_user else set()
    _remove(tenant, doomed, caller)
    for owner in owners:
        _remove_device_user(tenant, owner)


def doomed_with(tenant: Tenant, object_id: str, *, cascade: bool) -> list[Record]:
    """Return what goes when an object is deleted, the object first, or raise 404."""
    root = inventory.get(tenant, object_id)
    below = descendants(tenant, root.id) if cascade else subgroups(tenant, root.id)
    return [root, *_stored(tenant, below)]


def subgroups(tenant: Tenant, group: int) -> dict[int, None]:
    """Collect the groups below a group, along links between groups; none for anything but a group."""
    found: dict[int, None] = {}
    waiting = [group] if _is_group(tenant, group) else []
    for parent in waiting:
        for child in tenant.relations.children(ASSETS, parent):
            if child not in found and child != group and _is_group(tenant, child):
                found[child] = None
                waiting.append(child)
    return found


def _remove(tenant: Tenant, records: Sequence[Record], caller: Caller) -> None:
    for record in records:
        for forget in FORGETTERS:
            forget(tenant, record.id)
        _unlink(tenant, record.id)
        tenant.names.remove(record.id)
    tenant.inventory.remove(record.id for record in records)
    for record in records:
        entry = audit.Entry("Inventory", "Managed object deleted", f"Managed object deleted: {record.id}", record.id)
        audit.write(tenant, entry, caller)
        tenant.changes.publish(inventory.FAMILY, "DELETE", record)
        # Its subscriptions are the last to go: they pass on that it went.
        notification_subscriptions.remove_source(tenant, record.id)


def _unlink(tenant: Tenant, object_id: int) -> None:
    """Cut all links of an object.

    # unverified: surviving parents lose the reference, but that does not count as a change of theirs.
    """
    tenant.relations.isolate(CHILD_KINDS, object_id)


def _remove_device_user(tenant: Tenant, owner: object) -> None:
    user = tenant.users.get(owner) if isinstance(owner, str) else None
    if user is not None and user.is_device and not tenant.inventory.count(("owner", owner)):
        user_accounts.forget(tenant, user)


def _is_group(tenant: Tenant, object_id: int) -> bool:
    record = tenant.inventory.get(object_id)
    return record is not None and GROUP[1] in record.document


def _stored(tenant: Tenant, ids: Iterable[int]) -> list[Record]:
    return [record for object_id in ids if (record := tenant.inventory.get(object_id)) is not None]
