"""Binaries: files kept in the inventory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mockc8y.api import files, multipart, parameters, reach, render
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route, query_names
from mockc8y.domain import binaries
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN, MANAGED_OBJECT, READ
from mockc8y.domain.roles import roles
from mockc8y.store.collection import Record

RESOURCE = render.Resource(
    path="/inventory/binaries",
    media="managedobject",
    collection_media="managedobjectcollection",
    key="managedObjects",
    render=render.plain("/inventory/binaries"),
)
PARTS = ("object", "file")
_PARENT_OF: Mapping[str, str] = MappingProxyType(
    {"childDeviceId": DEVICES, "childAssetId": ASSETS, "childAdditionId": ADDITIONS}
)


def create(request: Request) -> Reply:
    """POST a file with its description, as a form whose parts may come in any order."""
    form = multipart.form(request)
    missing = [name for name in PARTS if name not in form]
    if missing:
        found = ", ".join(form) or "none"
        reason = f"The form needs the parts 'object' and 'file'; missing: {', '.join(missing)}; found: {found}"
        raise error("binary.incomplete", reason=reason)
    file = files.of_part(request, form["file"])
    document = multipart.document(request, form["object"])
    return render.created(request, RESOURCE, binaries.create(request.tenant, document, file, request.caller))


def find(request: Request) -> Reply:
    """GET a page of the managed objects that stand for files."""
    return render.listed(
        request, RESOURCE, page_of(reach.objects(request, _matches(request)), parameters.page_request(request))
    )


def get(request: Request) -> Reply:
    """GET a file, or a part of it."""
    return files.download(request, binaries.read(request.tenant, *request.arguments))


def replace(request: Request) -> Reply:
    """PUT another file in the place of one; the platform answers 201 (seen on a real tenant)."""
    (object_id,) = request.arguments
    record = binaries.replace(request.tenant, object_id, files.of_body(request))
    return render.written(request, 201, RESOURCE.offers, RESOURCE.render(record, request.links))


def delete(request: Request) -> Reply:
    """DELETE a file and the managed object that stands for it."""
    (object_id,) = request.arguments
    binaries.delete(request.tenant, object_id, request.caller)
    return no_content()


def _matches(request: Request) -> Sequence[Record]:
    query, tenant = request.query, request.tenant
    ids = parameters.listed(query, "ids")
    if ids:
        # unverified: `ids` beside other filters is taken alone.
        return binaries.select(tenant, limits=[{number for text in ids if (number := parse_id(text)) is not None}])
    children = [(kind, parameters.object_id(query, name)) for name, kind in _PARENT_OF.items()]
    parents = [set(tenant.relations.parents(kind, child)) for kind, child in children if child is not None]
    return binaries.select(tenant, parameters.terms(query, ("type", "owner")), parents)


ROUTES = (
    Route(
        "POST",
        "/inventory/binaries",
        "postBinariesCollectionResource",
        roles("INVENTORY_ADMIN", "INVENTORY_CREATE", "BINARY_ADMIN", "BINARY_CREATE"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        "/inventory/binaries",
        "getBinariesCollectionResource",
        roles("INVENTORY_READ", "BINARY_READ", "MANAGED_OBJECT_READ"),
        find,
        Evidence.RECORDED,
        parameters=query_names(
            "childAdditionId childAssetId childDeviceId currentPage ids owner pageSize type withTotalPages"
        ),
        reach=reach.listing(MANAGED_OBJECT),
    ),
    Route(
        "GET",
        "/inventory/binaries/{id}",
        "getBinariesResource",
        roles("INVENTORY_READ", "BINARY_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.managed_object(READ),
    ),
    Route(
        "PUT",
        "/inventory/binaries/{id}",
        "putBinariesResource",
        roles("INVENTORY_ADMIN", "BINARY_ADMIN"),
        replace,
        Evidence.RECORDED,
        reach=reach.managed_object(ADMIN),
    ),
    Route(
        "DELETE",
        "/inventory/binaries/{id}",
        "deleteBinariesResource",
        roles("INVENTORY_ADMIN", "BINARY_ADMIN"),
        delete,
        Evidence.RECORDED,
        reach=reach.managed_object(ADMIN),
    ),
)
"""The operations of this family in the official specification."""
