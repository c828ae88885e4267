# Made from sdk/c8y_client/_async/user_groups.py by sdk/scripts/unasync.py; change that.
"""User groups, which the user interface calls global roles: roles that users hold together."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack, overload

from c8y_client._documents.fields import Field, id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.urls import path
from c8y_client._queries.users import (
    GroupFilters,
    GroupQuery,
    GroupReference,
    UserReference,
    application_ids,
    groups_path,
    is_name,
    referenced_ids,
    role_reference,
    user_reference,
    username_of,
    users_path,
)
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Plan
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON, Raw
from c8y_client.sync._bulk import each
from c8y_client.sync._objects import WithNumber
from c8y_client.sync._resource import CumulocityResource

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class UserGroup(WithNumber):
    """A group of users, who all hold the roles that it gives. The user interface calls it global role."""

    __slots__ = ()

    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.group+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "roles", "users", "devicePermissions"})

    name: Field[str] = Field("name", doc="What the group is called; no two have the same name.")
    description: Field[str] = Field("description", doc="What it is for.")
    applications: Field[list[dict[str, JSON]]] = Field("applications", doc="The applications that members may use.")
    custom_properties: Field[dict[str, JSON]] = Field("customProperties", doc="Whatever clients keep here.")
    device_permissions: Field[dict[str, list[str]]] = Field(
        "devicePermissions", read_only=True, doc="Device permissions of members by the id of the object."
    )

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        name: str | None = None,
        description: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a group that the platform does not know yet."""
        super().__init__(c8y, **kwargs)
        self.name, self.description = name, description

    @property
    def resource_path(self) -> str:  # type: ignore[override] # below the tenant of the connection
        """Where the groups of the tenant are."""
        return groups_path(self._connection.tenant_id)

    @property
    def application_ids(self) -> set[str]:
        """The ids of the applications that members may use."""
        return application_ids(self.json)

    @property
    def role_ids(self) -> set[str]:
        """The roles that members hold, as far as the document shows them.

        The platform may show no more than five here; `roles.get_all(group=..., limit=None)` reads them all.
        """
        return referenced_ids(self.json, "roles", "role")

    permission_ids = role_ids

    def create(self, copy: bool = False) -> Self:
        """Create the group and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False, *, force_logout: bool = False) -> Self:
        """Send what was changed; `force_logout` ends the sessions of all members, who have to log in again."""
        return self._update(copy, **_forced(force_logout))

    def reload(self, copy: bool = False) -> Self:
        """Read the group again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self, *, force_logout: bool = False) -> None:
        """Delete the group, not its members; `force_logout` ends their sessions."""
        self._delete(**_forced(force_logout))

    def assign_roles(self, *role_ids: str) -> None:
        """Give roles, such as `ROLE_ALARM_READ`, to all members, at once."""
        UserGroups(self._connection).assign_roles(self._key(), *role_ids)

    def unassign_roles(self, *role_ids: str) -> None:
        """Take roles away from the members, at once."""
        UserGroups(self._connection).unassign_roles(self._key(), *role_ids)

    def assign_users(self, *users: UserReference) -> None:
        """Make users members, at once."""
        UserGroups(self._connection).assign_users(self._key(), *users)

    def unassign_users(self, *users: UserReference) -> None:
        """Let users be members no more, at once."""
        UserGroups(self._connection).unassign_users(self._key(), *users)

    # The names of the synchronous reference package.
    add_permissions = assign_roles
    remove_permissions = unassign_roles
    add_users = assign_users
    remove_users = unassign_users


