"""The documented way to delete an object with all its data, word by word."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from c8y_client.model import Alarm, Event
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


@on_loop
async def test_object_is_deleted_with_its_events_and_alarms(c8y_mock: MockTenant) -> None:
    """Events and alarms are deleted by the ids that were read as values, beside each other."""
    async with connected(c8y_mock) as c8y:
        made = c8y_mock.inventory.create({"name": "Pump 7"})
        for name in "abc":
            await Event(c8y, name, "now", made["id"], "x").create()
            await Alarm(c8y, type=name, time="now", source=made["id"], text="x", severity="MINOR").create()
        my_object = await c8y.inventory.get(made["id"])

        # clean up my data
        object_events = await c8y.events.get_all(source=my_object.id, limit=None, workers=20, as_values="id")
        object_alarms = await c8y.alarms.get_all(source=my_object.id, limit=None, workers=20, as_values="id")
        await asyncio.gather(
            c8y.events.delete(*object_events, workers=20),
            c8y.alarms.delete(*object_alarms, workers=20),
        )
        assert await c8y.events.get_count() == await c8y.alarms.count() == 0
        await c8y.inventory.delete(my_object.id)

        assert (len(object_events), len(object_alarms)) == (3, 3)


@on_loop
async def test_events_of_a_day_are_listed(c8y_mock: MockTenant) -> None:
    """The first documented example, and the spellings of its bound."""
    async with connected(c8y_mock) as c8y:
        source = str(c8y_mock.inventory.create({"name": "Pump 7"})["id"])
        await Event(c8y, "my_Type", "now", source, "x").create()
        lines = []

        async for event in c8y.events.select(source=source, max_age="1d", limit=100):
            lines.append(f"Event: #{event.id} {event.time}, Type {event.type}")  # noqa: PERF401 - as it is printed

        assert len(lines) == 1
        assert lines[0].endswith("Type my_Type")
        assert len(await c8y.events.get_all(source=source, dateFrom="2025-01-01")) == 1
        assert len(await c8y.events.get_all(source=source, date_from="2025-01-01")) == 1
        assert len(await c8y.events.get_all(source=source, after="2025-01-01")) == 1
        assert len(await c8y.events.get_all(source=source, max_age="1d")) == 1
