"""Alarms: at most one open alarm of a source and type is raised; repeats count it up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mockc8y.domain import alarms_audit, alarms_status, device_statistics, heartbeat
from mockc8y.domain.alarms_draft import (
    AREA,
    FIXED,
    STATUSES,
    WORDS,
    Draft,
    check,
    completed,
    draft_of,
    mapped,
    require_word,
)
from mockc8y.domain.alarms_query import select
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import merged, moment_of_change, parse_id, require_fields, without
from mockc8y.domain.errors import error
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.sources import Filter, changeable
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.terms import open_alarm
from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Record

FAMILY = "alarms"


class Upserted(NamedTuple):
    """An alarm after an upsert, and what it was before; `None` where it is new."""

    record: Record
    previous: Record | None


def raise_alarm(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Create an alarm, or count up the one that is open for the same source and type.

    A suppressed alarm, of a source in maintenance or by an option of the tenant, comes back with the id `NOT_STORED`.
    """
    draft = draft_of(tenant, document)
    record = _raise(tenant, draft, caller)
    heartbeat.message_received(tenant, draft.source, caller)
    return record


def upsert(tenant: Tenant, document: Document, caller: Caller, *, count_by: int = 0) -> Upserted:
    """Change the open alarm of the same source and type, or create one.

    `count_by` is added to the count of an alarm that exists. Its time stays (specification).
    """
    require_fields(document, ("source", "type"))
    draft = draft_of(tenant, completed(tenant, document))
    previous = find_open(tenant, draft.source, draft.document["type"])
    if previous is None:
        record = _raise(tenant, draft, caller)
    else:
        absent = {name for name in ("text", *WORDS) if document.get(name) is None}
        change = without(document, FIXED | absent)
        record = _change(tenant, previous, change, caller, count_by=count_by)
    heartbeat.message_received(tenant, draft.source, caller)
    return Upserted(record, previous)


def find_open(tenant: Tenant, source: int, alarm_type: str) -> Record | None:
    """Return the newest alarm of a source and type that is not cleared, or `None`."""
    found = tenant.alarms.select([[open_alarm(source, alarm_type)]], newest_first=True)
    return found[0] if found else None


def get(tenant: Tenant, alarm_id: str) -> Record:
    """Return an alarm by the id of a path, or raise 404."""
    number = parse_id(alarm_id)
    record = None if number is None else tenant.alarms.get(number)
    if record is None:
        raise error("alarm.unknown", id=alarm_id)
    return record


