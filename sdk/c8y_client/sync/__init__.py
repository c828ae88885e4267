"""The synchronous half: the modules beside this one are made from those of `c8y_client._async`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._lazy import deferred

if TYPE_CHECKING:
    from c8y_client._access.auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
    from c8y_client._access.credentials import Credentials
    from c8y_client._access.jwt import JWT
    from c8y_client._access.refreshing import RefreshingAuth
    from c8y_client._batch import BatchContext, BatchError
    from c8y_client._documents.application_parts import ApplicationArchive, ApplicationSubscription, ApplicationVersion
    from c8y_client._documents.availability import Availability, DeviceUser
    from c8y_client._documents.certificates import ChainVerification, IssuedCertificate
    from c8y_client._documents.hierarchy import ObjectReference
    from c8y_client._documents.permissions import AnyPermission, Permission, ReadPermission, WritePermission
    from c8y_client._documents.platform_parts import (
        AccessMapping,
        BulkRegistration,
        Feature,
        InventoryAccessMapping,
        SystemOption,
        TenantFeature,
    )
    from c8y_client._documents.second_factor import TfaSettings, TotpActivity, TotpSecret
    from c8y_client._documents.tenant_parts import DeviceStatistics, TenantTfaSettings, UsageStatistics
    from c8y_client._errors import (
        AccessDeniedError,
        C8yError,
        ConflictError,
        ConnectionFailed,
        ConnectionLost,
        DecodingError,
        HttpError,
        InvalidRequestError,
        MissingTfaError,
        NotFoundError,
        RequestTimeout,
        ServerError,
        TooManyRequestsError,
        TransportError,
        UnauthorizedError,
        UnexpectedRedirect,
    )
    from c8y_client._http.download import FileDownload
    from c8y_client._http.headers import ProcessingMode
    from c8y_client._http.retry import RetryPolicy
    from c8y_client._http.settings import Settings
    from c8y_client._queries.alarms import AlarmSeverity, AlarmStatus
    from c8y_client._queries.audit import AuditSeverity, AuditType, Change
    from c8y_client._queries.measurements import AggregationType
    from c8y_client._series.series import Series, SeriesSpec
    from c8y_client._series.units import (
        Celsius,
        Centimeters,
        Count,
        CubicMeters,
        Fahrenheit,
        Grams,
        Kelvin,
        Kilograms,
        Liters,
        Meters,
        Millimeters,
        Percent,
        Percentage,
        Units,
        Value,
    )
    from c8y_client.sync._api import (
        CumulocityApi,
        CumulocityDeviceRegistry,
        MultiTenantCumulocityApp,
        SimpleCumulocityApp,
    )
    from c8y_client.sync._connector import CumulocityRestApi
    from c8y_client.sync.access_mappings import AccessMappings
    from c8y_client.sync.alarm import Alarm
    from c8y_client.sync.alarms import Alarms
    from c8y_client.sync.api_links import ApiLinks
    from c8y_client.sync.application import Application
    from c8y_client.sync.application_versions import ApplicationVersions
    from c8y_client.sync.applications import Applications
    from c8y_client.sync.audit_record import AuditRecord
    from c8y_client.sync.audit_records import AuditRecords
    from c8y_client.sync.binaries import Binaries
    from c8y_client.sync.binary import Binary
    from c8y_client.sync.bulk_operation import (
        BulkOperation,
        BulkOperationGeneralStatus,
        BulkOperationProgress,
        BulkOperationStatus,
    )
    from c8y_client.sync.bulk_operations import BulkOperations
    from c8y_client.sync.children import Children
    from c8y_client.sync.client import CumulocityClient
    from c8y_client.sync.current_user import CurrentUser
    from c8y_client.sync.device import Device
    from c8y_client.sync.device_certificates import DeviceCertificates
    from c8y_client.sync.device_group import DeviceGroup
    from c8y_client.sync.device_inventory import DeviceInventory
    from c8y_client.sync.device_permissions import DevicePermissionHolders, DevicePermissions
    from c8y_client.sync.device_requests import DeviceRequest, DeviceRequests
    from c8y_client.sync.events import Event, Events
    from c8y_client.sync.external_id import ExternalId
    from c8y_client.sync.features import Features
    from c8y_client.sync.group_inventory import DeviceGroupInventory
    from c8y_client.sync.identity import Identity
    from c8y_client.sync.interactive import get_client
    from c8y_client.sync.inventory import Inventory
    from c8y_client.sync.inventory_role import InventoryRole, InventoryRoleAssignment
    from c8y_client.sync.inventory_roles import InventoryRoles
    from c8y_client.sync.login_options import LoginOption, LoginOptions
    from c8y_client.sync.managed_object import ManagedObject
    from c8y_client.sync.measurement import Measurement
    from c8y_client.sync.measurements import Measurements
    from c8y_client.sync.older_names import GlobalRole, GlobalRoles, HTTPBasicAuth, HTTPBearerAuth
    from c8y_client.sync.operation import Operation, OperationStatus, OperationStatusChange
    from c8y_client.sync.operations import Operations
    from c8y_client.sync.registry import DeviceRegistryClient
    from c8y_client.sync.rest import CumulocityRestClient
    from c8y_client.sync.retention_rules import RetentionRule, RetentionRules
    from c8y_client.sync.roles import Role, Roles
    from c8y_client.sync.subscription_listener import SubscriptionListener
    from c8y_client.sync.subscriptions import Subscription, Subscriptions
    from c8y_client.sync.system_options import SystemOptions
    from c8y_client.sync.tenant import Tenant
    from c8y_client.sync.tenant_applications import TenantApplications
    from c8y_client.sync.tenant_option import TenantOption
    from c8y_client.sync.tenant_options import TenantOptions
    from c8y_client.sync.tenant_statistics import TenantStatistics
    from c8y_client.sync.tenant_statistics_file import TenantStatisticsFile
    from c8y_client.sync.tenants import Tenants
    from c8y_client.sync.tokens import Tokens
    from c8y_client.sync.trusted_certificate import TrustedCertificate, TrustedCertificateStatus
    from c8y_client.sync.trusted_certificates import TrustedCertificates
    from c8y_client.sync.user import BaseUser, User
    from c8y_client.sync.user_groups import UserGroup, UserGroups
    from c8y_client.sync.users import Users

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
    "AccessDeniedError",
    "AccessMapping",
    "AccessMappings",
    "AggregationType",
    "Alarm",
    "Alarms",
    "AlarmSeverity",
    "AlarmStatus",
    "AnyPermission",
    "ApiLinks",
    "Application",
    "ApplicationArchive",
    "Applications",
    "ApplicationSubscription",
    "ApplicationVersion",
    "ApplicationVersions",
    "AuditRecord",
    "AuditRecords",
    "AuditSeverity",
    "AuditType",
    "Auth",
    "Availability",
    "BaseUser",
    "BasicAuth",
    "BatchContext",
    "BatchError",
    "BearerAuth",
    "Binaries",
    "Binary",
    "BulkOperation",
    "BulkOperationGeneralStatus",
    "BulkOperationProgress",
    "BulkOperations",
    "BulkOperationStatus",
    "BulkRegistration",
    "C8yError",
    "Celsius",
    "Centimeters",
    "ChainVerification",
    "Change",
    "Children",
    "ConflictError",
    "ConnectionFailed",
    "ConnectionLost",
    "CookieAuth",
    "Count",
    "Credentials",
    "CubicMeters",
    "CumulocityApi",
    "CumulocityClient",
    "CumulocityDeviceRegistry",
    "CumulocityRestApi",
    "CumulocityRestClient",
    "CurrentUser",
    "DecodingError",
    "Device",
    "DeviceCertificates",
    "DeviceGroup",
    "DeviceGroupInventory",
    "DeviceInventory",
    "DevicePermissionHolders",
    "DevicePermissions",
    "DeviceRegistryClient",
    "DeviceRequest",
    "DeviceRequests",
    "DeviceStatistics",
    "DeviceUser",
    "Event",
    "Events",
    "ExternalId",
    "Fahrenheit",
    "Feature",
    "Features",
    "FileDownload",
    "get_client",
    "GlobalRole",
    "GlobalRoles",
    "Grams",
    "HTTPBasicAuth",
    "HTTPBearerAuth",
    "HttpError",
    "Identity",
    "InvalidRequestError",
    "Inventory",
    "InventoryAccessMapping",
    "InventoryRole",
    "InventoryRoleAssignment",
    "InventoryRoles",
    "IssuedCertificate",
    "JWT",
    "Kelvin",
    "Kilograms",
    "Liters",
    "LoginOption",
    "LoginOptions",
    "ManagedObject",
    "Measurement",
    "Measurements",
    "Meters",
    "Millimeters",
    "MissingTfaError",
    "MultiTenantCumulocityApp",
    "NotFoundError",
    "ObjectReference",
    "Operation",
    "Operations",
    "OperationStatus",
    "OperationStatusChange",
    "parse_auth",
    "Percent",
    "Percentage",
    "Permission",
    "ProcessingMode",
    "ReadPermission",
    "RefreshingAuth",
    "RequestTimeout",
    "RetentionRule",
    "RetentionRules",
    "RetryPolicy",
    "Role",
    "Roles",
    "Series",
    "SeriesSpec",
    "ServerError",
    "Settings",
    "SimpleCumulocityApp",
    "Subscription",
    "SubscriptionListener",
    "Subscriptions",
    "SystemOption",
    "SystemOptions",
    "Tenant",
    "TenantApplications",
    "TenantFeature",
    "TenantOption",
    "TenantOptions",
    "Tenants",
    "TenantStatistics",
    "TenantStatisticsFile",
    "TenantTfaSettings",
    "TfaSettings",
    "Tokens",
    "TooManyRequestsError",
    "TotpActivity",
    "TotpSecret",
    "TransportError",
    "TrustedCertificate",
    "TrustedCertificates",
    "TrustedCertificateStatus",
    "UnauthorizedError",
    "UnexpectedRedirect",
    "Units",
    "UsageStatistics",
    "User",
    "UserGroup",
    "UserGroups",
    "Users",
    "Value",
    "WritePermission",
]

# Type checkers see the imports above, so that they find a name that is misspelt.
if not TYPE_CHECKING:
    __getattr__, __dir__ = deferred(
        __name__,
        {
            "c8y_client._series.series": ("Series", "SeriesSpec"),
            "c8y_client._series.units": (
                "Celsius",
                "Centimeters",
                "Count",
                "CubicMeters",
                "Fahrenheit",
                "Grams",
                "Kelvin",
                "Kilograms",
                "Liters",
                "Meters",
                "Millimeters",
                "Percent",
                "Percentage",
                "Units",
                "Value",
            ),
            "c8y_client._documents.application_parts": (
                "ApplicationArchive",
                "ApplicationSubscription",
                "ApplicationVersion",
            ),
            "c8y_client._access.auth": ("Auth", "BasicAuth", "BearerAuth", "CookieAuth", "parse_auth"),
            "c8y_client._documents.availability": ("Availability", "DeviceUser"),
            "c8y_client._batch": ("BatchContext", "BatchError"),
            "c8y_client._documents.certificates": ("ChainVerification", "IssuedCertificate"),
            "c8y_client._access.credentials": ("Credentials",),
            "c8y_client._http.download": ("FileDownload",),
            "c8y_client._errors": (
                "AccessDeniedError",
                "C8yError",
                "ConflictError",
                "ConnectionFailed",
                "ConnectionLost",
                "DecodingError",
                "HttpError",
                "InvalidRequestError",
                "MissingTfaError",
                "NotFoundError",
                "RequestTimeout",
                "ServerError",
                "TooManyRequestsError",
                "TransportError",
                "UnauthorizedError",
                "UnexpectedRedirect",
            ),
            "c8y_client._http.headers": ("ProcessingMode",),
            "c8y_client._documents.hierarchy": ("ObjectReference",),
            "c8y_client._access.jwt": ("JWT",),
            "c8y_client._documents.permissions": ("AnyPermission", "Permission", "ReadPermission", "WritePermission"),
            "c8y_client._documents.platform_parts": (
                "AccessMapping",
                "BulkRegistration",
                "Feature",
                "InventoryAccessMapping",
                "SystemOption",
                "TenantFeature",
            ),
            "c8y_client._queries.alarms": ("AlarmSeverity", "AlarmStatus"),
            "c8y_client._queries.audit": ("AuditSeverity", "AuditType", "Change"),
            "c8y_client._queries.measurements": ("AggregationType",),
            "c8y_client._access.refreshing": ("RefreshingAuth",),
            "c8y_client._http.retry": ("RetryPolicy",),
            "c8y_client._documents.second_factor": ("TfaSettings", "TotpActivity", "TotpSecret"),
            "c8y_client._http.settings": ("Settings",),
            "c8y_client._documents.tenant_parts": ("DeviceStatistics", "TenantTfaSettings", "UsageStatistics"),
            "c8y_client.sync._api": (
                "CumulocityApi",
                "CumulocityDeviceRegistry",
                "MultiTenantCumulocityApp",
                "SimpleCumulocityApp",
            ),
            "c8y_client.sync._connector": ("CumulocityRestApi",),
            "c8y_client.sync.access_mappings": ("AccessMappings",),
            "c8y_client.sync.alarm": ("Alarm",),
            "c8y_client.sync.alarms": ("Alarms",),
            "c8y_client.sync.api_links": ("ApiLinks",),
            "c8y_client.sync.application": ("Application",),
            "c8y_client.sync.application_versions": ("ApplicationVersions",),
            "c8y_client.sync.applications": ("Applications",),
            "c8y_client.sync.audit_record": ("AuditRecord",),
            "c8y_client.sync.audit_records": ("AuditRecords",),
            "c8y_client.sync.binaries": ("Binaries",),
            "c8y_client.sync.binary": ("Binary",),
            "c8y_client.sync.bulk_operation": (
                "BulkOperation",
                "BulkOperationGeneralStatus",
                "BulkOperationProgress",
                "BulkOperationStatus",
            ),
            "c8y_client.sync.bulk_operations": ("BulkOperations",),
            "c8y_client.sync.children": ("Children",),
            "c8y_client.sync.client": ("CumulocityClient",),
            "c8y_client.sync.current_user": ("CurrentUser",),
            "c8y_client.sync.device": ("Device",),
            "c8y_client.sync.device_certificates": ("DeviceCertificates",),
            "c8y_client.sync.device_group": ("DeviceGroup",),
            "c8y_client.sync.device_inventory": ("DeviceInventory",),
            "c8y_client.sync.device_permissions": ("DevicePermissionHolders", "DevicePermissions"),
            "c8y_client.sync.device_requests": ("DeviceRequest", "DeviceRequests"),
            "c8y_client.sync.events": ("Event", "Events"),
            "c8y_client.sync.external_id": ("ExternalId",),
            "c8y_client.sync.features": ("Features",),
            "c8y_client.sync.group_inventory": ("DeviceGroupInventory",),
            "c8y_client.sync.identity": ("Identity",),
            "c8y_client.sync.interactive": ("get_client",),
            "c8y_client.sync.inventory": ("Inventory",),
            "c8y_client.sync.inventory_role": ("InventoryRole", "InventoryRoleAssignment"),
            "c8y_client.sync.inventory_roles": ("InventoryRoles",),
            "c8y_client.sync.login_options": ("LoginOption", "LoginOptions"),
            "c8y_client.sync.managed_object": ("ManagedObject",),
            "c8y_client.sync.measurement": ("Measurement",),
            "c8y_client.sync.measurements": ("Measurements",),
            "c8y_client.sync.older_names": ("GlobalRole", "GlobalRoles", "HTTPBasicAuth", "HTTPBearerAuth"),
            "c8y_client.sync.operation": ("Operation", "OperationStatus", "OperationStatusChange"),
            "c8y_client.sync.operations": ("Operations",),
            "c8y_client.sync.registry": ("DeviceRegistryClient",),
            "c8y_client.sync.rest": ("CumulocityRestClient",),
            "c8y_client.sync.retention_rules": ("RetentionRule", "RetentionRules"),
            "c8y_client.sync.roles": ("Role", "Roles"),
            "c8y_client.sync.subscription_listener": ("SubscriptionListener",),
            "c8y_client.sync.subscriptions": ("Subscription", "Subscriptions"),
            "c8y_client.sync.system_options": ("SystemOptions",),
            "c8y_client.sync.tenant": ("Tenant",),
            "c8y_client.sync.tenant_applications": ("TenantApplications",),
            "c8y_client.sync.tenant_option": ("TenantOption",),
            "c8y_client.sync.tenant_options": ("TenantOptions",),
            "c8y_client.sync.tenant_statistics": ("TenantStatistics",),
            "c8y_client.sync.tenant_statistics_file": ("TenantStatisticsFile",),
            "c8y_client.sync.tenants": ("Tenants",),
            "c8y_client.sync.tokens": ("Tokens",),
            "c8y_client.sync.trusted_certificate": ("TrustedCertificate", "TrustedCertificateStatus"),
            "c8y_client.sync.trusted_certificates": ("TrustedCertificates",),
            "c8y_client.sync.user": ("BaseUser", "User"),
            "c8y_client.sync.user_groups": ("UserGroup", "UserGroups"),
            "c8y_client.sync.users": ("Users",),
        },
    )
