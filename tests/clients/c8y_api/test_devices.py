"""Devices and device groups through c8y_api."""

from __future__ import annotations

from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Device, DeviceGroup, ManagedObject

pytestmark = pytest.mark.clients


@pytest.fixture
def tree(c8y: CumulocityApi) -> dict[str, DeviceGroup]:
    """Give a plant with two halls, one of which has a corner."""
    plant = DeviceGroup(c8y, root=True, name="Plant").create()
    north, south = plant.create_child("North"), plant.create_child("South", acme_Tag="x")
    corner = north.create_child("Corner")
    return {group.name: group for group in (plant, north, south, corner)}


def test_created_device_is_one(c8y: CumulocityApi) -> None:
    """A device carries its marker from the start and is read as a device."""
    made = Device(c8y, name="Pump 7", type="acme_Pump", acme_Tag="x").create()

    read = c8y.device_inventory.get(made.id)

    assert isinstance(read, Device)
    assert read.is_device
    assert (read.name, read.type, read.acme_Tag) == ("Pump 7", "acme_Pump", "x")


def test_reloaded_device_shows_changes(c8y: CumulocityApi) -> None:
    """A device that another instance changed is read again."""
    made = Device(c8y, name="Pump 7").create()
    c8y.device_inventory.apply_to({"name": "Pump 8"}, made.id)

    assert made.reload().name == "Pump 8"


@pytest.mark.parametrize(
    ("filters", "names"),
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
def test_device_inventory_finds_devices_only(c8y: CumulocityApi, filters: dict[str, Any], names: list[str]) -> None:
    """Every filter of the device inventory passes over what is no device."""
    c8y.inventory.create(
        Device(name="Pump 1", type="acme_Pump", acme_A={}),
        Device(name="Pump 2", type="acme_Pump"),
        Device(name="Valve 1", type="acme_Valve", owner="ana"),
        ManagedObject(name="Valve drawing 1", type="acme_Pump", acme_A={}, owner="ana"),
    )

    assert [item.name for item in c8y.device_inventory.select(**filters)] == names
    assert c8y.device_inventory.get_count(**filters) == len(names)


def test_ordered_devices_are_in_order(c8y: CumulocityApi) -> None:
    """`get_all` and `get_by` of devices know orders and single matches."""
    c8y.device_inventory.create(*(Device(name=name) for name in ("b", "c", "a")))

    assert c8y.device_inventory.get_all(order_by="name", as_values="name") == ["a", "b", "c"]
    assert c8y.device_inventory.get_all(order_by="name desc", limit=1)[0].name == "c"
    assert c8y.device_inventory.get_by(name="b").name == "b"


def test_deleting_devices_leaves_others(c8y: CumulocityApi) -> None:
    """`device_inventory.delete` deletes the devices it is given."""
    made = [Device(c8y, name=f"Pump {i}").create() for i in range(3)]

    c8y.device_inventory.delete(*made[:2])

    assert c8y.device_inventory.get_all(as_values="name") == ["Pump 2"]


def test_device_without_a_user_is_deleted_with_its_user(c8y: CumulocityApi) -> None:
    """Asking for the device user's deletion, too, is no error where there is none."""
    made = Device(c8y, name="Pump 7").create()

    made.delete(with_device_user=True)

    assert c8y.device_inventory.get_count() == 0


def test_deleted_device_leaves_child_devices(c8y: CumulocityApi) -> None:
    """A child device lives on without its parent."""
    parent, child = Device(c8y, name="Parent").create(), Device(c8y, name="Child").create()
    parent.add_child_device(child)

    parent.delete()

    assert c8y.device_inventory.get_all(as_values="name") == ["Child"]


def test_group_types_tell_roots_from_subgroups(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """A root group and its children have types of their own; all carry the marker."""
    types = {name: c8y.group_inventory.get(group.id).type for name, group in tree.items()}

    assert types == {"Plant": "c8y_DeviceGroup"} | dict.fromkeys(("North", "South", "Corner"), "c8y_DeviceSubGroup")
    assert "c8y_IsDeviceGroup" in c8y.inventory.get(tree["Corner"].id)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Plant", "North", "South", "Corner"]),
        ({"type": "c8y_DeviceGroup"}, ["Plant"]),
        ({"type": "c8y_DeviceSubGroup"}, ["North", "South", "Corner"]),
        ({"name": "South"}, ["South"]),
        ({"fragment": "acme_Tag"}, ["South"]),
        ({"fragments": ["acme_Tag"]}, ["South"]),
        ({"query": "$filter=name eq 'N*'"}, ["North"]),
    ],
    ids=str,
)
def test_group_inventory_finds_groups(
    c8y: CumulocityApi, tree: dict[str, DeviceGroup], filters: dict[str, Any], names: list[str]
) -> None:
    """Every filter of the group inventory selects and counts groups."""
    Device(c8y, name="South", acme_Tag="x").create()

    assert [item.name for item in c8y.group_inventory.select(**filters)] == names
    assert c8y.group_inventory.get_count(**filters) == len(names)


