"""Notification 2.0 subscriptions."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.links import Links
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain.notifications import subscriptions
from mockc8y.domain.notifications.filters import CONTEXTS
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record, Term

PATH = "/notification2/subscriptions"
ADMIN = roles("NOTIFICATION_2_ADMIN")
_HEAD = b'{"id":"%d","self":"%b/notification2/subscriptions/%d"'
_SOURCE = b',"source":{"id":"%d","self":"%b/inventory/managedObjects/%d"'


def resource_of(tenant: Tenant) -> render.Resource:
    """Return how subscriptions of a tenant look. Their source carries the name that it has now.

    # unverified: a subscription of the whole tenant has no source.
    """

    def write(record: Record, links: Links) -> bytes:
        head = _HEAD % (record.id, links.raw, record.id)
        return render.join_object(head + _source(tenant, record.source, links), record.body)

    return render.Resource(PATH, "subscription", "subscriptioncollection", "subscriptions", write)


def create(request: Request) -> Reply:
    """POST a subscription."""
    record = subscriptions.create(request.tenant, request.document())
    return render.created(request, resource_of(request.tenant), record)


def find(request: Request) -> Reply:
    """GET a page of subscriptions."""
    found = subscriptions.select(request.tenant, _terms(request), request.query.get("typeFilter"))
    return render.listed(request, resource_of(request.tenant), page_of(found, parameters.page_request(request)))


def get(request: Request) -> Reply:
    """GET one subscription."""
    record = subscriptions.get(request.tenant, *request.arguments)
    return render.found(request, resource_of(request.tenant), record)


def delete(request: Request) -> Reply:
    """DELETE one subscription."""
    subscriptions.delete(request.tenant, *request.arguments)
    return no_content()


def delete_all(request: Request) -> Reply:
    """DELETE the subscriptions of a context, or of a managed object."""
    source = parameters.object_id(request.query, "source")
    subscriptions.delete_all(request.tenant, _context(request), source)
    return no_content()


def _terms(request: Request) -> list[Term]:
    asked = {
        "context": _context(request),
        "source": parameters.object_id(request.query, "source"),
        "subscription": request.query.get("subscription"),
    }
    return [(name, value) for name, value in asked.items() if value is not None]


def _context(request: Request) -> str | None:
    context = request.query.get("context")
    if context is not None and context not in CONTEXTS:
        raise parameters.invalid("context", f"must be one of {', '.join(CONTEXTS)}, not '{context}'")
    return context


def _source(tenant: Tenant, source: int, links: Links) -> bytes:
    if not source:
        return b""
    name = tenant.names.get(source)
    named = b"}" if name is None else b',"name":%b}' % orjson.dumps(name)
    return _SOURCE % (source, links.raw, source) + named


ROUTES = (
    Route("POST", PATH, "postNotificationSubscriptionResource", ADMIN, create, Evidence.CLIENT),
    Route(
        "GET",
        PATH,
        "getNotificationSubscriptionCollectionResource",
        ADMIN,
        find,
        Evidence.CLIENT,
        parameters=query_names("context source subscription typeFilter") | PAGING,
    ),
    Route(
        "DELETE",
        PATH,
        "deleteNotificationSubscriptionBySourceResource",
        ADMIN,
        delete_all,
        Evidence.CLIENT,
        parameters=query_names("context source"),
    ),
    Route("GET", f"{PATH}/{{id}}", "getNotificationSubscriptionResource", ADMIN, get, Evidence.CLIENT),
    Route("DELETE", f"{PATH}/{{id}}", "deleteNotificationSubscriptionResource", ADMIN, delete, Evidence.CLIENT),
)
"""The operations of this family in the official specification."""
