"""What the requirement documents show, as written there but for ids and what is looked up in the tenant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from c8y_client import Alarm, CumulocityClient, Device, Event, ExternalId, ManagedObject, Measurement, User
from c8y_client.model import Celsius, Liters, Percentage
from mockc8y.control.mock_tenant import MockTenant
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop


@asynccontextmanager
async def client_and_object(mock: MockTenant) -> AsyncIterator[tuple[CumulocityClient, ManagedObject]]:
    """Give a client, and an object that the examples are about."""
    async with connected(mock) as c8y:
        yield c8y, await ManagedObject(c8y, name="MyObject", type="MyDevice", my_Fragment={"value": 7}).create()


async def with_events(c8y: CumulocityClient, source: ManagedObject, count: int) -> list[str]:
    """Create events of the last hours, and give their ids, the oldest first."""
    now = datetime.now(UTC)
    events = [
        Event(type="my_Event", source=source, time=now - timedelta(minutes=count - number), text=f"event {number}")
        for number in range(count)
    ]
    await c8y.events.create(*events, workers=20)
    return [str(event.id) for event in events]


@on_loop
async def test_single_objects_are_read_by_their_key(c8y_mock: MockTenant) -> None:
    """`get` takes an id, a user name, or an external id with its type."""
    async with client_and_object(c8y_mock) as (c8y, made):
        await User(c8y, username="mini_me", email="me@acme.test", password="Mini-me-4711!").create()
        await ExternalId(c8y, external_id="9876543210", external_type="c8y_Serial", managed_object_id=made.id).create()

        some_object = await c8y.inventory.get(str(made.id))
        some_user = await c8y.users.get("mini_me")
        some_id = await c8y.identity.get("9876543210", "c8y_Serial")

    assert (some_object.name, some_user.username, some_id.managed_object_id) == ("MyObject", "mini_me", made.id)


@on_loop
async def test_query_gives_a_list(c8y_mock: MockTenant) -> None:
    """`get_all` gives a list, and a name may hold asterisks."""
    async with client_and_object(c8y_mock) as (c8y, made):
        objects = await c8y.inventory.get_all(name="My*", limit=10)

    assert isinstance(objects, list)
    assert [each.id for each in objects] == [made.id]


@on_loop
async def test_query_is_iterated_over(c8y_mock: MockTenant) -> None:
    """`select` gives the same one by one, as objects with properties."""
    async with client_and_object(c8y_mock) as (c8y, made):
        [event_id] = await with_events(c8y, made, 1)

        shown = [
            f"Event: #{event.id} {event.time}, Type {event.type}"
            async for event in c8y.events.select(source=str(made.id), max_age="1d", limit=100)
        ]
        assert [line.split(" 20")[0] for line in shown] == [f"Event: #{event_id}"]

    assert shown[0].endswith("Z, Type my_Event")


@on_loop
async def test_inventory_is_queried_in_its_language(c8y_mock: MockTenant) -> None:
    """`query` is text in the platform's query language."""
    async with client_and_object(c8y_mock) as (c8y, made):
        objects = await c8y.inventory.get_all(query="name eq 'My*'", limit=10)

    assert objects == [made]


@pytest.mark.parametrize(
    "bound",
    [
        {"dateFrom": "2025-01-01"},
        {"date_from": "2025-01-01"},
        {"after": "2025-01-01"},
        {"max_age": "1d"},
        {"after": datetime(2025, 1, 1, tzinfo=UTC)},
        {"after": "2025-01-01T00:00:00+01:00", "before": "now"},
    ],
    ids=str,
)
@on_loop
async def test_dates_are_worded_in_several_ways(c8y_mock: MockTenant, bound: dict[str, Any]) -> None:
    """The platform's name, the pythonic one and the convenient ones mean the same."""
    async with client_and_object(c8y_mock) as (c8y, made):
        await Event(c8y, type="my_Old", source=made, time="2024-12-31T12:00:00Z", text="old").create()
        recent = await with_events(c8y, made, 1)

        found = await c8y.events.get_all(source=str(made.id), **bound)

    assert [each.id for each in found] == recent


