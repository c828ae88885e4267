"""Managed objects through pyc8y: created, read, changed and deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pyc8y import BatchError, CumulocityClient
from pyc8y.model import Binary, Device, Event, ManagedObject, Measurement

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

SETTINGS = {"limit": 3.5, "modes": ["a", "b"], "nested": {"on": True, "none": None}}


async def test_created_object_learns_what_the_platform_adds(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """The instance itself gets id, owner and times."""
    made = ManagedObject(c8y, name="Pump 7", type="acme_Pump")

    await made.create()

    assert made.id.isdigit()
    assert (made.name, made.type, made.owner) == ("Pump 7", "acme_Pump", c8y_mock.username)
    assert made.creation_time == made.last_updated
    assert abs(made.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)


async def test_copy_leaves_the_model_alone(c8y: CumulocityClient) -> None:
    """With `copy` a model can be created again and again."""
    model = ManagedObject(c8y, name="Twin")

    first, second = await model.create(copy=True), await model.create(copy=True)

    assert first.id != second.id
    assert model.id is None


async def test_fragments_of_every_kind_survive(c8y: CumulocityClient) -> None:
    """Objects, lists, numbers, words and switches are stored as they are."""
    fragments = {"acme_Settings": SETTINGS, "acme_Tags": ["x"], "acme_Size": 7, "acme_Text": "grün", "acme_On": False}

    made = await ManagedObject(c8y, name="Pump 7", **fragments).create()

    read = await c8y.inventory.get(made.id)
    assert {name: read[name] for name in fragments} == fragments


async def test_collection_creates_several_objects(c8y: CumulocityClient) -> None:
    """One request for each object, without `Accept`, whose empty answers are understood."""
    await c8y.inventory.create(*(ManagedObject(name=f"Pump {n}", type="acme_Pump") for n in range(3)))

    assert await c8y.inventory.get_all(as_values="name") == ["Pump 0", "Pump 1", "Pump 2"]


async def test_workers_create_in_parallel(c8y: CumulocityClient) -> None:
    """Several requests at a time lose nothing."""
    await c8y.inventory.create(*(ManagedObject(name=f"Pump {n}") for n in range(20)), workers=8)

    names = await c8y.inventory.get_all(limit=None, as_values="name")
    assert sorted(names) == sorted(f"Pump {n}" for n in range(20))


async def test_unknown_object_is_a_key_error(c8y: CumulocityClient) -> None:
    """A 404 becomes a `KeyError` that names the path."""
    with pytest.raises(KeyError, match="No such object: inventory/managedObjects/4711"):
        await c8y.inventory.get("4711")


async def test_update_sends_what_changed_and_keeps_the_rest(c8y: CumulocityClient) -> None:
    """A changed name leaves type, fragments and creation time as they were."""
    made = await ManagedObject(c8y, name="Pump 7", type="acme_Pump", acme_Settings=SETTINGS).create()
    created = made.creation_time

    made.name = "Pump 8"
    await made.update()

    assert (made.name, made.type, made["acme_Settings"]) == ("Pump 8", "acme_Pump", SETTINGS)
    assert made.creation_time == created


async def test_update_moves_the_time_of_change(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """`lastUpdated` follows the change."""
    made = await ManagedObject(c8y, name="Pump 7").create()
    c8y_mock.platform.advance(5_000)

    made.name = "Pump 8"
    await made.update()

    assert made.last_updated_datetime - made.creation_datetime >= timedelta(seconds=5)


async def test_nested_value_is_changed_with_its_fragment(c8y: CumulocityClient) -> None:
    """A path inside a fragment sends the whole fragment, so that nothing beside it is lost."""
    made = await ManagedObject(c8y, name="Pump 7", acme_Settings={"limit": 1, "mode": {"x": "a"}}).create()

    made["acme_Settings.limit"] = 2
    made.set("acme_Settings.mode.y", "b")
    await made.update()

    read = await c8y.inventory.get(made.id)
    assert read["acme_Settings"] == {"limit": 2, "mode": {"x": "a", "y": "b"}}


async def test_applied_fragment_replaces_the_stored_one(c8y: CumulocityClient) -> None:
    """A fragment in a PUT body drops what it does not mention."""
    made = await ManagedObject(c8y, name="Pump 7", acme_Settings={"limit": 1, "mode": "a"}).create()

    await made.apply({"acme_Settings": {"limit": 2}})

    assert made["acme_Settings"] == {"limit": 2}


async def test_null_removes_a_fragment_for_good(c8y: CumulocityClient) -> None:
    """An applied `None` takes a fragment away; a copy shows it before the instance does."""
    made = await ManagedObject(c8y, name="Pump 7", acme_A={"n": 1}, acme_B="x").create()
    await c8y.inventory.apply_to({"acme_A": None}, made)

    reloaded = await made.reload(copy=True)

    assert ("acme_A" in reloaded, "acme_B" in reloaded, "acme_A" in made) == (False, True, True)
    assert "acme_A" not in await made.reload()


async def test_assigned_none_removes_a_fragment(c8y: CumulocityClient) -> None:
    """An update sends `null` for it."""
    made = await ManagedObject(c8y, name="Pump 7", acme_A=1).create()

    made["acme_A"] = None
    await made.update()

    assert "acme_A" not in made


async def test_collection_updates_several_objects(c8y: CumulocityClient) -> None:
    """`inventory.update` writes the changes of each, also in parallel."""
    made = [await ManagedObject(c8y, name=f"Pump {n}").create() for n in range(4)]
    for item in made:
        item["acme_Tag"] = "x"

    await c8y.inventory.update(*made[:2])
    await c8y.inventory.update(*made[2:], workers=2)

    assert await c8y.inventory.get_count(fragment="acme_Tag") == 4


async def test_model_is_applied_to_objects_and_ids(c8y: CumulocityClient) -> None:
    """`inventory.apply_to` takes a model or a dictionary, and objects or ids."""
    first, second = [await ManagedObject(c8y, name=f"Pump {n}").create() for n in range(2)]

    await c8y.inventory.apply_to(ManagedObject(type="acme_Pump"), first, second.id)
    await c8y.inventory.apply_to({"acme_Tag": "x"}, first.id, second, workers=2)

    assert await c8y.inventory.get_all(as_values=["type", "acme_Tag"]) == [("acme_Pump", "x")] * 2


async def test_object_is_applied_to_another(c8y: CumulocityClient) -> None:
    """`apply_to` writes what is staged over another object and returns that."""
    target = await ManagedObject(c8y, name="Valve", type="acme_Valve").create()

    changed = await ManagedObject(c8y, name="Pump 7", acme_Tag="x").apply_to(target.id)

    assert (changed.id, changed.name, changed.type, changed["acme_Tag"]) == (target.id, "Pump 7", "acme_Valve", "x")


async def test_failures_in_parallel_are_collected(c8y: CumulocityClient, device: str) -> None:
    """What works is done; what fails is told with the object that it failed for."""
    with pytest.raises(BatchError) as failed:
        await c8y.inventory.apply_to({"acme_Tag": "x"}, device, "4711", "4712", workers=3)

    assert [type(problem) for problem in failed.value.errors] == [KeyError, KeyError]
    assert [context.item for context in failed.value.contexts] == ["4711", "4712"]
    assert (await c8y.inventory.get(device))["acme_Tag"] == "x"


async def test_deleted_object_is_gone(c8y: CumulocityClient) -> None:
    """A second delete, like a read, finds nothing."""
    made = await ManagedObject(c8y, name="Pump 7").create()

    await made.delete()

    with pytest.raises(KeyError):
        await made.reload()
    with pytest.raises(KeyError):
        await made.delete()


async def test_collection_deletes_objects_and_ids(c8y: CumulocityClient) -> None:
    """`inventory.delete` takes both, also in parallel."""
    made = [await ManagedObject(c8y, name=f"Pump {n}").create() for n in range(5)]

    await c8y.inventory.delete(made[0], made[1].id)
    await c8y.inventory.delete(*made[2:4], workers=2)

    assert await c8y.inventory.get_all(as_values="name") == ["Pump 4"]


async def test_data_of_a_deleted_object_goes_with_it(c8y: CumulocityClient, device: str) -> None:
    """Events, measurements and external ids do not outlive their source."""
    await Event(c8y, type="acme_Door", text="open", time="now", source=device).create()
    await Measurement(c8y, type="a", source=device, time="now", series=("acme_A.X", 1, "C")).create()
    await c8y.identity.create(external_id="sn-7", external_type="c8y_Serial", managed_object_id=device)

    await c8y.inventory.delete(device)

    assert await c8y.events.get_all() == []
    assert await c8y.measurements.get_all() == []
    with pytest.raises(KeyError):
        await c8y.identity.get("sn-7", "c8y_Serial")


async def test_kinds_of_objects_are_recognised(c8y: CumulocityClient, device: str) -> None:
    """Markers set `is_device` and `is_binary`."""
    file = await Binary(c8y, name="log.txt", type="text/plain", file=__file__).create(copy=True)

    assert (await c8y.inventory.get(device)).is_device
    assert (await c8y.inventory.get(file.id)).is_binary
    assert not (await c8y.inventory.get(file.id)).is_device


async def test_latest_availability_is_told(c8y: CumulocityClient, device: str) -> None:
    """A device with a required interval is available once it has sent something."""
    await c8y.inventory.apply_to({"c8y_RequiredAvailability": {"responseInterval": 10}}, device)
    await Event(c8y, type="acme_Test", text="Test!", time="now", source=device).create()

    availability = await c8y.inventory.get_latest_availability(device)

    assert (availability.device_id, availability.data_status) == (device, "AVAILABLE")
    assert abs(availability.last_message_datetime - datetime.now(UTC)) < timedelta(minutes=1)
    assert (await (await c8y.inventory.get(device)).get_latest_availability()).device_id == device


async def test_availability_of_an_unmonitored_object_is_a_key_error(c8y: CumulocityClient, device: str) -> None:
    """Without a required interval there is nothing to tell."""
    with pytest.raises(KeyError):
        await c8y.inventory.get_latest_availability(device)


async def test_supported_measurements_and_series_are_those_seen(c8y: CumulocityClient, device: str) -> None:
    """Both lists follow from the measurements that were sent."""
    series = [("c8y_Counter.N", 1), ("c8y_Integers.V1", 1), ("c8y_Integers.V2", 2)]
    await Measurement(c8y, type="a", source=device, time="now", series=series).create()
    read = await c8y.inventory.get(device)

    assert set(await c8y.inventory.get_supported_measurements(device)) == {"c8y_Counter", "c8y_Integers"}
    assert set(await read.get_supported_measurements()) == {"c8y_Counter", "c8y_Integers"}
    assert set(await c8y.inventory.get_supported_series(device)) == {name for name, _ in series}
    assert set(await read.get_supported_series()) == {name for name, _ in series}


async def test_device_without_measurements_supports_none(c8y: CumulocityClient, device: str) -> None:
    """Both lists are empty."""
    assert await c8y.inventory.get_supported_measurements(device) == []
    assert await c8y.inventory.get_supported_series(device) == []


async def test_values_of_an_object_are_taken_out(c8y: CumulocityClient) -> None:
    """A read object gives values by path, as a tuple or as a record."""
    made = await Device(c8y, name="Pump 7", acme_A={"b": {"c": 1}}).create()

    assert made.as_tuple("name", "acme_A.b.c", ("acme_No", "-")) == ("Pump 7", 1, "-")
    assert made.as_record(name="name", c="acme_A.b.c") == {"name": "Pump 7", "c": 1}
