"""Root resources: the URI templates of each API."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route, roles

ROUTES = (
    Route("GET", "/platform", "getPlatformApiResource", EVERYBODY),
    Route("GET", "/alarm", "getAlarmsApiResource", roles("ALARM_READ")),
    Route("GET", "/devicecontrol", "getDeviceControlApiResource", roles("DEVICE_CONTROL_READ")),
    Route("GET", "/application", "getApplicationManagementApiResource", roles("APPLICATION_MANAGEMENT_READ")),
    Route("GET", "/audit", "getAuditApiResource", roles("AUDIT_READ")),
    Route("GET", "/event", "getEventsApiResource", roles("EVENT_READ")),
    Route("GET", "/inventory", "getInventoryApiResource", roles("INVENTORY_READ", "MANAGED_OBJECT_READ")),
    Route("GET", "/identity", "getIdentityApiResource", roles("IDENTITY_READ")),
    Route("GET", "/user", "getUserApiResource", roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE")),
    Route("GET", "/measurement", "getMeasurementApiResource", roles("MEASUREMENT_READ")),
    Route("GET", "/notification2", "getNotificationApiResource", roles("NOTIFICATION_2_ADMIN")),
    Route("GET", "/tenant", "getTenantsApiResource", roles("TENANT_MANAGEMENT_READ")),
)
"""The operations of this family in the official specification."""
