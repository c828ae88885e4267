"""Attachments: the one file that an event may have."""

from __future__ import annotations

from mockc8y.domain import events
from mockc8y.domain.documents import without
from mockc8y.domain.errors import error
from mockc8y.domain.files import ANY_BYTES, File
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

FRAGMENT = "c8y_IsBinary"
"""What an event with a file carries: the file's `name`, `length` in bytes and media `type`."""


def create(tenant: Tenant, event_id: str, file: File) -> Record:
    """Give an event its file and return the event. Raises 404 without the event, 409 when it has a file."""
    event = events.get(tenant, event_id)
    if event.id in tenant.files:
        raise error("attachment.exists")
    return _store(tenant, event, file)


def read(tenant: Tenant, event_id: str) -> File:
    """Return the file of an event, or raise 404."""
    event = _with_file(tenant, event_id)
    described = description(event)
    return File(tenant.files.get(event.id) or b"", described["type"], described["name"])


def replace(tenant: Tenant, event_id: str, file: File) -> Record:
    """Exchange the file of an event and return the event. A file that comes without a name keeps the old one.

    # unverified: where there is no file yet, the answer is 404.
    """
    event = _with_file(tenant, event_id)
    return _store(tenant, event, file._replace(name=file.name or description(event)["name"]))


def delete(tenant: Tenant, event_id: str) -> None:
    """Take the file away from an event, or raise 404."""
    event = _with_file(tenant, event_id)
    tenant.files.remove(event.id)
    events.replace(tenant, event, without(event.document, {FRAGMENT}))


def description(event: Record) -> dict[str, str]:
    """Return `name` and `type` of an event's file. Without a name it is called like the event's id (specification).

    The fragment can be changed like any other, so it may say nothing of use.
    """
    said = event.document.get(FRAGMENT)
    fragment = said if isinstance(said, dict) else {}
    known = {name: value for name in ("name", "type") if isinstance(value := fragment.get(name), str) and value}
    return {"name": str(event.id), "type": ANY_BYTES} | known


def _with_file(tenant: Tenant, event_id: str) -> Record:
    event = events.get(tenant, event_id)
    if event.id not in tenant.files:
        raise error("attachment.unknown")
    return event


def _store(tenant: Tenant, event: Record, file: File) -> Record:
    # unverified: that a file moves `lastUpdated` of its event and tells of an update.
    described = {"name": file.name or str(event.id), "length": len(file.content), "type": file.media_type}
    tenant.files.put(event.id, file.content)
    return events.replace(tenant, event, event.document | {FRAGMENT: described})
