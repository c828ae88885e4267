"""External ids: the names by which other systems know managed objects."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain.documents import parse_id, require_fields, text_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

AREA = "identity"


class Name(NamedTuple):
    """What an object is called elsewhere. The pair is unique in a tenant and compared with case."""

    type: str
    external_id: str


class ExternalId(NamedTuple):
    """A name and the managed object it stands for."""

    name: Name
    object_id: int


def create(tenant: Tenant, object_id: str, document: Document) -> ExternalId:
    """Name the object of a path after a document's `type` and `externalId`.

    Raises 404 when there is no such object (since 10.20.131 none is created on the way), 409 when the name is taken.
    """
    number = parse_id(object_id)
    if number is None or not tenant.inventory.holds(number):
        raise error("global_id.unknown")
    return bind(tenant, number, *name_of(document))


def bind(tenant: Tenant, object_id: int, type: str, external_id: str) -> ExternalId:
    """Give an object that exists a name, or raise 409 when the name is taken."""
    name = Name(type, external_id)
    require_free(tenant, name)
    tenant.external_ids.put(name, object_id)
    tenant.external_ids_of.put(object_id, (*(tenant.external_ids_of.get(object_id) or ()), name))
    return ExternalId(name, object_id)


def require_free(tenant: Tenant, name: Name) -> None:
    """Refuse a name that is taken.

    # unverified: a pair that is bound to the same object already is refused as well.
    """
    if name in tenant.external_ids:
        raise error("external_id.duplicate")


def name_of(document: Document) -> Name:
    """Read a name from a document with `type` and `externalId`; what else it holds is passed over."""
    require_fields(document, ("externalId", "type"))
    return Name(text_field(document, "type", AREA), text_field(document, "externalId", AREA))


def get(tenant: Tenant, type: str, external_id: str) -> ExternalId:
    """Return what a name stands for, or raise 404."""
    name = Name(type, external_id)
    object_id = tenant.external_ids.get(name)
    if object_id is None:
        raise error("external_id.unknown", type=type, external_id=external_id)
    return ExternalId(name, object_id)


def list_of(tenant: Tenant, object_id: str) -> list[ExternalId]:
    """List the names of an object, oldest first; what does not exist has none."""
    number = parse_id(object_id)
    if number is None:
        return []
    return [ExternalId(Name(*name), number) for name in tenant.external_ids_of.get(number) or ()]


def search(tenant: Tenant, document: Document) -> list[ExternalId]:
    """Find what the names under `externalIds` stand for, in the order asked; unknown names are passed over."""
    names = document.get("externalIds")
    if not isinstance(names, list) or not names:
        raise _bad_criteria("'externalIds' must be a list of at least one external id")
    wanted = dict.fromkeys(map(_criterion, names))
    return [ExternalId(name, found) for name in wanted if (found := tenant.external_ids.get(name)) is not None]


def delete(tenant: Tenant, type: str, external_id: str) -> None:
    """Take a name away from its object, or raise 404."""
    found = get(tenant, type, external_id)
    rest = tuple(name for name in tenant.external_ids_of.get(found.object_id) or () if name != found.name)
    tenant.external_ids.remove(found.name)
    tenant.external_ids_of.put(found.object_id, rest)


def remove_source(tenant: Tenant, source: int) -> None:
    """Free every name of a managed object that is going away."""
    for name in tenant.external_ids_of.remove(source) or ():
        tenant.external_ids.remove(name)


def _criterion(value: object) -> Name:
    match value:
        case {"type": str(type), "externalId": str(external_id)} if type and external_id:
            return Name(type, external_id)
    raise _bad_criteria("each external id needs 'type' and 'externalId' as non-empty strings")


def _bad_criteria(reason: str) -> PlatformError:
    return error("request.bad", area=AREA, reason=reason)
