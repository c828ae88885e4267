"""Bulk operations. Their ids are JSON numbers, unlike those of everything else a device has."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.links import Links
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.domain import bulk_operations
from mockc8y.domain.bulk_operation_rollout import general_status_of, progress_of
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

PATH = "/devicecontrol/bulkoperations"
_HEAD = b'{"id":%d,"self":"%b/devicecontrol/bulkoperations/%d",'


def resource_of(tenant: Tenant) -> render.Resource:
    """Return how bulk operations of a tenant look: with what became of their operations so far."""

    def write(record: Record, links: Links) -> bytes:
        progress = progress_of(tenant, record.id)
        state = {"generalStatus": general_status_of(record.document["status"], progress), "progress": progress}
        start = _HEAD % (record.id, links.raw, record.id) + orjson.dumps(state)[1:-1]
        return render.join_object(start, record.body)

    return render.Resource(PATH, "bulkoperation", "bulkoperationcollection", "bulkOperations", write)


def create(request: Request) -> Reply:
    """POST a bulk operation."""
    record = bulk_operations.create(request.tenant, request.document(), request.caller)
    return render.created(request, resource_of(request.tenant), record)


def find(request: Request) -> Reply:
    """GET a page of bulk operations."""
    page = page_of(bulk_operations.select(request.tenant), parameters.page_request(request))
    return render.listed(request, resource_of(request.tenant), page)


def get(request: Request) -> Reply:
    """GET one bulk operation."""
    record = bulk_operations.get(request.tenant, *request.arguments)
    return render.found(request, resource_of(request.tenant), record)


def update(request: Request) -> Reply:
    """PUT changes of a bulk operation."""
    record = bulk_operations.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.updated(request, resource_of(request.tenant), record)


def cancel(request: Request) -> Reply:
    """DELETE a bulk operation, which only cancels it."""
    bulk_operations.cancel(request.tenant, request.arguments[0], request.caller)
    return no_content()


ROUTES = (
    Route(
        "POST",
        PATH,
        "postBulkOperationCollectionResource",
        roles("BULK_OPERATION_ADMIN"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getBulkOperationCollectionResource",
        roles("BULK_OPERATION_READ"),
        find,
        Evidence.RECORDED,
        # The specification has no `withTotalPages` here; pyc8y and c8y_api count with it.
        parameters=PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getBulkOperationResource",
        roles("BULK_OPERATION_READ"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{PATH}/{{id}}",
        "putBulkOperationResource",
        roles("BULK_OPERATION_ADMIN"),
        update,
    ),
    Route(
        "DELETE",
        f"{PATH}/{{id}}",
        "deleteBulkOperationResource",
        roles("BULK_OPERATION_ADMIN"),
        cancel,
        Evidence.CLIENT,
    ),
)
"""The operations of this family in the official specification."""
