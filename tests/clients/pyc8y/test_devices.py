"""Devices and device groups through pyc8y."""

from __future__ import annotations

from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Device, DeviceGroup, ManagedObject

pytestmark = pytest.mark.clients


async def plant(c8y: CumulocityClient) -> dict[str, DeviceGroup]:
    """Make a plant with two halls, one of which has a corner."""
    root = await DeviceGroup(c8y, root=True, name="Plant").create()
    north, south = await root.create_child("North"), await root.create_child("South", acme_Tag="x")
    corner = await north.create_child("Corner")
    return {group.name: group for group in (root, north, south, corner)}


async def names(found: Any) -> list[str]:
    """Return the names of what a selection yields."""
    return [item.name async for item in found]


async def test_created_device_is_one(c8y: CumulocityClient) -> None:
    """A device carries its marker from the start and is read as a device."""
    made = await Device(c8y, name="Pump 7", type="acme_Pump", acme_Tag="x").create()

    read = await c8y.device_inventory.get(made.id)

    assert isinstance(read, Device)
    assert (read.is_device, read.name, read.type, read["acme_Tag"]) == (True, "Pump 7", "acme_Pump", "x")
    assert read.get_username() == "device_Pump 7"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Pump 1", "Pump 2", "Valve 1"]),
        ({"type": "acme_Pump"}, ["Pump 1", "Pump 2"]),
        ({"name": "Pump 1"}, ["Pump 1"]),
        ({"name": "pump*"}, ["Pump 1", "Pump 2"]),
        ({"fragment": "acme_A"}, ["Pump 1"]),
        ({"fragments": ["acme_A"]}, ["Pump 1"]),
        ({"owner": "ana"}, ["Valve 1"]),
        ({"text": "Valve"}, ["Valve 1"]),
        ({"query": "$filter=(name eq '*1')"}, ["Pump 1", "Valve 1"]),
        ({"query": "name eq '*1'"}, ["Pump 1", "Valve 1"]),
        ({"expression": "q=type eq acme_Valve"}, ["Valve 1"]),
    ],
    ids=str,
)
async def test_device_inventory_finds_devices_only(
    c8y: CumulocityClient, filters: dict[str, Any], found: list[str]
) -> None:
    """Every filter of the device inventory passes over what is no device."""
    await c8y.inventory.create(
        Device(name="Pump 1", type="acme_Pump", acme_A={}),
        Device(name="Pump 2", type="acme_Pump"),
        Device(name="Valve 1", type="acme_Valve", owner="ana"),
        ManagedObject(name="Valve drawing 1", type="acme_Pump", acme_A={}, owner="ana"),
    )

    assert await names(c8y.device_inventory.select(**filters)) == found
    assert await c8y.device_inventory.get_count(**filters) == len(found)


async def test_ordered_devices_are_in_order(c8y: CumulocityClient) -> None:
    """`get_all` and `get_by` of devices know orders and single matches."""
    await c8y.device_inventory.create(*(Device(name=name) for name in ("b", "c", "a")), workers=3)

    assert await c8y.device_inventory.get_all(order_by="name", as_values="name") == ["a", "b", "c"]
    assert (await c8y.device_inventory.get_by(name="b")).name == "b"


async def test_devices_are_deleted_one_by_one_or_in_parallel(c8y: CumulocityClient) -> None:
    """`device_inventory.delete` deletes the devices it is given."""
    made = [await Device(c8y, name=f"Pump {n}").create() for n in range(5)]

    await c8y.device_inventory.delete(*made[:2])
    await c8y.device_inventory.delete(*made[2:4], workers=2)
    await made[4].delete(with_device_user=True)

    assert await c8y.device_inventory.get_all() == []


async def test_device_tree_is_deleted(c8y: CumulocityClient) -> None:
    """Child devices go with their parent."""
    parent, child = [await Device(c8y, name=name).create() for name in ("Parent", "Child")]
    await parent.assign_child_device(child)

    await parent.delete_tree(with_device_user=True)

    assert await c8y.device_inventory.get_count() == 0


