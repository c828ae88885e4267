"""Requests for root resources."""

from __future__ import annotations

from tests.world import nothing

SCENARIOS = dict.fromkeys(
    (
        "getPlatformApiResource",
        "getAlarmsApiResource",
        "getDeviceControlApiResource",
        "getApplicationManagementApiResource",
        "getAuditApiResource",
        "getEventsApiResource",
        "getInventoryApiResource",
        "getIdentityApiResource",
        "getUserApiResource",
        "getMeasurementApiResource",
        "getNotificationApiResource",
        "getTenantsApiResource",
    ),
    nothing,
)
