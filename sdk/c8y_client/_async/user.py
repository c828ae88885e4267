"""A user of a tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async._objects import CumulocityObject
from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
from c8y_client._async.inventory_roles import InventoryRoles
from c8y_client._async.roles import Role, Roles
from c8y_client._async.user_groups import UserGroup, UserGroups
from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._documents.second_factor import TfaSettings
from c8y_client._queries.params import Reference
from c8y_client._queries.users import (
    GroupReference,
    UserReference,
    application_ids,
    referenced_ids,
    username_of,
    users_path,
)
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


class BaseUser(CumulocityObject):
    """What `User` and `CurrentUser` have in common. A user is known by its name, which cannot be changed."""

    __slots__ = ()

    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.user+json"
    _assigned: ClassVar[frozenset[str]] = frozenset(
        {
            *("id", "self", "owner", "delegatedBy", "lastPasswordChange", "passwordStrength", "subusersCount"),
            *("roles", "groups", "effectiveRoles", "devicePermissions"),
        }
    )

    username: Field[str] = Field("userName", read_only=True, doc="The name, by which the user is known.")
    id: Field[str] = Field("userName", read_only=True, doc="The same as `username`.")
    email: Field[str] = Field("email", doc="The mail address; only the user itself can change it.")
    enabled: Field[bool] = Field("enabled", doc="Whether the user may sign in.")
    display_name: Field[str] = Field("displayName", doc="The name that is shown.")
    password: Field[str] = Field(
        "password", doc="A password to set: that of a new user, or one's own. The platform never tells it."
    )
    first_name: Field[str] = Field("firstName", doc="The first name.")
    last_name: Field[str] = Field("lastName", doc="The last name.")
    phone: Field[str] = Field("phone", doc="The phone number with country code, such as `+49 211 555010`.")
    newsletter: Field[bool] = Field("newsletter", doc="Whether the user wants news of the platform.")
    custom_properties: Field[dict[str, JSON]] = Field("customProperties", doc="Whatever clients keep here.")
    tfa_enabled: Field[bool] = Field("twoFactorAuthenticationEnabled", doc="Whether a second factor is asked for.")
    should_reset_password: Field[bool] = Field(
        "shouldResetPassword", doc="Whether the user has to set a new password at the next login."
    )
    require_password_reset: Field[bool] = should_reset_password
    send_password_reset_email: Field[bool] = Field(
        "sendPasswordResetEmail", doc="Whether the platform is to send a mail by which the password can be set."
    )
    password_strength: Field[str] = Field("passwordStrength", read_only=True, doc="GREEN, YELLOW or RED.")
    last_password_change: TimeField = TimeField(
        "lastPasswordChange", read_only=True, doc="When the password was last changed, as text."
    )
    last_password_change_datetime: MomentField = MomentField("lastPasswordChange")
    owner: Field[str] = Field("owner", read_only=True, doc="The user that this one belongs to.")
    delegated_by: Field[str] = Field(
        "delegatedBy", read_only=True, doc="The user that lets this one manage its own users."
    )
    device_permissions: Field[dict[str, list[str]]] = Field(
        "devicePermissions", read_only=True, doc="Device permissions by the id of the object."
    )

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        username: str | None = None,
        email: str | None = None,
        enabled: bool = True,
        display_name: str | None = None,
        password: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        phone: str | None = None,
        tfa_enabled: bool = False,
        require_password_reset: bool | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a user that the platform does not know yet. Without a password it gets a mail by which to set one."""
        super().__init__(c8y, **kwargs)
        if username is not None:
            self.json["userName"] = username
        self.email, self.enabled, self.display_name, self.password = email, enabled, display_name, password
        self.first_name, self.last_name, self.phone, self.tfa_enabled = first_name, last_name, phone, tfa_enabled
        self.should_reset_password = require_password_reset
        if not password:
            self.send_password_reset_email = True

    @property
    def resource_path(self) -> str:  # type: ignore[override] # below the tenant of the connection
        """Where the users of the tenant are."""
        return users_path(self._connection.tenant_id)

    async def reload(self, copy: bool = False) -> Self:
        """Read the user again; changes that were not sent are lost, unless in a `copy`."""
        return await self._reload(copy)

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return await self._update(copy)

    async def get_tfa_settings(self) -> TfaSettings:
        """Read whether and how the user signs in with a second factor."""
        return TfaSettings(await self._connection.get(f"{self._account_path}/tfa"))

    async def revoke_totp_secret(self) -> None:
        """Take the second factor away from the user, who has to set it up again."""
        await self._connection.delete(f"{self._account_path}/totpSecret/revoke")

    @property
    def _account_path(self) -> str:
        """Where the user is among those of the tenant."""
        return users_path(self._connection.tenant_id, self._key())

    def _key(self) -> str:
        if not self.username:
            raise ValueError(f"{self!r} has no user name")
        return self.username

    def _identity(self) -> JSON:
        return self.json.get("userName")

    def _title(self) -> dict[str, JSON]:
        return {} if self.username is None else {"username": self.username}

    def _settle(self) -> None:
        # Both are asked for once; the platform repeats neither.
        for name in ("password", "sendPasswordResetEmail"):
            self.json.pop(name, None)
        super()._settle()

    def _repr_html_(self) -> str:
        from c8y_client._documents.tables import table_of  # noqa: PLC0415 - only notebooks ask for it

        shown = {name: value for name, value in self.json.items() if name != "password"}
        return table_of(type(self).__name__, shown)


