"""What callers without the global role of an operation reach all the same, and how listings narrow to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockc8y.api.request import Request
from mockc8y.api.route import Reach
from mockc8y.domain import inventory
from mockc8y.domain.documents import parse_id
from mockc8y.domain.permissions import ADMIN, MANAGED_OBJECT, READ, Access, names_in
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

Find = Callable[[Tenant, str], Record]
"""Returns a record by the id of a path, or raises 404."""


def listing(scope: str, permission: str = READ) -> Reach:
    """Narrow an operation on many documents to those the caller has the permission for."""

    def reach(request: Request, access: Access) -> None:
        request.sight = access.sight(scope, permission)

    return reach


def record(scope: str, permission: str, find: Find) -> Reach:
    """Admit to one document, found by the first argument of the path, by the permission for its source."""

    def reach(request: Request, access: Access) -> None:
        found = find(request.tenant, request.arguments[0])
        access.require(scope, permission, found.source, names_in(found))

    return reach


def managed_object(permission: str, scope: str = MANAGED_OBJECT) -> Reach:
    """Admit to a managed object, the first argument of the path."""

    def reach(request: Request, access: Access) -> None:
        found = inventory.get(request.tenant, request.arguments[0])
        access.require(scope, permission, found.id, names_in(found))

    return reach


def posted(scope: str, collection: str, source: str = "source") -> Reach:
    """Admit to creating documents, one or a collection, by the permission for the source that each of them names."""

    def reach(request: Request, access: Access) -> None:
        for document in _posted(request.document(), collection):
            object_id = _source(document, source)
            if object_id is None or not request.tenant.inventory.holds(object_id):
                # A source that cannot be, or is not there, gets the refusal that everybody gets for it.
                continue
            access.require(scope, ADMIN, object_id, [*document, document.get("type")])

    return reach


def _posted(document: Document, collection: str) -> Sequence[Document]:
    listed = document.get(collection)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else [document]


def _source(document: Document, name: str) -> int | None:
    value = document.get(name)
    return parse_id(value.get("id") if isinstance(value, dict) else value)


def objects(request: Request, records: Sequence[Record]) -> Sequence[Record]:
    """Return the managed objects among these that the caller sees."""
    return records if request.sight is None else request.sight.of_objects(records)


def sourced(request: Request, records: Sequence[Record]) -> Sequence[Record]:
    """Return the records among these that belong to something the caller sees."""
    return records if request.sight is None else request.sight.of_sources(records)
