"""Where a device belongs that was registered for a group: its first managed object goes there."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

IS_DEVICE = "c8y_IsDevice"


def group_awaiting(tenant: Tenant, owner: str, body: Document) -> int | None:
    """Return the group that waits for a new managed object, if it is the first device of its owner.

    A group that is gone by then waits for nothing.
    # unverified: that the first object with `c8y_IsDevice` is meant.
    """
    if owner not in tenant.device_groups or IS_DEVICE not in body:
        return None
    group = tenant.device_groups.remove(owner)
    return group if group is not None and tenant.inventory.holds(group) else None
