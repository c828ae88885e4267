# Made from sdk/c8y_client/model/__init__.py by sdk/scripts/unasync.py; change that.
"""The object models, and the functions for collections of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._lazy import deferred

if TYPE_CHECKING:
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
    from c8y_client.sync._resource import CumulocityResource
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
    from c8y_client.sync.inventory import Inventory
    from c8y_client.sync.inventory_role import InventoryRole, InventoryRoleAssignment
    from c8y_client.sync.inventory_roles import InventoryRoles
    from c8y_client.sync.login_options import LoginOption, LoginOptions
    from c8y_client.sync.managed_object import ManagedObject
    from c8y_client.sync.measurement import Measurement
    from c8y_client.sync.measurements import Measurements
    from c8y_client.sync.older_names import GlobalRole, GlobalRoles
    from c8y_client.sync.operation import Operation, OperationStatus, OperationStatusChange
    from c8y_client.sync.operations import Operations
    from c8y_client.sync.retention_rules import RetentionRule, RetentionRules
    from c8y_client.sync.roles import Role, Roles
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
            "c8y_client.sync._resource": ("CumulocityResource",),
            "c8y_client.sync.older_names": ("GlobalRole", "GlobalRoles"),
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
