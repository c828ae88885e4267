# Made from sdk/c8y_client/_async/client.py by sdk/scripts/unasync.py; change that.
"""The client: one connection to a tenant, with an attribute for each part of the platform."""

from __future__ import annotations

from typing import Unpack

from c8y_client._auth import Auth
from c8y_client._push.threads.realtime import Realtime
from c8y_client._push.way import RealtimeOptions
from c8y_client.sync._transport import ClientOptions, Semaphore
from c8y_client.sync.alarms import Alarms
from c8y_client.sync.application_versions import ApplicationVersions
from c8y_client.sync.applications import Applications
from c8y_client.sync.audit_records import AuditRecords
from c8y_client.sync.binaries import Binaries
from c8y_client.sync.bulk_operations import BulkOperations
from c8y_client.sync.device_certificates import DeviceCertificates
from c8y_client.sync.device_inventory import DeviceInventory
from c8y_client.sync.device_permissions import DevicePermissions
from c8y_client.sync.events import Events
from c8y_client.sync.group_inventory import DeviceGroupInventory
from c8y_client.sync.identity import Identity
from c8y_client.sync.inventory import Inventory
from c8y_client.sync.inventory_roles import InventoryRoles
from c8y_client.sync.measurements import Measurements
from c8y_client.sync.operations import Operations
from c8y_client.sync.rest import CumulocityRestClient
from c8y_client.sync.roles import Roles
from c8y_client.sync.subscriptions import Subscriptions
from c8y_client.sync.tenant_applications import TenantApplications
from c8y_client.sync.tenant_options import TenantOptions
from c8y_client.sync.tenant_statistics import TenantStatistics
from c8y_client.sync.tenants import Tenants
from c8y_client.sync.tokens import Tokens
from c8y_client.sync.trusted_certificates import TrustedCertificates
from c8y_client.sync.user_groups import UserGroups
from c8y_client.sync.users import Users


class CumulocityClient(CumulocityRestClient):
    """A connection to one tenant; see `CumulocityRestClient` for the parameters.

    It can be used as it is or in an `with` block, which closes it at the end.
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

        `with client.realtime() as realtime`, then `for message in realtime.subscribe("/measurements/*")`.
        `options` are those of `Realtime`: `way`, `resource`, `on_error` and others.
        """
        return Realtime(self, **options)
