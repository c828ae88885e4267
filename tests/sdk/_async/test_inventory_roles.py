"""Inventory roles, against the mock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from c8y_client import (
    AccessDeniedError,
    BasicAuth,
    BatchError,
    ConflictError,
    NotFoundError,
    Permission,
    ReadPermission,
    WritePermission,
)
from c8y_client._async.client import CumulocityClient
from c8y_client._async.inventory_role import InventoryRole, InventoryRoleAssignment
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def pumps(c8y: CumulocityClient | None = None) -> InventoryRole:
    """Make a role that restarts pumps."""
    permissions = [ReadPermission(), WritePermission(Permission.Scope.OPERATION, "c8y_Restart")]
    return InventoryRole(c8y, name="Pump operators", description="Restart only", permissions=permissions)


def device_of(mock: MockTenant) -> str:
    """Make a managed object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7"})["id"])


@on_loop
async def test_created_role_comes_back(c8y_mock: MockTenant) -> None:
    """It has a number of its own, and so has each permission. It is found by number and by name."""
    async with connected(c8y_mock) as c8y:
        made = await pumps(c8y).create()
        assert isinstance(made.id, int)

        for role_id in (made.id, str(made.id)):
            assert (await c8y.inventory_roles.get(role_id)) == made
        read = await c8y.inventory_roles.get("Pump operators")
        assert (read.id, read.name, read.description) == (made.id, "Pump operators", "Restart only")
        assert [permission.text for permission in read.permissions] == ["*:*:READ", "OPERATION:c8y_Restart:ADMIN"]
        assert None not in {permission.id for permission in read.permissions}


