"""Users, groups and inventory roles, where code written for pyc8y looks for them."""

from __future__ import annotations

from c8y_client._async.current_user import CurrentUser
from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
from c8y_client._async.inventory_roles import InventoryRoles
from c8y_client._async.user import BaseUser, User
from c8y_client._async.user_groups import UserGroup, UserGroups
from c8y_client._async.users import Users
from c8y_client._documents.permissions import AnyPermission, Permission, ReadPermission, WritePermission
from c8y_client._documents.second_factor import TfaSettings

__all__ = [
    "AnyPermission",
    "BaseUser",
    "CurrentUser",
    "InventoryRole",
    "InventoryRoleAssignment",
    "InventoryRoles",
    "Permission",
    "ReadPermission",
    "TfaSettings",
    "User",
    "UserGroup",
    "UserGroups",
    "Users",
    "WritePermission",
]
