"""Events."""

from __future__ import annotations

from mockc8y.api import parameters, reach, render, sources
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import events
from mockc8y.domain.events import AREA, Fragment
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN, EVENT, READ
from mockc8y.domain.roles import roles
from mockc8y.domain.sources import Filter

PATH = "/event/events"
RESOURCE = render.Resource(
    path=PATH,
    media="event",
    collection_media="eventcollection",
    key="events",
    render=render.with_source(PATH),
)


def create(request: Request) -> Reply:
    """POST an event."""
    return render.created(request, RESOURCE, events.create(request.tenant, request.document(), request.caller))


def find(request: Request) -> Reply:
    """GET a page of events. `revert` works beside a limit of time only (specification; seen for `lastUpdated` too)."""
    wanted = _filter(request)
    is_limited = bool(wanted.time or wanted.created or wanted.updated)
    oldest_first = is_limited and parameters.flag(request.query, "revert")
    found = events.select(request.tenant, wanted, _fragment(request), newest_first=not oldest_first)
    return render.listed(request, RESOURCE, page_of(found, parameters.page_request(request)))


def get(request: Request) -> Reply:
    """GET one event."""
    return render.found(request, RESOURCE, events.get(request.tenant, *request.arguments))


def update(request: Request) -> Reply:
    """PUT one event."""
    record = events.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.updated(request, RESOURCE, record)


def delete(request: Request) -> Reply:
    """DELETE one event."""
    events.delete(request.tenant, *request.arguments)
    return no_content()


def delete_all(request: Request) -> Reply:
    """DELETE many events."""
    events.delete_all(request.tenant, _filter(request), _fragment(request))
    return no_content()


def _filter(request: Request) -> Filter:
    return sources.filter_of(request, parameters.terms(request.query, ("type",)), AREA)


def _fragment(request: Request) -> Fragment | None:
    """Read the fragment that is asked for; a value without its name asks nothing (specification)."""
    path = request.query.get("fragmentType")
    return None if path is None else Fragment(path, request.query.get("fragmentValue"))


FILTER = sources.FILTER | query_names("fragmentType fragmentValue type")

ROUTES = (
    Route(
        "POST",
        PATH,
        "postEventCollectionResource",
        roles("EVENT_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.posted(EVENT, "events"),
    ),
    Route(
        "GET",
        PATH,
        "getEventCollectionResource",
        roles("EVENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=FILTER | PAGING | query_names("revert"),
        reach=reach.listing(EVENT),
    ),
    Route(
        "DELETE",
        PATH,
        "deleteEventCollectionResource",
        roles("EVENT_ADMIN"),
        delete_all,
        Evidence.RECORDED,
        parameters=FILTER,
        reach=reach.listing(EVENT, ADMIN),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getEventResource",
        roles("EVENT_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(EVENT, READ, events.get),
    ),
    Route(
        "PUT",
        f"{PATH}/{{id}}",
        "putEventResource",
        roles("EVENT_ADMIN"),
        update,
        Evidence.RECORDED,
        reach=reach.record(EVENT, ADMIN, events.get),
    ),
    Route(
        "DELETE",
        f"{PATH}/{{id}}",
        "deleteEventResource",
        roles("EVENT_ADMIN"),
        delete,
        Evidence.RECORDED,
        reach=reach.record(EVENT, ADMIN, events.get),
    ),
)
"""The operations of this family in the official specification."""
