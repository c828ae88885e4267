"""The client: one connection to a tenant, with an attribute for each part of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from c8y_client._async.rest import CumulocityRestClient
from c8y_client._family import family

if TYPE_CHECKING:
    from c8y_client._async.alarms import Alarms
    from c8y_client._async.api_links import ApiLinks
    from c8y_client._async.application_versions import ApplicationVersions
    from c8y_client._async.applications import Applications
    from c8y_client._async.audit_records import AuditRecords
    from c8y_client._async.binaries import Binaries
    from c8y_client._async.bulk_operations import BulkOperations
    from c8y_client._async.device_certificates import DeviceCertificates
    from c8y_client._async.device_inventory import DeviceInventory
    from c8y_client._async.device_permissions import DevicePermissions
    from c8y_client._async.device_requests import DeviceRequests
    from c8y_client._async.events import Events
    from c8y_client._async.features import Features
    from c8y_client._async.group_inventory import DeviceGroupInventory
    from c8y_client._async.identity import Identity
    from c8y_client._async.inventory import Inventory
    from c8y_client._async.inventory_roles import InventoryRoles
    from c8y_client._async.login_options import LoginOptions
    from c8y_client._async.managed_object import ManagedObject
    from c8y_client._async.measurements import Measurements
    from c8y_client._async.operations import Operations
    from c8y_client._async.retention_rules import RetentionRules
    from c8y_client._async.roles import Roles
    from c8y_client._async.subscriptions import Subscriptions
    from c8y_client._async.system_options import SystemOptions
    from c8y_client._async.tenant_applications import TenantApplications
    from c8y_client._async.tenant_options import TenantOptions
    from c8y_client._async.tenant_statistics import TenantStatistics
    from c8y_client._async.tenants import Tenants
    from c8y_client._async.tokens import Tokens
    from c8y_client._async.trusted_certificates import TrustedCertificates
    from c8y_client._async.user_groups import UserGroups
    from c8y_client._async.users import Users
    from c8y_client._push.tasks.realtime import Realtime
    from c8y_client._push.way import RealtimeOptions


class CumulocityClient(CumulocityRestClient):
    """A connection to one tenant; see `CumulocityRestClient` for the parameters.

    It can be used as it is or in an `async with` block, which closes it at the end.
    """

    alarms: Alarms = family("alarms", "Alarms")
    """What needs somebody's attention."""
    api_links: ApiLinks = family("api_links", "ApiLinks")
    """Where the resources of the platform are."""
    application_versions: ApplicationVersions = family("application_versions", "ApplicationVersions")
    """The versions of applications."""
    applications: Applications = family("applications", "Applications")
    """Applications and microservices."""
    audit_records: AuditRecords = family("audit_records", "AuditRecords")
    """Who did what."""
    binaries: Binaries = family("binaries", "Binaries")
    """Stored files."""
    bulk_operations: BulkOperations = family("bulk_operations", "BulkOperations")
    """Operations for whole groups of devices."""
    device_certificates: DeviceCertificates = family("device_certificates", "DeviceCertificates")
    """Certificates that devices get from the tenant's authority."""
    device_inventory: DeviceInventory = family("device_inventory", "DeviceInventory")
    """The devices among the objects of the inventory."""
    device_permissions: DevicePermissions = family("device_permissions", "DevicePermissions")
    """What users may do with single devices."""
    device_requests: DeviceRequests = family("device_requests", "DeviceRequests")
    """Devices that are announced and not yet registered."""
    devicegroups: DeviceGroupInventory = family("group_inventory", "DeviceGroupInventory")
    """The same as `group_inventory`."""
    events: Events = family("events", "Events")
    """What happened."""
    features: Features = family("features", "Features")
    """Parts of the platform that can be switched on and off."""
    global_roles: UserGroups = family("user_groups", "UserGroups")
    """The same as `user_groups`."""
    group_inventory: DeviceGroupInventory = family("group_inventory", "DeviceGroupInventory")
    """The groups among the objects of the inventory."""
    identity: Identity = family("identity", "Identity")
    """External ids of objects."""
    inventory: Inventory[ManagedObject] = family("inventory", "Inventory")
    """All objects: devices, groups, assets and others."""
    inventory_roles: InventoryRoles = family("inventory_roles", "InventoryRoles")
    """Roles that count for an object and what is below it."""
    login_options: LoginOptions = family("login_options", "LoginOptions")
    """How users can log in."""
    measurements: Measurements = family("measurements", "Measurements")
    """Values over time."""
    notification2_subscriptions: Subscriptions = family("subscriptions", "Subscriptions")
    """The same as `subscriptions`."""
    notification2_tokens: Tokens = family("tokens", "Tokens")
    """The same as `tokens`."""
    operations: Operations = family("operations", "Operations")
    """Commands for devices."""
    retention_rules: RetentionRules = family("retention_rules", "RetentionRules")
    """How long data is kept."""
    roles: Roles = family("roles", "Roles")
    """What the platform lets users be permitted."""
    subscriptions: Subscriptions = family("subscriptions", "Subscriptions")
    """What Notification 2.0 passes on."""
    system_options: SystemOptions = family("system_options", "SystemOptions")
    """Settings of the platform."""
    tenant_applications: TenantApplications = family("tenant_applications", "TenantApplications")
    """Which tenants have subscribed to which applications."""
    tenant_options: TenantOptions = family("tenant_options", "TenantOptions")
    """Settings of the tenant."""
    tenant_statistics: TenantStatistics = family("tenant_statistics", "TenantStatistics")
    """How much the tenant was used."""
    tenants: Tenants = family("tenants", "Tenants")
    """Tenants below this one."""
    tokens: Tokens = family("tokens", "Tokens")
    """Tokens of Notification 2.0."""
    trusted_certificates: TrustedCertificates = family("trusted_certificates", "TrustedCertificates")
    """Certificates by which devices are known."""
    user_groups: UserGroups = family("user_groups", "UserGroups")
    """Global roles, also called groups, and who has them."""
    users: Users = family("users", "Users")
    """The users of the tenant."""

    def realtime(self, **options: Unpack[RealtimeOptions]) -> Realtime:
        """Make a client of real-time notifications, which tell what happens to whoever listens at that moment.

        `async with client.realtime() as realtime`, then `async for message in realtime.subscribe("/measurements/*")`.
        `options` are those of `Realtime`: `way`, `resource`, `on_error` and others.
        """
        from c8y_client._push.tasks.realtime import Realtime  # noqa: PLC0415 - as with the families

        return Realtime(self, **options)
