"""The client: one connection to a tenant, with an attribute for each part of the platform."""

from __future__ import annotations

from typing import Unpack

from c8y_client._async._transport import ClientOptions, Semaphore
from c8y_client._async.alarms import Alarms
from c8y_client._async.application_versions import ApplicationVersions
from c8y_client._async.applications import Applications
from c8y_client._async.audit_records import AuditRecords
from c8y_client._async.binaries import Binaries
from c8y_client._async.bulk_operations import BulkOperations
from c8y_client._async.device_certificates import DeviceCertificates
from c8y_client._async.device_inventory import DeviceInventory
from c8y_client._async.device_permissions import DevicePermissions
from c8y_client._async.events import Events
from c8y_client._async.group_inventory import DeviceGroupInventory
from c8y_client._async.identity import Identity
from c8y_client._async.inventory import Inventory
from c8y_client._async.inventory_roles import InventoryRoles
from c8y_client._async.measurements import Measurements
from c8y_client._async.operations import Operations
from c8y_client._async.rest import CumulocityRestClient
from c8y_client._async.roles import Roles
from c8y_client._async.subscriptions import Subscriptions
from c8y_client._async.tenant_applications import TenantApplications
from c8y_client._async.tenant_options import TenantOptions
from c8y_client._async.tenant_statistics import TenantStatistics
from c8y_client._async.tenants import Tenants
from c8y_client._async.tokens import Tokens
from c8y_client._async.trusted_certificates import TrustedCertificates
from c8y_client._async.user_groups import UserGroups
from c8y_client._async.users import Users
from c8y_client._auth import Auth
from c8y_client._push.tasks.realtime import Realtime
from c8y_client._push.way import RealtimeOptions


class CumulocityClient(CumulocityRestClient):
    """A connection to one tenant; see `CumulocityRestClient` for the parameters.

    It can be used as it is or in an `async with` block, which closes it at the end.
    """

    def __init__(
        self,
        base_url: str,
        tenant_id: str,
        auth: Auth,
        application_key: str | None = None,
        processing_mode: str | None = None,
        connector_factory: object = None,
        semaphore: Semaphore | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(
            base_url, tenant_id, auth, application_key, processing_mode, connector_factory, semaphore, **options
        )
        self.alarms = Alarms(self)
        self.application_versions = ApplicationVersions(self)
        self.applications = Applications(self)
        self.audit_records = AuditRecords(self)
        self.binaries = Binaries(self)
        self.bulk_operations = BulkOperations(self)
        self.device_certificates = DeviceCertificates(self)
        self.device_inventory = DeviceInventory(self)
        self.device_permissions = DevicePermissions(self)
        self.events = Events(self)
        self.group_inventory = self.devicegroups = DeviceGroupInventory(self)
        self.identity = Identity(self)
        self.inventory: Inventory = Inventory(self)
        self.inventory_roles = InventoryRoles(self)
        self.measurements = Measurements(self)
        self.operations = Operations(self)
        self.roles = Roles(self)
        self.subscriptions = self.notification2_subscriptions = Subscriptions(self)
        self.tenant_applications = TenantApplications(self)
        self.tenant_options = TenantOptions(self)
        self.tenant_statistics = TenantStatistics(self)
        self.tenants = Tenants(self)
        self.tokens = self.notification2_tokens = Tokens(self)
        self.trusted_certificates = TrustedCertificates(self)
        self.user_groups = self.global_roles = UserGroups(self)
        self.users = Users(self)

    def realtime(self, **options: Unpack[RealtimeOptions]) -> Realtime:
        """Make a client of real-time notifications, which tell what happens to whoever listens at that moment.

        `async with client.realtime() as realtime`, then `async for message in realtime.subscribe("/measurements/*")`.
        `options` are those of `Realtime`: `way`, `resource`, `on_error` and others.
        """
        return Realtime(self, **options)
