"""Device permissions: what single users and groups may do with single objects.

They are older than inventory roles, which the platform offers in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from c8y_client._async.user import User
from c8y_client._async.user_groups import UserGroup, UserGroups
from c8y_client._documents.fields import id_of
from c8y_client._documents.permissions import Permission, permission_text
from c8y_client._http.urls import path
from c8y_client._queries.params import Reference
from c8y_client._queries.users import GroupReference, UserReference, username_of
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


@dataclass(frozen=True, slots=True)
class DevicePermissionHolders:
    """Who holds permissions for an object; `device_permissions` of each tells which."""

    users: list[User]
    groups: list[UserGroup]


class DevicePermissions:
    """The device permissions of a tenant.

    A permission is text such as `OPERATION:c8y_Restart:ADMIN`, or an object such as `ReadPermission("ALARM")`.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    @property
    def resource_path(self) -> str:
        """Where device permissions are."""
        return "/user/devicePermissions"

    def build_object_path(self, object_id: str) -> str:
        """Tell where the permissions for an object are."""
        return path(self.resource_path, object_id)

    async def get(self, managed_object_id: Reference) -> DevicePermissionHolders:
        """Read which users and groups hold permissions for an object."""
        answer = await self.c8y.get(self.build_object_path(id_of(managed_object_id)))
        users, groups = answer.get("users") or [], answer.get("groups") or []
        return DevicePermissionHolders(
            [User.from_json(user, self.c8y) for user in users],
            [UserGroup.from_json(group, self.c8y) for group in groups],
        )

    async def assign(
        self,
        managed_object_id: Reference,
        *,
        users: Mapping[str, Iterable[str | Permission]] | None = None,
        groups: Mapping[int | str, Iterable[str | Permission]] | None = None,
    ) -> None:
        """Let users, by name, and groups, by number or name, hold just these permissions for an object.

        What others hold for it, and what these hold for other objects, stays as it is.
        """
        object_id = id_of(managed_object_id)
        found = UserGroups(self.c8y)
        document = {
            "users": [
                {"userName": username, **_held(object_id, permissions)}
                for username, permissions in (users or {}).items()
            ],
            "groups": [
                {"id": await found.resolve(group), **_held(object_id, permissions)}
                for group, permissions in (groups or {}).items()
            ],
        }
        await self.c8y.put(self.build_object_path(object_id), json=document, accept="")

    async def unassign(
        self,
        managed_object_id: Reference,
        *,
        users: Iterable[UserReference] = (),
        groups: Iterable[GroupReference] = (),
    ) -> None:
        """Take all permissions for an object away from users and groups."""
        resolved = [await UserGroups(self.c8y).resolve(group) for group in groups]
        await self.assign(
            managed_object_id,
            users={username_of(user): () for user in users},
            groups=dict.fromkeys(resolved, ()),
        )


def _held(object_id: str, permissions: Iterable[str | Permission]) -> dict[str, JSON]:
    return {"devicePermissions": {object_id: [permission_text(permission) for permission in permissions]}}
