"""Measurements and their series."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.api import parameters, render
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names, roles
from mockc8y.domain import measurements
from mockc8y.domain.errors import error
from mockc8y.domain.paging import page_of
from mockc8y.store.collection import Term

RESOURCE = render.Resource(
    path="/measurement/measurements",
    media="measurement",
    collection_media="measurementcollection",
    key="measurements",
    render=render.with_source("/measurement/measurements"),
)


def create(request: Request) -> Reply:
    """POST one measurement, or a collection of them."""
    document = request.document()
    if request.kind == "measurementcollection" or (request.kind != "measurement" and "measurements" in document):
        return _create_all(request, document.get("measurements"))
    return render.created(request, RESOURCE, measurements.create(request.tenant, document, request.caller))


def find(request: Request) -> Reply:
    """GET a page of measurements."""
    query = request.query
    newest_first = parameters.choice(query, "revert") is not False
    selection = measurements.select(
        request.tenant, _groups(request), parameters.span(query, "dateFrom", "dateTo"), newest_first=newest_first
    )
    return render.listed(request, RESOURCE, page_of(selection, parameters.page_request(request)))


def get(request: Request) -> Reply:
    """GET one measurement."""
    return render.found(request, RESOURCE, measurements.get(request.tenant, *request.arguments))


def delete(request: Request) -> Reply:
    """DELETE one measurement."""
    measurements.delete(request.tenant, *request.arguments)
    return no_content()


def _create_all(request: Request, documents: object) -> Reply:
    if not isinstance(documents, list):
        raise error("mandatory.missing", fields="measurements")
    records = measurements.create_all(request.tenant, documents, request.caller)
    items = b",".join(RESOURCE.render(record, request.links) for record in records)
    offers = (vendor(RESOURCE.collection_media), JSON)
    return render.written(request, 201, offers, b'{"measurements":[%b]}' % items)


def _groups(request: Request) -> list[Sequence[Term]]:
    query = request.query
    groups = parameters.terms(query, ("type",))
    source = parameters.object_id(query, "source")
    if source is not None:
        groups.append([("source", source)])
    fragment, series = query.get("valueFragmentType"), query.get("valueFragmentSeries")
    if fragment and series:
        groups.append([("series", (fragment, series))])
    elif fragment:
        groups.append([("fragment", fragment)])
    return groups


ROUTES = (
    Route(
        "POST",
        "/measurement/measurements",
        "postMeasurementCollectionResource",
        roles("MEASUREMENT_ADMIN"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        "/measurement/measurements",
        "getMeasurementCollectionResource",
        roles("MEASUREMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=query_names("dateFrom dateTo revert source type valueFragmentSeries valueFragmentType") | PAGING,
    ),
    Route(
        "DELETE",
        "/measurement/measurements",
        "deleteMeasurementCollectionResource",
        roles("MEASUREMENT_ADMIN"),
        parameters=query_names("dateFrom dateTo fragmentType source type"),
    ),
    Route("GET", "/measurement/measurements/{id}", "getMeasurementResource", roles("MEASUREMENT_READ"), get),
    Route("DELETE", "/measurement/measurements/{id}", "deleteMeasurementResource", roles("MEASUREMENT_ADMIN"), delete),
    Route(
        "GET",
        "/measurement/measurements/series",
        "getMeasurementSeriesResource",
        roles("MEASUREMENT_READ"),
        parameters=query_names(
            "aggregationFunction aggregationInterval aggregationType dateFrom dateTo revert series source"
        ),
    ),
)
"""The operations of this family in the official specification."""
