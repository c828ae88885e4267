"""Tenants that start with a seed."""

from __future__ import annotations

from mockc8y.control.mock_tenant import TENANT_ID
from mockc8y.domain.clock import RealClock
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Snapshot, Tenant
from mockc8y.simulation.planting import plant
from mockc8y.simulation.seeds import load


def plant_seed(tenant: Tenant, seed: str) -> None:
    """Plant the seed of a name or path. Raises `SeedNotFound` and `SeedBroken`."""
    plant(tenant, load(seed))


def planted_state(seed: str) -> Snapshot:
    """Return the state of a tenant in which the seed was just planted, to be restored any number of times."""
    # By the id of the tenant it is restored to: a state holds the tenant's own name too.
    tenant = Platform(clock=RealClock()).add_tenant(TENANT_ID)
    plant_seed(tenant, seed)
    return tenant.snapshot()
