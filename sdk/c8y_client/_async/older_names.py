"""What the older SDK calls some classes."""

from __future__ import annotations

from c8y_client._access.auth import BasicAuth, BearerAuth
from c8y_client._async.user_groups import UserGroup, UserGroups

GlobalRole = UserGroup
GlobalRoles = UserGroups
HTTPBasicAuth = BasicAuth
HTTPBearerAuth = BearerAuth

__all__ = ["GlobalRole", "GlobalRoles", "HTTPBasicAuth", "HTTPBearerAuth"]
