"""Inventory roles and their assignment against a model of plain dictionaries."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mockc8y.domain import deletion, inventory, inventory_assignments, inventory_roles, user_accounts, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.inventory_roles import InventoryRole
from mockc8y.domain.platform import Platform
from mockc8y.store.codec import Document

ROOT = Caller("root")
NAMES = st.sampled_from(["Reader", "Crew", "Guests"])
USERS = st.sampled_from(["ana", "bob"])
PERMISSIONS = st.lists(
    st.fixed_dictionaries(
        {
            "permission": st.sampled_from(["READ", "ADMIN", "*"]),
            "scope": st.sampled_from(["ALARM", "MANAGED_OBJECT", "*"]),
            "type": st.sampled_from(["*", "acme_Pump"]),
        }
    ),
    max_size=3,
)


class Roles(RuleBasedStateMachine):
    """Makes, changes, assigns and removes roles, and what they are assigned to and for."""

    objects: Bundle[int] = Bundle("objects")
    roles: Bundle[int] = Bundle("roles")

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        for name in ("ana", "bob"):
            users.add(self.tenant, name, None)
        self.names = {role.id: role.name for role in inventory_roles.select(self.tenant)}
        self.permission_ids = {held.id for role in inventory_roles.select(self.tenant) for held in role.permissions}
        self.assigned: dict[int, tuple[str, int, list[int]]] = {}
        self.highest = 0

    @rule(target=objects)
    def make_object(self) -> int:
        """A new object has no assignments."""
        return inventory.create(self.tenant, {}, ROOT).id

    @rule(target=roles, name=NAMES, permissions=PERMISSIONS)
    def create(self, name: str, permissions: list[Document]) -> int:
        """A role gets a number that none had before, unless its name is taken."""
        document = {"name": name, "permissions": permissions}
        if name in self.names.values():
            with pytest.raises(PlatformError, match=r"^409 "):
                inventory_roles.create(self.tenant, document, ROOT)
            return next(number for number, known in self.names.items() if known == name)
        role = inventory_roles.create(self.tenant, document, ROOT)
        assert role.id > max(self.names, default=0)
        self.names[role.id] = name
        self._number(role, set())
        return role.id

    @rule(number=roles, kept=st.sets(st.integers(0, 3)), added=PERMISSIONS)
    def change_permissions(self, number: int, kept: set[int], added: list[Document]) -> None:
        """Permissions that are named by their ids keep them, others get new ones."""
        if number not in self.names:
            return
        before = [_document(held) for held in inventory_roles.get(self.tenant, str(number)).permissions]
        staying = [held for place, held in enumerate(before) if place in kept]

        role = inventory_roles.update(self.tenant, str(number), {"permissions": [*staying, *added]}, ROOT)

        assert [_document(held) for held in role.permissions[: len(staying)]] == staying
        assert [_document(held, with_id=False) for held in role.permissions[len(staying) :]] == added
        self._number(role, {held["id"] for held in staying})

    @rule(number=consumes(roles))
    def delete(self, number: int) -> None:
        """A role goes once, and nobody holds it any more."""
        if number not in self.names:
            with pytest.raises(PlatformError, match=r"^404 "):
                inventory_roles.delete(self.tenant, str(number), ROOT)
            return
        inventory_roles.delete(self.tenant, str(number), ROOT)
        del self.names[number]
        for key, (user, object_id, held) in list(self.assigned.items()):
            left = [other for other in held if other != number]
            self.assigned[key] = (user, object_id, left)
            if not left:
                del self.assigned[key]

    @rule(user=USERS, object_id=objects, numbers=st.lists(roles, min_size=1, max_size=3))
    def assign(self, user: str, object_id: int, numbers: list[int]) -> None:
        """Roles that are there are assigned for an object that is there; else nothing is."""
        document = {"managedObject": str(object_id), "roles": [{"id": number} for number in numbers]}
        if not self.tenant.inventory.holds(object_id) or not self.names.keys() >= set(numbers):
            with pytest.raises(PlatformError, match=r"^422 "):
                inventory_assignments.create(self.tenant, user, document, ROOT)
            return
        made = inventory_assignments.create(self.tenant, user, document, ROOT)
        assert made.id > self.highest
        self.highest = made.id
        self.assigned[made.id] = (user, object_id, list(dict.fromkeys(numbers)))

    @rule(user=USERS, key=st.integers(1, 20), numbers=st.lists(roles, min_size=1, max_size=2))
    def reassign(self, user: str, key: int, numbers: list[int]) -> None:
        """Only an assignment of the user itself takes other roles."""
        document = {"roles": [{"id": number} for number in numbers]}
        if self.assigned.get(key, ("",))[0] != user:
            with pytest.raises(PlatformError, match=r"^404 "):
                inventory_assignments.update(self.tenant, user, str(key), document, ROOT)
        elif self.names.keys() >= set(numbers):
            inventory_assignments.update(self.tenant, user, str(key), document, ROOT)
            self.assigned[key] = (*self.assigned[key][:2], list(dict.fromkeys(numbers)))
        else:
            with pytest.raises(PlatformError, match=r"^422 "):
                inventory_assignments.update(self.tenant, user, str(key), document, ROOT)

    @rule(user=USERS, key=st.integers(1, 20))
    def unassign(self, user: str, key: int) -> None:
        """An assignment goes once, by its own user."""
        if self.assigned.get(key, ("",))[0] != user:
            with pytest.raises(PlatformError, match=r"^404 "):
                inventory_assignments.delete(self.tenant, user, str(key), ROOT)
            return
        inventory_assignments.delete(self.tenant, user, str(key), ROOT)
        del self.assigned[key]

    @rule(object_id=consumes(objects))
    def remove_object(self, object_id: int) -> None:
        """An object takes its assignments along."""
        deletion.delete(self.tenant, str(object_id), ROOT)
        self.assigned = {key: value for key, value in self.assigned.items() if value[1] != object_id}

    @rule(user=USERS)
    def replace_user(self, user: str) -> None:
        """A user that goes and comes back has nothing left."""
        user_accounts.delete(self.tenant, user_accounts.get(self.tenant, user), ROOT)
        users.add(self.tenant, user, None)
        self.assigned = {key: value for key, value in self.assigned.items() if value[0] != user}

    @invariant()
    def roles_are_those_of_the_model(self) -> None:
        """Names and numbers agree."""
        assert {role.id: role.name for role in inventory_roles.select(self.tenant)} == self.names

    @invariant()
    def assignments_are_those_of_the_model(self) -> None:
        """Each user lists its own, oldest first."""
        for user in ("ana", "bob"):
            listed = inventory_assignments.select(self.tenant, user)
            assert [found.id for found in listed] == [key for key, value in self.assigned.items() if value[0] == user]
            for found in listed:
                assert self.assigned[found.id] == (found.user, found.managed_object, list(found.roles))

    def _number(self, role: InventoryRole, kept: set[int]) -> None:
        """Look at the ids of the permissions that are new: none was ever used."""
        fresh = [held.id for held in role.permissions if held.id not in kept]
        assert len(set(fresh)) == len(fresh)
        assert self.permission_ids.isdisjoint(fresh)
        self.permission_ids.update(fresh)


def _document(held: inventory_roles.Permission, *, with_id: bool = True) -> Document:
    document: Document = {"permission": held.permission, "scope": held.scope, "type": held.type}
    return {"id": held.id, **document} if with_id else document


TestRoles = Roles.TestCase
