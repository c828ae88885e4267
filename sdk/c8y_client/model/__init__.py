"""The object models, and the functions for collections of them."""

from __future__ import annotations

from c8y_client._application_parts import ApplicationArchive, ApplicationSubscription, ApplicationVersion
from c8y_client._async.alarm import Alarm
from c8y_client._async.alarms import Alarms
from c8y_client._async.application import Application
from c8y_client._async.application_versions import ApplicationVersions
from c8y_client._async.applications import Applications
from c8y_client._async.binaries import Binaries
from c8y_client._async.binary import Binary
from c8y_client._async.children import Children
from c8y_client._async.current_user import CurrentUser
from c8y_client._async.device import Device
from c8y_client._async.device_group import DeviceGroup
from c8y_client._async.device_inventory import DeviceInventory
from c8y_client._async.device_permissions import DevicePermissionHolders, DevicePermissions
from c8y_client._async.events import Event, Events
from c8y_client._async.external_id import ExternalId
from c8y_client._async.group_inventory import DeviceGroupInventory
from c8y_client._async.identity import Identity
from c8y_client._async.inventory import Inventory
from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
from c8y_client._async.inventory_roles import InventoryRoles
from c8y_client._async.managed_object import ManagedObject
from c8y_client._async.roles import Role, Roles
from c8y_client._async.subscriptions import Subscription, Subscriptions
from c8y_client._async.tenant_option import TenantOption
from c8y_client._async.tenant_options import TenantOptions
from c8y_client._async.tokens import Tokens
from c8y_client._async.user import BaseUser, User
from c8y_client._async.user_groups import UserGroup, UserGroups
from c8y_client._async.users import Users
from c8y_client._availability import Availability, DeviceUser
from c8y_client._hierarchy import ObjectReference
from c8y_client._permissions import AnyPermission, Permission, ReadPermission, WritePermission
from c8y_client._queries.alarms import AlarmSeverity, AlarmStatus
from c8y_client._second_factor import TfaSettings, TotpActivity, TotpSecret

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
    "Alarm",
    "Alarms",
    "AlarmSeverity",
    "AlarmStatus",
    "AnyPermission",
    "Application",
    "ApplicationArchive",
    "Applications",
    "ApplicationSubscription",
    "ApplicationVersion",
    "ApplicationVersions",
    "Availability",
    "BaseUser",
    "Binaries",
    "Binary",
    "Children",
    "CurrentUser",
    "Device",
    "DeviceGroup",
    "DeviceGroupInventory",
    "DeviceInventory",
    "DevicePermissionHolders",
    "DevicePermissions",
    "DeviceUser",
    "Event",
    "Events",
    "ExternalId",
    "Identity",
    "Inventory",
    "InventoryRole",
    "InventoryRoleAssignment",
    "InventoryRoles",
    "ManagedObject",
    "ObjectReference",
    "Permission",
    "ReadPermission",
    "Role",
    "Roles",
    "Subscription",
    "Subscriptions",
    "TenantOption",
    "TenantOptions",
    "TfaSettings",
    "Tokens",
    "TotpActivity",
    "TotpSecret",
    "User",
    "UserGroup",
    "UserGroups",
    "Users",
    "WritePermission",
]
