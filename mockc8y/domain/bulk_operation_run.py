"""The life of a bulk operation: one operation after the other, as the clock goes on."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant

JOB = "bulk_operation"


def run(tenant: Tenant, bulk_operation: int) -> None:
    """Create what is due."""
