"""Counting what a tenant is used for, and looking how it stands."""

from __future__ import annotations

from mockc8y.domain import storage
from mockc8y.domain.hierarchy import DEVICES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.domain.usage import DEVICE_COUNT, ENDPOINTS, STORAGE, WITH_CHILDREN, Counters, Numbers

_IS_DEVICE = ("fragment", "c8y_IsDevice")


def count(tenant: Tenant, counters: Counters, number: int = 1) -> None:
    """Raise counters of today."""
    usage, now = tenant.usage, tenant.clock.now()
    if now >= usage.until:
        # Nobody asked anything since the last of the days: what is there now was there when it ended.
        usage.open(now // DAY_MS, figures_of(tenant) if usage.days else {})
    usage.add(counters, number)


def figures_of(tenant: Tenant) -> Numbers:
    """Look how many devices a tenant has, and how many bytes it keeps."""
    devices = tenant.inventory.count(_IS_DEVICE)
    parents = sum(
        tenant.relations.count_children(DEVICES, record.id) > 0 for record in tenant.inventory.select([[_IS_DEVICE]])
    )
    return {
        DEVICE_COUNT: devices,
        WITH_CHILDREN: parents,
        ENDPOINTS: devices - parents,
        STORAGE: storage.size_of(tenant),
    }
