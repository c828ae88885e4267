"""Inventory roles through c8y_api."""

from __future__ import annotations

import pytest
from c8y_api import CumulocityApi
from c8y_api._base_api import AccessDeniedError
from c8y_api.model import InventoryRole, Permission, ReadPermission, WritePermission

from tests.clients.c8y_api.conftest import Login
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients


def pumps(c8y: CumulocityApi | None = None) -> InventoryRole:
    """Make a role that restarts pumps."""
    permissions = [ReadPermission(), WritePermission(Permission.Scope.OPERATION, "c8y_Restart")]
    return InventoryRole(c8y, "Pump operators", "Restart only", permissions)


def test_created_role_comes_back(c8y: CumulocityApi) -> None:
    """It has an id of its own, and so has each permission."""
    made = pumps(c8y).create()

    read = c8y.inventory_roles.get(made.id)
    assert (read.id, read.name, read.description) == (made.id, "Pump operators", "Restart only")
    assert [(held.level, held.scope, held.type) for held in read.permissions] == [
        ("READ", "*", "*"),
        ("ADMIN", "OPERATION", "c8y_Restart"),
    ]
    assert all(held.id for held in read.permissions)


def test_role_may_have_no_description(c8y: CumulocityApi) -> None:
    """The specification wants one, real tenants do not."""
    made = InventoryRole(c8y, "Bare").create()

    assert (made.name, made.description, made.permissions) == ("Bare", None, [])


def test_default_roles_are_listed(c8y: CumulocityApi) -> None:
    """A fresh tenant has roles with descriptions; pages are read on until all are there."""
    roles = c8y.inventory_roles.get_all(page_size=2)

    assert {role.name for role in roles} == {"Reader", "Manager", "Operations: All", "Operations: Restart Device"}
    assert all(role.description for role in roles)


def test_changed_role_keeps_the_ids_of_its_permissions(c8y: CumulocityApi) -> None:
    """Permissions that are sent back with their ids keep them; those left out vanish."""
    made = pumps(c8y).create()
    first, second = made.permissions

    made.name = "Pumpers"
    made.permissions = [second, ReadPermission(Permission.Scope.ALARM)]
    changed = made.update()

    assert changed.name == "Pumpers"
    assert changed.permissions[0].id == second.id
    assert changed.permissions[1].id not in {first.id, second.id}


def test_collection_creates_and_changes_roles(c8y: CumulocityApi) -> None:
    """The collection does what the model does."""
    c8y.inventory_roles.create(pumps())
    (role,) = [role for role in c8y.inventory_roles.get_all() if role.name == "Pump operators"]

    role.description = "Pumps only"
    c8y.inventory_roles.update(role)

    assert c8y.inventory_roles.get(role.id).description == "Pumps only"


def test_deleted_role_is_gone(c8y: CumulocityApi) -> None:
    """It answers 404, as real tenants do since 10.20."""
    made = pumps(c8y).create()

    c8y.inventory_roles.delete(made.id)

    with pytest.raises(KeyError):
        c8y.inventory_roles.get(made.id)


def test_assigned_role_opens_a_device(c8y: CumulocityApi, login: Login, add_user: AddUser, device: str) -> None:
    """Ana reads the device once she has the role, and no longer when it is taken away."""
    ana = login(add_user("ana"), "ana")
    user = c8y.users.get("ana")
    with pytest.raises(AccessDeniedError):
        ana.inventory.get(device)

    user.assign_inventory_roles(device, 1)
    (made,) = c8y.inventory_roles.get_all_assignments("ana")

    assert made.managed_object == device
    assert ana.inventory.get(device).name == "Pump 7"
    user.unassign_inventory_roles(made.id)
    assert user.retrieve_inventory_role_assignments() == []


def test_one_assignment_holds_several_roles(c8y: CumulocityApi, add_user: AddUser, device: str) -> None:
    """Roles are given as objects or ids."""
    role = pumps(c8y).create()
    user = c8y.users.get(add_user("ana"))

    user.assign_inventory_roles(device, role)
    user.assign_inventory_roles(device, 1, 2)

    held = [[role.name for role in each.roles] for each in user.retrieve_inventory_role_assignments()]
    assert held == [["Pump operators"], ["Reader", "Manager"]]
