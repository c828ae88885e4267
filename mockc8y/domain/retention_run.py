"""The daily run that removes what retention rules no longer keep."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS

JOB = "retention"
_ERRAND = (JOB, 0)


def plan_next(tenant: Tenant) -> None:
    """Plan the next run for the coming midnight UTC."""
    tenant.agenda.plan(_ERRAND, (tenant.clock.now() // DAY_MS + 1) * DAY_MS)


def run(tenant: Tenant, _: int) -> None:
    """Apply every rule once."""
    plan_next(tenant)
