"""Root resources: the URI templates of each API."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.api import render
from mockc8y.api.links import Links
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Route
from mockc8y.domain.roles import roles

Template = str | list[str] | Mapping[str, "Template"]
"""An address without its host, or an object that holds such addresses by name."""


def _collection(path: str, key: str, queries: Mapping[str, str]) -> dict[str, Template]:
    """Return what the root of an API shows of a collection: the collection itself and its queries by name."""
    return {key: {"self": path, key: []}, **{name: f"{path}?{query}" for name, query in queries.items()}}


_INVENTORY = "/inventory/managedObjects"
_PERIOD = "dateFrom={dateFrom}&dateTo={dateTo}"

_APIS: Mapping[str, Mapping[str, Template]] = {
    "inventory": {
        "managedObjects": {"self": _INVENTORY, "references": []},
        "managedObjectsForType": f"{_INVENTORY}?type={{type}}",
        "managedObjectsForFragmentType": f"{_INVENTORY}?fragmentType={{fragmentType}}",
        "managedObjectsForListOfIds": f"{_INVENTORY}?ids={{ids}}",
    },
    "identity": {
        "externalId": "/identity/externalIds/{type}/{externalId}",
        "externalIdsOfGlobalId": "/identity/globalIds/{globalId}/externalIds",
    },
    "alarm": _collection(
        "/alarm/alarms",
        "alarms",
        {
            "alarmsForSource": "source={source}",
            "alarmsForStatus": "status={status}",
            "alarmsForSourceAndStatus": "source={source}&status={status}",
            "alarmsForTime": _PERIOD,
            "alarmsForStatusAndTime": f"status={{status}}&{_PERIOD}",
            "alarmsForSourceAndTime": f"source={{source}}&{_PERIOD}",
            "alarmsForSourceAndStatusAndTime": f"source={{source}}&status={{status}}&{_PERIOD}",
        },
    ),
    "event": _collection(
        "/event/events",
        "events",
        {
            "eventsForSource": "source={source}",
            "eventsForType": "type={type}",
            "eventsForSourceAndType": "source={source}&type={type}",
            "eventsForFragmentType": "fragmentType={fragmentType}",
            "eventsForTime": _PERIOD,
            "eventsForSourceAndTime": f"source={{source}}&{_PERIOD}",
        },
    ),
    "measurement": _collection(
        "/measurement/measurements",
        "measurements",
        {
            "measurementsForSource": "source={source}",
            "measurementsForType": "type={type}",
            "measurementsForSourceAndType": "source={source}&type={type}",
            "measurementsForValueFragmentType": "valueFragmentType={valueFragmentType}",
            "measurementsForDate": _PERIOD,
            "measurementsForSourceAndDate": f"source={{source}}&{_PERIOD}",
            "measurementsForDateAndFragmentType": f"{_PERIOD}&fragmentType={{fragmentType}}",
            "measurementsForSourceAndValueFragmentTypeAndValueFragmentSeries": (
                "source={source}&valueFragmentType={valueFragmentType}"
                "&valueFragmentSeries={valueFragmentSeries}&type={type}"
            ),
        },
    ),
    "devicecontrol": _collection(
        "/devicecontrol/operations",
        "operations",
        {
            "operationsByStatus": "status={status}",
            "operationsByAgentId": "agentId={agentId}",
            "operationsByAgentIdAndStatus": "agentId={agentId}&status={status}",
            "operationsByDeviceId": "deviceId={deviceId}",
            "operationsByDeviceIdAndStatus": "deviceId={deviceId}&status={status}",
        },
    ),
    "audit": _collection(
        "/audit/auditRecords",
        "auditRecords",
        {
            "auditRecordsForApplication": "application={application}",
            "auditRecordsForType": "type={type}",
            "auditRecordsForUser": "user={user}",
            "auditRecordsForTypeAndApplication": "type={type}&application={application}",
            "auditRecordsForUserAndApplication": "user={user}&application={application}",
            "auditRecordsForUserAndType": "user={user}&type={type}",
            "auditRecordsForTypeAndUserAndApplication": "type={type}&user={user}&application={application}",
        },
    ),
    "user": {
        "users": "/user/{tenantId}/users",
        "userByName": "/user/{tenantId}/userByName/{username}",
        "currentUser": "/user/currentUser",
        "groups": "/user/{tenantId}/groups",
        "groupByName": "/user/{tenantId}/groupByName/{groupName}",
        "roles": "/user/roles",
    },
    "tenant": {
        "tenants": {"self": "/tenant/tenants", "tenants": []},
        "options": {"self": "/tenant/options", "options": []},
        "tenantForId": "/tenant/tenants/{tenantId}",
        "tenantApplications": "/tenant/tenants/{tenantId}/applications",
        "tenantApplicationForId": "/tenant/tenants/{tenantId}/applications/{applicationId}",
        "tenantOptionsForCategory": "/tenant/options/{category}",
        "tenantOptionForCategoryAndKey": "/tenant/options/{category}/{key}",
        "tenantSystemOptions": "/tenant/system/options",
        "tenantSystemOptionsForCategoryAndKey": "/tenant/system/options/{category}/{key}",
    },
    "application": {
        "applications": "/application/applications",
        "applicationById": "/application/applications/{id}",
        "applicationsByName": "/application/applicationsByName/{name}",
        "applicationsByTenant": "/application/applicationsByTenant/{tenantId}",
        "applicationsByOwner": "/application/applicationsByOwner/{tenantId}",
        "applicationsByUser": "/application/applicationsByUser/{username}",
    },
    "notification2": {
        "notificationSubscriptions": {"self": "/notification2/subscriptions", "subscriptions": []},
        "notificationSubscriptionsBySource": "/notification2/subscriptions?source={source}",
        "notificationSubscriptionsByContext": "/notification2/subscriptions?context={context}",
        "notificationSubscriptionsBySourceAndContext": (
            "/notification2/subscriptions?source={source}&context={context}"
        ),
    },
}

_OF_PLATFORM = {
    "inventory": "inventory",
    "identity": "identity",
    "event": "event",
    "measurement": "measurement",
    "audit": "audit",
    "alarm": "alarm",
    "user": "user",
    "deviceControl": "devicecontrol",
    "tenant": "tenant",
}
"""Which API stands under which key of `/platform`; applications and notifications are left out there."""

_ROOTS: Mapping[str, Template] = {api: {"self": f"/{api}", **templates} for api, templates in _APIS.items()}

TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {**_ROOTS, "platform": {"self": "/platform", **{key: _ROOTS[api] for key, api in _OF_PLATFORM.items()}}}
)
"""The body of every root resource by the one segment of its path."""

_MEDIA = {"notification2": "notificationapi"}
"""Media types that are not the name of the path with `api` behind it."""


def root(request: Request) -> Reply:
    """GET the addresses below an API."""
    api = request.route.family
    document = _absolute(TEMPLATES[api], request.links)
    return render.value(request, document, vendor(_MEDIA.get(api, f"{api}api")), JSON)


def _absolute(template: Template, links: Links) -> object:
    if isinstance(template, str):
        return links.to(template)
    if isinstance(template, list):
        return template
    return {key: _absolute(value, links) for key, value in template.items()}


ROUTES = (
    Route("GET", "/platform", "getPlatformApiResource", EVERYBODY, root),
    Route("GET", "/alarm", "getAlarmsApiResource", roles("ALARM_READ"), root),
    Route("GET", "/devicecontrol", "getDeviceControlApiResource", roles("DEVICE_CONTROL_READ"), root),
    Route("GET", "/application", "getApplicationManagementApiResource", roles("APPLICATION_MANAGEMENT_READ"), root),
    Route("GET", "/audit", "getAuditApiResource", roles("AUDIT_READ"), root),
    Route("GET", "/event", "getEventsApiResource", roles("EVENT_READ"), root),
    Route("GET", "/inventory", "getInventoryApiResource", roles("INVENTORY_READ", "MANAGED_OBJECT_READ"), root),
    Route("GET", "/identity", "getIdentityApiResource", roles("IDENTITY_READ"), root),
    Route("GET", "/user", "getUserApiResource", roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"), root),
    Route("GET", "/measurement", "getMeasurementApiResource", roles("MEASUREMENT_READ"), root),
    Route("GET", "/notification2", "getNotificationApiResource", roles("NOTIFICATION_2_ADMIN"), root),
    Route("GET", "/tenant", "getTenantsApiResource", roles("TENANT_MANAGEMENT_READ"), root),
)
"""The operations of this family in the official specification."""
