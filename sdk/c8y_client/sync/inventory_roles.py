# Made from sdk/c8y_client/_async/inventory_roles.py by sdk/scripts/unasync.py; change that.
"""Inventory roles: permissions that users hold for an object and all that is below it."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.fields import id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._queries.params import Reference
from c8y_client._queries.users import UserReference, is_name, username_of, users_path
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._bulk import each
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.inventory_role import InventoryRole, InventoryRoleAssignment


class InventoryRoles(CumulocityResource[InventoryRole]):
    """The inventory roles of a tenant, and which users hold them for which objects.

    Where roles are assigned they may be given as objects, as numbers, or by name; text that consists of digits is a
    number.
    """

    # The platform tells the number of roles, but not the number of pages.
    collection: ClassVar[Collection] = Collection(path="/user/inventoryroles", name="roles", total="withTotalElements")
    object_class = InventoryRole

    def get(self, role_id: int | str) -> InventoryRole:
        """Read one role, by its number or its name; a `KeyError` if there is none."""
        number = (self._numbers())[role_id] if is_name(role_id) else role_id
        return self._get(str(number))

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Generator[InventoryRole]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Generator[Any]: ...
    @keywords(Reading)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Generator[Any]:
        """Iterate over the roles while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request. `as_values` gives the values at paths in place of objects.
        With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Results[InventoryRole]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Results[Any]:
        """Read the roles as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    def get_count(self, expression: str | None = None) -> int:
        """Ask how many roles there are, without reading them."""
        return self._get_count(expression, {})

    def create(self, *roles: InventoryRole, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create roles, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(roles, workers, progress)

    def update(self, *roles: InventoryRole, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in roles; permissions that were left out of the list are gone."""
        self._update(roles, workers, progress)

    def delete(
        self,
        *roles: str | int | InventoryRole,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete roles, given as such or by number."""
        self._delete(roles, workers, progress, missing_ok=missing_ok)

    def build_assignment_path(self, username: str, assignment_id: str | int | None = None) -> str:
        """Tell where the assignments of a user are, or one of them."""
        below = () if assignment_id is None else (assignment_id,)
        return users_path(self.c8y.tenant_id, username, "roles", "inventory", *below)

    def get_assignments(self, username: UserReference) -> list[InventoryRoleAssignment]:
        """Read which roles a user holds for which objects: all assignments, which the platform gives at once."""
        name = username_of(username)
        answer = self.c8y.get(self.build_assignment_path(name))
        return [self._assignment(name, document) for document in answer["inventoryAssignments"]]

    def get_assignment(self, username: UserReference, assignment_id: str | int) -> InventoryRoleAssignment:
        """Read one assignment of a user."""
        name = username_of(username)
        return self._assignment(name, self.c8y.get(self.build_assignment_path(name, assignment_id)))

    def select_assignments(self, username: UserReference) -> Generator[InventoryRoleAssignment]:
        """Iterate over the assignments of a user."""
        for assignment in self.get_assignments(username):
            yield assignment

    get_all_assignments = get_assignments

    def assign(
        self, username: UserReference, managed_object_id: Reference, *roles: InventoryRole | int | str
    ) -> InventoryRoleAssignment:
        """Give a user roles for an object, such as a device group, and for all that is below it."""
        name = username_of(username)
        # As text here, as a reference in `reassign`: so the platform wants it.
        document = {"managedObject": id_of(managed_object_id), "roles": self._references(roles)}
        return self._assignment(name, self.c8y.post(self.build_assignment_path(name), json=document))

    def reassign(
        self,
        username: UserReference,
        assignment_id: str | int,
        managed_object_id: Reference,
        *roles: InventoryRole | int | str,
    ) -> InventoryRoleAssignment:
        """Replace the roles of an assignment: those that are not given are taken away."""
        name = username_of(username)
        document = {"managedObject": {"id": id_of(managed_object_id)}, "roles": self._references(roles)}
        where = self.build_assignment_path(name, assignment_id)
        return self._assignment(name, self.c8y.put(where, json=document))

    def unassign(
        self, username: UserReference, *assignment_ids: str | int | InventoryRoleAssignment, workers: int | None = None
    ) -> None:
        """Take assignments away from a user."""
        name = username_of(username)
        each(assignment_ids, lambda one: self.c8y.delete(self.build_assignment_path(name, id_of(one))), workers)

    def unassign_by(self, username: UserReference, *objects: Reference, workers: int | None = None) -> None:
        """Take away all assignments of a user for some objects, or all that there are where no object is given.

        They are read first and then deleted one by one. Objects for which the user holds nothing are passed over.
        """
        wanted = {id_of(one) for one in objects}
        assignments = self.get_assignments(username)
        found = [one for one in assignments if not wanted or one.managed_object_id in wanted]
        self.unassign(username, *found, workers=workers)

    def _assignment(self, username: str, document: Mapping[str, JSON]) -> InventoryRoleAssignment:
        # Its link is what tells whose it is; it is put in where the answer lacks it.
        link = self.build_assignment_path(username, document["id"])
        return InventoryRoleAssignment.from_json({"self": link, **document}, self.c8y)

    def _references(self, roles: Sequence[InventoryRole | int | str]) -> list[dict[str, int]]:
        """Refer to roles by number, which are looked up where only names are known."""
        wanted = [_number_or_name(role) for role in roles]
        known = self._numbers() if any(map(is_name, wanted)) else {}
        return [{"id": known[one] if is_name(one) else int(one)} for one in wanted]

    def _numbers(self) -> Mapping[str, int]:
        return _Numbers(self.get_all(limit=None, as_values=["name", "id"]))


class _Numbers(dict[str, int]):
    """The numbers of roles by name."""

    def __missing__(self, name: str) -> int:
        raise KeyError(f"there is no inventory role {name!r}; there are {', '.join(self) or 'none'}")


def _number_or_name(role: InventoryRole | int | str) -> int | str:
    if not isinstance(role, InventoryRole):
        return role
    known = role.id if role.id is not None else role.name
    if known is None:
        raise ValueError(f"{role!r} has neither id nor name")
    return known
