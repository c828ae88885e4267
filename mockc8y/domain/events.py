"""Events: what happened at a source, with a text and any fragments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mockc8y.domain import device_statistics, heartbeat, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import (
    merged,
    moment_of_change,
    parse_id,
    require_fields,
    source_field,
    text_field,
    time_field,
    without,
)
from mockc8y.domain.errors import error
from mockc8y.domain.query.paths import Missing, values_at
from mockc8y.domain.sources import Filter, changeable
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Record

FAMILY = "events"
AREA = "event"
MANDATORY = ("source", "type", "text", "time")
KEPT_BY_PLATFORM = frozenset({"id", "self", "source", "creationTime", "lastUpdated"})
FIXED = KEPT_BY_PLATFORM | {"type", "time"}


class Draft(NamedTuple):
    """An event that may be stored: checked, but without an id."""

    source: int
    time: int
    document: Document


class Fragment(NamedTuple):
    """A property by its name or its path `a.b`, and the string it must be equal to; `None` allows any value."""

    path: str
    value: str | None = None


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Store an event of a source that exists."""
    draft = draft_of(tenant, document)
    stamp = format_millis(tenant.clock.now())
    body = draft.document | {"creationTime": stamp, "lastUpdated": stamp}
    record = add(tenant, tenant.ids.next(), draft._replace(document=body))
    heartbeat.message_received(tenant, draft.source, caller)
    device_statistics.count(tenant, record.source)
    tenant.changes.publish(FAMILY, "CREATE", record)
    return record


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check an event and bring it into the form that is stored, less the platform's own times."""
    require_fields(document, MANDATORY)
    source = inventory.require_source(tenant, source_field(document), AREA)
    text_field(document, "type", AREA)
    _check_text(document)
    time = time_field(document, "time", AREA)
    return Draft(source, time.millis, without(document, KEPT_BY_PLATFORM) | {"time": time.text})


def add(tenant: Tenant, event_id: int, draft: Draft) -> Record:
    """Store an event as it is, under an id greater than all before it.

    Its document says when it counts as created and changed (`creationTime`, `lastUpdated`).
    """
    body = draft.document
    created, updated = parse_millis(body["creationTime"]), parse_millis(body["lastUpdated"])
    record = tenant.events.add_dated(event_id, draft.source, draft.time, body, created)
    if updated != created:
        record = tenant.events.replace_dated(event_id, draft.time, body, updated)
    return record


def get(tenant: Tenant, event_id: str) -> Record:
    """Return an event by the id of a path, or raise 404."""
    number = parse_id(event_id)
    record = None if number is None else tenant.events.get(number)
    if record is None:
        raise error("event.unknown", id=event_id)
    return record


def update(tenant: Tenant, event_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body: the text and fragments can change, `null` removes a fragment. Moves `lastUpdated`."""
    record = get(tenant, event_id)
    change = changeable(record, change, FIXED, AREA)
    if "text" in change:
        # unverified: what the platform says to a text that is taken away is not known.
        require_fields(change, ("text",))
        _check_text(change)
    return replace(tenant, record, merged(record.document, change))


def replace(tenant: Tenant, record: Record, body: Document) -> Record:
    """Exchange the body of an event, move `lastUpdated` and tell everybody."""
    now = moment_of_change(tenant.clock.now(), body)
    record = tenant.events.replace_dated(record.id, record.time, body | {"lastUpdated": format_millis(now)}, now)
    device_statistics.count(tenant, record.source)
    tenant.changes.publish(FAMILY, "UPDATE", record)
    return record


def select(
    tenant: Tenant, wanted: Filter, fragment: Fragment | None = None, *, newest_first: bool = True
) -> Sequence[Record]:
    """Find events in the order of time, or of their last change where that is limited."""
    groups = wanted.terms
    if fragment is not None:
        groups.append([("fragment", name) for name in dict.fromkeys((fragment.path, fragment.path.split(".")[0]))])
    found = tenant.events.select_dated(
        groups, time=wanted.time, created=wanted.created, updated=wanted.updated, newest_first=newest_first
    )
    if fragment is None or (fragment.value is None and "." not in fragment.path):
        return wanted.seen(found)
    return wanted.seen(_having(found, fragment))


def delete(tenant: Tenant, event_id: str) -> None:
    """Remove one event with its file, or raise 404."""
    _remove(tenant, [get(tenant, event_id)])


def delete_all(tenant: Tenant, wanted: Filter, fragment: Fragment | None = None) -> None:
    """Remove the events that a filter means, which must name a source, a time or a creation."""
    if not wanted.is_bounded:
        # unverified: that it fails is known, the status is not.
        reason = "Deleting events needs one of source, dateFrom, dateTo, createdFrom, createdTo"
        raise error("unprocessable", area=AREA, reason=reason)
    _remove(tenant, list(select(tenant, wanted, fragment)))


def remove_source(tenant: Tenant, source: int) -> None:
    """Forget every event of a managed object that is going away, with their files."""
    _forget(tenant, list(tenant.events.select([[("source", source)]])))


def _remove(tenant: Tenant, records: Iterable[Record]) -> None:
    records = list(records)
    _forget(tenant, records)
    for record in records:
        tenant.changes.publish(FAMILY, "DELETE", record)


def _forget(tenant: Tenant, records: Sequence[Record]) -> None:
    tenant.events.remove(record.id for record in records)
    for record in records:
        if record.id in tenant.files:
            tenant.files.remove(record.id)


def _check_text(document: Document) -> None:
    if not isinstance(document["text"], str):
        raise error("invalid_data", area=AREA, reason="'text' must be a string")


def _having(records: Iterable[Record], fragment: Fragment) -> list[Record]:
    """Keep the records with a fragment at a path, or with a value there.

    A value is looked for in the stored bytes first, as decoding costs ten times that.
    """
    if fragment.value is None:
        return [record for record in records if _is_there(record.document, fragment.path)]
    needle = encode(fragment.value)
    return [
        record
        for record in records
        if needle in record.body and fragment.value in _values(record.document, fragment.path)
    ]


def _is_there(document: Document, path: str) -> bool:
    return any(not isinstance(value, Missing) for value in _values(document, path))


def _values(document: Document, path: str) -> Sequence[object]:
    """Return what a name leads to: the property of just that name, else the one at the path it spells."""
    return values_at(document, (path,) if path in document else tuple(path.split(".")))
