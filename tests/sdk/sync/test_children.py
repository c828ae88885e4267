# Made from tests/sdk/_async/test_children.py by sdk/scripts/unasync.py; change that.
"""Children of an object as a collection, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import BatchError, InvalidRequestError, NotFoundError
from c8y_client._documents.hierarchy import KINDS, Kind
from c8y_client.sync.managed_object import ManagedObject
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def family(mock: MockTenant, count: int, kind: str = "childAssets") -> tuple[str, list[str]]:
    """Make an object with children, and give their ids."""
    parent = str(mock.inventory.create({"name": "parent"})["id"])
    children = [str(mock.inventory.create({"name": f"n{number}"})["id"]) for number in range(count)]
    for child in children:
        mock.inventory.add_child(parent, child, kind)
    return parent, children


@pytest.mark.parametrize("kind", KINDS)
def test_children_of_each_kind_are_read_in_pages(c8y_mock: MockTenant, kind: Kind) -> None:
    """Whole, not as references."""
    parent, ids = family(c8y_mock, 7, {"assets": "childAssets", "devices": "childDevices"}.get(kind, "childAdditions"))
    with connected(c8y_mock) as c8y:
        children = c8y.inventory.children(parent, kind)
        found = children.get_all(limit=None, page_size=3)

        assert sorted(str(each.id) for each in found) == ids
        assert found[0].owner == "admin"
        assert sorted([str(one.id) for one in children.select(limit=None, page_size=2, workers=3)]) == ids
        assert children.get_count() == 7


def test_children_are_filtered(c8y_mock: MockTenant) -> None:
    """By the filters of the inventory."""
    parent, _ = family(c8y_mock, 3)
    with connected(c8y_mock) as c8y:
        children = c8y.inventory.children(parent, "assets")

        assert children.get_all(name="n1", as_values="name") == ["n1"]
        assert children.get_all(query="name eq 'n2'", as_values="name") == ["n2"]
        assert children.get_all(order_by="name desc", as_values="name") == ["n2", "n1", "n0"]
        assert children.get_count(name="n*") == 3
        assert children.get_count(name="x") == 0


def test_single_child_is_read(c8y_mock: MockTenant) -> None:
    """An object that is no such child is refused by the platform."""
    parent, [child] = family(c8y_mock, 1)
    with connected(c8y_mock) as c8y:
        assert (c8y.inventory.children(parent, "assets").get(child)).id == child
        with pytest.raises(InvalidRequestError):
            c8y.inventory.children(parent, "devices").get(child)


def test_several_children_are_linked_and_unlinked(c8y_mock: MockTenant) -> None:
    """As objects and by id, beside each other."""
    parent, ids = family(c8y_mock, 0)[0], [str(c8y_mock.inventory.create({})["id"]) for _ in range(3)]
    with connected(c8y_mock) as c8y:
        children = c8y.inventory.children(parent, "devices")
        children.assign(ids[0], int(ids[1]), ManagedObject(id=ids[2]), workers=2)
        assert sorted(children.get_all(as_values="id")) == ids

        children.unassign(*ids[:2])
        assert children.get_all(as_values="id") == ids[2:]
        children.unassign()
        children.unassign(ManagedObject(id=ids[2]))
        assert children.get_count() == 0

    assert len(c8y_mock.inventory) == 4


def test_child_that_cannot_be_linked_is_reported(c8y_mock: MockTenant) -> None:
    """The others are linked."""
    parent, [child] = family(c8y_mock, 1)
    with connected(c8y_mock) as c8y:
        children = c8y.inventory.children(parent, "devices")
        with pytest.raises(BatchError) as raised:
            children.assign("4711", child)

        assert [each.item for each in raised.value.contexts] == ["4711"]
        assert children.get_all(as_values="id") == [child]


def test_children_are_created_below_their_parent(c8y_mock: MockTenant) -> None:
    """In one step, and take their ids."""
    parent, _ = family(c8y_mock, 0)
    made = [ManagedObject(name="a"), ManagedObject(name="b")]
    with connected(c8y_mock) as c8y:
        children = c8y.inventory.children(ManagedObject(id=parent), "additions")
        children.create(*made)

        assert children.get_all(as_values="id") == [each.id for each in made]


def test_children_are_reached_through_their_parent(c8y_mock: MockTenant) -> None:
    """An object that was read gives access to them."""
    parent, [child] = family(c8y_mock, 1)
    with connected(c8y_mock) as c8y:
        one = c8y.inventory.get(parent)

        assert one.children("assets").get_all(as_values="id") == [child]


def test_children_of_nothing_are_not_found(c8y_mock: MockTenant) -> None:
    """An unknown parent is an error, not an empty list."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            c8y.inventory.children("4711", "assets").get_all()


def test_unknown_kind_of_children_is_refused(c8y_mock: MockTenant) -> None:
    """The message lists those that are known."""
    with pytest.raises(ValueError, match="'assets', 'devices', 'additions'"):
        connected(c8y_mock).inventory.children("7", "childAssets")  # type: ignore[arg-type]
