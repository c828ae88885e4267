"""Device permissions."""

from __future__ import annotations

from mockc8y.api.route import Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "GET",
        "/user/devicePermissions/{id}",
        "getDevicePermissionsResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/user/devicePermissions/{id}",
        "putDevicePermissionsResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
)
"""The operations of this family in the official specification."""