@on_loop
async def test_unknown_role_is_a_key_error(c8y_mock: MockTenant) -> None:
    """By number and by name, which tells the names that there are."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            await c8y.inventory_roles.get(4711)
        with pytest.raises(KeyError, match="Reader"):
            await c8y.inventory_roles.get("Writer")


@pytest.mark.parametrize("workers", [None, 2])
@on_loop
async def test_default_roles_are_listed(c8y_mock: MockTenant, workers: int | None) -> None:
    """Pages are read on until all are there; the platform counts roles, not pages."""
    async with connected(c8y_mock) as c8y:
        roles = [role async for role in c8y.inventory_roles.select(limit=None, page_size=3, workers=workers)]
        names = await c8y.inventory_roles.get_all(as_values="name", limit=2)

        assert {role.name for role in roles} == {"Reader", "Manager", "Operations: All", "Operations: Restart Device"}
        assert names == ["Reader", "Manager"]
        assert await c8y.inventory_roles.get_count() == 4


@on_loop
async def test_changed_role_keeps_the_ids_of_its_permissions(c8y_mock: MockTenant) -> None:
    """Permissions that stay in the list keep them; those left out vanish."""
    async with connected(c8y_mock) as c8y:
        made = await pumps(c8y).create()
        first, second = made.permissions

        made.name = "Pumpers"
        made.permissions = [second, ReadPermission(Permission.Scope.ALARM)]
        await made.update()

        read = await c8y.inventory_roles.get("Pumpers")
    assert read.permissions[0].id == second.id
    assert read.permissions[1].id not in {first.id, second.id}


@on_loop
async def test_permissions_are_changed_in_place(c8y_mock: MockTenant) -> None:
    """The list and what it holds belong to the role; looking at it changes nothing."""
    async with connected(c8y_mock) as c8y:
        role = await (await pumps(c8y).create()).reload()
        assert [permission.permission for permission in role.permissions] == ["READ", "ADMIN"]
        assert not role.is_changed

        role.permissions[0].scope = Permission.Scope.EVENT
        role.permissions.append(ReadPermission(Permission.Scope.ALARM))
        assert list(role.changes) == ["permissions"]
        await role.update()

        read = await role.reload(copy=True)
    assert [held.text for held in read.permissions] == ["EVENT:*:READ", "OPERATION:c8y_Restart:ADMIN", "ALARM:*:READ"]


@on_loop
async def test_several_roles_are_created_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """They take their numbers; a name that is taken is a conflict."""
    async with connected(c8y_mock) as c8y:
        roles = [InventoryRole(name=name, description=name, permissions=[ReadPermission()]) for name in "abc"]
        await c8y.inventory_roles.create(*roles, workers=2)
        for role in roles:
            role.description = "changed"
        await c8y.inventory_roles.update(*roles, workers=2)
        assert (await c8y.inventory_roles.get("b")).description == "changed"
        assert roles[1].id is not None
        with pytest.raises(ConflictError):
            await InventoryRole(c8y, name="a", description="", permissions=[]).create()

        await roles[2].delete()
        await c8y.inventory_roles.delete(roles[0], roles[1].id)
        await c8y.inventory_roles.delete(*roles, missing_ok=True)

        assert await c8y.inventory_roles.get_count() == 4


@on_loop
async def test_assigned_role_opens_an_object(c8y_mock: MockTenant) -> None:
    """Ana reads the object once she has the role, and no longer when it is taken away."""
    device = device_of(c8y_mock)
    login, password = c8y_mock.add_user("ana")
    auth = BasicAuth(login, password)
    ana = CumulocityClient("http://mockc8y.local", c8y_mock.tenant_id, auth, transport=c8y_mock.transport)
    async with connected(c8y_mock) as c8y, ana:
        with pytest.raises(AccessDeniedError):
            await ana.get(f"/inventory/managedObjects/{device}")
        made = await c8y.inventory_roles.assign("ana", device, "Reader")
        assert (await ana.get(f"/inventory/managedObjects/{device}"))["name"] == "Pump 7"
        await made.delete()
        with pytest.raises(AccessDeniedError):
            await ana.get(f"/inventory/managedObjects/{device}")


@on_loop
async def test_roles_are_given_by_number_name_or_object(c8y_mock: MockTenant) -> None:
    """All in one assignment; an object that was never created is known by its name."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana")
    async with connected(c8y_mock) as c8y:
        role = await pumps(c8y).create()
        reader = await c8y.inventory_roles.get("Reader")

        made = await c8y.inventory_roles.assign("ana", int(device), role, 2, "3", "Operations: Restart Device", reader)
        other = await c8y.inventory_roles.assign("ana", device, InventoryRole(name="Manager"))

        assert {held.id for held in made.roles} == {role.id, 1, 2, 3, 4}
        assert [held.name for held in other.roles] == ["Manager"]
        assert (made.managed_object_id, made.username) == (device, "ana")
        with pytest.raises(KeyError, match="Writer"):
            await c8y.inventory_roles.assign("ana", device, "Writer")
        with pytest.raises(ValueError, match="neither id nor name"):
            await c8y.inventory_roles.assign("ana", device, InventoryRole())


@on_loop
async def test_reassigning_replaces_the_whole_set(c8y_mock: MockTenant) -> None:
    """Roles that are not named are gone."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana")
    async with connected(c8y_mock) as c8y:
        made = await c8y.inventory_roles.assign("ana", device, 1, 2)
        assert made.id is not None

        changed = await c8y.inventory_roles.reassign("ana", made.id, device, "Manager")

        (read,) = await c8y.inventory_roles.get_assignments("ana")
        one = await c8y.inventory_roles.get_assignment("ana", made.id)
        assert [held.name for held in changed.roles] == [held.name for held in read.roles] == ["Manager"]
        assert one == read == changed
        assert (await made.reload()).roles == read.roles
        assert [found async for found in c8y.inventory_roles.select_assignments("ana")] == [read]


@pytest.mark.parametrize("workers", [None, 2])
@on_loop
async def test_assignments_are_taken_away(c8y_mock: MockTenant, workers: int | None) -> None:
    """By number or as such; what is not there is told."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana")
    async with connected(c8y_mock) as c8y:
        roles = c8y.inventory_roles
        first, second, third = [await roles.assign("ana", device, number) for number in (1, 2, 3)]
        assert first.id is not None

        await roles.unassign("ana", first.id, second, workers=workers)

        assert await roles.get_assignments("ana") == [third]
        with pytest.raises(BatchError) as failed:
            await roles.unassign("ana", third, 4711, workers=workers)
        assert [context.item for context in failed.value.contexts] == [4711]
        assert await roles.get_assignments("ana") == []


