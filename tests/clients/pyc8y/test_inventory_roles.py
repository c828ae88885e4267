"""Inventory roles through pyc8y."""

from __future__ import annotations

import pytest
from pyc8y import AccessDeniedError, CumulocityClient
from pyc8y.model.user import InventoryRole, Permission, ReadPermission, WritePermission

from tests.clients.conftest import AddUser
from tests.clients.pyc8y.conftest import Login

pytestmark = pytest.mark.clients


def pumps(c8y: CumulocityClient | None = None) -> InventoryRole:
    """Make a role that restarts pumps."""
    role = InventoryRole(c8y)
    role.name, role.description = "Pump operators", "Restart only"
    role.permissions = [ReadPermission(), WritePermission(Permission.Scope.OPERATION, "c8y_Restart")]
    return role


async def test_created_role_comes_back(c8y: CumulocityClient) -> None:
    """It has an id of its own, and so has each permission."""
    made = await pumps(c8y).create()

    read = await c8y.inventory_roles.get(made.id)
    assert (read.id, read.name, read.description) == (made.id, "Pump operators", "Restart only")
    assert [(held.permission, held.scope, held.type) for held in read.permissions] == [
        ("READ", "*", "*"),
        ("ADMIN", "OPERATION", "c8y_Restart"),
    ]
    assert None not in {held.id for held in read.permissions}


async def test_default_roles_are_listed(c8y: CumulocityClient) -> None:
    """A fresh tenant has roles with descriptions; pages are read on until all are there."""
    roles = await c8y.inventory_roles.get_all(limit=None, page_size=2)

    assert {role.name for role in roles} == {"Reader", "Manager", "Operations: All", "Operations: Restart Device"}
    assert all(role.description for role in roles)


async def test_changed_role_keeps_the_ids_of_its_permissions(c8y: CumulocityClient) -> None:
    """Permissions that are sent back with their ids keep them; those left out vanish."""
    made = await pumps(c8y).create()
    first, second = made.permissions

    made.name = "Pumpers"
    made.permissions = [second, ReadPermission(Permission.Scope.ALARM)]
    await made.update()

    read = await c8y.inventory_roles.get(made.id)
    assert read.name == "Pumpers"
    assert read.permissions[0].id == second.id
    assert read.permissions[1].id not in {first.id, second.id}


@pytest.mark.parametrize("workers", [None, 2])
async def test_deleted_role_is_gone(c8y: CumulocityClient, workers: int | None) -> None:
    """Reading it raises what any unknown id does."""
    made = await pumps(c8y).create()

    await c8y.inventory_roles.delete(made, workers=workers)

    with pytest.raises(KeyError):
        await c8y.inventory_roles.get(made.id)


async def test_assigned_role_opens_a_device(
    c8y: CumulocityClient, login: Login, add_user: AddUser, device: str
) -> None:
    """Ana reads the device once she has the role, and no longer when it is taken away."""
    ana = login(add_user("ana"), "ana")
    with pytest.raises(AccessDeniedError):
        await ana.inventory.get(device)

    made = await c8y.inventory_roles.assign("ana", device, 1)

    assert (await ana.inventory.get(device)).name == "Pump 7"
    await c8y.inventory_roles.unassign("ana", made.id)
    with pytest.raises(AccessDeniedError):
        await ana.inventory.get(device)


async def test_one_assignment_holds_several_roles(c8y: CumulocityClient, add_user: AddUser, device: str) -> None:
    """Roles are given as objects or ids; a second assignment replaces the first one as a whole."""
    role = await pumps(c8y).create()
    made = await c8y.inventory_roles.assign(add_user("ana"), device, role, 1)

    changed = await c8y.inventory_roles.reassign("ana", made.id, device, 2)

    (read,) = await c8y.inventory_roles.get_assignments("ana")
    assert [held.name for held in made.roles] == ["Pump operators", "Reader"]
    assert [held.name for held in changed.roles] == [held.name for held in read.roles] == ["Manager"]


async def test_user_without_assignments_lists_none(c8y: CumulocityClient, add_user: AddUser) -> None:
    """The list is empty."""
    assert await c8y.inventory_roles.get_assignments(add_user("ana")) == []


async def test_user_takes_and_loses_its_roles(c8y: CumulocityClient, add_user: AddUser, device: str) -> None:
    """The model of a user does what the collection does."""
    user = await c8y.users.get(add_user("ana"))

    made = await user.assign_inventory_roles(device, 1, 2)
    held = await user.retrieve_inventory_role_assignments()
    await user.unassign_inventory_roles(made.id)

    assert [assignment.id for assignment in held] == [made.id]
    assert await user.retrieve_inventory_role_assignments() == []


async def test_all_assignments_of_a_user_are_removed(c8y: CumulocityClient, add_user: AddUser, device: str) -> None:
    """Without a managed object all of them go."""
    for number in (1, 2):
        await c8y.inventory_roles.assign(add_user("ana"), device, number)

    await c8y.inventory_roles.unassign_by("ana")

    assert await c8y.inventory_roles.get_assignments("ana") == []
