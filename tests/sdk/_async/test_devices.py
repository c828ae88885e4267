"""Devices and groups of devices, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import InvalidRequestError, NotFoundError
from c8y_client._async.device import Device
from c8y_client._async.device_group import DeviceGroup
from c8y_client._async.managed_object import ManagedObject
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def poll(mock: MockTenant, device_id: str) -> None:
    """Ask for credentials as a device does."""
    with mock.client((f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)) as device:
        device.post("/devicecontrol/deviceCredentials", json={"id": device_id})


def owned(mock: MockTenant) -> str:
    """Make a device that belongs to its own user, and give its id."""
    mock.add_user("device_pump", groups=["devices"])
    return str(mock.inventory.create({"name": "pump", "c8y_IsDevice": {}, "owner": "device_pump"})["id"])


@on_loop
async def test_device_is_marked_as_such(c8y_mock: MockTenant) -> None:
    """Whatever else it is given."""
    async with connected(c8y_mock) as c8y:
        made = await Device(c8y, type="t", name="pump", my_A={}).create()

        assert made.is_device
        assert c8y_mock.inventory.get(str(made.id))["c8y_IsDevice"] == {}


@on_loop
async def test_device_inventory_finds_devices_alone(c8y_mock: MockTenant) -> None:
    """By any filter, and gives them as such."""
    for document in ({"name": "a", "c8y_IsDevice": {}, "my_A": {}}, {"name": "b", "c8y_IsDevice": {}}, {"name": "a"}):
        c8y_mock.inventory.create(document)
    async with connected(c8y_mock) as c8y:
        devices = c8y.device_inventory
        found = await devices.get_all()

        assert [(type(each), each.name) for each in found] == [(Device, "a"), (Device, "b")]
        assert [each.name for each in await devices.get_all(name="a*")] == ["a"]
        assert [each.name for each in await devices.get_all(fragment="my_A")] == ["a"]
        assert [each.name for each in await devices.get_all(order_by="name desc")] == ["b", "a"]
        assert [each.name for each in await devices.get_all(query="name eq 'a'")] == ["a"]
        assert await devices.get_count() == 2
        assert (await devices.get_by(name="b")).name == "b"


def test_name_of_the_user_of_a_device() -> None:
    """The owner of a device that registered itself, otherwise after its name."""
    assert Device(name="pump").get_username() == "device_pump"
    assert Device(name="pump", owner="admin").get_username() == "device_pump"
    assert Device(name="Pump 7", owner="device_pump-7").get_username() == "device_pump-7"
    with pytest.raises(ValueError, match="has no name"):
        Device().get_username()


@on_loop
async def test_user_of_a_device_is_read(c8y_mock: MockTenant) -> None:
    """As any other user."""
    async with connected(c8y_mock) as c8y:
        device = await c8y.device_inventory.get(owned(c8y_mock))

        assert (await device.get_user()).username == "device_pump"


@on_loop
async def test_device_inventory_deletes_users_by_default(c8y_mock: MockTenant) -> None:
    """By id as well as by object."""
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.delete(owned(c8y_mock))
        with pytest.raises(NotFoundError):
            await c8y.users.get("device_pump")


@on_loop
async def test_device_inventory_leaves_users_when_asked_to(c8y_mock: MockTenant) -> None:
    """`with_device_user=False` opts out."""
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.delete(owned(c8y_mock), with_device_user=False)

        assert (await c8y.users.get("device_pump")).username == "device_pump"
    assert len(c8y_mock.inventory) == 0


@on_loop
@pytest.mark.parametrize("function", ["delete", "delete_tree"])
async def test_device_leaves_its_user_unless_told_otherwise(c8y_mock: MockTenant, function: str) -> None:
    """The object's own functions are careful."""
    async with connected(c8y_mock) as c8y:
        device = await c8y.device_inventory.get(owned(c8y_mock))
        await getattr(await device.create(copy=True), function)()
        assert await c8y.users.get("device_pump")

        await getattr(device, function)(with_device_user=True)
        with pytest.raises(NotFoundError):
            await c8y.users.get("device_pump")


@on_loop
async def test_trees_of_devices_are_deleted_with_their_users(c8y_mock: MockTenant) -> None:
    """With what is below them."""
    device = owned(c8y_mock)
    c8y_mock.inventory.add_child(device, str(c8y_mock.inventory.create({})["id"]))
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.delete_trees(device)
        with pytest.raises(NotFoundError):
            await c8y.users.get("device_pump")

    assert len(c8y_mock.inventory) == 0


@on_loop
async def test_device_is_requested_and_accepted(c8y_mock: MockTenant) -> None:
    """Once it has asked for its credentials."""
    async with connected(c8y_mock) as c8y:
        group = await DeviceGroup(c8y, root=True, name="g").create()
        await c8y.device_inventory.request("sn-7", type="my_Pump", group=group)
        with pytest.raises(InvalidRequestError):
            await c8y.device_inventory.accept("sn-7")
        poll(c8y_mock, "sn-7")
        await c8y.device_inventory.accept("sn-7")

        request = await c8y.get("/devicecontrol/newDeviceRequests/sn-7")
    assert (request["status"], request["type"], request["groupId"]) == ("ACCEPTED", "my_Pump", group.id)


