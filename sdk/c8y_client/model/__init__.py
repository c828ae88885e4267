"""The object models, and the functions for collections of them."""

from __future__ import annotations

from c8y_client._async.current_user import CurrentUser
from c8y_client._async.device_permissions import DevicePermissionHolders, DevicePermissions
from c8y_client._async.events import Event, Events
from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
from c8y_client._async.inventory_roles import InventoryRoles
from c8y_client._async.roles import Role, Roles
from c8y_client._async.subscriptions import Subscription, Subscriptions
from c8y_client._async.tokens import Tokens
from c8y_client._async.user import BaseUser, User
from c8y_client._async.user_groups import UserGroup, UserGroups
from c8y_client._async.users import Users
from c8y_client._permissions import AnyPermission, Permission, ReadPermission, WritePermission
from c8y_client._second_factor import TfaSettings, TotpActivity, TotpSecret

__all__ = [
    "AnyPermission",
    "BaseUser",
    "CurrentUser",
    "DevicePermissionHolders",
    "DevicePermissions",
    "Event",
    "Events",
    "InventoryRole",
    "InventoryRoleAssignment",
    "InventoryRoles",
    "Permission",
    "ReadPermission",
    "Role",
    "Roles",
    "Subscription",
    "Subscriptions",
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
