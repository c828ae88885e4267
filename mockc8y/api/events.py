"""Events."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names, roles

ROUTES = (
    Route("POST", "/event/events", "postEventCollectionResource", roles("EVENT_ADMIN")),
    Route(
        "GET",
        "/event/events",
        "getEventCollectionResource",
        roles("EVENT_READ"),
        parameters=query_names(
            "createdFrom createdTo dateFrom dateTo fragmentType fragmentValue lastUpdatedFrom "
            "lastUpdatedTo revert source type withSourceChildren withSourceAssets withSourceDevices "
            "withSourceAdditions"
        )
        | PAGING,
    ),
    Route(
        "DELETE",
        "/event/events",
        "deleteEventCollectionResource",
        roles("EVENT_ADMIN"),
        parameters=query_names("createdFrom createdTo dateFrom dateTo fragmentType source type"),
    ),
    Route("GET", "/event/events/{id}", "getEventResource", roles("EVENT_READ")),
    Route("PUT", "/event/events/{id}", "putEventResource", roles("EVENT_ADMIN")),
    Route("DELETE", "/event/events/{id}", "deleteEventResource", roles("EVENT_ADMIN")),
)
"""The operations of this family in the official specification."""
