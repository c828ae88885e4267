"""Applications."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST", "/application/applications", "postApplicationCollectionResource", roles("APPLICATION_MANAGEMENT_ADMIN")
    ),
    Route(
        "GET",
        "/application/applications",
        "getAbstractApplicationCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        parameters=query_names("name owner providedFor subscriber tenant type user hasVersions") | PAGING,
    ),
    Route("GET", "/application/applications/{id}", "getApplicationResource", roles("APPLICATION_MANAGEMENT_READ")),
    Route("PUT", "/application/applications/{id}", "putApplicationResource", roles("USER_MANAGEMENT_ADMIN")),
    Route(
        "DELETE",
        "/application/applications/{id}",
        "deleteApplicationResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        parameters=query_names("force"),
    ),
    Route(
        "GET",
        "/application/applications/{id}/bootstrapUser",
        "getApplicationUserRepresentation",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
    Route(
        "POST",
        "/application/applications/{id}/clone",
        "postApplicationResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        parameters=query_names("version tag"),
    ),
    Route(
        "GET",
        "/application/applicationsByName/{name}",
        "getApplicationsByNameCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
    ),
    Route(
        "GET",
        "/application/applicationsByTenant/{tenantId}",
        "getApplicationsByTenantCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
    ),
    Route(
        "GET",
        "/application/applicationsByOwner/{tenantId}",
        "getApplicationsByOwnerCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        parameters=PAGING,
    ),
    Route(
        "GET",
        "/application/applicationsByUser/{username}",
        "getApplicationsByUserCollectionResource",
        roles("USER_MANAGEMENT_OWN_READ", "USER_MANAGEMENT_READ", "APPLICATION_MANAGEMENT_READ"),
        parameters=PAGING,
    ),
)
"""The operations of this family in the official specification."""
