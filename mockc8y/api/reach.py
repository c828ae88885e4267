"""What callers without the global role of an operation reach all the same, and how listings narrow to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockc8y.api import parameters
from mockc8y.api.parameters import NOWHERE
from mockc8y.api.request import Request
from mockc8y.api.route import Reach
from mockc8y.domain import deletion, identity, inventory
from mockc8y.domain.documents import parse_id
from mockc8y.domain.identity import ExternalId
from mockc8y.domain.permissions import ADMIN, MANAGED_OBJECT, READ, Access, denied, names_in
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
        # Relatives in the answer are narrowed like any listing.
        request.sight = access.sight(MANAGED_OBJECT, READ)

    return reach


def deleted(request: Request, access: Access) -> None:
    """Admit to deleting an object together with what goes with it: each of that must be the caller's to change."""
    sight = access.sight(MANAGED_OBJECT, ADMIN)
    for found in deletion.doomed_with(request.tenant, request.arguments[0], cascade=parameters.cascades(request.query)):
        if not sight.admits(found.id, names_in(found)):
            raise denied(f"{ADMIN} on {MANAGED_OBJECT} of managed object {found.id}, which would be deleted as well")


def posted(scope: str, collection: str, source: str = "source") -> Reach:
    """Admit to creating documents, one or a collection, by the permission for the source that each of them names."""

    def reach(request: Request, access: Access) -> None:
        for document in _sourced_in(request.document(), collection, source):
            # A source that is not there is refused like one that is out of reach: whether it exists is not told.
            access.require(scope, ADMIN, _source(document, source), [*document, document.get("type")])

    return reach


def asked_source(scope: str) -> Reach:
    """Admit to reading what belongs to the object that the query parameter `source` names."""

    def reach(request: Request, access: Access) -> None:
        object_id = parameters.object_id(request.query, "source")
        access.require(scope, READ, NOWHERE if object_id is None else object_id)

    return reach


def named_object(permission: str) -> Reach:
    """Admit to what belongs to a managed object, the first argument of the path, which may be gone."""

    def reach(request: Request, access: Access) -> None:
        _require_object(request, access, permission, request.arguments[0])

    return reach


def external_id(permission: str) -> Reach:
    """Admit to an external id by the permission for the object it stands for."""

    def reach(request: Request, access: Access) -> None:
        found = identity.get(request.tenant, *request.arguments)
        _require_object(request, access, permission, found.object_id)

    return reach


def children(request: Request, access: Access) -> None:
    """Admit to listing the children of an object that the caller may read, and narrow them to those it sees."""
    managed_object(READ)(request, access)
    request.sight = access.sight(MANAGED_OBJECT, READ)


def child(request: Request, access: Access) -> None:
    """Admit to reading one child of an object: both must be readable."""
    for object_id in request.arguments:
        _require_object(request, access, READ, object_id)


def adopted(request: Request, access: Access) -> None:
    """Admit to making objects children of another.

    Both must be changeable: who could adopt anything would reach it by the inventory roles it holds for the parent.
    """
    managed_object(ADMIN)(request, access)
    document = request.document()
    # Its media type may make one reference or several of the same body, so all that it names must be changeable.
    for reference in [document, *_listed(document, "references")]:
        adopted_object = reference.get("managedObject")
        if isinstance(adopted_object, dict):
            _require_object(request, access, ADMIN, adopted_object.get("id"))


def changed_object(request: Request, access: Access) -> None:
    """Admit to changing a managed object, the first argument of the path, but not to taking it from its owner."""
    managed_object(ADMIN)(request, access)
    _require_kept_owner(request, inventory.get(request.tenant, request.arguments[0]), request.document())


def listed_objects(request: Request, access: Access) -> None:
    """Admit to changing several objects, each of which the caller may change."""
    for document in _listed(request.document(), "managedObjects"):
        _require_object(request, access, ADMIN, document.get("id"))
        record = request.tenant.inventory.get(parse_id(document.get("id")) or NOWHERE)
        if record is not None:
            _require_kept_owner(request, record, document)


def _require_object(request: Request, access: Access, permission: str, object_id: object) -> None:
    """Demand a permission for an object. One that is not there gets the refusal that everybody gets for it."""
    number = parse_id(object_id)
    record = None if number is None else request.tenant.inventory.get(number)
    if record is not None:
        access.require(MANAGED_OBJECT, permission, record.id, names_in(record))


def _require_kept_owner(request: Request, record: Record, change: Document) -> None:
    """Keep those from becoming the owner of an object who may only change it: owners may do more.

    # unverified: that only administrators and the owner itself may name another owner; this is known for new objects.
    """
    owner = record.document.get("owner")
    if owner != request.user.name and change.get("owner", owner) != owner:
        raise denied(f"managed object {record.id} belongs to {owner}, who alone may give it away")


def _sourced_in(document: Document, collection: str, source: str) -> Sequence[Document]:
    """List the documents in a body that name a source.

    Its media type may make one document or a collection of the same body, so both count where both are there.
    """
    is_collection = isinstance(document.get(collection), list)
    return [*_listed(document, collection), *([] if is_collection and source not in document else [document])]


def _listed(document: Document, name: str) -> Sequence[Document]:
    listed = document.get(name)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _source(document: Document, name: str) -> int:
    value = document.get(name)
    found = parse_id(value.get("id") if isinstance(value, dict) else value)
    return NOWHERE if found is None else found


def objects(request: Request, records: Sequence[Record]) -> Sequence[Record]:
    """Return the managed objects among these that the caller sees."""
    return records if request.sight is None else request.sight.of_objects(records)


def sourced(request: Request, records: Sequence[Record]) -> Sequence[Record]:
    """Return the records among these that belong to something the caller sees."""
    return records if request.sight is None else request.sight.of_sources(records)


def external_ids(request: Request, found: Sequence[ExternalId]) -> Sequence[ExternalId]:
    """Return the external ids among these whose object the caller sees."""
    sight = request.sight
    return found if sight is None else [item for item in found if sight.admits(item.object_id, ())]
