"""Operations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import orjson

from mockc8y.api import identity as identity_api
from mockc8y.api import parameters, reach, render
from mockc8y.api.links import Links
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import operations
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN, OPERATION, READ
from mockc8y.domain.roles import roles
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record, Term

PATH = "/devicecontrol/operations"
_DEVICE = b'"deviceId":"%d"'
_HEAD = b'{"id":"%d","self":"%b/devicecontrol/operations/%d",' + _DEVICE


def written(record: Record, links: Links) -> bytes:
    """Write an operation as it looks alone."""
    return render.join_object(_head(record, links), record.body)


RESOURCE = render.Resource(
    path=PATH,
    media="operation",
    collection_media="operationcollection",
    key="operations",
    render=written,
)


def create(request: Request) -> Reply:
    """POST an operation."""
    return render.created(request, RESOURCE, operations.create(request.tenant, request.document(), request.caller))


def find(request: Request) -> Reply:
    """GET a page of operations, oldest first. Only a query with a date can be turned around (specification)."""
    wanted = _filter(request)
    newest_first = bool(wanted.time) and parameters.flag(request.query, "revert")
    selection = operations.select(request.tenant, wanted, newest_first=newest_first)
    page = page_of(selection, parameters.page_request(request))
    write = _with_external_ids if request.query.get("agentId") else _with_name
    items = map(partial(write, request.tenant, request.links), page.items)
    return render.listed_as(request, RESOURCE.collection_media, RESOURCE.key, items, page)


def get(request: Request) -> Reply:
    """GET one operation."""
    return render.found(request, RESOURCE, operations.get(request.tenant, *request.arguments))


def update(request: Request) -> Reply:
    """PUT a new status."""
    record = operations.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.updated(request, RESOURCE, record)


def delete_all(request: Request) -> Reply:
    """DELETE the operations of a query."""
    operations.delete_all(request.tenant, _filter(request))
    return no_content()


def _filter(request: Request) -> Filter:
    query = request.query
    agent = parameters.object_id(query, "agentId")
    return Filter(
        sources=[] if agent is None else operations.under_agent(request.tenant, agent),
        groups=[
            _numbers(request, "source", "deviceId"),
            _numbers(request, "bulkOperationId", "bulkOperationId"),
            _status(request),
            [("fragment", fragment)] if (fragment := query.get("fragmentType")) else [],
        ],
        time=parameters.span(query, "dateFrom", "dateTo"),
        sight=request.sight,
    )


def _numbers(request: Request, kind: str, name: str) -> Sequence[Term]:
    number = parameters.object_id(request.query, name)
    return [] if number is None else [(kind, number)]


def _status(request: Request) -> Sequence[Term]:
    status = request.query.get("status")
    if status is None:
        return []
    if status not in operations.STATUSES:
        raise parameters.invalid("status", f"must be one of {', '.join(operations.STATUSES)}, not '{status}'")
    return [("status", status)]


def _head(record: Record, links: Links) -> bytes:
    if record.id == NOT_STORED:
        return b"{" + _DEVICE % record.source
    return _HEAD % (record.id, links.raw, record.id, record.source)


def _with_name(tenant: Tenant, links: Links, record: Record) -> bytes:
    """Write an operation as it looks in a collection: with the name of its device."""
    return render.join_object(_head(record, links) + _name(tenant, record), record.body)


def _with_external_ids(tenant: Tenant, links: Links, record: Record) -> bytes:
    """Write an operation as an agent gets it: with the name and the external ids of its device."""
    external_ids = orjson.dumps(identity_api.collection_of(tenant, record.source, links))
    start = _head(record, links) + _name(tenant, record) + b',"deviceExternalIDs":' + external_ids
    return render.join_object(start, record.body)


def _name(tenant: Tenant, record: Record) -> bytes:
    name = tenant.names.get(record.source)
    return b"" if name is None else b',"deviceName":' + orjson.dumps(name)


ROUTES = (
    Route(
        "POST",
        PATH,
        "postOperationCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.posted(OPERATION, "operations", "deviceId"),
    ),
    Route(
        "GET",
        PATH,
        "getOperationCollectionResource",
        roles("DEVICE_CONTROL_READ"),
        find,
        Evidence.RECORDED,
        # `bulkId` is sent by c8y_api and `withDeleted` by the web UI; the platform passes over both.
        parameters=query_names(
            "agentId bulkId bulkOperationId dateFrom dateTo deviceId fragmentType revert status withDeleted"
        )
        | PAGING,
        reach=reach.listing(OPERATION),
    ),
    Route(
        "DELETE",
        PATH,
        "deleteOperationCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
        delete_all,
        Evidence.RECORDED,
        # unverified: the specification has no `bulkOperationId` and `fragmentType` here, but clients send them, and
        # passing over them would remove more than was meant.
        parameters=query_names("agentId bulkId bulkOperationId dateFrom dateTo deviceId fragmentType status"),
        reach=reach.listing(OPERATION, ADMIN),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getOperationResource",
        roles("DEVICE_CONTROL_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(OPERATION, READ, operations.get),
    ),
    Route(
        "PUT",
        f"{PATH}/{{id}}",
        "putOperationResource",
        roles("DEVICE_CONTROL_ADMIN"),
        update,
        Evidence.RECORDED,
        reach=reach.record(OPERATION, ADMIN, operations.get),
    ),
)
"""The operations of this family in the official specification."""
