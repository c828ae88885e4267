"""Managed objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mockc8y.api import managed_object, managed_object_details, metering, parameters, reach, render
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import deletion, inventory, inventory_queries, permissions
from mockc8y.domain.documents import parse_id
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.inventory_queries import Wanted
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.usage import INVENTORIES_CREATED, INVENTORIES_UPDATED
from mockc8y.store.collection import Record

PATH, RESOURCE = managed_object.PATH, managed_object.RESOURCE
CHILD_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"childDeviceId": DEVICES, "childAssetId": ASSETS, "childAdditionId": ADDITIONS}
)
"""Query parameters that name a child and list its parents, with the kind of the link."""


def create(request: Request) -> Reply:
    """POST a managed object, or a collection of them."""
    document = request.document()
    if request.kind == "managedobjectcollection" or (request.kind != "managedobject" and "managedObjects" in document):
        records = inventory.create_all(request.tenant, document.get("managedObjects"), request.caller)
        metering.count_more(request, INVENTORIES_CREATED, len(records))
        return _written_all(request, 201, records)
    return render.created(request, RESOURCE, inventory.create(request.tenant, document, request.caller))


def update_all(request: Request) -> Reply:
    """PUT changes to several managed objects."""
    records = inventory.update_all(request.tenant, request.document().get("managedObjects"), request.caller)
    metering.count_more(request, INVENTORIES_UPDATED, len(records))
    return _written_all(request, 200, records)


def find(request: Request) -> Reply:
    """GET a page of managed objects."""
    page = page_of(_found(request), parameters.page_request(request))
    return render.listed(request, managed_object.resource_of(request), page)


def count(request: Request) -> Reply:
    """GET the number of managed objects that a listing with the same filters would show."""
    return render.value(request, len(_found(request)))


def get(request: Request) -> Reply:
    """GET one managed object."""
    record = inventory.get(request.tenant, *request.arguments)
    return render.found(request, managed_object.resource_of(request), record)


def update(request: Request) -> Reply:
    """PUT one managed object. The answer to a sign of life holds the id alone (specification)."""
    change = request.document()
    record = inventory.update(request.tenant, request.arguments[0], change, request.caller)
    if inventory.is_heartbeat(change):
        return render.written(request, 200, RESOURCE.offers, b'{"id":"%d"}' % record.id)
    return render.updated(request, RESOURCE, record)


def delete(request: Request) -> Reply:
    """DELETE one managed object, or all below it as well."""
    deletion.delete(
        request.tenant,
        request.arguments[0],
        request.caller,
        cascade=parameters.cascades(request.query),
        with_device_user=parameters.flag(request.query, "withDeviceUser"),
    )
    return no_content()


def _found(request: Request) -> Sequence[Record]:
    return reach.objects(request, inventory_queries.select(request.tenant, _wanted(request)))


def _wanted(request: Request) -> Wanted:
    query = request.query
    is_device_query = "q" in query.names()
    return Wanted(
        ids=_ids(request),
        query=query.get("query") or query.get("q") or "",
        text=query.get("text") or "",
        filters=[*parameters.terms(query, ("type", "owner")), *_fragment(request)],
        # An empty `q` still means devices: the web applications count them that way.
        required=[[("fragment", "c8y_IsDevice")]] if is_device_query else [],
        parents_of=[
            (kind, child)
            for name, kind in CHILD_OF_KIND.items()
            if (child := parameters.object_id(query, name)) is not None
        ],
        only_roots=parameters.flag(query, "onlyRoots"),
    )


def _ids(request: Request) -> list[int] | None:
    listed = parameters.listed(request.query, "ids")
    if not listed:
        return None
    return [number for text in listed if (number := parse_id(text)) is not None]


def _fragment(request: Request) -> list[list[tuple[str, str]]]:
    fragment = request.query.get("fragmentType")
    return [] if fragment is None else [[("fragment", fragment)]]


def _written_all(request: Request, status: int, records: list[Record]) -> Reply:
    items = b",".join(RESOURCE.render(record, request.links) for record in records)
    offers = (vendor(RESOURCE.collection_media), JSON)
    return render.written(request, status, offers, b'{"managedObjects":[%b]}' % items)


READ, CHANGE = managed_object.READ, managed_object.CHANGE
CREATE = CHANGE | roles("INVENTORY_CREATE", "MANAGED_OBJECT_CREATE")
ONE = managed_object.ONE

FILTER = query_names("fragmentType ids onlyRoots owner q query text type") | frozenset(CHILD_OF_KIND)

ROUTES = (
    Route("POST", PATH, "postManagedObjectCollectionResource", CREATE, create, Evidence.RECORDED),
    Route("PUT", PATH, "putManagedObjectCollectionResource", CHANGE, update_all, reach=reach.listed_objects),
    Route(
        "GET",
        PATH,
        "getManagedObjectCollectionResource",
        READ,
        find,
        Evidence.RECORDED,
        parameters=FILTER | managed_object.PARAMETERS | PAGING,
        reach=reach.listing(permissions.MANAGED_OBJECT),
    ),
    Route(
        "GET",
        ONE,
        "getManagedObjectResource",
        READ,
        get,
        Evidence.RECORDED,
        parameters=managed_object.PARAMETERS,
        reach=reach.managed_object(permissions.READ),
    ),
    Route(
        "PUT",
        ONE,
        "putManagedObjectResource",
        CHANGE,
        update,
        Evidence.RECORDED,
        reach=reach.changed_object,
    ),
    Route(
        "DELETE",
        ONE,
        "deleteManagedObjectResource",
        CHANGE,
        delete,
        Evidence.RECORDED,
        parameters=query_names("cascade forceCascade withDeviceUser"),
        reach=reach.deleted,
    ),
    *managed_object_details.ROUTES,
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "GET",
        f"{PATH}/count",
        "getManagedObjectCollectionCount",
        READ,
        count,
        Evidence.CLIENT,
        parameters=FILTER,
        reach=reach.listing(permissions.MANAGED_OBJECT),
    ),
)
"""What the official client for browsers and Node asks for besides."""
