"""Single objects of the inventory, against the mock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from c8y_client import NotFoundError
from c8y_client._async.managed_object import ManagedObject
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


@on_loop
async def test_documented_life_of_an_object(c8y_mock: MockTenant) -> None:
    """Created, changed and deleted, as the documents show it."""
    async with connected(c8y_mock) as connection:
        obj = ManagedObject(connection, name="MyObject", type="my_CustomType")
        obj = await obj.create()

        obj.type = "my_ChangedType"
        await obj.update()
        assert (await connection.inventory.get(str(obj.id))).type == "my_ChangedType"

        await obj.delete()
        with pytest.raises(KeyError):
            await connection.inventory.get(str(obj.id))


@on_loop
async def test_documented_access_to_fragments(c8y_mock: MockTenant) -> None:
    """Nested and dotted; a change made in either way reaches the platform."""
    async with connected(c8y_mock) as c8y:
        obj = await ManagedObject(c8y, my_Fragment={"value": 1, "kept": True}).create()

        obj["my_Fragment"]["value"] = 2
        assert obj["my_Fragment.value"] == obj.get("my_Fragment.value", default=42) == 2
        await obj.update()
        assert c8y_mock.inventory.get(str(obj.id))["my_Fragment"] == {"value": 2, "kept": True}

        obj.set("my_Other.value", 42)
        await obj.update()
        assert c8y_mock.inventory.get(str(obj.id))["my_Other"] == {"value": 42}


@on_loop
async def test_standard_fields_are_properties(c8y_mock: MockTenant) -> None:
    """Times as text and parsed; markers as truth values."""
    async with connected(c8y_mock) as c8y:
        made = await ManagedObject(c8y, name="a", c8y_IsDevice={}).create()

    assert (made.name, made.owner, made.is_device, made.is_device_group) == ("a", "admin", True, False)
    assert made.creation_datetime is not None
    assert made.creation_datetime <= datetime.now(UTC)
    assert made.last_updated == made.update_time == made["lastUpdated"]
    assert repr(made) == f"ManagedObject(id='{made.id}', name='a')"


@on_loop
async def test_external_ids_can_be_bound_at_creation(c8y_mock: MockTenant) -> None:
    """In one step with the object."""
    async with connected(c8y_mock) as c8y:
        made = await ManagedObject(c8y, externalIds=[{"type": "c8y_Serial", "externalId": "sn-7"}]).create()

        assert await c8y.identity.get_id("sn-7", "c8y_Serial") == made.id


@on_loop
async def test_copy_leaves_the_object_as_it_is(c8y_mock: MockTenant) -> None:
    """Created, changed and read again as a new object."""
    async with connected(c8y_mock) as c8y:
        plan = ManagedObject(c8y, name="a")
        made = await plan.create(copy=True)
        made.name = "b"
        changed = await made.update(copy=True)
        read = await made.reload(copy=True)

    assert plan.id is None
    assert made.is_changed
    assert (changed.name, read.name, changed == made) == ("b", "b", True)


@on_loop
async def test_object_that_was_read_can_be_created_again(c8y_mock: MockTenant) -> None:
    """What the platform assigned, and the place in the hierarchy, stay with the first one."""
    async with connected(c8y_mock) as c8y:
        first = await ManagedObject(c8y, name="a").create()
        await first.assign_child_asset(await ManagedObject(c8y).create())
        await first.reload()
        second = await first.create(copy=True)

    assert second.id != first.id
    assert second.name == "a"


@on_loop
async def test_part_of_a_document_is_applied(c8y_mock: MockTenant) -> None:
    """It is merged into the object on the platform."""
    async with connected(c8y_mock) as c8y:
        one = await ManagedObject(c8y, name="a").create()
        assert await one.apply({"my_A": {"n": 1}}) is one

        assert (one.name, one["my_A.n"]) == ("a", 1)


@on_loop
async def test_applying_nothing_keeps_what_is_known(c8y_mock: MockTenant) -> None:
    """The platform answers a sign of life with the id alone."""
    async with connected(c8y_mock) as c8y:
        one = await ManagedObject(c8y, name="a", c8y_RequiredAvailability={"responseInterval": 5}).create()
        await one.apply({})

        assert one.name == "a"
        assert (await one.get_latest_availability()).interval_minutes == 5


@on_loop
async def test_changes_are_applied_to_another_object(c8y_mock: MockTenant) -> None:
    """Which is returned, as it is afterwards."""
    async with connected(c8y_mock) as c8y:
        other = await ManagedObject(c8y, name="other").create()
        changed = await ManagedObject(c8y, type="t").apply_to(str(other.id))

    assert (changed.id, changed.name, changed.type) == (other.id, "other", "t")


@on_loop
async def test_removed_field_is_removed_on_the_platform(c8y_mock: MockTenant) -> None:
    """Setting `None` stages the removal."""
    async with connected(c8y_mock) as c8y:
        one = await ManagedObject(c8y, name="a", my_A={}).create()
        one.name = None
        one["my_A"] = None
        await one.update()

    stored = c8y_mock.inventory.get(str(one.id))
    assert "name" not in stored
    assert "my_A" not in stored


@on_loop
async def test_object_without_connection_or_id_says_so(c8y_mock: MockTenant) -> None:
    """It is a `ValueError` that tells what is missing."""
    with pytest.raises(ValueError, match="no connection"):
        await ManagedObject(name="a").create()
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="no id"):
            await ManagedObject(c8y, name="a").delete()


@on_loop
async def test_deleted_object_cannot_be_updated(c8y_mock: MockTenant) -> None:
    """It is a `KeyError`."""
    async with connected(c8y_mock) as c8y:
        one = await ManagedObject(c8y, name="a").create()
        await one.delete()
        one.name = "b"
        with pytest.raises(KeyError):
            await one.update()
        with pytest.raises(NotFoundError):
            await one.delete()


@on_loop
async def test_tree_is_deleted_with_its_root(c8y_mock: MockTenant) -> None:
    """A plain object takes all that is below it along."""
    async with connected(c8y_mock) as c8y:
        root = await ManagedObject(c8y).create()
        child = await ManagedObject(c8y).create()
        await root.assign_child_device(child)
        await root.delete_tree()

    assert len(c8y_mock.inventory) == 0


@on_loop
async def test_deleted_parent_leaves_its_children(c8y_mock: MockTenant) -> None:
    """Only the link goes."""
    async with connected(c8y_mock) as c8y:
        root = await ManagedObject(c8y).create()
        child = await ManagedObject(c8y, name="left").create()
        await root.assign_child_asset(child)
        await root.delete()

    assert [each["name"] for each in c8y_mock.inventory] == ["left"]


@on_loop
@pytest.mark.parametrize("kind", ["asset", "device", "addition"])
async def test_children_are_linked_and_unlinked(c8y_mock: MockTenant, kind: str) -> None:
    """Of each kind, as objects and by id, under both names."""
    async with connected(c8y_mock) as c8y:
        parent = await ManagedObject(c8y).create()
        first, second = await ManagedObject(c8y).create(), await ManagedObject(c8y).create()
        await getattr(parent, f"assign_child_{kind}")(first)
        await getattr(parent, f"add_child_{kind}")(str(second.id))

        whole = await c8y.inventory.get(str(parent.id), with_children=True)
        assert {each.id for each in getattr(whole, f"child_{kind}s")} == {first.id, second.id}

        await getattr(parent, f"unassign_child_{kind}")(str(first.id))
        await getattr(parent, f"unassign_child_{kind}")(second)

        whole = await c8y.inventory.get(str(parent.id), with_children=True)
        assert getattr(whole, f"child_{kind}s") == []


@on_loop
async def test_details_are_read_through_the_object(c8y_mock: MockTenant) -> None:
    """As through the inventory."""
    async with connected(c8y_mock) as c8y:
        one = await ManagedObject(c8y).create()
        reading = {"type": "t", "source": {"id": one.id}, "time": "2026-01-01T00:00:00Z", "my_L": {"a": {"value": 1}}}
        c8y_mock.measurements.create(reading)

        assert await one.get_supported_measurements() == ["my_L"]
        assert await one.get_supported_series() == ["my_L.a"]
