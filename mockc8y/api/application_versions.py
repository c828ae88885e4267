"""Versions of applications."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "GET",
        "/application/applications/{id}/versions",
        "getApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        parameters=query_names("version tag"),
        when_query="version",
    ),
    Route(
        "GET",
        "/application/applications/{id}/versions",
        "getApplicationVersionCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
    ),
    Route(
        "POST",
        "/application/applications/{id}/versions",
        "postApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/application/applications/{id}/versions",
        "deleteApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        parameters=query_names("version tag"),
    ),
    Route(
        "PUT",
        "/application/applications/{id}/versions/{version}",
        "putApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
