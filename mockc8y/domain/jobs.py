"""The platform's own work: what each kind of errand does when it falls due."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mockc8y.domain import availability, bulk_operation_run, retention_run
from mockc8y.domain.agenda import Errand, Failure
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.tenant import Tenant

Job = Callable[[Tenant, int], None]
"""What runs for an errand. It is given the tenant and the id the errand is about.

While it runs, the tenant's clock shows the time the errand fell due. A job plans its own next turn, later than this
one. It should do so first: what goes wrong afterwards then costs one turn, not all of them.
"""

JOBS: Mapping[str, Job] = MappingProxyType(
    {
        availability.JOB: availability.run,
        bulk_operation_run.JOB: bulk_operation_run.run,
        retention_run.JOB: retention_run.run,
    }
)

_log = logging.getLogger("mockc8y")


def plan_recurring(tenant: Tenant) -> None:
    """Put what every tenant does for ever on its agenda."""
    retention_run.plan_next(tenant)


def run_next(tenant: Tenant) -> None:
    """Run the errand of a tenant that fell due first, at its own time.

    One that goes wrong is logged and kept among the agenda's failures; everything else goes on.
    """
    due, errand = tenant.agenda.take()
    clock = tenant.clock
    tenant.clock = FrozenClock(due)
    try:
        _job_of(errand)(tenant, errand[1])
        _require_progress(tenant, errand, due)
    except Exception as problem:  # noqa: BLE001 - whatever went wrong, the next errand has its turn
        _log.exception("the errand %s of tenant %s failed", errand, tenant.id)
        tenant.agenda.note(Failure(errand, due, f"{type(problem).__name__}: {problem}"))
    finally:
        tenant.clock = clock


def _job_of(errand: Errand) -> Job:
    name, _ = errand
    job = JOBS.get(name)
    if job is None:
        raise LookupError(f"there is no job {name!r}; {__name__}.JOBS has {', '.join(sorted(JOBS))}")
    return job


def _require_progress(tenant: Tenant, errand: Errand, due: int) -> None:
    """Stop a job that would keep the clock from ever moving on."""
    again = tenant.agenda.due_at(errand)
    if again is not None and again <= due:
        tenant.agenda.cancel(errand)
        raise RuntimeError(f"planned its next turn for {again}, which is not after this one at {due}; it was cancelled")
