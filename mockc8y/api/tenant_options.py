"""Tenant options."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route("POST", "/tenant/options", "postOptionCollectionResource", roles("OPTION_MANAGEMENT_ADMIN")),
    Route(
        "GET",
        "/tenant/options",
        "getOptionCollectionResource",
        roles("OPTION_MANAGEMENT_READ"),
        parameters=query_names("currentPage pageSize withTotalPages"),
    ),
    Route("GET", "/tenant/options/{category}", "getCategoryOptionResource", roles("OPTION_MANAGEMENT_READ")),
    Route("PUT", "/tenant/options/{category}", "putCategoryOptionResource", roles("OPTION_MANAGEMENT_ADMIN")),
    Route("GET", "/tenant/options/{category}/{key}", "getOptionResource", roles("OPTION_MANAGEMENT_READ")),
    Route("PUT", "/tenant/options/{category}/{key}", "putOptionResource", roles("OPTION_MANAGEMENT_ADMIN")),
    Route("DELETE", "/tenant/options/{category}/{key}", "deleteOptionResource", roles("OPTION_MANAGEMENT_ADMIN")),
    Route(
        "PUT",
        "/tenant/options/{category}/{key}/editable",
        "putOptionEditableResource",
        roles("OPTION_MANAGEMENT_ADMIN"),
        parameters=query_names("targetTenant"),
    ),
)
"""The operations of this family in the official specification."""
