"""Planting a seed into a fresh tenant: documents are stored as they are, and no audit record tells who did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from mockc8y.domain import (
    alarms,
    alarms_draft,
    attachments,
    audit,
    availability,
    binaries,
    events,
    identity,
    inventory,
    measurements,
    operations,
    retention,
    users,
)
from mockc8y.domain.documents import without
from mockc8y.domain.files import ANY_BYTES
from mockc8y.domain.hierarchy import CHILD_KINDS
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.simulation import contents
from mockc8y.simulation.relative_time import resolve
from mockc8y.simulation.reports import reports
from mockc8y.simulation.seeds import Seed
from mockc8y.store.codec import Document

Planter = Callable[[Tenant, Document, int], None]
"""Plants one row of a table. The number is the moment of loading, in milliseconds UTC."""

CREATED, UPDATED, TIME = "creationTime", "lastUpdated", "time"
TIMES = (TIME, "firstOccurrenceTime", CREATED, UPDATED)
USER_PROFILE = ("firstName", "lastName", "displayName", "email", "phone")
FALLBACKS: Mapping[str, str] = MappingProxyType({UPDATED: CREATED, CREATED: TIME})
"""Which time of a row stands for one that it leaves out."""


class TenantInUse(ValueError):
    """A seed brings its own ids, so the tenant must not have used any yet."""


def plant(tenant: Tenant, seed: Seed) -> None:
    """Fill an empty tenant with a seed. The same seed at the same time gives the same tenant, to the byte.

    Raises `TenantInUse` when the tenant holds managed objects already.
    """
    if len(tenant.inventory):
        raise TenantInUse(f"tenant {tenant.id!r} is in use; plant seed {seed.name!r} into one without managed objects")
    now = tenant.clock.now()
    tenant.ids.skip_to(max((_id(row) for rows in seed.tables.values() for row in rows), default=0))
    for stage in STAGES:
        rows = [(plant_row, row) for table, plant_row in stage.items() for row in seed.tables.get(table, ())]
        for plant_row, row in sorted(rows, key=_place):
            plant_row(tenant, row, now)
    _link_children(tenant, seed)
    for draft in reports(seed.tables.get("signals", ()), seed.number, now):
        measurements.add(tenant, tenant.ids.next(), draft)
    for source in tenant.monitored:
        _look_after(tenant, source)


def _plant_user(tenant: Tenant, row: Document, now: int) -> None:
    user = users.add(tenant, row["userName"], row["password"], row.get("roles", ()), row.get("groups", ()))
    profile = {name: row[name] for name in USER_PROFILE if name in row}
    tenant.users.put(user.name, replace(user, profile=profile))


def _plant_managed_object(tenant: Tenant, row: Document, now: int) -> None:
    _add_managed_object(tenant, row, _body(row, now, CREATED, UPDATED), now)


def _plant_binary(tenant: Tenant, row: Document, now: int) -> None:
    content = contents.content(row)
    body = without(_body(row, now, CREATED, UPDATED), contents.KEYS)
    _add_managed_object(tenant, row, body | {"length": len(content), binaries.FRAGMENT: {}}, now)
    tenant.files.put(int(row["id"]), content)


def _plant_external_id(tenant: Tenant, row: Document, now: int) -> None:
    identity.bind(tenant, int(row["managedObject"]), row["type"], row["externalId"])


def _plant_event(tenant: Tenant, row: Document, now: int) -> None:
    body = _body(row, now, TIME, CREATED, UPDATED)
    if "attachment" in row:
        body[attachments.FRAGMENT] = _plant_attachment(tenant, int(row["id"]), row["attachment"])
    events.add(tenant, int(row["id"]), events.Draft(int(row["source"]), _instant(row, TIME, now), body))


def _plant_attachment(tenant: Tenant, event_id: int, file: Document) -> Document:
    content = contents.content(file)
    tenant.files.put(event_id, content)
    return {
        "name": file.get("name", str(event_id)),
        "length": len(content),
        "type": file.get("type", ANY_BYTES),
    }


def _plant_alarm(tenant: Tenant, row: Document, now: int) -> None:
    body = {"count": 1} | _body(row, now, TIME, CREATED, UPDATED)
    alarms.add(tenant, int(row["id"]), alarms_draft.Draft(int(row["source"]), _instant(row, TIME, now), body))


def _plant_operation(tenant: Tenant, row: Document, now: int) -> None:
    draft = operations.Draft(int(row["deviceId"]), _body(row, now, CREATED))
    operations.add(tenant, int(row["id"]), draft, _instant(row, CREATED, now))


def _plant_measurement(tenant: Tenant, row: Document, now: int) -> None:
    draft = measurements.Draft(int(row["source"]), _instant(row, TIME, now), _body(row, now, TIME))
    measurements.add(tenant, tenant.ids.next(), draft)


def _plant_retention_rule(tenant: Tenant, row: Document, now: int) -> None:
    retention.add(tenant, int(row["id"]), _body(row, now))


def _plant_audit_record(tenant: Tenant, row: Document, now: int) -> None:
    draft = audit.Draft(int(row.get("source", 0)), _instant(row, TIME, now), _body(row, now, TIME, CREATED))
    audit.add(tenant, int(row["id"]), draft, _instant(row, CREATED, now))


STAGES: Sequence[Mapping[str, Planter]] = (
    {
        "managedObjects": _plant_managed_object,
        "binaries": _plant_binary,
    },
    {
        "users": _plant_user,
        "externalIds": _plant_external_id,
        "events": _plant_event,
        "alarms": _plant_alarm,
        "operations": _plant_operation,
        "measurements": _plant_measurement,
        "retentionRules": _plant_retention_rule,
        "auditRecords": _plant_audit_record,
    },
)
"""What plants the rows of each table: what others refer to first."""

NO_PROPERTIES = frozenset({"id", "source", "deviceId", "attachment", *CHILD_KINDS})
"""Keys of rows that are kept beside a document, not in it."""


def _place(item: tuple[Planter, Document]) -> int:
    """Sort rows by id, as documents are stored in that order; rows without one come first."""
    return _id(item[1])


def _id(row: Document) -> int:
    return int(row.get("id", 0))


def _body(row: Document, now: int, *times: str) -> Document:
    """Return the document of a row as it is stored: with absolute times, those in `times` even if it has none."""
    stamps = {key: format_millis(_instant(row, key, now)) for key in TIMES if key in times or key in row}
    return without(row, NO_PROPERTIES) | stamps


def _instant(row: Document, key: str, now: int) -> int:
    """Return a time of a row in milliseconds UTC; one that is left out follows its fallback, in the end it is now."""
    if key in row:
        return resolve(row[key], now)
    return _instant(row, FALLBACKS[key], now) if key in FALLBACKS else now


def _add_managed_object(tenant: Tenant, row: Document, body: Document, now: int) -> None:
    number, created, updated = int(row["id"]), _instant(row, CREATED, now), _instant(row, UPDATED, now)
    inventory.add(tenant, number, body, created)
    if updated != created:
        tenant.inventory.replace_dated(number, number, body, updated)


def _look_after(tenant: Tenant, source: int) -> None:
    """Let the platform judge whether a watched device is available, by what it reported last."""
    terms = [[("source", source)]]
    reported = [store.select(terms, newest_first=True) for store in (tenant.measurements, tenant.events)]
    times = [records[0].time for records in reported if records]
    if times:
        tenant.last_messages.put(source, max(times))
    availability.run(tenant, source)


def _link_children(tenant: Tenant, seed: Seed) -> None:
    """Link parents and children, once all of them are there."""
    for row in seed.tables.get("managedObjects", ()):
        for kind in CHILD_KINDS:
            for child in row.get(kind, ()):
                tenant.relations.link(kind, int(row["id"]), int(child))
