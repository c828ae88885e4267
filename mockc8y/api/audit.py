"""Audit records. They are never changed or deleted: PUT and DELETE answer 405."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.api import parameters, reach, render
from mockc8y.api.links import Links
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import audit
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import AUDIT, READ
from mockc8y.domain.roles import roles
from mockc8y.store.collection import Record, Term

PATH = "/audit/auditRecords"
_about_an_object = render.with_source(PATH)
_about_nothing = render.plain(PATH)


def _written(record: Record, links: Links) -> bytes:
    """Write a record. Those about the platform as a whole, such as logins, have no source."""
    return (_about_an_object if record.source else _about_nothing)(record, links)


RESOURCE = render.Resource(
    path=PATH,
    media="auditrecord",
    collection_media="auditrecordcollection",
    key="auditRecords",
    render=_written,
)


def create(request: Request) -> Reply:
    """POST a record."""
    return render.created(request, RESOURCE, audit.create(request.tenant, request.document(), request.caller))


def find(request: Request) -> Reply:
    """GET a page of records, newest first."""
    query = request.query
    selection = audit.select(
        request.tenant,
        _groups(request),
        parameters.span(query, "dateFrom", "dateTo"),
        # unverified: `revert` is not documented here; it is taken to mean what it means for events.
        newest_first=not parameters.flag(query, "revert"),
    )
    return render.listed(
        request, RESOURCE, page_of(reach.sourced(request, selection), parameters.page_request(request))
    )


def get(request: Request) -> Reply:
    """GET one record."""
    return render.found(request, RESOURCE, audit.get(request.tenant, *request.arguments))


def _groups(request: Request) -> list[Sequence[Term]]:
    groups = parameters.terms(request.query, ("application", "type", "user"))
    source = request.query.get("source")
    return groups if source is None else [*groups, [("source", audit.source_id(source))]]


ROUTES = (
    Route(
        "POST",
        PATH,
        "postAuditRecordCollectionResource",
        roles("AUDIT_ADMIN", "SYSTEM"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getAuditRecordCollectionResource",
        roles("AUDIT_READ"),
        find,
        Evidence.RECORDED,
        parameters=query_names("application dateFrom dateTo revert source type user") | PAGING,
        reach=reach.listing(AUDIT),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getAuditRecordResource",
        roles("AUDIT_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(AUDIT, READ, audit.get),
    ),
)
"""The operations of this family in the official specification."""
