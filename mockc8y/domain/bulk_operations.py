"""Bulk operations: one operation for each device of a group, created one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockc8y.domain import audit
from mockc8y.domain.bulk_operation_draft import TARGETS, Draft, draft_of, pause_of
from mockc8y.domain.bulk_operation_rollout import ACTIVE, DELETED, IN_PROGRESS, OPEN
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import merged, parse_id, without
from mockc8y.domain.errors import error
from mockc8y.domain.operations import AREA
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

JOB = "bulk_operation"
KEPT_BY_PLATFORM = frozenset({"id", "self", "status", "generalStatus", "progress"})
SETTLED_AT_START = ("startDate", *TARGETS)


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Store a bulk operation and plan its start; one in the past begins at once."""
    draft = draft_of(tenant, without(merged({}, document), KEPT_BY_PLATFORM))
    now = tenant.clock.now()
    record = add(tenant, tenant.ids.next(), draft.document | {"status": ACTIVE}, now)
    tenant.agenda.plan((JOB, record.id), max(draft.start, now))
    _report(tenant, record, "created", caller)
    return record


def add(tenant: Tenant, bulk_operation_id: int, document: Document, created: int) -> Record:
    """Store a bulk operation as it is, under an id greater than all before it, without planning anything.

    The document holds its `status`. `created` is in milliseconds UTC.
    """
    return tenant.bulk_operations.add_dated(bulk_operation_id, 0, created, document, created)


def get(tenant: Tenant, bulk_operation_id: str) -> Record:
    """Return a bulk operation by the id of a path, or raise 404."""
    number = parse_id(bulk_operation_id)
    record = None if number is None else tenant.bulk_operations.get(number)
    if record is None:
        raise error("bulk_operation.unknown", id=bulk_operation_id)
    return record


def select(tenant: Tenant) -> Sequence[Record]:
    """List all bulk operations, cancelled ones too, in the order of their creation."""
    return tenant.bulk_operations.select()


def update(tenant: Tenant, bulk_operation_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body as long as there are operations to create; the start and the target until it begins.

    # unverified: that later changes are refused with 422 is assumed.
    """
    record = get(tenant, bulk_operation_id)
    before = record.document
    draft = draft_of(tenant, merged(before, without(change, KEPT_BY_PLATFORM)))
    _check_changeable(record.id, before, draft.document)
    due = _next_due(tenant, record.id, before, draft)
    record = tenant.bulk_operations.replace_dated(record.id, record.time, draft.document, tenant.clock.now())
    tenant.agenda.plan((JOB, record.id), due)
    _report(tenant, record, "updated", caller)
    return record


def cancel(tenant: Tenant, bulk_operation_id: str, caller: Caller) -> None:
    """Create no more operations. The bulk operation stays readable, and its operations stay as they are.

    # unverified: the specification has pending operations fail; live tests only show that the object remains.
    """
    record = get(tenant, bulk_operation_id)
    if record.document["status"] == DELETED:
        return
    tenant.agenda.cancel((JOB, record.id))
    _report(tenant, set_status(tenant, record, DELETED), "deleted", caller)


def set_status(tenant: Tenant, record: Record, status: str) -> Record:
    """Move a bulk operation to another status of its life."""
    body = record.document | {"status": status}
    return tenant.bulk_operations.replace_dated(record.id, record.time, body, tenant.clock.now())


def delete_all(tenant: Tenant, wanted: Filter) -> None:
    """Remove the bulk operations that a filter means for good. Only retention may: the platform offers it to nobody."""
    _forget(tenant, list(tenant.bulk_operations.select(wanted.terms, since=wanted.time.since, until=wanted.time.until)))


def _forget(tenant: Tenant, records: Iterable[Record]) -> None:
    for record in records:
        tenant.agenda.cancel((JOB, record.id))
        tenant.rollouts.remove(record.id)
        tenant.bulk_operations.remove([record.id])


def _check_changeable(number: int, before: Document, after: Document) -> None:
    status = before["status"]
    if status not in OPEN:
        raise error("unprocessable", area=AREA, reason=f"Bulk operation {number} is {status} and cannot be changed")
    changed = [name for name in SETTLED_AT_START if before.get(name) != after.get(name)]
    if status == IN_PROGRESS and changed:
        reason = f"Bulk operation {number} has begun: {','.join(changed)} cannot be changed any more"
        raise error("unprocessable", area=AREA, reason=reason)


def _next_due(tenant: Tenant, number: int, before: Document, draft: Draft) -> int:
    """Return when the next operation is created: at the new start, or a new pause after the one before."""
    now = tenant.clock.now()
    if before["status"] == ACTIVE:
        return max(draft.start, now)
    planned = tenant.agenda.due_at((JOB, number)) or now
    return max(planned - pause_of(before) + pause_of(draft.document), now)


def _report(tenant: Tenant, record: Record, what: str, caller: Caller) -> None:
    activity = f"Bulk operation {what}"
    text = f"{activity}: status='{record.document['status']}'"
    audit.write(tenant, audit.Entry("BulkOperation", activity, text, source=record.id), caller)
