"""Operations."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names, roles

ROUTES = (
    Route("POST", "/devicecontrol/operations", "postOperationCollectionResource", roles("DEVICE_CONTROL_ADMIN")),
    Route(
        "GET",
        "/devicecontrol/operations",
        "getOperationCollectionResource",
        roles("DEVICE_CONTROL_READ"),
        parameters=query_names("agentId bulkOperationId dateFrom dateTo deviceId fragmentType revert status") | PAGING,
    ),
    Route(
        "DELETE",
        "/devicecontrol/operations",
        "deleteOperationCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
        parameters=query_names("agentId dateFrom dateTo deviceId status"),
    ),
    Route("GET", "/devicecontrol/operations/{id}", "getOperationResource", roles("DEVICE_CONTROL_READ")),
    Route("PUT", "/devicecontrol/operations/{id}", "putOperationResource", roles("DEVICE_CONTROL_ADMIN")),
)
"""The operations of this family in the official specification."""
