"""The object models, and the functions for collections of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._lazy import deferred

if TYPE_CHECKING:
    from c8y_client._async._resource import CumulocityResource
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
    from c8y_client._async.inventory import Inventory
    from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
    from c8y_client._async.inventory_roles import InventoryRoles
    from c8y_client._async.login_options import LoginOption, LoginOptions
    from c8y_client._async.managed_object import ManagedObject
    from c8y_client._async.measurement import Measurement
    from c8y_client._async.measurements import Measurements
    from c8y_client._async.older_names import GlobalRole, GlobalRoles
    from c8y_client._async.operation import Operation, OperationStatus, OperationStatusChange
    from c8y_client._async.operations import Operations
    from c8y_client._async.retention_rules import RetentionRule, RetentionRules
    from c8y_client._async.roles import Role, Roles
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
        celsius,
        centimeters,
        count,
        cubic_meters,
        fahrenheit,
        grams,
        kelvin,
        kilograms,
        liters,
        meters,
        millimeters,
        percent,
        percentage,
    )

__all__ = [
    "AccessMapping",
    "AccessMappings",
    "AggregationType",
    "Alarm",
    "AlarmSeverity",
    "AlarmStatus",
    "Alarms",
    "AnyPermission",
    "ApiLinks",
    "Application",
    "ApplicationArchive",
    "ApplicationSubscription",
    "ApplicationVersion",
    "ApplicationVersions",
    "Applications",
    "AuditRecord",
    "AuditRecords",
    "AuditSeverity",
    "AuditType",
    "Availability",
    "BaseUser",
    "Binaries",
    "Binary",
    "BulkOperation",
    "BulkOperationGeneralStatus",
    "BulkOperationProgress",
    "BulkOperationStatus",
    "BulkOperations",
    "BulkRegistration",
    "Celsius",
    "Centimeters",
    "ChainVerification",
    "Change",
    "Children",
    "Count",
    "CubicMeters",
    "CumulocityResource",
    "CurrentUser",
    "Device",
    "DeviceCertificates",
    "DeviceGroup",
    "DeviceGroupInventory",
    "DeviceInventory",
    "DevicePermissionHolders",
    "DevicePermissions",
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
    "GlobalRole",
    "GlobalRoles",
    "Grams",
    "Identity",
    "Inventory",
    "InventoryAccessMapping",
    "InventoryRole",
    "InventoryRoleAssignment",
    "InventoryRoles",
    "IssuedCertificate",
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
    "ObjectReference",
    "Operation",
    "OperationStatus",
    "OperationStatusChange",
    "Operations",
    "Percent",
    "Percentage",
    "Permission",
    "ReadPermission",
    "RetentionRule",
    "RetentionRules",
    "Role",
    "Roles",
    "Series",
    "SeriesSpec",
    "Subscription",
    "Subscriptions",
    "SystemOption",
    "SystemOptions",
    "Tenant",
    "TenantApplications",
    "TenantFeature",
    "TenantOption",
    "TenantOptions",
    "TenantStatistics",
    "TenantStatisticsFile",
    "TenantTfaSettings",
    "Tenants",
    "TfaSettings",
    "Tokens",
    "TotpActivity",
    "TotpSecret",
    "TrustedCertificate",
    "TrustedCertificateStatus",
    "TrustedCertificates",
    "Units",
    "UsageStatistics",
    "User",
    "UserGroup",
    "UserGroups",
    "Users",
    "Value",
    "WritePermission",
    "celsius",
    "centimeters",
    "count",
    "cubic_meters",
    "fahrenheit",
    "grams",
    "kelvin",
    "kilograms",
    "liters",
    "meters",
    "millimeters",
    "percent",
    "percentage",
]

# Type checkers see the imports above, so that they find a name that is misspelt.
if not TYPE_CHECKING:
    __getattr__, __dir__ = deferred(
        __name__,
        {
            # All but a few are names of the package above.
            __name__.rpartition(".")[0]: __all__,
            "c8y_client._async._resource": ("CumulocityResource",),
            "c8y_client._async.older_names": ("GlobalRole", "GlobalRoles"),
            "c8y_client._series.units": (
                "celsius",
                "centimeters",
                "count",
                "cubic_meters",
                "fahrenheit",
                "grams",
                "kelvin",
                "kilograms",
                "liters",
                "meters",
                "millimeters",
                "percent",
                "percentage",
            ),
        },
    )