@on_loop
async def test_acceptance_waits_for_the_device(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks again after each pause."""
    pauses: list[float] = []

    async def nap(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            poll(c8y_mock, "sn-7")

    monkeypatch.setattr("c8y_client._async.device_inventory.async_sleep", nap)
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.request("sn-7")
        await c8y.device_inventory.accept("sn-7", wait=True, pause="500ms")

        assert (await c8y.get("/devicecontrol/newDeviceRequests/sn-7"))["status"] == "ACCEPTED"
    assert pauses == [0.5, 0.5]


@on_loop
async def test_acceptance_waits_as_long_as_told(c8y_mock: MockTenant) -> None:
    """Then it is a `TimeoutError`."""
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.request("sn-7")
        with pytest.raises(TimeoutError, match="sn-7"):
            await c8y.device_inventory.accept("sn-7", wait="0s")


@on_loop
async def test_device_that_was_not_requested_cannot_be_accepted(c8y_mock: MockTenant) -> None:
    """Waiting for it would be in vain."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            await c8y.device_inventory.accept("sn-7", wait=True)


@on_loop
async def test_group_is_marked_as_root_or_subgroup(c8y_mock: MockTenant) -> None:
    """By its type."""
    async with connected(c8y_mock) as c8y:
        root = await DeviceGroup(c8y, root=True, name="plant").create()
        child = await root.create_child("hall", my_A={"n": 1})

        assert (root.type, child.type) == (DeviceGroup.ROOT_TYPE, DeviceGroup.CHILD_TYPE)
        assert (child.is_device_group, child.owner, child["my_A.n"]) == (True, "admin", 1)
        assert await root.children("assets").get_all(as_values="name") == ["hall"]


@on_loop
async def test_group_inventory_finds_groups_alone(c8y_mock: MockTenant) -> None:
    """With `parent`, direct subgroups."""
    async with connected(c8y_mock) as c8y:
        root = await DeviceGroup(c8y, root=True, name="plant").create()
        hall = await root.create_child("hall")
        await hall.create_child("cell")
        await root.assign_child_asset(await Device(c8y, name="pump").create())
        groups = c8y.group_inventory

        assert [each.name for each in await groups.get_all()] == ["plant", "hall", "cell"]
        assert [type(each) for each in await groups.get_all(parent=root)] == [DeviceGroup]
        assert await groups.get_all(parent=root.id, as_values="name") == ["hall"]
        assert await groups.get_all(query="name eq '*l*' $orderby=name desc", as_values="name") == [
            "plant",
            "hall",
            "cell",
        ]
        assert (await groups.get_count(), await groups.get_count(parent=root)) == (3, 1)
        assert await groups.get_all(type=DeviceGroup.ROOT_TYPE, as_values="name") == ["plant"]


@on_loop
async def test_groups_are_linked_and_unlinked(c8y_mock: MockTenant) -> None:
    """Through the object and through the API."""
    async with connected(c8y_mock) as c8y:
        root = await DeviceGroup(c8y, root=True, name="plant").create()
        one, other = DeviceGroup(name="a"), DeviceGroup(name="b")
        await c8y.group_inventory.create(one, other)
        await root.assign_child_group(one)
        await c8y.group_inventory.assign_children(str(root.id), str(other.id), workers=2)
        assert await c8y.group_inventory.get_all(parent=root, as_values="name") == ["a", "b"]

        await root.unassign_child_group(str(one.id))
        await c8y.group_inventory.unassign_children(str(root.id), str(other.id))
        assert await c8y.group_inventory.get_all(parent=root) == []


@on_loop
async def test_trees_of_groups_are_deleted_whole(c8y_mock: MockTenant) -> None:
    """With their devices, by object and by id."""
    async with connected(c8y_mock) as c8y:
        for function in ("object", "id"):
            root = await DeviceGroup(c8y, root=True, name=function).create()
            await (await root.create_child("hall")).assign_child_asset(await Device(c8y, name="pump").create())
            await (root.delete_tree() if function == "object" else c8y.group_inventory.delete_trees(str(root.id)))

    assert len(c8y_mock.inventory) == 0


@on_loop
async def test_deleted_group_leaves_its_devices(c8y_mock: MockTenant) -> None:
    """The platform deletes subgroups along with it."""
    async with connected(c8y_mock) as c8y:
        root = await DeviceGroup(c8y, root=True, name="plant").create()
        await root.create_child("hall")
        await root.assign_child_asset(await Device(c8y, name="pump").create())
        await root.delete()

    assert [each["name"] for each in c8y_mock.inventory] == ["pump"]


@on_loop
async def test_changed_group_is_updated(c8y_mock: MockTenant) -> None:
    """As any other object."""
    async with connected(c8y_mock) as c8y:
        group = await DeviceGroup(c8y, name="a").create()
        group.name = "b"
        await group.update()

        assert (await c8y.group_inventory.get(str(group.id))).name == "b"
        assert group != await ManagedObject(c8y).create()