def update(tenant: Tenant, alarm_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body: text, severity, status and fragments can change, to any status from any other."""
    record = get(tenant, alarm_id)
    change = changeable(record, change, FIXED, AREA)
    # unverified: what the platform says to one of these taken away by `null` is not known.
    require_fields(change, [name for name in ("text", *WORDS) if name in change])
    check(change)
    return _change(tenant, record, change, caller)


def clear(tenant: Tenant, alarm_id: int, caller: Caller) -> Record:
    """Set the status of an alarm to CLEARED."""
    return _change(tenant, get(tenant, str(alarm_id)), {"status": "CLEARED"}, caller)


def update_all(tenant: Tenant, wanted: Filter, change: Document, caller: Caller) -> int:
    """Set the status of the alarms that a filter means and return how many those are.

    A filter that asks nothing is refused (specification).
    """
    if not wanted:
        raise error("alarm.invalid", reason="Updating alarms needs at least one query parameter that selects them")
    require_fields(change, ("status",))
    if len(change) > 1:
        # unverified: only the status can change here, but whether other properties are refused is not known.
        refused = ",".join(sorted(change.keys() - {"status"}))
        raise error("alarm.invalid", reason=f"Only the status of many alarms can be changed, not: {refused}")
    require_word("status", change["status"], STATUSES)
    meant = list(select(tenant, wanted))
    records = [record for record in meant if record.document["status"] != change["status"]]
    for record in records:
        _replace(tenant, record, record.document | change, caller)
    _refresh(tenant, records)
    return len(meant)


def delete_all(tenant: Tenant, wanted: Filter) -> None:
    """Remove the alarms that a filter means, which must name a source, a time or a creation."""
    if not wanted.is_bounded:
        # unverified: that it fails is known, the status is not.
        reason = "Deleting alarms needs one of source, dateFrom, dateTo, createdFrom, createdTo"
        raise error("alarm.invalid", reason=reason)
    records = list(select(tenant, wanted))
    tenant.alarms.remove(record.id for record in records)
    _refresh(tenant, records)


def remove_source(tenant: Tenant, source: int) -> None:
    """Forget every alarm of a managed object that is going away."""
    tenant.alarms.remove(record.id for record in tenant.alarms.select([[("source", source)]]))


def add(tenant: Tenant, alarm_id: int, draft: Draft) -> Record:
    """Store an alarm as it is, under an id greater than all before it.

    Its document says when it counts as created and changed (`creationTime`, `lastUpdated`).
    """
    record = _add(tenant, alarm_id, draft)
    alarms_status.refresh(tenant, draft.source)
    return record


def _raise(tenant: Tenant, draft: Draft, caller: Caller) -> Record:
    document = mapped(tenant, draft.document)
    if document is None or alarms_status.in_maintenance(tenant, draft.source):
        return Record(NOT_STORED, draft.source, draft.time, encode(draft.document))
    known = find_open(tenant, draft.source, document["type"])
    if known is not None:
        return _repeat(tenant, known, draft)
    return _create(tenant, draft._replace(document=document), caller)


def _create(tenant: Tenant, draft: Draft, caller: Caller) -> Record:
    stamp = format_millis(tenant.clock.now())
    body = draft.document | {"creationTime": stamp, "lastUpdated": stamp, "count": 1}
    record = _add(tenant, tenant.ids.next(), draft._replace(document=body))
    alarms_audit.record_creation(tenant, record, caller)
    device_statistics.count(tenant, record.source)
    tenant.changes.publish(FAMILY, "CREATE", record)
    alarms_status.refresh(tenant, draft.source)
    return record


def _add(tenant: Tenant, alarm_id: int, draft: Draft) -> Record:
    body = draft.document
    created, updated = parse_millis(body["creationTime"]), parse_millis(body["lastUpdated"])
    record = tenant.alarms.add_dated(alarm_id, draft.source, draft.time, body, created)
    if updated != created:
        record = tenant.alarms.replace_dated(alarm_id, draft.time, body, updated)
    return record


def _repeat(tenant: Tenant, known: Record, draft: Draft) -> Record:
    """Count up an open alarm. Of the new one only the time is taken, and no audit record is written (specification)."""
    body = _counted(known.document, 1) | {"time": draft.document["time"]}
    return _store(tenant, known, body, draft.time)


def _change(tenant: Tenant, record: Record, change: Document, caller: Caller, *, count_by: int = 0) -> Record:
    before = record.document
    after = merged(before, change)
    if alarms_audit.changed(before, after):
        record = _replace(tenant, record, _counted(after, count_by), caller)
        alarms_status.refresh(tenant, record.source)
        return record
    if count_by:
        return _store(tenant, record, _counted(before, count_by), record.time)
    return record


def _replace(tenant: Tenant, record: Record, body: Document, caller: Caller) -> Record:
    before = record.document
    record = _store(tenant, record, body, record.time)
    alarms_audit.record_update(tenant, record, before, caller)
    return record


def _store(tenant: Tenant, record: Record, body: Document, time: int) -> Record:
    now = moment_of_change(tenant.clock.now(), body)
    record = tenant.alarms.replace_dated(record.id, time, body | {"lastUpdated": format_millis(now)}, now)
    device_statistics.count(tenant, record.source)
    tenant.changes.publish(FAMILY, "UPDATE", record)
    return record


def _counted(document: Document, count_by: int) -> Document:
    """Add to the count; past 1 an alarm also tells when it occurred first."""
    if not count_by:
        return document
    first = document.get("firstOccurrenceTime", document["time"])
    return document | {"count": document.get("count", 1) + count_by, "firstOccurrenceTime": first}


def _refresh(tenant: Tenant, records: Iterable[Record]) -> None:
    for source in dict.fromkeys(record.source for record in records):
        alarms_status.refresh(tenant, source)
