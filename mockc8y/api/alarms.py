"""Alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from mockc8y.api import metering, parameters, reach, render, sources
from mockc8y.api.links import Links
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import alarms, alarms_query
from mockc8y.domain.alarms_draft import AREA, SEVERITIES, STATUSES, require_word
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN, ALARM, READ
from mockc8y.domain.roles import roles
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.usage import ALARMS_UPDATED
from mockc8y.store.collection import Record, Term

PATH = "/alarm/alarms"
UPSERTED = (vendor("alarmUpsertResponse"), JSON)
TEXT = "text/plain"

_HEAD = b'{"id":"%(id)d","self":"%(base)b/alarm/alarms/%(id)d",'
_SUPPRESSED_HEAD = b'{"self":"%(base)b/alarm/alarms/null",'
_SOURCE = b'"source":{"id":"%(source)d","self":"%(base)b/inventory/managedObjects/%(source)d"'


@dataclass(frozen=True, slots=True)
class AlarmResource(render.Resource):
    """Alarms, some of which are answered but not stored."""

    def location(self, record: Record, links: Links) -> str:
        """Return the address of an alarm; a suppressed one is called `null` (specification)."""
        return links.to(f"{self.path}/{record.id or 'null'}")


def resource_of(tenant: Tenant) -> AlarmResource:
    """Return how alarms of a tenant look. Their source carries the name that it has now."""

    def write(record: Record, links: Links) -> bytes:
        head = _SUPPRESSED_HEAD if record.id == NOT_STORED else _HEAD
        start = (head + _SOURCE) % {b"id": record.id, b"base": links.raw, b"source": record.source}
        name = tenant.names.get(record.source)
        named = b"}" if name is None else b',"name":%b}' % orjson.dumps(name)
        return render.join_object(start + named, record.body)

    return AlarmResource(PATH, "alarm", "alarmcollection", "alarms", write)


def create(request: Request) -> Reply:
    """POST an alarm."""
    record = alarms.raise_alarm(request.tenant, request.document(), request.caller)
    return render.created(request, resource_of(request.tenant), record)


def upsert(request: Request) -> Reply:
    """POST an alarm that changes the open one of its source and type."""
    count_by = int(parameters.flag(request.query, "incrementCount"))
    record, previous = alarms.upsert(request.tenant, request.document(), request.caller, count_by=count_by)
    resource = resource_of(request.tenant)
    before = b"null" if previous is None else resource.render(previous, request.links)
    body = b'{"alarm":%b,"previousState":%b}' % (resource.render(record, request.links), before)
    if previous is not None:
        return render.written(request, 200, UPSERTED, body)
    reply = render.written(request, 201, UPSERTED, body)
    reply.headers.append((b"location", resource.location(record, request.links).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of alarms."""
    found = alarms_query.select(request.tenant, _filter(request))
    return render.listed(request, resource_of(request.tenant), page_of(found, parameters.page_request(request)))


def count(request: Request) -> Reply:
    """GET the number of alarms, whatever their status."""
    return render.value(request, len(alarms_query.select(request.tenant, _filter(request))), TEXT, JSON)


def get(request: Request) -> Reply:
    """GET one alarm."""
    return render.found(request, resource_of(request.tenant), alarms.get(request.tenant, *request.arguments))


def update(request: Request) -> Reply:
    """PUT one alarm."""
    record = alarms.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.updated(request, resource_of(request.tenant), record)


def update_all(request: Request) -> Reply:
    """PUT a status to many alarms. It is always done at once, so the answer is 200 and never 202."""
    meant = alarms.update_all(request.tenant, _filter(request), request.document(), request.caller)
    metering.count_more(request, ALARMS_UPDATED, meant)
    return Reply(200)


def delete_all(request: Request) -> Reply:
    """DELETE many alarms."""
    alarms.delete_all(request.tenant, _filter(request))
    return no_content()


def _filter(request: Request) -> Filter:
    query = request.query
    types: Sequence[Term] = [("type", name) for name in parameters.listed(query, "type")]
    severities = [require_word("severity", name, SEVERITIES) for name in parameters.listed(query, "severity")]
    # unverified: the specification has no `fragmentType` here, but c8y_api and pyc8y offer it as a filter.
    fragment = query.get("fragmentType")
    having: Sequence[Term] = [("fragment", fragment)] if fragment else []
    groups = [types, _status(request), alarms_query.with_severity(severities), having]
    return sources.filter_of(request, groups, AREA)


def _status(request: Request) -> Sequence[Term]:
    """Read `resolved`, which wins over `status`. Its documented default `false` is not applied by a real tenant."""
    is_resolved = parameters.choice(request.query, "resolved")
    if is_resolved is not None:
        return alarms_query.resolved(is_resolved=is_resolved)
    names = [require_word("status", name, STATUSES) for name in parameters.listed(request.query, "status")]
    return alarms_query.with_status(names)


FILTER = sources.FILTER | query_names("fragmentType resolved severity status type")
SENT_BY_CLIENTS = query_names("filter query revert")
"""Parameters without an effect on alarms that c8y_api (`filter`, `revert`) and the web applications (`query`) send."""

ROUTES = (
    Route(
        "POST",
        PATH,
        "postAlarmCollectionResource",
        roles("ALARM_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.posted(ALARM, "alarms"),
    ),
    Route(
        "GET",
        PATH,
        "getAlarmCollectionResource",
        roles("ALARM_READ"),
        find,
        Evidence.RECORDED,
        parameters=FILTER | PAGING | SENT_BY_CLIENTS,
        reach=reach.listing(ALARM),
    ),
    Route(
        "PUT",
        PATH,
        "putAlarmCollectionResource",
        roles("ALARM_ADMIN"),
        update_all,
        Evidence.RECORDED,
        parameters=FILTER,
        reach=reach.listing(ALARM, ADMIN),
    ),
    Route(
        "DELETE",
        PATH,
        "deleteAlarmCollectionResource",
        roles("ALARM_ADMIN"),
        delete_all,
        Evidence.RECORDED,
        parameters=FILTER,
        reach=reach.listing(ALARM, ADMIN),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getAlarmResource",
        roles("ALARM_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(ALARM, READ, alarms.get),
    ),
    Route(
        "PUT",
        f"{PATH}/{{id}}",
        "putAlarmResource",
        roles("ALARM_ADMIN"),
        update,
        Evidence.RECORDED,
        reach=reach.record(ALARM, ADMIN, alarms.get),
    ),
    Route(
        "POST",
        f"{PATH}/upsert",
        "postAlarmUpsertResource",
        roles("ALARM_ADMIN"),
        upsert,
        parameters=query_names("incrementCount"),
        reach=reach.posted(ALARM, "alarms"),
    ),
    Route(
        "GET",
        f"{PATH}/count",
        "getAlarmCollectionCountResource",
        roles("ALARM_READ"),
        count,
        Evidence.RECORDED,
        parameters=FILTER,
        reach=reach.listing(ALARM),
    ),
)
"""The operations of this family in the official specification."""