async def test_group_types_tell_roots_from_subgroups(c8y: CumulocityClient) -> None:
    """A root group and its children have types of their own; all carry the marker."""
    tree = await plant(c8y)

    types = {name: (await c8y.group_inventory.get(group.id)).type for name, group in tree.items()}

    assert types == {"Plant": "c8y_DeviceGroup"} | dict.fromkeys(("North", "South", "Corner"), "c8y_DeviceSubGroup")
    assert (await tree["Corner"].reload()).is_device_group


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Plant", "North", "South", "Corner"]),
        ({"type": "c8y_DeviceGroup"}, ["Plant"]),
        ({"name": "South"}, ["South"]),
        ({"fragment": "acme_Tag"}, ["South"]),
        ({"fragments": ["acme_Tag"]}, ["South"]),
        ({"query": "$filter=name eq 'N*'"}, ["North"]),
        ({"expression": "type=c8y_DeviceGroup"}, ["Plant"]),
    ],
    ids=str,
)
async def test_group_inventory_finds_groups(c8y: CumulocityClient, filters: dict[str, Any], found: list[str]) -> None:
    """Every filter of the group inventory selects and counts groups."""
    await plant(c8y)
    await Device(c8y, name="South", acme_Tag="x").create()

    assert await names(c8y.group_inventory.select(**filters)) == found
    assert await c8y.group_inventory.get_count(**filters) == len(found)


async def test_children_of_a_group_are_its_direct_ones(c8y: CumulocityClient) -> None:
    """`parent` asks one level deep."""
    tree = await plant(c8y)

    assert await names(c8y.group_inventory.select(parent=tree["Plant"].id)) == ["North", "South"]
    assert await names(c8y.group_inventory.select(parent=tree["North"].id)) == ["Corner"]
    assert await c8y.group_inventory.get_count(parent=tree["Plant"].id, name="South") == 1


@pytest.mark.parametrize("workers", [None, 3])
async def test_groups_are_assigned_and_unassigned(c8y: CumulocityClient, workers: int | None) -> None:
    """Several children at once change who belongs to a group."""
    root = await DeviceGroup(c8y, root=True, name="Root").create()
    ids = [(await DeviceGroup(c8y, name=f"Group {n}").create()).id for n in range(3)]

    await c8y.group_inventory.assign_children(root.id, *ids, workers=workers)
    assigned = await c8y.group_inventory.get_all(parent=root.id, as_values="id")
    await c8y.group_inventory.unassign_children(root.id, *ids[:2])

    assert sorted(assigned) == sorted(ids)
    assert await c8y.group_inventory.get_all(parent=root.id, as_values="id") == ids[2:]


async def test_child_group_moves_and_is_renamed(c8y: CumulocityClient) -> None:
    """A group is linked, unlinked and changed like any object."""
    tree = await plant(c8y)
    corner = tree["Corner"]

    await tree["South"].assign_child_group(corner)
    await tree["North"].unassign_child_group(corner.id)
    corner.name = "Edge"
    await corner.update()

    assert await names(c8y.group_inventory.select(parent=tree["South"].id)) == ["Edge"]
    assert await names(c8y.group_inventory.select(parent=tree["North"].id)) == []


async def test_deleting_a_group_takes_its_subgroups_and_leaves_devices(c8y: CumulocityClient) -> None:
    """The platform deletes subgroups even with `cascade=false`, but never their devices."""
    tree = await plant(c8y)
    await tree["North"].assign_child_asset(await Device(c8y, name="Pump 7").create())

    await tree["Plant"].delete()

    assert await c8y.inventory.get_all(as_values="name") == ["Pump 7"]


async def test_deleting_a_group_tree_takes_its_devices(c8y: CumulocityClient) -> None:
    """With `cascade=true` everything below goes, too."""
    tree = await plant(c8y)
    await tree["North"].assign_child_asset(await Device(c8y, name="Pump 7").create())

    await tree["Plant"].delete_tree()

    assert await c8y.inventory.get_all() == []


async def test_group_trees_are_deleted_together(c8y: CumulocityClient) -> None:
    """`delete_trees` takes groups and ids and leaves the other branches."""
    tree = await plant(c8y)

    await c8y.group_inventory.delete_trees(tree["North"].id, tree["South"], workers=2)

    assert await c8y.group_inventory.get_all(as_values="name") == ["Plant"]
