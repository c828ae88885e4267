"""A client for the REST API of Cumulocity IoT.

Everything meant for users is here; modules whose names begin with an underscore may change at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._lazy import deferred
from c8y_client._version import __version__

if TYPE_CHECKING:
    from c8y_client._access.auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
    from c8y_client._access.credentials import Credentials
    from c8y_client._access.jwt import JWT
    from c8y_client._access.refreshing import RefreshingAuth
    from c8y_client._async.access_mappings import AccessMappings
    from c8y_client._async.alarm import Alarm
    from c8y_client._async.alarms import Alarms
    from c8y_client._async.api_links import ApiLinks
    from c8y_client._async.application import Application
    from c8y_client._async.application_versions import ApplicationVersions
    from c8y_client._async.applications import Applications
    from c8y_client._async.audit_record import AuditRecord
    from c8y_client._async.audit_records import AuditRecords
    from c8y_client._async.binaries import Binaries
    from c8y_client._async.binary import Binary
    from c8y_client._async.bulk_operation import (
        BulkOperation,
        BulkOperationGeneralStatus,
        BulkOperationProgress,
        BulkOperationStatus,
    )
    from c8y_client._async.bulk_operations import BulkOperations
    from c8y_client._async.children import Children
    from c8y_client._async.client import CumulocityClient
    from c8y_client._async.current_user import CurrentUser
    from c8y_client._async.device import Device
    from c8y_client._async.device_certificates import DeviceCertificates
    from c8y_client._async.device_group import DeviceGroup
    from c8y_client._async.device_inventory import DeviceInventory
    from c8y_client._async.device_permissions import DevicePermissionHolders, DevicePermissions
    from c8y_client._async.device_requests import DeviceRequest, DeviceRequests
    from c8y_client._async.events import Event, Events
    from c8y_client._async.external_id import ExternalId
    from c8y_client._async.features import Features
    from c8y_client._async.group_inventory import DeviceGroupInventory
    from c8y_client._async.identity import Identity
    from c8y_client._async.interactive import get_client
    from c8y_client._async.inventory import Inventory
    from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
    from c8y_client._async.inventory_roles import InventoryRoles
    from c8y_client._async.login_options import LoginOption, LoginOptions
    from c8y_client._async.managed_object import ManagedObject
    from c8y_client._async.measurement import Measurement
    from c8y_client._async.measurements import Measurements
    from c8y_client._async.microservices import MultiTenantCumulocityApp, SimpleCumulocityApp
    from c8y_client._async.operation import Operation, OperationStatus, OperationStatusChange
    from c8y_client._async.operations import Operations
    from c8y_client._async.registry import DeviceRegistryClient
    from c8y_client._async.rest import CumulocityRestClient
    from c8y_client._async.retention_rules import RetentionRule, RetentionRules
    from c8y_client._async.roles import Role, Roles
    from c8y_client._async.subscription_listener import SubscriptionListener
    from c8y_client._async.subscriptions import Subscription, Subscriptions
    from c8y_client._async.system_options import SystemOptions
    from c8y_client._async.tenant import Tenant
    from c8y_client._async.tenant_applications import TenantApplications
    from c8y_client._async.tenant_option import TenantOption
    from c8y_client._async.tenant_options import TenantOptions
    from c8y_client._async.tenant_statistics import TenantStatistics
    from c8y_client._async.tenant_statistics_file import TenantStatisticsFile
    from c8y_client._async.tenants import Tenants
    from c8y_client._async.tokens import Tokens
    from c8y_client._async.trusted_certificate import TrustedCertificate, TrustedCertificateStatus
    from c8y_client._async.trusted_certificates import TrustedCertificates
    from c8y_client._async.user import BaseUser, User
    from c8y_client._async.user_groups import UserGroup, UserGroups
    from c8y_client._async.users import Users
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

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
    "__version__",
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
    "CumulocityClient",
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
    "Grams",
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
            "c8y_client._async.access_mappings": ("AccessMappings",),
            "c8y_client._async.alarm": ("Alarm",),
            "c8y_client._async.alarms": ("Alarms",),
            "c8y_client._async.api_links": ("ApiLinks",),
            "c8y_client._async.application": ("Application",),
            "c8y_client._async.application_versions": ("ApplicationVersions",),
            "c8y_client._async.applications": ("Applications",),
            "c8y_client._async.audit_record": ("AuditRecord",),
            "c8y_client._async.audit_records": ("AuditRecords",),
            "c8y_client._async.binaries": ("Binaries",),
            "c8y_client._async.binary": ("Binary",),
            "c8y_client._async.bulk_operation": (
                "BulkOperation",
                "BulkOperationGeneralStatus",
                "BulkOperationProgress",
                "BulkOperationStatus",
            ),
            "c8y_client._async.bulk_operations": ("BulkOperations",),
            "c8y_client._async.children": ("Children",),
            "c8y_client._async.client": ("CumulocityClient",),
            "c8y_client._async.current_user": ("CurrentUser",),
            "c8y_client._async.device": ("Device",),
            "c8y_client._async.device_certificates": ("DeviceCertificates",),
            "c8y_client._async.device_group": ("DeviceGroup",),
            "c8y_client._async.device_inventory": ("DeviceInventory",),
            "c8y_client._async.device_permissions": ("DevicePermissionHolders", "DevicePermissions"),
            "c8y_client._async.device_requests": ("DeviceRequest", "DeviceRequests"),
            "c8y_client._async.events": ("Event", "Events"),
            "c8y_client._async.external_id": ("ExternalId",),
            "c8y_client._async.features": ("Features",),
            "c8y_client._async.group_inventory": ("DeviceGroupInventory",),
            "c8y_client._async.identity": ("Identity",),
            "c8y_client._async.interactive": ("get_client",),
            "c8y_client._async.inventory": ("Inventory",),
            "c8y_client._async.inventory_role": ("InventoryRole", "InventoryRoleAssignment"),
            "c8y_client._async.inventory_roles": ("InventoryRoles",),
            "c8y_client._async.login_options": ("LoginOption", "LoginOptions"),
            "c8y_client._async.managed_object": ("ManagedObject",),
            "c8y_client._async.measurement": ("Measurement",),
            "c8y_client._async.measurements": ("Measurements",),
            "c8y_client._async.microservices": ("MultiTenantCumulocityApp", "SimpleCumulocityApp"),
            "c8y_client._async.operation": ("Operation", "OperationStatus", "OperationStatusChange"),
            "c8y_client._async.operations": ("Operations",),
            "c8y_client._async.registry": ("DeviceRegistryClient",),
            "c8y_client._async.rest": ("CumulocityRestClient",),
            "c8y_client._async.retention_rules": ("RetentionRule", "RetentionRules"),
            "c8y_client._async.roles": ("Role", "Roles"),
            "c8y_client._async.subscription_listener": ("SubscriptionListener",),
            "c8y_client._async.subscriptions": ("Subscription", "Subscriptions"),
            "c8y_client._async.system_options": ("SystemOptions",),
            "c8y_client._async.tenant": ("Tenant",),
            "c8y_client._async.tenant_applications": ("TenantApplications",),
            "c8y_client._async.tenant_option": ("TenantOption",),
            "c8y_client._async.tenant_options": ("TenantOptions",),
            "c8y_client._async.tenant_statistics": ("TenantStatistics",),
            "c8y_client._async.tenant_statistics_file": ("TenantStatisticsFile",),
            "c8y_client._async.tenants": ("Tenants",),
            "c8y_client._async.tokens": ("Tokens",),
            "c8y_client._async.trusted_certificate": ("TrustedCertificate", "TrustedCertificateStatus"),
            "c8y_client._async.trusted_certificates": ("TrustedCertificates",),
            "c8y_client._async.user": ("BaseUser", "User"),
            "c8y_client._async.user_groups": ("UserGroup", "UserGroups"),
            "c8y_client._async.users": ("Users",),
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
        },
    )
