"""The platform's own work: what each kind of errand does when it falls due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mockc8y.domain.tenant import Tenant

Job = Callable[[Tenant, int], None]
"""What runs for an errand; it is given the tenant and the id the errand is about, and plans its own next turn."""

JOBS: Mapping[str, Job] = MappingProxyType({})


def plan_recurring(tenant: Tenant) -> None:
    """Put what every tenant does for ever on its agenda."""


def run_due(tenant: Tenant, now: int) -> None:
    """Run the errands of a tenant that have fallen due, earliest first."""
    while tenant.agenda.earliest is not None and tenant.agenda.earliest <= now:
        name, subject = tenant.agenda.take()
        JOBS[name](tenant, subject)
