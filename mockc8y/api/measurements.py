"""Measurements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockc8y.api import measurement_series, measurement_tables, metering, parameters, reach, render
from mockc8y.api.links import Links
from mockc8y.api.measurement_tables import conversions_of
from mockc8y.api.negotiation import JSON, negotiate, vendor
from mockc8y.api.reply import Reply, content, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import measurements
from mockc8y.domain.errors import error
from mockc8y.domain.measurement_persistence import is_legacy
from mockc8y.domain.measurement_terms import with_series_in, with_value
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN, MEASUREMENT, READ
from mockc8y.domain.roles import roles
from mockc8y.domain.sources import Filter
from mockc8y.domain.units import converted
from mockc8y.domain.usage import MEASUREMENTS_CREATED
from mockc8y.store.codec import encode
from mockc8y.store.collection import Record, Term

PATH = "/measurement/measurements"
RESOURCE = render.Resource(
    path=PATH,
    media="measurement",
    collection_media="measurementcollection",
    key="measurements",
    render=render.with_source(PATH),
)
OFFERS = (vendor(RESOURCE.collection_media), JSON, *measurement_tables.WRITERS, measurement_tables.STREAM)
"""What a collection can be had as."""


def create(request: Request) -> Reply:
    """POST one measurement, or a collection of them."""
    document = request.document()
    if request.kind == "measurementcollection" or (request.kind != "measurement" and "measurements" in document):
        return _create_all(request, document.get("measurements"))
    return render.created(request, RESOURCE, measurements.create(request.tenant, document, request.caller))


def find(request: Request) -> Reply:
    """GET a page of measurements, as JSON or as a table; or all of them as a stream."""
    media_type = negotiate(request.accept, OFFERS)
    wanted, selection = parameters.page_request(request), _selection(request)
    if media_type == measurement_tables.STREAM:
        return _streamed(request, selection)
    page = page_of(selection, wanted)
    if media_type in measurement_tables.WRITERS:
        return content(200, media_type, measurement_tables.written(request, media_type, page.items))
    return render.listed(request, _resource(request), page)


def get(request: Request) -> Reply:
    """GET one measurement."""
    return render.found(request, _resource(request), measurements.get(request.tenant, *request.arguments))


def delete(request: Request) -> Reply:
    """DELETE one measurement."""
    measurements.delete(request.tenant, *request.arguments)
    return no_content()


def delete_all(request: Request) -> Reply:
    """DELETE many measurements."""
    fragment = with_series_in(request.tenant, request.query.get("fragmentType"))
    measurements.delete_matching(request.tenant, _filter(request, fragment))
    return no_content()


def _create_all(request: Request, documents: object) -> Reply:
    if not isinstance(documents, list):
        raise error("mandatory.missing", fields="measurements")
    records = measurements.create_all(request.tenant, documents, request.caller)
    metering.count_more(request, MEASUREMENTS_CREATED, len(records))
    items = b",".join(RESOURCE.render(record, request.links) for record in records)
    offers = (vendor(RESOURCE.collection_media), JSON)
    return render.written(request, 201, offers, b'{"measurements":[%b]}' % items)


def _selection(request: Request) -> Sequence[Record]:
    """Find measurements. `revert` works beside a limit of time only (specification)."""
    query = request.query
    value = with_value(request.tenant, query.get("valueFragmentType"), query.get("valueFragmentSeries"))
    fragment = query.get("fragmentType")
    wanted = _filter(request, value, [("fragment", fragment)] if fragment else [])
    newest_first = not is_legacy(request.tenant)
    revert = parameters.choice(query, "revert")
    if wanted.time and revert is not None:
        newest_first = revert
    return measurements.select(request.tenant, wanted, newest_first=newest_first)


def _filter(request: Request, *groups: Sequence[Term]) -> Filter:
    query = request.query
    source = parameters.object_id(query, "source")
    return Filter(
        sources=[] if source is None else [("source", source)],
        groups=[*parameters.terms(query, ("type",)), *groups],
        time=parameters.span(query, "dateFrom", "dateTo"),
        sight=request.sight,
    )


def _streamed(request: Request, selection: Sequence[Record]) -> Reply:
    """Answer with everything that was found: the client reads it element by element (specification).

    It looks like one page of just that size, and no page is smaller than 1.
    """
    resource = _resource(request)
    items = b",".join(resource.render(record, request.links) for record in selection)
    frame = b'"statistics":{"currentPage":1,"pageSize":%d}' % max(len(selection), 1)
    return content(200, measurement_tables.STREAM, b'{"measurements":[%b],%b}' % (items, frame))


def _resource(request: Request) -> render.Resource:
    """Return how measurements look in the system of units that the request asks for."""
    conversions = conversions_of(request)
    if not conversions:
        return RESOURCE

    def render_converted(record: Record, links: Links) -> bytes:
        body = encode(converted(record.document, conversions))
        return RESOURCE.render(record._replace(body=body), links)

    return replace(RESOURCE, render=render_converted)


FILTER = query_names("dateFrom dateTo fragmentType source type")

ROUTES = (
    Route(
        "POST",
        PATH,
        "postMeasurementCollectionResource",
        roles("MEASUREMENT_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.posted(MEASUREMENT, "measurements"),
    ),
    Route(
        "GET",
        PATH,
        "getMeasurementCollectionResource",
        roles("MEASUREMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=FILTER | PAGING | query_names("revert valueFragmentSeries valueFragmentType"),
        reach=reach.listing(MEASUREMENT),
    ),
    Route(
        "DELETE",
        PATH,
        "deleteMeasurementCollectionResource",
        roles("MEASUREMENT_ADMIN"),
        delete_all,
        Evidence.RECORDED,
        parameters=FILTER,
        reach=reach.listing(MEASUREMENT, ADMIN),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getMeasurementResource",
        roles("MEASUREMENT_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(MEASUREMENT, READ, measurements.get),
    ),
    Route(
        "DELETE",
        f"{PATH}/{{id}}",
        "deleteMeasurementResource",
        roles("MEASUREMENT_ADMIN"),
        delete,
        reach=reach.record(MEASUREMENT, ADMIN, measurements.get),
    ),
    Route(
        "GET",
        f"{PATH}/series",
        "getMeasurementSeriesResource",
        roles("MEASUREMENT_READ"),
        measurement_series.read,
        Evidence.RECORDED,
        parameters=measurement_series.PARAMETERS,
        reach=reach.asked_source(MEASUREMENT),
    ),
)
"""The operations of this family in the official specification."""
