# Made from sdk/c8y_client/_async/users.py by sdk/scripts/unasync.py; change that.
"""The users of a tenant."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.results import Results
from c8y_client._documents.second_factor import TfaSettings
from c8y_client._documents.values import AsValues
from c8y_client._http.urls import path
from c8y_client._queries.params import Params
from c8y_client._queries.users import (
    GroupReference,
    UserFilters,
    UserQuery,
    UserReference,
    groups_path,
    is_name,
    several,
    user_params,
    username_of,
    users_path,
)
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection, Plan
from c8y_client._reading.progress import ProgressOption
from c8y_client.sync import _reading
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.current_user import CurrentUser
from c8y_client.sync.user import User
from c8y_client.sync.user_groups import UserGroups


class Users(CumulocityResource[User]):
    """The users of a tenant, in the order of their names. Users may be given as objects or by name."""

    query: ClassVar[type[Any]] = UserQuery
    object_class = User

    def _collection(self) -> Collection:
        return Collection(path=users_path(self.c8y.tenant_id), name="users")

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return user_params(filters)

    def get(self, username: str) -> User:
        """Read one user; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(username)

    def get_by_name(self, username: str) -> User:
        """Read the user of a name by a resource of its own, which asks for another role than `get`."""
        where = path("/user", self.c8y.tenant_id, "userByName", username)
        return User.from_json(self.c8y.get(where, accept=User.object_type), self.c8y)

    def get_current(self) -> CurrentUser:
        """Read the user behind the connection."""
        return CurrentUser.from_json({}, self.c8y).reload()

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UserQuery]
    ) -> Generator[User]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UserQuery]
    ) -> Generator[Any]: ...
    @keywords(UserQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UserQuery]
    ) -> Generator[Any]:
        """Query users and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. With `workers` the order is open.
        """
        plan, progress = self._plan(expression, filters, as_values), filters.get("progress", False)
        return self._read_resolved(plan, progress) if _named_groups(plan) else self._select(plan, progress)

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[UserQuery]
    ) -> Results[User]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[UserQuery]
    ) -> Results[Any]: ...
    @keywords(UserQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[UserQuery]
    ) -> Results[Any]:
        """Query users and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        plan = self._resolved(self._plan(expression, filters, as_values))
        return self._get_all(plan, filters.get("progress", False))

    @keywords(UserFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[UserFilters]) -> int:
        """Ask how many users there are, without reading them."""
        plan = self._plan(expression, {**filters, "page_size": 1, "limit": None})
        return _reading.count(self.c8y, self._resolved(plan))

    def create(self, *users: User, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create users; see `BatchError` for what is raised when some fail."""
        self._create(users, workers, progress)

    def update(self, *users: User, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in users."""
        self._update(users, workers, progress)

    def delete(
        self,
        *users: str | User,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete users, given as such or by name."""
        self._delete(users, workers, progress, missing_ok=missing_ok)

    @overload
    def select_members(
        self, group: GroupReference, *, as_values: None = None, **reading: Unpack[Reading]
    ) -> Generator[User]: ...
    @overload
    def select_members(
        self, group: GroupReference, *, as_values: AsValues, **reading: Unpack[Reading]
    ) -> Generator[Any]: ...
    @keywords(Reading)
    def select_members(
        self, group: GroupReference, *, as_values: AsValues | None = None, **reading: Unpack[Reading]
    ) -> Generator[Any]:
        """Iterate over the direct members of a group, the users of devices among them; 5 at most without `limit`.

        With `workers` the order is open.
        """
        plan = self._plan(None, reading, as_values)
        return self._read_members(plan, group, reading.get("progress", False))

    @overload
    def get_members(
        self, group: GroupReference, *, as_values: None = None, **reading: Unpack[Reading]
    ) -> Results[User]: ...
    @overload
    def get_members(
        self, group: GroupReference, *, as_values: AsValues, **reading: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    def get_members(
        self, group: GroupReference, *, as_values: AsValues | None = None, **reading: Unpack[Reading]
    ) -> Results[Any]:
        """Read the direct members of a group as a list; 5 at most unless `limit` says otherwise."""
        plan = self._of_group(self._plan(None, reading, as_values), group)
        return self._get_all(plan, reading.get("progress", False))

    def get_member_count(self, group: GroupReference) -> int:
        """Ask how many direct members a group has."""
        reading: Reading = {"page_size": 1, "limit": None}
        return _reading.count(self.c8y, self._of_group(self._plan(None, reading), group))

    def set_current_password(self, current_password: str, new_password: str) -> None:
        """Change one's own password; the connection goes on with the new one. See `CurrentUser.update_password`."""
        CurrentUser.from_json({}, self.c8y).update_password(current_password, new_password)

    def request_password_reset(self, username: UserReference) -> None:
        """Let the platform send a user a mail by which it can set another password."""
        self._named(username).request_password_reset()

    def set_owner(self, user_id: UserReference, owner_id: UserReference | None) -> None:
        """Let a user belong to another one, or to nobody with `None`."""
        self._named(user_id).set_owner(owner_id)

    def set_delegate(self, user_id: UserReference, delegate_id: UserReference | None) -> None:
        """Let a user manage those of another one, or no more with `None`."""
        self._named(user_id).set_delegate(delegate_id)

    def get_tfa_settings(self, user_id: UserReference) -> TfaSettings:
        """Read whether and how a user signs in with a second factor."""
        return self._named(user_id).get_tfa_settings()

    def revoke_totp_secret(self, user_id: UserReference) -> None:
        """Take the second factor away from a user, who has to set it up again."""
        self._named(user_id).revoke_totp_secret()

    def logout(self) -> None:
        """End the session of the connection; one that sends name and password has none. See `logout_all`."""
        CurrentUser.from_json({}, self.c8y).logout()

    def logout_all(self) -> None:
        """End the sessions of all users of the tenant, this connection's among them."""
        self.c8y.post(path("/user/logout", self.c8y.tenant_id, "allUsers"))

    def _named(self, user: UserReference) -> User:
        return User.from_json({"userName": username_of(user)}, self.c8y)

    def _of_group(self, plan: Plan, group: GroupReference) -> Plan:
        """Read the references of a group in place of all users."""
        where = groups_path(self.c8y.tenant_id, UserGroups(self.c8y).resolve(group), "users")
        # The platform tells the number of members, but not the number of pages.
        collection = Collection(path=where, name="references", item="user", total="withTotalElements")
        return replace(plan, collection=collection)

    def _read_members(self, plan: Plan, group: GroupReference, progress: ProgressOption) -> Generator[Any]:
        for user in self._select(self._of_group(plan, group), progress):
            yield user

    def _read_resolved(self, plan: Plan, progress: ProgressOption) -> Generator[Any]:
        for user in self._select(self._resolved(plan), progress):
            yield user

    def _resolved(self, plan: Plan) -> Plan:
        """Put numbers in place of the names of groups, by which the platform cannot filter."""
        names = _named_groups(plan)
        numbers = dict(zip(names, UserGroups(self.c8y).resolve_group_ids(*names), strict=True))
        return replace(plan, params=tuple(_with_numbers(name, value, numbers) for name, value in plan.params))


def _named_groups(plan: Plan) -> list[str]:
    return [group for name, value in plan.params if name == "groups" for group in several(value) if is_name(group)]


def _with_numbers(name: str, value: object, numbers: Mapping[str, int]) -> tuple[str, object]:
    return (name, [numbers.get(group, group) for group in several(value)]) if name == "groups" else (name, value)
