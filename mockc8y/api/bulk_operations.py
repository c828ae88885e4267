"""Bulk operations."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names, roles

ROUTES = (
    Route(
        "POST", "/devicecontrol/bulkoperations", "postBulkOperationCollectionResource", roles("BULK_OPERATION_ADMIN")
    ),
    Route(
        "GET",
        "/devicecontrol/bulkoperations",
        "getBulkOperationCollectionResource",
        roles("BULK_OPERATION_READ"),
        parameters=query_names("currentPage pageSize withTotalElements"),
    ),
    Route("GET", "/devicecontrol/bulkoperations/{id}", "getBulkOperationResource", roles("BULK_OPERATION_READ")),
    Route("PUT", "/devicecontrol/bulkoperations/{id}", "putBulkOperationResource", roles("BULK_OPERATION_ADMIN")),
    Route("DELETE", "/devicecontrol/bulkoperations/{id}", "deleteBulkOperationResource", roles("BULK_OPERATION_ADMIN")),
)
"""The operations of this family in the official specification."""