@on_loop
async def test_who_knows_better_gives_an_expression(c8y_mock: MockTenant) -> None:
    """The first parameter is what stands behind `?` of the request."""
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.create(Device(name="M01"), Device(name="M02"))

        found = await c8y.inventory.get_all("q=$filter=name eq 'M01' $orderby=lastUpdated")

    assert [each.name for each in found] == ["M01"]


@on_loop
async def test_all_devices_are_read_by_many_workers(c8y_mock: MockTenant) -> None:
    """The set is complete, in whatever order."""
    async with connected(c8y_mock) as c8y:
        await c8y.device_inventory.create(*(Device(name=f"D{number}") for number in range(230)), batch_size=50)

        all_devices = await c8y.device_inventory.get_all(limit=None, page_size=100, workers=20)

    assert {each.name for each in all_devices} == {f"D{number}" for number in range(230)}
    assert len(all_devices) == 230


@pytest.mark.parametrize("order", [{"ascending": True}, {"revert": True}], ids=str)
@on_loop
async def test_order_is_kept_with_workers(c8y_mock: MockTenant, order: dict[str, Any]) -> None:
    """With an ordering parameter the result is that of reading page by page."""
    async with client_and_object(c8y_mock) as (c8y, made):
        oldest_first = await with_events(c8y, made, 230)

        all_events = await c8y.events.get_all(
            source=str(made.id),
            **order,
            limit=None,
            page_size=100,
            workers=20,
        )

    assert [each.id for each in all_events] == oldest_first


@on_loop
async def test_values_come_in_place_of_objects(c8y_mock: MockTenant) -> None:
    """A tuple is columns, and a pair in it is a path and its default."""
    async with client_and_object(c8y_mock) as (c8y, made):
        nameless = await ManagedObject(c8y, type="MyDevice").create()

        shown = [
            f"#{values[0]} '{values[1]}', last updated: {values[2]}"
            async for values in c8y.inventory.select(
                type="MyDevice", as_values=("id", ("name", "undefined"), "lastUpdated")
            )
        ]

    assert shown == [
        f"#{made.id} 'MyObject', last updated: {made.last_updated}",
        f"#{nameless.id} 'undefined', last updated: {nameless.last_updated}",
    ]


@on_loop
async def test_fragment_is_added_to_known_objects(c8y_mock: MockTenant) -> None:
    """`update` takes a document and the ids of the objects that are to have it."""
    async with connected(c8y_mock) as c8y:
        objects = [ManagedObject(name=f"O{number}") for number in range(3)]
        await c8y.inventory.create(*objects)
        ids = [str(each.id) for each in objects]

        new_fragment_json = {"my_AdditionalFragment": {"essential": True}}
        await c8y.inventory.update(new_fragment_json, ids[0], ids[1], ids[2])

        found = await c8y.inventory.get_all(ids=ids, as_values="my_AdditionalFragment.essential")

    assert found == [True, True, True]


@on_loop
async def test_many_objects_are_deleted_at_once(c8y_mock: MockTenant) -> None:
    """Bulk functions take workers as well."""
    async with connected(c8y_mock) as c8y:
        await c8y.inventory.create(*(ManagedObject(name=f"O{number}") for number in range(50)), workers=20)
        many_ids = await c8y.inventory.get_all(limit=None, as_values="id")

        await c8y.inventory.delete(*many_ids, workers=20)

        assert await c8y.inventory.get_count() == 0