def test_children_of_a_group_are_its_direct_ones(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """`parent` asks one level deep."""
    plant, north = tree["Plant"], tree["North"]

    assert c8y.group_inventory.get_all(parent=plant.id, as_values="name") == ["North", "South"]
    assert c8y.group_inventory.get_all(parent=north.id, as_values="name") == ["Corner"]
    assert c8y.group_inventory.get_count(parent=plant.id) == 2
    assert c8y.group_inventory.get_count(parent=plant.id, name="South") == 1


def test_groups_are_roots_until_assigned(c8y: CumulocityApi) -> None:
    """Assigning and unassigning several children at once changes who belongs to a group."""
    root = DeviceGroup(c8y, root=True, name="Root").create()
    ids = [DeviceGroup(c8y, name=f"Group {i}").create().id for i in range(3)]

    c8y.group_inventory.assign_children(root.id, *ids)
    assigned = c8y.group_inventory.get_all(parent=root.id, as_values="id")
    c8y.group_inventory.unassign_children(root.id, *ids[:2])

    assert assigned == ids
    assert c8y.group_inventory.get_all(parent=root.id, as_values="id") == ids[2:]


def test_child_group_is_linked_and_unlinked(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """A group moves from one parent to another."""
    corner = tree["Corner"]

    tree["South"].assign_child_group(corner)
    tree["North"].unassign_child_group(corner.id)

    assert c8y.group_inventory.get_all(parent=tree["South"].id, as_values="id") == [corner.id]
    assert c8y.group_inventory.get_all(parent=tree["North"].id) == []


def test_group_is_renamed(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """A group is changed like any object."""
    north = tree["North"]
    north.name = "West"

    assert north.update().name == "West"
    assert north.reload().type == "c8y_DeviceSubGroup"


def test_created_groups_are_found(c8y: CumulocityApi) -> None:
    """`group_inventory.create` stores several groups."""
    c8y.group_inventory.create(DeviceGroup(root=True, name="A"), DeviceGroup(root=True, name="B"))

    assert c8y.group_inventory.get_all(type=DeviceGroup.ROOT_TYPE, as_values="name") == ["A", "B"]


def test_deleting_a_group_takes_its_subgroups_and_leaves_devices(
    c8y: CumulocityApi, tree: dict[str, DeviceGroup]
) -> None:
    """The platform deletes subgroups even with `cascade=false`, but never their devices."""
    pump = Device(c8y, name="Pump 7").create()
    tree["North"].add_child_asset(pump)

    tree["Plant"].delete()

    assert c8y.group_inventory.get_all() == []
    assert c8y.device_inventory.get(pump.id).name == "Pump 7"


def test_deleting_a_group_tree_takes_its_devices(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """With `cascade=true` everything below goes, too."""
    tree["North"].add_child_asset(Device(c8y, name="Pump 7").create())

    tree["Plant"].delete_tree()

    assert c8y.inventory.get_all() == []


def test_group_trees_are_deleted_by_id(c8y: CumulocityApi, tree: dict[str, DeviceGroup]) -> None:
    """`delete_trees` takes groups or their ids and leaves the other branches."""
    c8y.group_inventory.delete_trees(tree["North"].id)

    assert c8y.group_inventory.get_all(as_values="name") == ["Plant", "South"]
