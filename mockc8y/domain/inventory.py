"""Managed objects: how they are created, found and changed."""

from __future__ import annotations

from mockc8y.domain import heartbeat, identity
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_placement import group_awaiting
from mockc8y.domain.documents import merged, moment_of_change, parse_id, require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.inventory_draft import Draft, changed, check, draft_of, drafts_of, require_bulk
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Record

FAMILY = "managedobjects"


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Create a managed object, owned by the caller unless it names an owner, and bind the external ids it lists."""
    return _store(tenant, draft_of(tenant, document), caller)


def create_all(tenant: Tenant, documents: object, caller: Caller) -> list[Record]:
    """Create up to 50 managed objects in the order given; if one is refused, none is created (specification)."""
    return [_store(tenant, draft, caller) for draft in drafts_of(tenant, documents)]


def add(tenant: Tenant, object_id: int, body: Document, now: int) -> Record:
    """Store a managed object as it is, under an id greater than all before it.

    `now` is when it counts as created and changed, in milliseconds UTC.
    """
    record = _add(tenant, object_id, body, now)
    heartbeat.resume(tenant, object_id, body, now)
    return record


def get(tenant: Tenant, object_id: str) -> Record:
    """Return a managed object by the id of a path, or raise 404."""
    number = parse_id(object_id)
    record = None if number is None else tenant.inventory.get(number)
    if record is None:
        raise error("managed_object.unknown", id=object_id)
    return record


def update(tenant: Tenant, object_id: str, change: Document, caller: Caller) -> Record:
    """Apply a PUT body and move `lastUpdated`. One that says nothing is a sign of life and changes nothing else."""
    return _apply(tenant, get(tenant, object_id), change, caller)


def update_all(tenant: Tenant, documents: object, caller: Caller) -> list[Record]:
    """Apply up to 50 changes, each with the `id` of its object; if one is refused, none is applied."""
    changes = require_bulk(documents)
    for change in changes:
        require_fields(change, ("id",))
        get(tenant, change["id"])
        check(change)
        encode(change)
    return [_apply(tenant, get(tenant, change["id"]), change, caller) for change in changes]


def is_heartbeat(change: Document) -> bool:
    """Tell whether a PUT body is empty or holds the `id` alone, which makes it a sign of life (specification)."""
    return not change.keys() - {"id"}


def replace(tenant: Tenant, object_id: int, body: Document, now: int) -> Record:
    """Exchange the stored body of a managed object and tell everybody."""
    record = tenant.inventory.replace_dated(object_id, object_id, body, now)
    _remember_name(tenant, object_id, body)
    tenant.changes.publish(FAMILY, "UPDATE", record)
    return record


def touch(tenant: Tenant, record: Record) -> Record:
    """Move `lastUpdated` of a managed object whose children changed."""
    now = tenant.clock.now()
    return replace(tenant, record.id, record.document | {"lastUpdated": format_millis(now)}, now)


def annotate(tenant: Tenant, object_id: int, fragments: Document) -> None:
    """Write fragments that the platform keeps itself; `null` removes one. `lastUpdated` stays where it is."""
    record = get(tenant, str(object_id))
    before = record.document
    after = merged(before, fragments)
    if after == before:
        return
    record = tenant.inventory.replace(object_id, record.time, after)
    tenant.changes.publish(FAMILY, "UPDATE", record)


def require_source(tenant: Tenant, source: int | None, area: str) -> int:
    """Return the id of a managed object that a document belongs to, or raise 422 when there is none."""
    if source is None or not tenant.inventory.holds(source):
        raise error("source.unknown", area=area)
    return source


def _store(tenant: Tenant, draft: Draft, caller: Caller) -> Record:
    now = tenant.clock.now()
    stamp = format_millis(now)
    body = {"owner": caller.user, **draft.document, "creationTime": stamp, "lastUpdated": stamp}
    record = _add(tenant, tenant.ids.next(), body, now)
    for name in draft.names:
        identity.bind(tenant, record.id, *name)
    heartbeat.watch(tenant, record.id, body, caller)
    tenant.changes.publish(FAMILY, "CREATE", record)
    group = group_awaiting(tenant, caller.user, body)
    if group is not None:
        tenant.relations.link(ASSETS, group, record.id)
        touch(tenant, get(tenant, str(group)))
    return record


def _add(tenant: Tenant, object_id: int, body: Document, now: int) -> Record:
    record = tenant.inventory.add_dated(object_id, 0, object_id, body, now)
    _remember_name(tenant, object_id, body)
    return record


def _apply(tenant: Tenant, record: Record, change: Document, caller: Caller) -> Record:
    if is_heartbeat(change):
        heartbeat.message_received(tenant, record.id, caller)
        return record
    check(change)
    body = changed(record.document, change)
    now = moment_of_change(tenant.clock.now(), body)
    record = replace(tenant, record.id, body | {"lastUpdated": format_millis(now)}, now)
    heartbeat.watch(tenant, record.id, body, caller)
    return record


def _remember_name(tenant: Tenant, object_id: int, body: Document) -> None:
    name = body.get("name")
    if tenant.names.get(object_id) == name:
        return
    if isinstance(name, str):
        tenant.names.put(object_id, name)
    else:
        tenant.names.remove(object_id)