@on_loop
async def test_assignments_are_taken_away_by_object(c8y_mock: MockTenant) -> None:
    """Of some objects, given by id or as such, or of all; nothing happens where there is nothing."""
    one, two, three = (device_of(c8y_mock) for _ in range(3))
    c8y_mock.add_user("ana")
    async with connected(c8y_mock) as c8y:
        roles = c8y.inventory_roles
        for device in (one, one, two, three):
            await roles.assign("ana", device, 1)

        await roles.unassign_by("ana", one, "4711", workers=2)
        assert [held.managed_object_id for held in await roles.get_assignments("ana")] == [two, three]
        await roles.unassign_by("ana", int(two))
        assert [held.managed_object_id for held in await roles.get_assignments("ana")] == [three]
        await roles.unassign_by("ana")
        await roles.unassign_by("ana")
        assert await roles.get_assignments("ana") == []


@on_loop
async def test_model_of_a_user_assigns_inventory_roles(c8y_mock: MockTenant) -> None:
    """It does what the collection does, also where names need encoding."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana#1?@acme.test")
    async with connected(c8y_mock) as c8y:
        user = await c8y.users.get("ana#1?@acme.test")
        made = await user.assign_inventory_roles(device, "Reader", 2)
        held = await user.retrieve_inventory_role_assignments()
        assert made.username == user.username
        await user.unassign_inventory_roles(made)

        assert held == [made]
        assert await user.retrieve_inventory_role_assignments() == []


@on_loop
async def test_paths_of_assignments_are_encoded(c8y_mock: MockTenant) -> None:
    """Of all, or of one."""
    async with connected(c8y_mock) as c8y:
        tenant = c8y_mock.tenant_id
        assert c8y.inventory_roles.build_assignment_path("a/b") == f"/user/{tenant}/users/a%2Fb/roles/inventory"
        assert c8y.inventory_roles.build_assignment_path("ana", 5) == f"/user/{tenant}/users/ana/roles/inventory/5"
        assert c8y.inventory_roles.build_object_path("5") == "/user/inventoryroles/5"


def test_assignment_names_its_object_in_either_form() -> None:
    """The specification writes text where a published client reads a reference."""
    for held in ("1105", {"id": "1105"}):
        assert InventoryRoleAssignment.from_json({"id": 5, "managedObject": held}).managed_object_id == "1105"


def test_assignment_without_link_does_not_know_its_user() -> None:
    """The error says what to do."""
    with pytest.raises(ValueError, match="no link"):
        _ = InventoryRoleAssignment.from_json({"id": 5}).username


@on_loop
async def test_object_is_named_as_text_at_first_and_by_reference_later() -> None:
    """So does the platform want it. Roles go by number; names cost a look at the list, numbers do not."""
    sent: list[tuple[str, str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, request.url.path, json.loads(request.content or b"null")))
        return httpx.Response(200, json={"id": 5, "roles": [{"id": 4, "name": "Operators"}]})

    auth, transport = BasicAuth("joe", "secret"), httpx.MockTransport(answer)
    async with CumulocityClient("http://tenant.test", "t1", auth, transport=transport) as c8y:
        made = await c8y.inventory_roles.assign("ana", 1105, 4, InventoryRole.from_json({"id": 3}))
        await c8y.inventory_roles.reassign("ana", 5, "1105", "Operators")

    path = "/user/t1/users/ana/roles/inventory"
    assert sent == [
        ("POST", path, {"managedObject": "1105", "roles": [{"id": 4}, {"id": 3}]}),
        ("GET", "/user/inventoryroles", None),
        ("PUT", f"{path}/5", {"managedObject": {"id": "1105"}, "roles": [{"id": 4}]}),
    ]
    assert made.username == "ana"
