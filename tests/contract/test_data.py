"""What clients rely on in measurements, events, alarms and operations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from c8y_client import CumulocityClient
from c8y_client.model import Alarm, Celsius, Event, Measurement, Operation
from tests.contract.contracts import contract
from tests.contract.own import Own

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@contract
async def test_measurements_come_back_in_order(c8y: CumulocityClient, own: Own) -> None:
    """In the order that is asked for, bounded by time, with values and units as they were sent."""
    device = await own.device()
    made = [
        Measurement(
            type="c8y_Contract", source=device.id, time=NOON + timedelta(minutes=n), c8y_T={"T": Celsius(20.5 + n)}
        )
        for n in range(3)
    ]
    await c8y.measurements.create(*made)

    values = await c8y.measurements.get_all(source=device.id, asc=True, as_values="c8y_T.T.value")
    assert values == [20.5, 21.5, 22.5]
    newest = await c8y.measurements.get_all(source=device.id, asc=False, as_values="c8y_T.T.value")
    assert newest == [22.5, 21.5, 20.5]
    bounded = await c8y.measurements.get_all(
        source=device.id, after=NOON + timedelta(seconds=30), before=NOON + timedelta(seconds=90)
    )
    assert [each["c8y_T.T"] for each in bounded] == [{"value": 21.5, "unit": "°C"}]
    last = await c8y.measurements.get_last(source=device.id)
    assert last is not None
    assert last["c8y_T.T.value"] == 22.5


@contract
async def test_series_gathers_the_values(c8y: CumulocityClient, own: Own) -> None:
    """A series query gives each time once, and aggregates on request."""
    device = await own.device()
    for n in range(3):
        await c8y.measurements.create(
            Measurement(
                type="c8y_Contract", source=device.id, time=NOON + timedelta(minutes=n), c8y_T={"T": Celsius(n)}
            )
        )
    end = NOON + timedelta(hours=1)

    series = await c8y.measurements.get_series(source=device.id, series="c8y_T.T", after=NOON, before=end)
    assert series.collect("c8y_T.T", "min") == [0, 1, 2]
    hourly = await c8y.measurements.get_series(
        source=device.id, series="c8y_T.T", aggregation="HOURLY", after=NOON, before=end
    )
    assert hourly.collect("c8y_T.T", ("min", "max")) == [(0, 2)]


@contract
async def test_event_can_be_changed_and_found(c8y: CumulocityClient, own: Own) -> None:
    """Newest first, filtered by type and fragment; changing the text keeps the rest."""
    device = await own.device()
    first = await Event(c8y, type="c8y_A", source=device.id, time=NOON, text="first", my_Mark={"x": 1}).create()
    second = await Event(c8y, type="c8y_B", source=device.id, time=NOON + timedelta(1), text="second").create()

    assert [each.id for each in await c8y.events.get_all(source=device.id)] == [second.id, first.id]
    assert [each.id for each in await c8y.events.get_all(source=device.id, type="c8y_A")] == [first.id]
    assert [each.id for each in await c8y.events.get_all(source=device.id, fragment="my_Mark")] == [first.id]

    first.text = "changed"
    await first.update()
    again = await first.reload(copy=True)
    assert (again.text, again["my_Mark.x"]) == ("changed", 1)

    await c8y.events.delete_by(source=device.id)
    assert await c8y.events.get_count(source=device.id) == 0


@contract
async def test_equal_alarms_are_one_that_counts(c8y: CumulocityClient, own: Own) -> None:
    """An active alarm of the same source and type is not created again; a cleared one is."""
    device = await own.device()

    async def alarm() -> Alarm:
        made = Alarm(
            c8y, type="c8y_Hot", source=device.id, severity="MAJOR", status="ACTIVE", text="too hot", time=NOON
        )
        return await made.create()

    first, second = await alarm(), await alarm()
    assert first.id == second.id
    assert second.count == 2

    second.status = "CLEARED"
    await second.update()
    third = await alarm()
    assert third.id != first.id
    assert await c8y.alarms.count(source=device.id, status="ACTIVE") == 1


@contract
async def test_operation_goes_its_way(c8y: CumulocityClient, own: Own) -> None:
    """An operation is pending until its device takes it; an unknown status is refused."""
    device = await own.device(com_cumulocity_model_Agent={})
    operation = await Operation(c8y, device_id=device.id, description="restart", c8y_Restart={}).create()
    assert operation.status == "PENDING"

    for status in ("EXECUTING", "SUCCESSFUL"):
        operation.status = status
        await operation.update()
    assert [each.id for each in await c8y.operations.get_all(device_id=device.id, status="SUCCESSFUL")] == [
        operation.id
    ]

    operation.status = "LOST"
    with pytest.raises(ValueError, match=r"4\d\d"):
        await operation.update()
