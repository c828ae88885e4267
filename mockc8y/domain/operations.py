"""Operations: what devices are asked to do, and how far they are with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mockc8y.domain import audit, inventory
from mockc8y.domain.callers import PLATFORM, Caller
from mockc8y.domain.documents import merged, parse_id, require_fields, without
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import DEVICES, descendants
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record, Term

FAMILY = "operations"
AREA = "devicecontrol"
PENDING, EXECUTING, SUCCESSFUL, FAILED = STATUSES = ("PENDING", "EXECUTING", "SUCCESSFUL", "FAILED")
KEPT_BY_PLATFORM = frozenset(
    {"id", "self", "deviceId", "deviceName", "deviceExternalIDs", "bulkOperationId", "creationTime"}
)
"""Properties of a request that are passed over. The device of an operation never changes."""

AUDITED = {"status": "com.cumulocity.model.operation.OperationStatus"}
"""Attributes whose changes an audit record lists.

# unverified: the type's name follows that of the recorded alarm statuses.
"""


class Draft(NamedTuple):
    """An operation that may be stored: checked, but without an id."""

    device: int
    document: Document


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Ask a device that exists to do something. It is pending, whatever status the document has."""
    require_fields(document, ("deviceId",))
    device = inventory.require_source(tenant, parse_id(document["deviceId"]), AREA)
    return _store(tenant, Draft(device, _content(document)), caller)


def create_for_bulk(tenant: Tenant, device: int, prototype: Document, bulk_operation: int) -> Record:
    """Ask a device what a bulk operation asks of each."""
    return _store(tenant, Draft(device, _content(prototype) | {"bulkOperationId": bulk_operation}), PLATFORM)


def add(tenant: Tenant, operation_id: int, draft: Draft, created: int) -> Record:
    """Store an operation as it is, under an id greater than all before it.

    `created` is its `creationTime` in milliseconds UTC; the document holds status and creation time as well.
    """
    return tenant.operations.add_dated(operation_id, draft.device, created, draft.document, created)


def get(tenant: Tenant, operation_id: str) -> Record:
    """Return an operation by the id of a path, or raise 404."""
    number = parse_id(operation_id)
    record = None if number is None else tenant.operations.get(number)
    if record is None:
        raise error("operation.unknown", id=operation_id)
    return record


def update(tenant: Tenant, operation_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body, which must have a status; from any status any other may follow (10.20.285)."""
    record = get(tenant, operation_id)
    require_fields(change, ("status",))
    _check_status(change["status"])
    _check_reason(change)
    before = record.document
    after = _changed(before, change)
    record = tenant.operations.replace_dated(record.id, record.time, after, tenant.clock.now())
    if after != before:
        _report(tenant, record, "Operation updated", audit.attribute_changes(before, after, AUDITED), caller)
    tenant.changes.publish(FAMILY, "UPDATE", record)
    return record


def under_agent(tenant: Tenant, agent: int) -> list[Term]:
    """Return the terms of an agent and of all devices below it."""
    return [("source", device) for device in (agent, *descendants(tenant, agent, (DEVICES,)))]


def select(tenant: Tenant, wanted: Filter, *, newest_first: bool = False) -> Sequence[Record]:
    """Find operations in the order of their creation, which is that of their ids."""
    found = tenant.operations.select(
        wanted.terms, since=wanted.time.since, until=wanted.time.until, newest_first=newest_first
    )
    return wanted.seen(found)


def delete_all(tenant: Tenant, wanted: Filter) -> None:
    """Remove the operations that a filter means; one that means all is refused."""
    if not wanted:
        # unverified: that the platform demands a filter is assumed from the other families.
        reason = "Deleting operations needs one of agentId, deviceId, status, dateFrom, dateTo"
        raise error("unprocessable", area=AREA, reason=reason)
    remove(tenant, list(select(tenant, wanted)))


def remove(tenant: Tenant, records: Iterable[Record]) -> None:
    """Remove operations and tell everybody."""
    records = list(records)
    tenant.operations.remove(record.id for record in records)
    for record in records:
        tenant.changes.publish(FAMILY, "DELETE", record)


def remove_source(tenant: Tenant, source: int) -> None:
    """Forget every operation of a managed object that is going away."""
    tenant.operations.remove(record.id for record in tenant.operations.select([[("source", source)]]))


def _store(tenant: Tenant, draft: Draft, caller: Caller) -> Record:
    now = tenant.clock.now()
    body = {"status": PENDING, "creationTime": format_millis(now), **draft.document}
    record = add(tenant, tenant.ids.next(), Draft(draft.device, body), now)
    _report(tenant, record, "Operation created", [], caller)
    tenant.changes.publish(FAMILY, "CREATE", record)
    return record


def _content(document: Document) -> Document:
    return without(document, KEPT_BY_PLATFORM | {"status", "failureReason"})


def _changed(before: Document, change: Document) -> Document:
    after = merged(before, without(change, KEPT_BY_PLATFORM))
    return after if after["status"] == FAILED else without(after, ("failureReason",))


def _check_status(status: object) -> None:
    if status not in STATUSES:
        raise error("invalid_data", area=AREA, reason=f"'status' must be one of {', '.join(STATUSES)}, not {status!r}")


def _check_reason(change: Document) -> None:
    reason = change.get("failureReason")
    if reason is None:
        return
    if not isinstance(reason, str):
        raise error("invalid_data", area=AREA, reason=f"'failureReason' must be a string, not {reason!r}")
    if change["status"] != FAILED:
        # unverified: that the platform refuses it is assumed.
        raise error("unprocessable", area=AREA, reason=f"'failureReason' goes with status {FAILED} only")


def _report(tenant: Tenant, record: Record, activity: str, changes: list[Document], caller: Caller) -> None:
    text = f"{activity}: status='{record.document['status']}'"
    entry = audit.Entry("Operation", activity, text, source=record.id, device=record.source, changes=changes)
    audit.write(tenant, entry, caller)
