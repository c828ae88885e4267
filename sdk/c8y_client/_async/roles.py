"""Roles such as `ROLE_ALARM_READ`: what the operations of the platform ask for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Self, Unpack, overload

from c8y_client._async._bulk import each
from c8y_client._async._objects import WithId
from c8y_client._async._resource import CumulocityResource
from c8y_client._async.user_groups import UserGroups
from c8y_client._documents.fields import Field, id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.urls import path
from c8y_client._queries.users import (
    RoleFilters,
    RoleQuery,
    UserReference,
    groups_path,
    role_reference,
    username_of,
    users_path,
)
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Plan


class Role(WithId):
    """A role, whose id is its name. Roles come with the platform and with microservices; clients only assign them."""

    __slots__ = ()

    resource_path: ClassVar[str] = "/user/roles"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.role+json"

    name: Field[str] = Field("name", read_only=True, doc="What the role is called, such as `ROLE_ALARM_READ`.")

    async def reload(self, copy: bool = False) -> Self:
        """Read the role again."""
        return await self._reload(copy)


class Roles(CumulocityResource[Role]):
    """The roles that a tenant knows, and which users hold them.

    Roles are mostly given to groups, see `UserGroups.assign_roles`; here they are given to single users.
    """

    collection: ClassVar[Collection] = Collection(path="/user/roles", name="roles")
    query: ClassVar[type[Any]] = RoleQuery
    object_class = Role

    async def get(self, name: str) -> Role:
        """Read one role; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return await self._get(name)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[RoleQuery]
    ) -> AsyncGenerator[Role]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[RoleQuery]
    ) -> AsyncGenerator[Any]: ...
    @keywords(RoleQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[RoleQuery]
    ) -> AsyncGenerator[Any]:
        """Iterate over roles in the order of the alphabet; 5 at most unless `limit` says otherwise.

        `username` gives the roles that a user holds itself, not those of its groups; `group` gives those that the
        members of a group hold. `expression` is the text behind `?` of a request. `as_values` gives the values at
        paths in place of objects. With `workers` the order is open.
        """
        return self._read(self._asked(expression, filters, as_values), filters)

    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[RoleQuery]
    ) -> Results[Role]: ...
    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[RoleQuery]
    ) -> Results[Any]: ...
    @keywords(RoleQuery)
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[RoleQuery]
    ) -> Results[Any]:
        """Read roles as a list; 5 at most unless `limit` says otherwise. See `select`."""
        plan = await self._held(self._asked(expression, filters, as_values), filters)
        return await self._get_all(plan, filters.get("progress", False))

    @keywords(RoleFilters)
    async def get_count(self, expression: str | None = None, **filters: Unpack[RoleFilters]) -> int:
        """Tell how many roles there are. Those of a user or a group have to be read for that."""
        if filters.get("username") is None and filters.get("group") is None:
            return await self._get_count(expression, filters)
        return len(await self.get_all(expression, limit=None, as_values="id", **filters))

    async def assign(self, username: UserReference, *roles: str | Role, workers: int | None = None) -> None:
        """Give roles to a user; those that it holds already do no harm."""
        where = users_path(self.c8y.tenant_id, username_of(username), "roles")
        await each(roles, lambda role: self.c8y.post(where, json=role_reference(role), accept=""), workers)

    async def unassign(self, username: UserReference, *roles: str | Role, workers: int | None = None) -> None:
        """Take roles away from a user, which keeps those of its groups."""
        where = users_path(self.c8y.tenant_id, username_of(username), "roles")
        await each(roles, lambda role: self.c8y.delete(path(where, id_of(role))), workers)

    def _asked(self, expression: str | None, filters: Mapping[str, Any], as_values: AsValues | None) -> Plan:
        """Plan to read all roles; `_held` says whose."""
        if filters.get("username") is not None and filters.get("group") is not None:
            raise ValueError("roles are read of a user or of a group, not of both; give username= or group=")
        others = {name: value for name, value in filters.items() if name not in RoleFilters.__annotations__}
        return self._plan(expression, others, as_values)

    async def _held(self, plan: Plan, filters: Mapping[str, Any]) -> Plan:
        """Read the references of a user or of a group, if one is given, in place of all roles."""
        user, group = filters.get("username"), filters.get("group")
        if user is not None:
            where = users_path(self.c8y.tenant_id, username_of(user), "roles")
        elif group is not None:
            where = groups_path(self.c8y.tenant_id, await UserGroups(self.c8y).resolve(group), "roles")
        else:
            return plan
        # The platform does not tell how many there are.
        return replace(plan, collection=Collection(path=where, name="references", item="role", total=None))

    async def _read(self, plan: Plan, filters: Mapping[str, Any]) -> AsyncGenerator[Any]:
        async for role in self._select(await self._held(plan, filters), filters.get("progress", False)):
            yield role
