# Made from sdk/c8y_client/_async/login_options.py by sdk/scripts/unasync.py; change that.
"""How users of a tenant can log in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from c8y_client._documents.fields import Field
from c8y_client._documents.platform_parts import AccessMapping, InventoryAccessMapping
from c8y_client._http.urls import path
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId
from c8y_client.sync.access_mappings import AccessMappings

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

_PATH: Final = "/tenant/loginOptions"


class LoginOption(WithId):
    """A way to log in: with a password and a token of the platform, with a password alone, or elsewhere.

    >>> LoginOption(type="BASIC", userManagementSource="INTERNAL").type
    'BASIC'
    """

    __slots__ = ()

    resource_path: ClassVar[str] = _PATH
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.authconfig+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "initRequest", "loginRedirectDomain", "tfaStrategy"})

    type: Field[str] = Field("type", doc="`OAUTH2_INTERNAL`, `BASIC` or `OAUTH2`; a tenant has at most one of each.")
    grant_type: Field[str] = Field("grantType", doc="`PASSWORD` or `AUTHORIZATION_CODE`.")
    visible_on_login_page: Field[bool] = Field("visibleOnLoginPage", doc="Whether users are offered it.")
    session_configuration: Field[dict[str, JSON]] = Field("sessionConfiguration", doc="How long a login lasts.")
    authentication_restrictions: Field[dict[str, JSON]] = Field(
        "authenticationRestrictions", doc="Which clients cannot use it."
    )
    only_management_tenant_access: Field[bool] = Field(
        "onlyManagementTenantAccess", read_only=True, doc="Whether only the management tenant may change it."
    )
    tfa_strategy: Field[str] = Field("tfaStrategy", read_only=True, doc="The second factor, if there is one.")

    def __init__(self, c8y: CumulocityRestClient | None = None, *, type: str | None = None, **kwargs: JSON) -> None:
        """Make a way to log in that the tenant does not have yet; other keywords become fields of its document."""
        super().__init__(c8y, **kwargs)
        self.type = type

    def _key(self) -> str:
        key = self.json.get("id") or self.json.get("type")
        if not key:
            raise ValueError(f"{self!r} has neither id nor type")
        return str(key)

    def create(self, copy: bool = False) -> Self:
        """Add the way to log in; an `InvalidRequestError` if the tenant has one of that type."""
        return self._create(copy)

    def update(self, copy: bool = False, *, terminate_user_sessions: bool | None = None) -> Self:
        """Send what was changed. It ends all sessions of the tenant's users, unless told not to."""
        return self._update(copy, terminateUserSessions=terminate_user_sessions)

    def reload(self, copy: bool = False) -> Self:
        """Read it again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Remove the way to log in."""
        self._delete()


class LoginOptions:
    """The ways in which users can log in. The platform tells them to everybody, without credentials.

    Where an option is named, that is by its type, in any case, or by its id.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    def get_all(self, tenant_id: str | None = None, *, management: bool | None = None) -> list[LoginOption]:
        """List the ways to log in to the tenant of the address, to another one, or to the management tenant."""
        params = {"tenantId": tenant_id, "management": management}
        answer = self.c8y.get(_PATH, params=params)
        return [LoginOption.from_json(one, self.c8y) for one in answer["loginOptions"]]

    def get(self, type_or_id: str) -> LoginOption:
        """Read one way to log in; a `NotFoundError`, which is a `KeyError`, if the tenant does not have it."""
        return LoginOption.from_json(self.c8y.get(path(_PATH, type_or_id)), self.c8y)

    def create(self, option: LoginOption) -> None:
        """Add a way to log in, which takes what the platform made of it."""
        option.c8y = option.c8y or self.c8y
        option.create()

    def update(self, option: LoginOption, *, terminate_user_sessions: bool | None = None) -> None:
        """Send what was changed. It ends all sessions of the tenant's users, unless told not to."""
        option.c8y = option.c8y or self.c8y
        option.update(terminate_user_sessions=terminate_user_sessions)

    def delete(self, type_or_id: str) -> None:
        """Remove a way to log in."""
        self.c8y.delete(path(_PATH, type_or_id))

    def restrict(self, type_or_id: str, tenant_id: str, *, only_management: bool) -> LoginOption:
        """Tell whether only the management tenant may change a way to log in to a tenant; nobody else can tell."""
        answer = self.c8y.put(
            path(_PATH, type_or_id, "restrict"),
            params={"targetTenant": tenant_id},
            json={"onlyManagementTenantAccess": only_management},
        )
        return LoginOption.from_json(answer, self.c8y)

    def access_mappings(self, type_or_id: str = "OAUTH2") -> AccessMappings[AccessMapping]:
        """Give access to the rules for groups and applications of users who log in elsewhere."""
        return AccessMappings(self.c8y, path(_PATH, type_or_id), "accessMapping", AccessMapping)

    def inventory_access_mappings(self, type_or_id: str = "OAUTH2") -> AccessMappings[InventoryAccessMapping]:
        """Give access to the rules for inventory roles of users who log in elsewhere."""
        return AccessMappings(self.c8y, path(_PATH, type_or_id), "inventoryAccessMapping", InventoryAccessMapping)