class UserGroups(CumulocityResource[UserGroup]):
    """The user groups of a tenant, their roles and their members.

    Groups may be given as objects, as numbers, or by name; text that consists of digits is a number.
    """

    query: ClassVar[type[Any]] = GroupQuery
    object_class = UserGroup

    def _collection(self) -> Collection:
        return Collection(path=groups_path(self.c8y.tenant_id), name="groups")

    def _plan(
        self,
        expression: str | None,
        filters: Mapping[str, Any],
        as_values: AsValues | None = None,
        collection: Collection | None = None,
        wrap: Callable[[list[Raw]], Iterable[Any]] | None = None,
    ) -> Plan:
        # The groups of a user are a collection of their own, not a selection from all.
        others = {name: value for name, value in filters.items() if name != "username"}
        if filters.get("username") is not None:
            where = users_path(self.c8y.tenant_id, username_of(filters["username"]), "groups")
            collection = Collection(path=where, name="references", item="group")
        return super()._plan(expression, others, as_values, collection, wrap)

    def get(self, group_id: int | str) -> UserGroup:
        """Read one group, by its number or its name; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self.get_by_name(str(group_id)) if is_name(group_id) else self._get(str(group_id))

    def get_by_name(self, name: str) -> UserGroup:
        """Read the group of a name, whatever it looks like."""
        where = path("/user", self.c8y.tenant_id, "groupByName", name)
        return UserGroup.from_json(self.c8y.get(where, accept=UserGroup.object_type), self.c8y)

    def resolve_group_ids(self, *names: str) -> list[int]:
        """Look up the numbers of groups by name."""
        return [(self.get_by_name(name))["id"] for name in names]

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[GroupQuery]
    ) -> Generator[UserGroup]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[GroupQuery]
    ) -> Generator[Any]: ...
    @keywords(GroupQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[GroupQuery]
    ) -> Generator[Any]:
        """Iterate over groups while they are being read; 5 at most unless `limit` says otherwise.

        `username` gives the groups of one user. `expression` is the text behind `?` of a request. `as_values` gives the
        values at paths in place of objects. With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[GroupQuery]
    ) -> Results[UserGroup]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[GroupQuery]
    ) -> Results[Any]: ...
    @keywords(GroupQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[GroupQuery]
    ) -> Results[Any]:
        """Read groups as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(GroupFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[GroupFilters]) -> int:
        """Ask how many groups there are, or how many a user is a direct member of."""
        return self._get_count(expression, filters)

    def create(self, *groups: UserGroup, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create groups, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(groups, workers, progress)

    def update(
        self,
        *groups: UserGroup,
        workers: int | None = None,
        progress: ProgressOption = False,
        force_logout: bool = False,
    ) -> None:
        """Send what was changed in groups; `force_logout` ends the sessions of all members."""
        self._update(groups, workers, progress, **_forced(force_logout))

    def delete(
        self,
        *groups: str | int | UserGroup,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        force_logout: bool = False,
    ) -> None:
        """Delete groups, given as such or by number; `force_logout` ends the sessions of all members."""
        self._delete(groups, workers, progress, missing_ok=missing_ok, **_forced(force_logout))

    def assign_users(self, group_id: GroupReference, *usernames: UserReference, workers: int | None = None) -> None:
        """Make users members of a group."""
        where = self._below(group_id, "users")
        tenant = self.c8y.tenant_id
        each(usernames, lambda user: self.c8y.post(where, json=user_reference(tenant, user), accept=""), workers)

    def unassign_users(self, group_id: GroupReference, *usernames: UserReference, workers: int | None = None) -> None:
        """Let users be members of a group no more."""
        where = self._below(group_id, "users")
        each(usernames, lambda user: self.c8y.delete(path(where, username_of(user))), workers)

    def assign_roles(self, group_id: GroupReference, *role_ids: str, workers: int | None = None) -> None:
        """Give roles, such as `ROLE_ALARM_READ`, to the members of a group; a `ConflictError` for those it has."""
        where = self._below(group_id, "roles")
        each(role_ids, lambda role: self.c8y.post(where, json=role_reference(role), accept=""), workers)

    def unassign_roles(self, group_id: GroupReference, *role_ids: str, workers: int | None = None) -> None:
        """Take roles away from the members of a group."""
        where = self._below(group_id, "roles")
        each(role_ids, lambda role: self.c8y.delete(path(where, id_of(role))), workers)

    # The names of the synchronous reference package.
    assign_permissions = assign_roles
    unassign_permissions = unassign_roles

    def resolve(self, group: GroupReference) -> str:
        """Give the number of a group, which is looked up if only its name is known."""
        return str((self.resolve_group_ids(group))[0]) if is_name(group) else id_of(group)

    def _below(self, group: GroupReference, name: str) -> str:
        return path(self.build_object_path(self.resolve(group)), name)


def _forced(force_logout: bool) -> dict[str, JSON]:
    return {"forceLogout": True} if force_logout else {}
