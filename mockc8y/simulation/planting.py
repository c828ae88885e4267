"""Planting a seed into a fresh tenant, without validation, change events or audit records."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mockc8y.domain import events, inventory, measurements
from mockc8y.domain.documents import without
from mockc8y.domain.hierarchy import CHILD_KINDS
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.domain.users import User
from mockc8y.simulation.relative_time import resolve
from mockc8y.simulation.reports import reports
from mockc8y.simulation.seeds import Seed
from mockc8y.store.codec import Document

Planter = Callable[[Tenant, Document, int], None]
"""Plants one row of a table; the number is the time of loading in milliseconds UTC."""


class TenantInUse(ValueError):
    """A seed brings its own ids, so the tenant must not have any of its own yet."""


def plant(tenant: Tenant, seed: Seed) -> None:
    """Fill an empty tenant with a seed. The same seed at the same time gives the same tenant, to the byte.

    Raises `TenantInUse` when the tenant holds managed objects already.
    """
    if len(tenant.inventory):
        raise TenantInUse(f"tenant {tenant.id!r} holds managed objects already; plant seed {seed.name!r} into a new one")
    now = tenant.clock.now()
    for table, planter in PLANTERS.items():
        for row in seed.tables.get(table, ()):
            planter(tenant, row, now)
    tenant.ids.skip_to(_greatest_id(seed))
    _link_children(tenant, seed)
    for draft in reports(seed.tables.get("signals", ()), seed.number, now):
        measurements.add(tenant, tenant.ids.next(), draft)


def _greatest_id(seed: Seed) -> int:
    return max((int(row["id"]) for rows in seed.tables.values() for row in rows if "id" in row), default=0)


def _link_children(tenant: Tenant, seed: Seed) -> None:
    """Link parents and children, when all of them are there."""
    for row in seed.tables.get("managedObjects", ()):
        for kind in CHILD_KINDS:
            for child in row.get(kind, ()):
                tenant.relations.link(kind, int(row["id"]), int(child))
