"""Binaries: managed objects that stand for a file."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.domain import deletion, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.files import ANY_BYTES, File
from mockc8y.domain.inventory_question import Groups, Ids, Question, ask
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

FRAGMENT = "c8y_IsBinary"


def create(tenant: Tenant, document: Document, file: File, caller: Caller) -> Record:
    """Store a file and the managed object that stands for it.

    Name and type are the document's; the file adds its media type (`contentType`) and its `length` in bytes.
    """
    record = inventory.create(tenant, document | _facts_of(file) | {FRAGMENT: {}}, caller)
    tenant.files.put(record.id, file.content)
    return record


def get(tenant: Tenant, object_id: str) -> Record:
    """Return the managed object of a file, or raise 404; an object without a file is as good as none."""
    record = inventory.get(tenant, object_id)
    if record.id not in tenant.files:
        raise error("managed_object.unknown", id=object_id)
    return record


def read(tenant: Tenant, object_id: str) -> File:
    """Return a file, or raise 404."""
    record = get(tenant, object_id)
    document = record.document
    media_type = document.get("contentType")
    return File(
        tenant.files.get(record.id) or b"",
        media_type if isinstance(media_type, str) else ANY_BYTES,
        document.get("name") or str(record.id),
    )


def replace(tenant: Tenant, object_id: str, file: File) -> Record:
    """Exchange a file. The managed object keeps its id, its name and all else that the file does not say."""
    record = get(tenant, object_id)
    now = tenant.clock.now()
    tenant.files.put(record.id, file.content)
    body = record.document | _facts_of(file) | {"lastUpdated": format_millis(now)}
    return inventory.replace(tenant, record.id, body, now)


def delete(tenant: Tenant, object_id: str, caller: Caller) -> None:
    """Remove a file with its managed object, or raise 404."""
    get(tenant, object_id)
    deletion.delete(tenant, object_id, caller)


def select(tenant: Tenant, groups: Groups = (), limits: Sequence[Ids] = ()) -> Sequence[Record]:
    """Find the managed objects of files that hold one term of every group and are in every set of ids, by id."""
    return ask(tenant, Question(groups=[[("fragment", FRAGMENT)], *groups], limits=limits))


def _facts_of(file: File) -> Document:
    return {"contentType": file.media_type, "length": len(file.content)}
