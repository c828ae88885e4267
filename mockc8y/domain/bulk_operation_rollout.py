"""How far a bulk operation is: whom it is for, who has been asked, and how that went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mockc8y.domain.operations import EXECUTING, FAILED, PENDING, SUCCESSFUL
from mockc8y.domain.tenant import Tenant

ACTIVE, IN_PROGRESS, COMPLETED, DELETED = STATUSES = ("ACTIVE", "IN_PROGRESS", "COMPLETED", "DELETED")
OPEN = frozenset({ACTIVE, IN_PROGRESS})
"""Statuses in which operations are still to be created."""

_COUNTERS = {"pending": PENDING, "executing": EXECUTING, "successful": SUCCESSFUL, "failed": FAILED}


class Rollout(NamedTuple):
    """The devices of a bulk operation that has begun, and how many of them had their turn."""

    devices: tuple[int, ...]
    done: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every device had its turn."""
        return self.done == len(self.devices)


def progress_of(tenant: Tenant, bulk_operation: int) -> dict[str, int]:
    """Count the operations of a bulk operation by their present status; `all` is how many there are to be.

    Before it begins nobody knows whom it is for, so everything is 0.
    """
    counts = {
        name: tenant.operations.count(("bulkOperationId", bulk_operation), ("status", status))
        for name, status in _COUNTERS.items()
    }
    rollout = tenant.rollouts.get(bulk_operation)
    return {"all": sum(counts.values()) if rollout is None else len(rollout.devices), **counts}


def general_status_of(status: str, progress: Mapping[str, int]) -> str:
    """Sum up a bulk operation for people.

    The words are those of real tenants, which differ from the specification's: `EXECUTING_WITH_ERROR` without an S,
    `COMPLETED WITH FAILURES` where some went well.
    """
    if status == DELETED:
        return "CANCELED"
    if status == ACTIVE:
        return "SCHEDULED"
    if status == IN_PROGRESS or progress["pending"] or progress["executing"]:
        return "EXECUTING_WITH_ERROR" if progress["failed"] else "EXECUTING"
    if not progress["failed"]:
        return "SUCCESSFUL"
    return "COMPLETED WITH FAILURES" if progress["successful"] else "FAILED"
