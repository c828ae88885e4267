"""Children of managed objects through pyc8y, of all three kinds."""

from __future__ import annotations

from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Device, ManagedObject

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

KINDS = ("device", "asset", "addition")


@pytest.fixture
def ids(c8y_mock: MockTenant) -> tuple[str, str]:
    """Give the ids of a parent and a child that are not linked yet."""
    made = [c8y_mock.inventory.create({"name": name, "type": f"acme_{name}"}) for name in ("Parent", "Child")]
    return made[0]["id"], made[1]["id"]


async def references(c8y: CumulocityClient, object_id: str, relation: str, **options: Any) -> list[Any]:
    """Return ids and names of what a read refers to."""
    read = await c8y.inventory.get(object_id, **options)
    return [(item.id, item.name) for item in getattr(read, relation)]


@pytest.mark.parametrize("kind", KINDS)
async def test_child_is_assigned_and_unassigned(c8y: CumulocityClient, ids: tuple[str, str], kind: str) -> None:
    """A link shows in both directions when asked for, and goes without the child."""
    parent, child = [await c8y.inventory.get(object_id) for object_id in ids]
    below, above = f"child_{kind}s", f"parent_{kind}s"

    await getattr(parent, f"assign_child_{kind}")(child)
    assert await references(c8y, parent.id, below, with_children=True) == [(child.id, "Child")]
    assert await references(c8y, child.id, above, with_parents=True) == [(parent.id, "Parent")]

    await getattr(parent, f"unassign_child_{kind}")(child.id)
    assert await references(c8y, parent.id, below, with_children=True) == []
    assert (await child.reload()).name == "Child"


@pytest.mark.parametrize("kind", KINDS)
async def test_adding_a_child_twice_keeps_one_link(c8y: CumulocityClient, ids: tuple[str, str], kind: str) -> None:
    """A second assignment, by object or by id, is no error and no second reference."""
    parent, child = [await c8y.inventory.get(object_id) for object_id in ids]

    await getattr(parent, f"add_child_{kind}")(child)
    await getattr(parent, f"add_child_{kind}")(child.id)

    assert await references(c8y, parent.id, f"child_{kind}s", with_children=True) == [(child.id, "Child")]


async def test_references_are_hidden_unless_asked_for(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """Single reads and lists leave the references empty."""
    parent, child = [await c8y.inventory.get(object_id) for object_id in ids]
    await parent.assign_child_device(child)

    assert (await parent.reload()).child_devices == []
    assert (await child.reload()).parent_devices == []
    assert (await c8y.inventory.get_by(type="acme_Parent")).child_devices == []
    listed = await c8y.inventory.get_by(type="acme_Parent", with_children=True)
    assert [item.id for item in listed.child_devices] == [child.id]


async def test_names_of_children_can_be_skipped(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """References without names are smaller."""
    parent, child = ids
    await (await c8y.inventory.get(parent)).assign_child_asset(child)

    options = {"with_children": True, "skip_children_names": True}

    assert await references(c8y, parent, "child_assets", **options) == [(child, None)]


async def test_children_are_counted_on_request(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """`with_children_count` adds a number where there are children."""
    parent, child = ids
    await (await c8y.inventory.get(parent)).assign_child_asset(child)

    read = await c8y.inventory.get(parent, with_children_count=True)

    assert (read["childAssets.count"], read.get("childDevices.count")) == (1, None)


async def test_groups_of_an_object_are_shown_on_request(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """`with_groups` fills the asset parents in a list."""
    parent, child = ids
    await (await c8y.inventory.get(parent)).assign_child_asset(child)

    read = await c8y.inventory.get_by(type="acme_Child", with_groups=True)

    assert [item.id for item in read.parent_assets] == [parent]


async def test_linking_what_nobody_knows_is_a_key_error(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """An unknown child cannot be linked."""
    parent = await c8y.inventory.get(ids[0])

    with pytest.raises(KeyError):
        await parent.assign_child_asset("4711")


async def test_unlinking_what_is_not_linked_is_refused(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """An object that is no child is a 422 with the platform's words."""
    parent = await c8y.inventory.get(ids[0])

    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*is not a child of"):
        await parent.unassign_child_asset(ids[1])


async def test_deleting_a_parent_leaves_its_children(c8y: CumulocityClient, ids: tuple[str, str]) -> None:
    """The children lose their parent."""
    parent = await c8y.inventory.get(ids[0])
    await parent.assign_child_asset(ids[1])

    await parent.delete()

    assert await references(c8y, ids[1], "parent_assets", with_parents=True) == []


@pytest.mark.parametrize("cls", [ManagedObject, Device])
async def test_deleting_a_tree_takes_children_of_all_kinds(c8y: CumulocityClient, cls: type[ManagedObject]) -> None:
    """`delete_tree` deletes the whole hierarchy, of a device by `cascade`, of others by `forceCascade`."""
    root = await cls(c8y, name="Root").create()
    below = [await cls(c8y, name=f"Child {kind}").create() for kind in KINDS]
    for kind, item in zip(KINDS, below, strict=True):
        await getattr(root, f"assign_child_{kind}")(item)
    await below[0].assign_child_device(await cls(c8y, name="Grandchild").create())

    await root.delete_tree()

    assert await c8y.inventory.get_all() == []
