"""External ids."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import orjson

from mockc8y.api import reach, render
from mockc8y.api.links import Links
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.domain import identity
from mockc8y.domain.identity import ExternalId
from mockc8y.domain.permissions import ADMIN, MANAGED_OBJECT, READ
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

_ITEM = (vendor("externalid"), JSON)
_COLLECTION = (vendor("externalidcollection"), JSON)


def create(request: Request) -> Reply:
    """POST an external id of a managed object."""
    (object_id,) = request.arguments
    made = identity.create(request.tenant, object_id, request.document())
    reply = render.written(request, 201, _ITEM, orjson.dumps(document_of(made, request.links)))
    reply.headers.append((b"location", _address(made, request.links).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET the external ids of a managed object: all of them, without a paging block."""
    found = identity.list_of(request.tenant, *request.arguments)
    return render.value(request, _collection(found, request.path, request.links), *_COLLECTION)


def search(request: Request) -> Reply:
    """POST a list of external ids and get those that exist. It reads, so the answer has a body in any case."""
    found = reach.external_ids(request, identity.search(request.tenant, request.document()))
    return render.value(request, _collection(found, request.path, request.links), *_COLLECTION)


def get(request: Request) -> Reply:
    """GET one external id."""
    found = identity.get(request.tenant, *request.arguments)
    return render.value(request, document_of(found, request.links), *_ITEM)


def delete(request: Request) -> Reply:
    """DELETE one external id."""
    identity.delete(request.tenant, *request.arguments)
    return no_content()


def collection_of(tenant: Tenant, object_id: int, links: Links) -> Document:
    """Return the external ids of a managed object as their own API shows them."""
    path = f"/identity/globalIds/{object_id}/externalIds"
    return _collection(identity.list_of(tenant, str(object_id)), path, links)


def _collection(found: Iterable[ExternalId], path: str, links: Links) -> Document:
    return {"externalIds": [document_of(external_id, links) for external_id in found], "self": links.to(path)}


def document_of(external_id: ExternalId, links: Links) -> Document:
    """Return one external id as the API shows it."""
    name, object_id = external_id
    return {
        "externalId": name.external_id,
        "type": name.type,
        "self": _address(external_id, links),
        "managedObject": {"id": str(object_id), "self": links.to(f"/inventory/managedObjects/{object_id}")},
    }


def _address(external_id: ExternalId, links: Links) -> str:
    return links.to("/identity/externalIds/" + "/".join(quote(part, safe="") for part in external_id.name))


ROUTES = (
    Route(
        "POST",
        "/identity/search",
        "postIdentitySearch",
        roles("IDENTITY_READ"),
        search,
        reach=reach.listing(MANAGED_OBJECT),
    ),
    Route(
        "POST",
        "/identity/globalIds/{id}/externalIds",
        "postExternalIDCollectionResource",
        roles("IDENTITY_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.managed_object(ADMIN),
    ),
    Route(
        "GET",
        "/identity/globalIds/{id}/externalIds",
        "getExternalIDCollectionResource",
        roles("IDENTITY_READ"),
        find,
        Evidence.RECORDED,
        reach=reach.named_object(READ),
    ),
    Route(
        "GET",
        "/identity/externalIds/{type}/{externalId}",
        "getExternalIDResource",
        roles("IDENTITY_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.external_id(READ),
    ),
    Route(
        "DELETE",
        "/identity/externalIds/{type}/{externalId}",
        "deleteExternalIDResource",
        roles("IDENTITY_ADMIN"),
        delete,
        Evidence.RECORDED,
        reach=reach.external_id(ADMIN),
    ),
)
"""The operations of this family in the official specification."""
