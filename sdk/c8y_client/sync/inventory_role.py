# Made from sdk/c8y_client/_async/inventory_role.py by sdk/scripts/unasync.py; change that.
"""An inventory role, and the assignment of such roles to a user."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, Self
from urllib.parse import unquote

from c8y_client._documents.fields import Field
from c8y_client._documents.permissions import Permission
from c8y_client._queries.users import users_path
from c8y_client._types import JSON
from c8y_client.sync._objects import WithNumber

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

_HOLDER: Final = re.compile(r"/users/([^/]+)/roles/inventory(?:/|$)")


class InventoryRole(WithNumber):
    """A named set of permissions that users can hold for single objects.

    >>> role = InventoryRole(name="Operators", permissions=[ReadPermission("ALARM")])
    >>> role.permissions.append(WritePermission("OPERATION", "c8y_Restart"))
    >>> [permission.text for permission in role.permissions]
    ['ALARM:*:READ', 'OPERATION:c8y_Restart:ADMIN']
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/user/inventoryroles"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.inventoryrole+json"

    name: Field[str] = Field("name", doc="What the role is called; no two have the same name.")
    description: Field[str] = Field("description", doc="What it is for.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        name: str | None = None,
        description: str | None = None,
        permissions: Iterable[Permission] | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a role that the platform does not know yet."""
        super().__init__(c8y, **kwargs)
        self.name, self.description = name, description
        if permissions is not None:
            self.permissions = list(permissions)

    @property
    def permissions(self) -> list[Permission]:
        """What the role permits. Changes of this list, and of what it holds, are changes of the role."""
        held: list[JSON] = self.json.setdefault("permissions", [])
        if not all(isinstance(permission, Permission) for permission in held):
            held[:] = map(Permission.from_json, held)
        return held

    @permissions.setter
    def permissions(self, permissions: Iterable[Permission]) -> None:
        self.json["permissions"] = list(permissions)

    def create(self, copy: bool = False) -> Self:
        """Create the role and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the role again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self) -> None:
        """Delete the role, and with it all its assignments."""
        self._delete()


class InventoryRoleAssignment(WithNumber):
    """Which inventory roles a user holds for an object and all that is below it."""

    __slots__ = ()

    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.inventoryassignment+json"

    @property
    def username(self) -> str:
        """The user who holds the roles; a `ValueError` where the assignment does not tell."""
        found = _HOLDER.search(str(self.json.get("self", "")))
        if found is None:
            raise ValueError(f"{self!r} has no link that tells whose it is; read it through inventory_roles")
        return unquote(found[1])

    @property
    def resource_path(self) -> str:  # type: ignore[override] # below the user who holds it
        """Where the assignments of the user are."""
        return users_path(self._connection.tenant_id, self.username, "roles", "inventory")

    @property
    def managed_object_id(self) -> str | None:
        """The id of the object that the roles are held for."""
        held = self.json.get("managedObject")
        return held.get("id") if isinstance(held, dict) else held

    @property
    def roles(self) -> list[InventoryRole]:
        """The roles that are held."""
        return [InventoryRole.from_json(role, self.c8y) for role in self.json.get("roles", [])]

    def reload(self, copy: bool = False) -> Self:
        """Read the assignment again."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Take the roles away from the user."""
        self._delete()
