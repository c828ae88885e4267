"""Children of managed objects through c8y_api, of all three kinds."""

from __future__ import annotations

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Device, ManagedObject

pytestmark = pytest.mark.clients

KINDS = ("device", "asset", "addition")
plural = {"device": "devices", "asset": "assets", "addition": "additions"}.__getitem__


@pytest.fixture
def parent(c8y: CumulocityApi) -> ManagedObject:
    """Give an object to put others below."""
    return ManagedObject(c8y, name="Parent", type="acme_Parent").create()


@pytest.fixture
def child(c8y: CumulocityApi) -> ManagedObject:
    """Give an object to put below another."""
    return ManagedObject(c8y, name="Child", type="acme_Child").create()


def children_of(c8y: CumulocityApi, parent: ManagedObject, kind: str) -> list[tuple[str, str]]:
    """Return ids and names of children as a read with children shows them."""
    read = c8y.inventory.get(parent.id, with_children=True)
    return [(item.id, item.name) for item in getattr(read, f"child_{plural(kind)}")]


@pytest.mark.parametrize("kind", KINDS)
def test_added_child_is_referenced(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject, kind: str) -> None:
    """A read with children shows the child's id and name under its kind only."""
    getattr(parent, f"add_child_{kind}")(child)

    assert children_of(c8y, parent, kind) == [(child.id, "Child")]
    assert [children_of(c8y, parent, other) for other in KINDS if other != kind] == [[], []]


@pytest.mark.parametrize("kind", KINDS)
def test_child_is_added_and_removed_by_id(
    c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject, kind: str
) -> None:
    """Unassigning removes the link and leaves the object."""
    getattr(parent, f"add_child_{kind}")(child.id)

    getattr(parent, f"unassign_child_{kind}")(child.id)

    assert children_of(c8y, parent, kind) == []
    assert child.reload().name == "Child"


@pytest.mark.parametrize("kind", KINDS)
def test_adding_a_child_twice_keeps_one_link(
    c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject, kind: str
) -> None:
    """A second assignment is no error and no second reference."""
    getattr(parent, f"add_child_{kind}")(child)
    getattr(parent, f"add_child_{kind}")(child)

    assert children_of(c8y, parent, kind) == [(child.id, "Child")]


@pytest.mark.parametrize("kind", KINDS)
def test_parents_are_shown_on_request(
    c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject, kind: str
) -> None:
    """Only a read with parents names the parent, under the relation that leads to it."""
    getattr(parent, f"add_child_{kind}")(child)

    read = c8y.inventory.get(child.id, with_parents=True)

    assert [(item.id, item.name) for item in getattr(read, f"parent_{plural(kind)}")] == [(parent.id, "Parent")]
    assert sum(len(getattr(read, f"parent_{plural(other)}")) for other in KINDS) == 1
    assert getattr(c8y.inventory.get(child.id), f"parent_{plural(kind)}") == []


def test_children_are_hidden_unless_asked_for(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """Single reads and lists leave the references empty, as platforms since 2025 do."""
    parent.add_child_device(child)

    assert c8y.inventory.get(parent.id).child_devices == []
    assert c8y.inventory.get(parent.id, with_children=False).child_devices == []
    assert c8y.inventory.get_by(type="acme_Parent").child_devices == []
    asked = c8y.inventory.get_by(type="acme_Parent", with_children=True)
    assert [item.id for item in asked.child_devices] == [child.id]


def test_names_of_children_can_be_skipped(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """References without names are smaller; the client shows an empty name."""
    parent.add_child_device(child)

    read = c8y.inventory.get(parent.id, with_children=True, skip_children_names=True)

    assert [(item.id, item.name) for item in read.child_devices] == [(child.id, "")]


def test_children_are_counted_on_request(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """`with_children_count` adds a number where there are children."""
    parent.add_child_device(child)

    document = c8y.get(f"/inventory/managedObjects/{parent.id}?withChildrenCount=true")

    assert document["childDevices"]["count"] == 1
    assert "count" not in document["childAssets"]
    assert c8y.inventory.get(parent.id, with_children_count=True).id == parent.id


def test_groups_of_an_object_are_shown_on_request(
    c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject
) -> None:
    """`with_groups` fills the asset parents in a list."""
    parent.add_child_asset(child)

    read = c8y.inventory.get_by(type="acme_Child", with_groups=True)

    assert [item.id for item in read.parent_assets] == [parent.id]


def test_adding_to_an_unknown_object_is_a_key_error(c8y: CumulocityApi, child: ManagedObject) -> None:
    """Neither an unknown parent nor an unknown child can be linked."""
    stranger = ManagedObject(c8y)
    stranger.id = "4711"

    with pytest.raises(KeyError):
        stranger.add_child_asset(child)
    with pytest.raises(KeyError):
        child.add_child_asset("4711")


def test_adding_a_child_changes_the_parent(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """It counts as an update of the parent."""
    parent.add_child_asset(child)

    assert parent.reload().update_datetime >= parent.update_datetime


def test_deleting_a_parent_leaves_its_children(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """Only the object itself goes; the children lose their parent."""
    for kind in KINDS:
        getattr(parent, f"add_child_{kind}")(child)

    parent.delete()

    assert c8y.inventory.get(child.id, with_parents=True).parent_assets == []


@pytest.mark.parametrize("cls", [ManagedObject, Device])
def test_deleting_a_tree_takes_children_of_all_kinds(c8y: CumulocityApi, cls: type[ManagedObject]) -> None:
    """`delete_tree` deletes the whole hierarchy, of a device by `cascade`, of others by `forceCascade`."""
    root = cls(c8y, name="Root").create()
    below = [cls(c8y, name=f"Child {kind}").create() for kind in KINDS]
    grandchild = cls(c8y, name="Grandchild").create()
    for kind, item in zip(KINDS, below, strict=True):
        getattr(root, f"add_child_{kind}")(item)
    below[0].add_child_device(grandchild)

    root.delete_tree()

    assert c8y.inventory.get_all() == []


def test_deleted_child_vanishes_from_its_parent(
    c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject
) -> None:
    """No reference leads to what is gone."""
    parent.add_child_device(child)

    child.delete()

    assert children_of(c8y, parent, "device") == []


def test_child_of_two_parents_names_both(c8y: CumulocityApi, parent: ManagedObject, child: ManagedObject) -> None:
    """An object may be below several others."""
    other = ManagedObject(c8y, name="Other").create()
    parent.add_child_asset(child)
    other.add_child_asset(child)

    read = c8y.inventory.get(child.id, with_parents=True)

    assert {item.id for item in read.parent_assets} == {parent.id, other.id}
