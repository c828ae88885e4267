"""Query parameters of the families whose documents belong to a managed object."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.api import parameters
from mockc8y.api.request import Request
from mockc8y.api.route import query_names
from mockc8y.domain import sources
from mockc8y.store.collection import Term

FILTER = query_names("source createdFrom createdTo dateFrom dateTo lastUpdatedFrom lastUpdatedTo") | frozenset(
    sources.RELATED
)
"""What `filter_of` reads."""


def filter_of(request: Request, groups: Sequence[Sequence[Term]], area: str) -> sources.Filter:
    """Read the source with what is below it and the spans of time, and join them with the family's own terms."""
    query = request.query
    related = [name for name in sources.RELATED if parameters.flag(query, name)]
    source = parameters.object_id(query, "source")
    return sources.Filter(
        sources=sources.extended(request.tenant, source, related, area),
        groups=groups,
        time=parameters.span(query, "dateFrom", "dateTo"),
        created=parameters.span(query, "createdFrom", "createdTo"),
        updated=parameters.span(query, "lastUpdatedFrom", "lastUpdatedTo"),
        sight=request.sight,
    )
