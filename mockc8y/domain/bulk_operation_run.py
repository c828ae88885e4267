"""The life of a bulk operation: one operation after the other, as the clock goes on."""

from __future__ import annotations

from mockc8y.domain import bulk_operations, operations
from mockc8y.domain.bulk_operation_draft import pause_of
from mockc8y.domain.bulk_operation_rollout import COMPLETED, IN_PROGRESS, OPEN, Rollout
from mockc8y.domain.bulk_operation_targets import devices_of
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

JOB = bulk_operations.JOB


def run(tenant: Tenant, bulk_operation: int) -> None:
    """Create the operation that is due, or all of them where there is no pause between two.

    Whom a bulk operation is for is settled when it begins. A device that is gone when its turn comes is passed over.
    """
    record = tenant.bulk_operations.get(bulk_operation)
    if record is None or record.document["status"] not in OPEN:
        return
    document = record.document
    rollout = tenant.rollouts.get(record.id) or Rollout(devices_of(tenant, document))
    stop = rollout.done + 1 if pause_of(document) else len(rollout.devices)
    turn = rollout.devices[rollout.done : stop]
    _go_on(tenant, record, rollout._replace(done=rollout.done + len(turn)))
    for device in turn:
        if tenant.inventory.holds(device):
            operations.create_for_bulk(tenant, device, document["operationPrototype"], record.id)


def _go_on(tenant: Tenant, record: Record, rollout: Rollout) -> None:
    """Note how far it is, and plan the next turn if there is one."""
    tenant.rollouts.put(record.id, rollout)
    bulk_operations.set_status(tenant, record, COMPLETED if rollout.is_complete else IN_PROGRESS)
    if not rollout.is_complete:
        tenant.agenda.plan((JOB, record.id), tenant.clock.now() + pause_of(record.document))
