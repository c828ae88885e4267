"""Managed objects: how they are created, found and changed."""

from __future__ import annotations

from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import merged, parse_id, without
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import CHILD_KINDS, PARENT_KINDS
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

FAMILY = "managedobjects"
READ_ONLY = frozenset(
    {
        "id",
        "self",
        "creationTime",
        "lastUpdated",
        "externalIds",
        "c8y_LatestMeasurements",
        "c8y_PreviousMeasurements",
        *CHILD_KINDS,
        *PARENT_KINDS.values(),
    }
)
"""Properties the platform keeps itself; in a request they are passed over."""


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Create a managed object, owned by the caller unless it names an owner."""
    now = tenant.clock.now()
    stamp = format_millis(now)
    body = {
        "owner": caller.user,
        **{name: value for name, value in document.items() if name not in READ_ONLY},
        "creationTime": stamp,
        "lastUpdated": stamp,
    }
    record = add(tenant, tenant.ids.next(), body, now)
    tenant.changes.publish(FAMILY, "CREATE", record)
    return record


def add(tenant: Tenant, object_id: int, body: Document, now: int) -> Record:
    """Store a managed object as it is. `now` is when it counts as created and changed."""
    record = tenant.inventory.add_dated(object_id, 0, object_id, body, now)
    _remember_name(tenant, object_id, body)
    return record


def get(tenant: Tenant, object_id: str) -> Record:
    """Return a managed object by the id of a path, or raise 404."""
    number = parse_id(object_id)
    record = None if number is None else tenant.inventory.get(number)
    if record is None:
        raise error("managed_object.unknown", id=object_id)
    return record


def update(tenant: Tenant, object_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body and move `lastUpdated`."""
    record = get(tenant, object_id)
    now = tenant.clock.now()
    body = merged(record.document, without(change, READ_ONLY)) | {"lastUpdated": format_millis(now)}
    return replace(tenant, record.id, body, now)


def replace(tenant: Tenant, object_id: int, body: Document, now: int) -> Record:
    """Exchange the stored body of a managed object and tell everybody."""
    record = tenant.inventory.replace_dated(object_id, object_id, body, now)
    _remember_name(tenant, object_id, body)
    tenant.changes.publish(FAMILY, "UPDATE", record)
    return record


def require_source(tenant: Tenant, source: int | None, area: str) -> int:
    """Return the id of a managed object that a document belongs to, or raise 422 when there is none."""
    if source is None or not tenant.inventory.holds(source):
        raise error("source.unknown", area=area)
    return source


def _remember_name(tenant: Tenant, object_id: int, body: Document) -> None:
    name = body.get("name")
    if tenant.names.get(object_id) == name:
        return
    if isinstance(name, str):
        tenant.names.put(object_id, name)
    else:
        tenant.names.remove(object_id)
