# Made from tests/sdk/_async/test_managed_object.py by sdk/scripts/unasync.py; change that.
"""Single objects of the inventory, against the mock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from c8y_client import NotFoundError
from c8y_client.sync.managed_object import ManagedObject
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def test_documented_life_of_an_object(c8y_mock: MockTenant) -> None:
    """Created, changed and deleted, as the documents show it."""
    with connected(c8y_mock) as connection:
        obj = ManagedObject(connection, name="MyObject", type="my_CustomType")
        obj = obj.create()

        obj.type = "my_ChangedType"
        obj.update()
        assert (connection.inventory.get(str(obj.id))).type == "my_ChangedType"

        obj.delete()
        with pytest.raises(KeyError):
            connection.inventory.get(str(obj.id))


def test_documented_access_to_fragments(c8y_mock: MockTenant) -> None:
    """Nested and dotted; a change made in either way reaches the platform."""
    with connected(c8y_mock) as c8y:
        obj = ManagedObject(c8y, my_Fragment={"value": 1, "kept": True}).create()

        obj["my_Fragment"]["value"] = 2
        assert obj["my_Fragment.value"] == obj.get("my_Fragment.value", default=42) == 2
        obj.update()
        assert c8y_mock.inventory.get(str(obj.id))["my_Fragment"] == {"value": 2, "kept": True}

        obj.set("my_Other.value", 42)
        obj.update()
        assert c8y_mock.inventory.get(str(obj.id))["my_Other"] == {"value": 42}


def test_standard_fields_are_properties(c8y_mock: MockTenant) -> None:
    """Times as text and parsed; markers as truth values."""
    with connected(c8y_mock) as c8y:
        made = ManagedObject(c8y, name="a", c8y_IsDevice={}).create()

    assert (made.name, made.owner, made.is_device, made.is_device_group) == ("a", "admin", True, False)
    assert made.creation_datetime is not None
    assert made.creation_datetime <= datetime.now(UTC)
    assert made.last_updated == made.update_time == made["lastUpdated"]
    assert repr(made) == f"ManagedObject(id='{made.id}', name='a')"


def test_external_ids_can_be_bound_at_creation(c8y_mock: MockTenant) -> None:
    """In one step with the object."""
    with connected(c8y_mock) as c8y:
        made = ManagedObject(c8y, externalIds=[{"type": "c8y_Serial", "externalId": "sn-7"}]).create()

        assert c8y.identity.get_id("sn-7", "c8y_Serial") == made.id


def test_copy_leaves_the_object_as_it_is(c8y_mock: MockTenant) -> None:
    """Created, changed and read again as a new object."""
    with connected(c8y_mock) as c8y:
        plan = ManagedObject(c8y, name="a")
        made = plan.create(copy=True)
        made.name = "b"
        changed = made.update(copy=True)
        read = made.reload(copy=True)

    assert plan.id is None
    assert made.is_changed
    assert (changed.name, read.name, changed == made) == ("b", "b", True)


def test_object_that_was_read_can_be_created_again(c8y_mock: MockTenant) -> None:
    """What the platform assigned, and the place in the hierarchy, stay with the first one."""
    with connected(c8y_mock) as c8y:
        first = ManagedObject(c8y, name="a").create()
        first.assign_child_asset(ManagedObject(c8y).create())
        first.reload()
        second = first.create(copy=True)

    assert second.id != first.id
    assert second.name == "a"


def test_part_of_a_document_is_applied(c8y_mock: MockTenant) -> None:
    """It is merged into the object on the platform."""
    with connected(c8y_mock) as c8y:
        one = ManagedObject(c8y, name="a").create()
        assert one.apply({"my_A": {"n": 1}}) is one

        assert (one.name, one["my_A.n"]) == ("a", 1)


def test_applying_nothing_keeps_what_is_known(c8y_mock: MockTenant) -> None:
    """The platform answers a sign of life with the id alone."""
    with connected(c8y_mock) as c8y:
        one = ManagedObject(c8y, name="a", c8y_RequiredAvailability={"responseInterval": 5}).create()
        one.apply({})

        assert one.name == "a"
        assert (one.get_latest_availability()).interval_minutes == 5


def test_changes_are_applied_to_another_object(c8y_mock: MockTenant) -> None:
    """Which is returned, as it is afterwards."""
    with connected(c8y_mock) as c8y:
        other = ManagedObject(c8y, name="other").create()
        changed = ManagedObject(c8y, type="t").apply_to(str(other.id))

    assert (changed.id, changed.name, changed.type) == (other.id, "other", "t")


def test_removed_field_is_removed_on_the_platform(c8y_mock: MockTenant) -> None:
    """Setting `None` stages the removal."""
    with connected(c8y_mock) as c8y:
        one = ManagedObject(c8y, name="a", my_A={}).create()
        one.name = None
        one["my_A"] = None
        one.update()

    stored = c8y_mock.inventory.get(str(one.id))
    assert "name" not in stored
    assert "my_A" not in stored


def test_object_without_connection_or_id_says_so(c8y_mock: MockTenant) -> None:
    """It is a `ValueError` that tells what is missing."""
    with pytest.raises(ValueError, match="no connection"):
        ManagedObject(name="a").create()
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="no id"):
            ManagedObject(c8y, name="a").delete()


def test_deleted_object_cannot_be_updated(c8y_mock: MockTenant) -> None:
    """It is a `KeyError`."""
    with connected(c8y_mock) as c8y:
        one = ManagedObject(c8y, name="a").create()
        one.delete()
        one.name = "b"
        with pytest.raises(KeyError):
            one.update()
        with pytest.raises(NotFoundError):
            one.delete()


def test_tree_is_deleted_with_its_root(c8y_mock: MockTenant) -> None:
    """A plain object takes all that is below it along."""
    with connected(c8y_mock) as c8y:
        root = ManagedObject(c8y).create()
        child = ManagedObject(c8y).create()
        root.assign_child_device(child)
        root.delete_tree()

    assert len(c8y_mock.inventory) == 0


def test_deleted_parent_leaves_its_children(c8y_mock: MockTenant) -> None:
    """Only the link goes."""
    with connected(c8y_mock) as c8y:
        root = ManagedObject(c8y).create()
        child = ManagedObject(c8y, name="left").create()
        root.assign_child_asset(child)
        root.delete()

    assert [each["name"] for each in c8y_mock.inventory] == ["left"]


@pytest.mark.parametrize("kind", ["asset", "device", "addition"])
def test_children_are_linked_and_unlinked(c8y_mock: MockTenant, kind: str) -> None:
    """Of each kind, as objects and by id, under both names."""
    with connected(c8y_mock) as c8y:
        parent = ManagedObject(c8y).create()
        first, second = ManagedObject(c8y).create(), ManagedObject(c8y).create()
        getattr(parent, f"assign_child_{kind}")(first)
        getattr(parent, f"add_child_{kind}")(str(second.id))

        whole = c8y.inventory.get(str(parent.id), with_children=True)
        assert {each.id for each in getattr(whole, f"child_{kind}s")} == {first.id, second.id}

        getattr(parent, f"unassign_child_{kind}")(str(first.id))
        getattr(parent, f"unassign_child_{kind}")(second)

        whole = c8y.inventory.get(str(parent.id), with_children=True)
        assert getattr(whole, f"child_{kind}s") == []


def test_details_are_read_through_the_object(c8y_mock: MockTenant) -> None:
    """As through the inventory."""
    with connected(c8y_mock) as c8y:
        one = ManagedObject(c8y).create()
        reading = {"type": "t", "source": {"id": one.id}, "time": "2026-01-01T00:00:00Z", "my_L": {"a": {"value": 1}}}
        c8y_mock.measurements.create(reading)

        assert one.get_supported_measurements() == ["my_L"]
        assert one.get_supported_series() == ["my_L.a"]
