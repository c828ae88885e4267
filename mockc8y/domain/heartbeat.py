"""Signs of life: which requests keep a monitored device available."""

from __future__ import annotations

from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant

AVAILABILITY_JOB = "availability"


def message_received(tenant: Tenant, source: int, caller: Caller) -> None:
    """Note that a device was heard of. Requests of applications do not count (documentation of the header)."""
    if not caller.is_device or source not in tenant.monitored:
        return
    now = tenant.clock.now()
    tenant.last_messages.put(source, now)
    if tenant.monitored.get(source) is not None and tenant.agenda.due_at((AVAILABILITY_JOB, source)) is None:
        tenant.agenda.plan((AVAILABILITY_JOB, source), now)
