"""New device requests and device credentials."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/devicecontrol/newDeviceRequests",
        "postNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
    ),
    Route(
        "GET",
        "/devicecontrol/newDeviceRequests",
        "getNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_READ"),
        parameters=PAGING,
    ),
    Route(
        "GET",
        "/devicecontrol/newDeviceRequests/{requestId}",
        "getNewDeviceRequestResource",
        roles("DEVICE_CONTROL_READ"),
    ),
    Route(
        "PUT",
        "/devicecontrol/newDeviceRequests/{requestId}",
        "putNewDeviceRequestResource",
        roles("DEVICE_CONTROL_ADMIN"),
    ),
    Route(
        "DELETE",
        "/devicecontrol/newDeviceRequests/{requestId}",
        "deleteNewDeviceRequestResource",
        roles("USER_MANAGEMENT_ADMIN"),
    ),
    Route(
        "POST", "/devicecontrol/deviceCredentials", "postDeviceCredentialsCollectionResource", roles("DEVICE_BOOTSTRAP")
    ),
    Route(
        "POST",
        "/devicecontrol/bulkNewDeviceRequests",
        "postBulkNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
