"""Binaries: managed objects that stand for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockc8y.domain import inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import error
from mockc8y.domain.files import ANY_BYTES, File
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record, Term

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
    name, media_type = document.get("name"), document.get("contentType")
    return File(
        tenant.files.get(record.id) or b"",
        media_type if isinstance(media_type, str) else ANY_BYTES,
        name if isinstance(name, str) and name else str(record.id),
    )


def replace(tenant: Tenant, object_id: str, file: File) -> Record:
    """Exchange a file. The managed object keeps its id, its name and all else that the file does not say."""
    record = get(tenant, object_id)
    now = tenant.clock.now()
    tenant.files.put(record.id, file.content)
    body = record.document | _facts_of(file) | {"lastUpdated": format_millis(now)}
    return inventory.replace(tenant, record.id, body, now)


def select(tenant: Tenant, groups: Sequence[Sequence[Term]]) -> Sequence[Record]:
    """Find the managed objects of files that hold one term of every group, in the order of ids."""
    return tenant.inventory.select([[("fragment", FRAGMENT)], *groups])


def among(tenant: Tenant, ids: Iterable[int]) -> list[Record]:
    """Return the managed objects of files that are among these ids, in the order of ids."""
    found = (tenant.inventory.get(object_id) for object_id in sorted(set(ids)))
    return [record for record in found if record is not None and FRAGMENT in record.document]


def _facts_of(file: File) -> Document:
    return {"contentType": file.media_type, "length": len(file.content)}