class User(BaseUser):
    """A user of the tenant.

    >>> user = User(username="ana", email="ana@acme.test", password="Str0ng!pass", first_name="Ana")
    >>> user, user.first_name, user.enabled
    (User(username='ana'), 'Ana', True)
    """

    __slots__ = ()

    applications: Field[list[dict[str, JSON]]] = Field("applications", doc="The applications given to the user itself.")
    subusers_count: Field[int] = Field(
        "subusersCount", read_only=True, doc="How many users belong to this one; read only where it was asked for."
    )

    @property
    def application_ids(self) -> set[str]:
        """The ids of the applications given to the user itself."""
        return application_ids(self.json)

    @property
    def role_ids(self) -> set[str]:
        """The roles that the user holds itself, as far as the document shows them: five at most.

        `retrieve_roles` reads them all.
        """
        return referenced_ids(self.json, "roles", "role")

    permission_ids = role_ids

    @property
    def global_role_ids(self) -> set[str]:
        """The numbers of the groups of the user, as text, as far as the document shows them: five at most.

        `retrieve_global_roles` reads them all.
        """
        return referenced_ids(self.json, "groups", "group")

    async def create(self, copy: bool = False) -> Self:
        """Create the user and take what the platform made of it, or give that as a new object with `copy`."""
        return await self._create(copy)

    async def delete(self) -> None:
        """Delete the user; what belongs to it stays."""
        await self._delete()

    async def set_owner(self, user_id: UserReference | None) -> None:
        """Let the user belong to another one, or to nobody with `None`; `owner` tells it after a `reload`."""
        where = f"{self._account_path}/owner"
        if not user_id:
            await self._connection.delete(where)
        else:
            await self._connection.put(where, json={"owner": username_of(user_id)}, accept="")

    async def set_delegate(self, user_id: UserReference | None) -> None:
        """Let the user manage those of another one, or no more with `None`."""
        where = f"{self._account_path}/delegatedby"
        if not user_id:
            await self._connection.delete(where)
        else:
            await self._connection.put(where, json={"delegatedBy": username_of(user_id)}, accept="")

    async def request_password_reset(self) -> None:
        """Let the platform send the user a mail by which it can set another password."""
        await self._connection.put(
            self.object_path, json={"sendPasswordResetEmail": True}, accept="", content_type=self.object_type
        )

    async def assign_global_role(self, group_id: GroupReference) -> None:
        """Make the user a member of a group, given by number, by name or as such."""
        await UserGroups(self._connection).assign_users(group_id, self._key())

    async def unassign_global_role(self, group_id: GroupReference) -> None:
        """Let the user be a member of a group no more."""
        await UserGroups(self._connection).unassign_users(group_id, self._key())

    async def retrieve_global_roles(self) -> list[UserGroup]:
        """Read all groups of the user."""
        return await UserGroups(self._connection).get_all(username=self._key(), limit=None)

    async def assign_roles(self, *roles: str | Role) -> None:
        """Give roles, such as `ROLE_ALARM_READ`, to the user itself."""
        await Roles(self._connection).assign(self._key(), *roles)

    async def unassign_roles(self, *roles: str | Role) -> None:
        """Take roles away that the user holds itself."""
        await Roles(self._connection).unassign(self._key(), *roles)

    async def retrieve_roles(self) -> list[Role]:
        """Read all roles that the user holds itself, without those of its groups."""
        return await Roles(self._connection).get_all(username=self._key(), limit=None)

    async def assign_inventory_roles(
        self, managed_object_id: Reference, *roles: InventoryRole | int | str
    ) -> InventoryRoleAssignment:
        """Give the user inventory roles for an object and all that is below it."""
        return await InventoryRoles(self._connection).assign(self._key(), managed_object_id, *roles)

    async def unassign_inventory_roles(self, *assignment_ids: str | int | InventoryRoleAssignment) -> None:
        """Take assignments of inventory roles away from the user."""
        await InventoryRoles(self._connection).unassign(self._key(), *assignment_ids)

    async def retrieve_inventory_role_assignments(self) -> list[InventoryRoleAssignment]:
        """Read which inventory roles the user holds for which objects."""
        return await InventoryRoles(self._connection).get_assignments(self._key())
