"""Managed objects through c8y_api: created, read, changed and deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Binary, Device, Event, ManagedObject, Measurement

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

SETTINGS = {"limit": 3.5, "modes": ["a", "b"], "nested": {"on": True, "none": None}}


def test_created_object_comes_back_with_what_the_platform_adds(c8y: CumulocityApi) -> None:
    """The id is a string of digits, the owner is the caller, and both times are now."""
    made = ManagedObject(c8y, name="Pump 7", type="acme_Pump").create()

    assert made.id.isdigit()
    assert (made.name, made.type, made.owner) == ("Pump 7", "acme_Pump", c8y.username)
    assert made.creation_time == made.update_time
    assert abs(made.creation_datetime - datetime.now(UTC)) < timedelta(minutes=1)


def test_fragments_of_every_kind_survive(c8y: CumulocityApi) -> None:
    """Objects, lists, numbers, words and switches are stored as they are."""
    fragments = {"acme_Settings": SETTINGS, "acme_Tags": ["x"], "acme_Size": 7, "acme_Text": "grün", "acme_On": False}

    made = ManagedObject(c8y, name="Pump 7", **fragments).create()

    assert c8y.inventory.get(made.id).fragments == fragments


def test_object_without_name_and_type_has_neither(c8y: CumulocityApi) -> None:
    """What was never set is absent, which the client shows as `None`."""
    made = c8y.inventory.get(ManagedObject(c8y).create().id)

    assert (made.name, made.type) == (None, None)


def test_owner_may_be_given(c8y: CumulocityApi) -> None:
    """An administrator can create objects for somebody else."""
    assert ManagedObject(c8y, name="Pump 7", owner="ana").create().owner == "ana"


def test_collection_creates_several_objects(c8y: CumulocityApi) -> None:
    """`inventory.create` sends one request for each object and reads no answers."""
    c8y.inventory.create(*(ManagedObject(name=f"Pump {i}", type="acme_Pump") for i in range(3)))

    assert sorted(c8y.inventory.get_all(type="acme_Pump", as_values="name")) == ["Pump 0", "Pump 1", "Pump 2"]


def test_model_can_be_created_twice(c8y: CumulocityApi) -> None:
    """Each `create` makes another object."""
    model = ManagedObject(c8y, name="Twin")

    assert model.create().id != model.create().id


def test_unknown_object_is_a_key_error(c8y: CumulocityApi) -> None:
    """A 404 becomes a `KeyError` that names the path."""
    with pytest.raises(KeyError, match="No such object: /inventory/managedObjects/4711"):
        c8y.inventory.get("4711")


def test_update_sends_what_changed_and_keeps_the_rest(c8y: CumulocityApi) -> None:
    """A changed name leaves type, fragments and creation time as they were."""
    made = ManagedObject(c8y, name="Pump 7", type="acme_Pump", acme_Settings=SETTINGS).create()

    made.name = "Pump 8"
    changed = made.update()

    assert (changed.name, changed.type, changed.fragments) == ("Pump 8", "acme_Pump", {"acme_Settings": SETTINGS})
    assert changed.creation_time == made.creation_time


def test_update_moves_the_time_of_change(c8y: CumulocityApi, c8y_mock: MockTenant) -> None:
    """`lastUpdated` follows the change, `creationTime` stays."""
    made = ManagedObject(c8y, name="Pump 7").create()
    c8y_mock.platform.advance(5_000)

    made.name = "Pump 8"
    changed = made.update()

    assert changed.update_datetime - made.update_datetime >= timedelta(seconds=5)
    assert changed.creation_datetime == made.creation_datetime


def test_changed_fragment_is_stored_as_a_whole(c8y: CumulocityApi) -> None:
    """Assigning inside a fragment sends the fragment, which replaces the stored one."""
    made = ManagedObject(c8y, name="Pump 7", acme_Settings=dict(SETTINGS), acme_Other={"a": 1}).create()

    made.acme_Settings.limit = 7
    made["acme_New"] = {"b": 2}
    made.update()

    reloaded = made.reload()
    assert reloaded.fragments["acme_Settings"] == SETTINGS | {"limit": 7}
    assert reloaded.acme_New.b == 2
    assert reloaded.acme_Other.a == 1


def test_nested_properties_are_not_merged(c8y: CumulocityApi) -> None:
    """A fragment in a PUT body drops what it does not mention."""
    made = ManagedObject(c8y, name="Pump 7", acme_Settings={"limit": 1, "mode": "a"}).create()

    made.apply({"acme_Settings": {"limit": 2}})

    assert made.reload()["acme_Settings"] == {"limit": 2}


def test_null_removes_a_fragment_for_good(c8y: CumulocityApi) -> None:
    """`apply` with `None` takes a fragment away, which `reload` shows and the old instance does not."""
    made = ManagedObject(c8y, name="Pump 7", acme_Settings=SETTINGS, acme_Tag="x").create()

    applied = made.apply({"acme_Settings": None})

    assert "acme_Settings" not in applied
    assert "acme_Settings" not in made.reload()
    assert "acme_Tag" in made.reload()
    assert "acme_Settings" in made


def test_collection_updates_several_objects(c8y: CumulocityApi) -> None:
    """`inventory.update` writes the changes of each."""
    made = [ManagedObject(c8y, name=f"Pump {i}", type="acme_Pump").create() for i in range(3)]

    for item in made:
        item["acme_Tag"] = "changed"
    c8y.inventory.update(*made)

    assert [item.acme_Tag for item in c8y.inventory.get_all(type="acme_Pump")] == ["changed"] * 3


def test_model_is_applied_to_several_objects(c8y: CumulocityApi) -> None:
    """`inventory.apply_to` gives each object what the model says and keeps what it does not."""
    ids = [ManagedObject(c8y, name=f"Pump {i}").create().id for i in range(3)]

    c8y.inventory.apply_to(ManagedObject(type="acme_Pump", acme_Tag="x"), *ids)

    found = c8y.inventory.get_all(type="acme_Pump")
    assert [(item.name, item.acme_Tag) for item in found] == [("Pump 0", "x"), ("Pump 1", "x"), ("Pump 2", "x")]


def test_plain_change_is_applied_to_an_object(c8y: CumulocityApi) -> None:
    """`inventory.apply_to` takes a dictionary, too."""
    made = ManagedObject(c8y, name="Pump 7").create()

    c8y.inventory.apply_to({"acme_Tag": "x", "name": None}, made.id)

    assert (made.reload().acme_Tag, made.reload().name) == ("x", None)


def test_object_is_applied_to_another(c8y: CumulocityApi) -> None:
    """`apply_to` writes the details of one object over those of another and returns the other."""
    target = ManagedObject(c8y, name="Valve", type="acme_Valve").create()

    changed = ManagedObject(c8y, name="Pump 7", acme_Tag="x").apply_to(target.id)

    assert (changed.id, changed.name, changed.type, changed.acme_Tag) == (target.id, "Pump 7", "acme_Valve", "x")


def test_applying_to_an_unknown_object_is_a_key_error(c8y: CumulocityApi) -> None:
    """A PUT to an id that nobody has is a 404."""
    with pytest.raises(KeyError):
        c8y.inventory.apply_to({"acme_Tag": "x"}, "4711")


def test_deleted_object_is_gone(c8y: CumulocityApi) -> None:
    """A second delete, like a read, finds nothing."""
    made = ManagedObject(c8y, name="Pump 7").create()

    made.delete()

    with pytest.raises(KeyError):
        made.reload()
    with pytest.raises(KeyError):
        made.delete()


def test_collection_deletes_by_object_and_by_id(c8y: CumulocityApi) -> None:
    """`inventory.delete` takes instances or ids."""
    made = [ManagedObject(c8y, name="Pump", type="acme_Pump").create() for _ in range(4)]

    c8y.inventory.delete(*made[:2])
    c8y.inventory.delete(made[2].id)

    assert c8y.inventory.get_all(type="acme_Pump", as_values="id") == [made[3].id]


def test_data_of_a_deleted_object_goes_with_it(c8y: CumulocityApi) -> None:
    """Events, measurements and external ids do not outlive their source."""
    pump = Device(c8y, name="Pump 7").create()
    Event(c8y, type="acme_Door", text="open", time="now", source=pump.id).create()
    Measurement(c8y, type="acme_Temp", source=pump.id, time="now", acme_Temp={"T": {"value": 1}}).create()
    c8y.identity.create("sn-7", "c8y_Serial", pump.id)

    pump.delete()

    assert c8y.events.get_all() == []
    assert c8y.measurements.get_all() == []
    with pytest.raises(KeyError):
        c8y.identity.get("sn-7", "c8y_Serial")


def test_device_is_recognised_after_reading(c8y: CumulocityApi, device: str) -> None:
    """The marker fragment sets `is_device`."""
    assert c8y.inventory.get(device).is_device
    assert not ManagedObject(c8y, name="Plain").create().is_device


def test_binary_is_recognised_in_the_inventory(c8y: CumulocityApi) -> None:
    """What the binaries API makes is a managed object with `is_binary`."""
    made = Binary(c8y, name="log.txt", type="text/plain", file=__file__).create()

    assert c8y.inventory.get(made.id).is_binary


def test_latest_availability_is_told(c8y: CumulocityApi, device: str) -> None:
    """A device with a required interval is available once it has sent something."""
    c8y.inventory.apply_to({"c8y_RequiredAvailability": {"responseInterval": 10}}, device)
    Event(c8y, type="acme_Test", text="Test!", time="now", source=device).create()

    availability = c8y.inventory.get_latest_availability(device)

    assert (availability.device_id, availability.data_status) == (device, "AVAILABLE")
    assert abs(availability.last_message_date - datetime.now(UTC)) < timedelta(minutes=1)
    assert c8y.inventory.get(device).get_latest_availability().last_message == availability.last_message


def test_availability_of_an_unmonitored_object_is_a_key_error(c8y: CumulocityApi, device: str) -> None:
    """Without a required interval there is nothing to tell."""
    with pytest.raises(KeyError):
        c8y.inventory.get_latest_availability(device)


def test_supported_measurements_and_series_are_those_seen(c8y: CumulocityApi, device: str) -> None:
    """Both lists follow from the measurements that were sent, not from what is no series."""
    value = {"value": 1, "unit": "#"}
    c8y.measurements.create(
        Measurement(type="acme_A", source=device, time="now", c8y_Counter={"N": value}, marker={"id": "x"}),
        Measurement(type="acme_B", source=device, time="now", c8y_Integers={"V1": value, "V2": value}),
    )

    read = c8y.inventory.get(device)

    assert set(c8y.inventory.get_supported_measurements(device)) == {"c8y_Counter", "c8y_Integers"}
    assert set(read.get_supported_measurements()) == {"c8y_Counter", "c8y_Integers"}
    assert set(c8y.inventory.get_supported_series(device)) == {"c8y_Counter.N", "c8y_Integers.V1", "c8y_Integers.V2"}
    assert set(read.get_supported_series()) == {"c8y_Counter.N", "c8y_Integers.V1", "c8y_Integers.V2"}


def test_latest_values_are_shown_on_request(c8y: CumulocityApi, device: str) -> None:
    """The newest value of each series comes with the object when it is asked for."""
    for minute, value in ((0, 1), (2, 3), (1, 2)):
        time = f"2026-01-15T12:0{minute}:00.000Z"
        Measurement(c8y, type="a", source=device, time=time, acme_Temp={"T": {"value": value, "unit": "C"}}).create()

    latest = c8y.inventory.get(device, with_latest_values=True)["c8y_LatestMeasurements"]

    assert latest["acme_Temp"]["T"] == {"value": 3, "unit": "C", "time": "2026-01-15T12:02:00.000Z"}
    assert "c8y_LatestMeasurements" not in c8y.inventory.get(device)
    assert "c8y_LatestMeasurements" in c8y.inventory.get_by(type="acme_Pump", with_latest_values=True)


def test_ids_may_be_numbers(c8y: CumulocityApi, device: str) -> None:
    """Ids are strings in answers, and numbers do as well in paths, bodies and filters."""
    number = int(device)
    c8y.events.create(Event(type="acme_Door", text="Open", time="now", source=number))

    assert c8y.inventory.get(number).id == device
    assert c8y.events.get_all(source=number)[0].source == device
    assert c8y.inventory.get_all(ids=[number])[0].id == device
