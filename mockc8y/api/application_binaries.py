"""Binaries of applications."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/application/applications/{id}/binaries",
        "postBinaryApplicationContentResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        parameters=query_names("clearConflictingOptions"),
    ),
    Route(
        "GET",
        "/application/applications/{id}/binaries",
        "getBinaryApplicationContentResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
    Route(
        "GET",
        "/application/applications/{id}/binaries/{binaryId}",
        "getBinaryApplicationContentResourceById",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/application/applications/{id}/binaries/{binaryId}",
        "deleteBinaryApplicationContentResourceById",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