@on_loop
async def test_data_is_cleaned_up_side_by_side(c8y_mock: MockTenant) -> None:
    """Bulk functions are combined as any other coroutines."""
    async with client_and_object(c8y_mock) as (c8y, my_object):
        await with_events(c8y, my_object, 30)
        await c8y.alarms.create(
            *(Alarm(type=f"my_{n}", source=my_object, time="now", text="x", severity="MINOR") for n in range(10))
        )

        object_events = await c8y.events.get_all(source=my_object.id, limit=None, workers=20, as_values="id")
        object_alarms = await c8y.alarms.get_all(source=my_object.id, limit=None, workers=20, as_values="id")
        assert (len(object_events), len(object_alarms)) == (30, 10)
        await asyncio.gather(
            c8y.events.delete(*object_events, workers=20),
            c8y.alarms.delete(*object_alarms, workers=20),
        )
        assert (await c8y.events.get_count(), await c8y.alarms.get_count()) == (0, 0)
        await c8y.inventory.delete(str(my_object.id))

        assert await c8y.inventory.get_count() == 0


@on_loop
async def test_object_is_created_updated_and_deleted(c8y_mock: MockTenant) -> None:
    """An object that is made with a connection writes itself."""
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
async def test_nested_value_is_read_and_written_like_a_dictionary(c8y_mock: MockTenant) -> None:
    """What is set inside of a fragment is a change that `update` sends."""
    async with client_and_object(c8y_mock) as (c8y, obj):
        the_value = obj["my_Fragment"]["value"]
        obj["my_Fragment"]["value"] = the_value + 1
        await obj.update()

        assert (await c8y.inventory.get(str(obj.id)))["my_Fragment"] == {"value": 8}


@on_loop
async def test_nested_value_is_read_and_written_by_its_path(c8y_mock: MockTenant) -> None:
    """Dots lead into a document."""
    async with client_and_object(c8y_mock) as (c8y, obj):
        the_value = obj["my_Fragment.value"]
        obj["my_Fragment.value"] = the_value + 2
        await obj.update()

        assert (await c8y.inventory.get(str(obj.id)))["my_Fragment.value"] == 9


def test_missing_steps_do_no_harm_to_get_and_set() -> None:
    """`get` gives the default, `set` makes the steps."""
    obj = ManagedObject()

    assert obj.get("my_Fragment.value", default=42) == 42
    obj.set("my_Fragment.value", 42)

    assert obj["my_Fragment"] == {"value": 42}


@on_loop
async def test_standard_properties_are_attributes(c8y_mock: MockTenant) -> None:
    """Dates are text, and parsed; the document has them under the platform's own names."""
    async with client_and_object(c8y_mock) as (_, obj):
        details = f"Object details: #{obj.id}, '{obj.name}' ({obj.type})"
        assert obj.creation_datetime is not None
        total_minutes = int((datetime.now(UTC) - obj.creation_datetime).total_seconds() / 60)

    assert details == f"Object details: #{obj['id']}, 'MyObject' (MyDevice)"
    assert total_minutes == 0
    assert obj.creation_time == obj["creationTime"]


def test_value_class_is_a_fragment_entry() -> None:
    """A value with unit is the JSON that the platform knows."""
    assert Celsius(22.8) == {"unit": "°C", "value": 22.8}


@on_loop
async def test_measurement_is_made_of_values_with_units(c8y_mock: MockTenant) -> None:
    """Values with units are combined to fragments."""
    async with client_and_object(c8y_mock) as (c8y, device):
        device_id = device.id
        m = Measurement(
            type="cx_LevelMeasurement",
            source=device_id,
            time="now",
            cx_Levels={
                "oil": Liters(8.4),
                "gas": Liters(223.18),
                "h2o": Liters(1.2),
                "bat": Percentage(85),
            },
        )
        await c8y.measurements.create(m)

        stored = await c8y.measurements.get_last(source=device_id)

    assert stored is not None
    assert stored["cx_Levels.gas"] == {"unit": "l", "value": 223.18}
    assert stored["cx_Levels.bat"] == {"unit": "%", "value": 85}
