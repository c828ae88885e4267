"""Events through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Device, Event, ManagedObject
from pyc8y.model.matcher import fragment, text

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)


async def happen(c8y: CumulocityClient, device: str, minute: int = 0, **properties: Any) -> Event:
    """Store the event of a minute."""
    given = {"type": "acme_Door", "source": device, "text": f"Door {minute}", **properties}
    made: Event = await Event(c8y, time=START + timedelta(minutes=minute), **given).create()
    return made


async def texts(c8y: CumulocityClient, **filters: Any) -> list[str]:
    """Return the texts of the events found, all of them unless limited."""
    found: list[str] = await c8y.events.get_all(as_values="text", **{"limit": None, **filters})
    return found


async def test_created_event_learns_what_the_platform_adds(c8y: CumulocityClient, device: str) -> None:
    """An id and both times of the platform; time, text and fragments as sent."""
    made = await happen(c8y, device, acme_Position={"lat": 51.2})

    assert made.id.isdigit()
    assert (made.type, made.source, made.text, made.datetime) == ("acme_Door", device, "Door 0", START)
    assert made["acme_Position.lat"] == 51.2
    assert made.creation_time == made.last_updated
    assert (await c8y.events.get(made.id)).json == made.json


@pytest.mark.parametrize("workers", [None, 3])
async def test_collection_creates_several_events(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """One request for each, also in parallel."""
    events = [Event(type="a", source=device, time="now", text=f"E{n}") for n in range(5)]

    await c8y.events.create(*events, workers=workers)

    assert sorted(await texts(c8y)) == [f"E{n}" for n in range(5)]


async def test_text_and_fragments_are_updated(c8y: CumulocityClient, device: str) -> None:
    """Only what changed is sent; type, time and source stay."""
    made = await happen(c8y, device, acme_A={"n": 1, "m": 1}, acme_B="b")

    made.text = "Closed"
    made["acme_A.n"] = 2
    made["acme_B"] = None
    changed = await made.update(copy=True)

    assert (changed.text, changed.type, changed.time) == ("Closed", "acme_Door", made.time)
    assert (changed["acme_A"], "acme_B" in changed) == ({"n": 2, "m": 1}, False)


async def test_collection_updates_and_applies(c8y: CumulocityClient, device: str) -> None:
    """Changes of each, a model for all, and a dictionary for all."""
    made = [await happen(c8y, device, n) for n in range(2)]
    for event in made:
        event.text = "Changed"

    await c8y.events.update(*made, workers=2)
    assert await texts(c8y) == ["Changed", "Changed"]

    ids = [event.id for event in made]
    await c8y.events.apply_to(Event(text="Model"), *ids)
    await c8y.events.apply_to({"acme_Tag": "x"}, *ids, workers=2)
    assert await c8y.events.get_all(as_values=["text", "acme_Tag"]) == [("Model", "x")] * 2


async def test_event_is_applied_to_another_and_reloaded(c8y: CumulocityClient, device: str) -> None:
    """The other event comes back changed; an instance sees it after reloading."""
    made = await happen(c8y, device)

    changed = await Event(c8y, text="Model").apply_to(made.id)

    assert (changed.id, changed.text, made.text) == (made.id, "Model", "Door 0")
    assert (await made.reload()).text == "Model"


async def test_type_cannot_be_changed(c8y: CumulocityClient, device: str) -> None:
    """A property that is fixed makes an update fail."""
    made = await happen(c8y, device)
    made.type = "acme_Other"

    with pytest.raises(ValueError, match="Status: 422"):
        await made.update()


async def test_deleted_events_are_gone(c8y: CumulocityClient, device: str) -> None:
    """An instance, an id and several instances are deleted."""
    made = [await happen(c8y, device, n) for n in range(4)]

    await made[0].delete()
    await c8y.events.delete(made[1].id)
    await c8y.events.delete(*made[2:], workers=2)

    assert await texts(c8y) == []
    with pytest.raises(KeyError):
        await c8y.events.get(made[0].id)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "acme_Door"}, ["D2", "D1", "D0"]),
        ({"type": "acme_door"}, []),
        ({"fragment": "acme_A"}, ["W3", "D1"]),
        ({"fragment_type": "acme_A"}, ["W3", "D1"]),
        ({"fragment": "acme_A", "fragment_value": "x"}, ["D1"]),
        ({"type": "acme_Door", "fragment": "acme_A"}, ["D1"]),
        ({"after": START + timedelta(minutes=2)}, ["W3", "D2"]),
        ({"before": START + timedelta(minutes=2)}, ["D1", "D0"]),
        ({"date_from": START + timedelta(minutes=1), "date_to": START + timedelta(minutes=3)}, ["D2", "D1"]),
        ({"after": "2026-01-15", "before": "2026-01-16"}, ["W3", "D2", "D1", "D0"]),
        ({"after": "2026-01-15T14:03:00+02:00"}, ["W3"]),
        ({"min_age": "1d"}, ["W3", "D2", "D1", "D0"]),
        ({"max_age": "1h"}, []),
        ({"created_after": "1970-01-01"}, ["W3", "D2", "D1", "D0"]),
        ({"created_from": "1970-01-01", "created_to": "1970-01-02"}, []),
        ({"updated_before": "1970-01-01"}, []),
        ({"expression": "type=acme_Window&fragmentType=acme_A"}, ["W3"]),
    ],
    ids=str,
)
async def test_filter_selects_and_counts(
    c8y: CumulocityClient, device: str, filters: dict[str, Any], found: list[str]
) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    await happen(c8y, device, 0, text="D0")
    await happen(c8y, device, 1, text="D1", acme_A="x")
    await happen(c8y, device, 2, text="D2")
    await happen(c8y, device, 3, text="W3", type="acme_Window", acme_A={"n": 1})

    assert await texts(c8y, **filters) == found
    assert await c8y.events.get_count(**filters) == len(found)


async def test_source_selects_one_device(c8y: CumulocityClient, device: str) -> None:
    """Events of other devices, and of none, are left out."""
    other = await Device(c8y, name="Other").create()
    await happen(c8y, device, text="mine")
    await happen(c8y, other.id, text="other")

    assert await texts(c8y, source=device) == ["mine"]
    assert await texts(c8y, source="4711") == []


async def test_events_below_a_source_are_included_by_expression(c8y: CumulocityClient, device: str) -> None:
    """The client offers switches for child devices and assets but never sends them."""
    parent = await c8y.inventory.get(device)
    child, asset = await Device(c8y, name="Child").create(), await ManagedObject(c8y, name="Asset").create()
    await parent.assign_child_device(child)
    await parent.assign_child_asset(asset)
    await happen(c8y, device, 0, text="parent")
    await happen(c8y, child.id, 1, text="child")
    await happen(c8y, asset.id, 2, text="asset")

    assert await texts(c8y, source=device, with_source_devices=True) == ["parent"]
    assert await texts(c8y, expression=f"source={device}&withSourceDevices=true") == ["child", "parent"]
    assert await texts(c8y, expression=f"source={device}&withSourceAssets=true") == ["asset", "parent"]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({}, [2, 1, 0]),
        ({"asc": True}, [0, 1, 2]),
        ({"asc": False}, [2, 1, 0]),
        ({"revert": True}, [0, 1, 2]),
        ({"asc": True, "page_size": 1, "workers": 4}, [0, 1, 2]),
    ],
    ids=str,
)
async def test_order_is_by_time(c8y: CumulocityClient, device: str, options: dict[str, Any], order: list[int]) -> None:
    """Newest first; the client adds a date where it asks for the other order."""
    for minute in (1, 0, 2):
        await happen(c8y, device, minute)

    assert await texts(c8y, **options) == [f"Door {minute}" for minute in order]


async def test_events_are_found_by_creation_and_change(
    c8y: CumulocityClient, c8y_mock: MockTenant, device: str
) -> None:
    """Lower bounds are inclusive, upper ones exclusive; a list by change is sorted by it."""
    made = []
    for minute in range(3):
        made.append(await happen(c8y, device, minute))
        c8y_mock.platform.advance(60_000)
    second, third = made[1].last_updated, made[2].last_updated
    made[0].text = "Changed"
    await made[0].update()

    assert await texts(c8y, updated_after=second, updated_before=third) == ["Door 1"]
    assert await texts(c8y, last_updated_from=second) == ["Changed", "Door 2", "Door 1"]
    assert await texts(c8y, last_updated_from=second, asc=True) == ["Door 1", "Door 2", "Changed"]
    assert await texts(c8y, created_after=made[1].creation_time) == ["Door 2", "Door 1"]
    assert await texts(c8y, created_before=made[1].creation_time) == ["Changed"]


@pytest.mark.parametrize("workers", [None, 3])
async def test_pages_and_limits(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for minute in range(7):
        await happen(c8y, device, minute)

    assert sorted(await texts(c8y, page_size=3, workers=workers)) == [f"Door {n}" for n in range(7)]
    assert await texts(c8y, page_size=3, page_number=3, workers=workers) == ["Door 0"]
    assert len(await texts(c8y, page_size=2, limit=3, workers=workers)) == 3


async def test_matchers_filter_on_the_clients_side(c8y: CumulocityClient, device: str) -> None:
    """`include` keeps and `exclude` drops what the client has read."""
    await happen(c8y, device, 0, text="Front door")
    await happen(c8y, device, 1, text="Back door", acme_A=1)
    await happen(c8y, device, 2, text="Window")

    assert await texts(c8y, include=text("*door")) == ["Back door", "Front door"]
    assert await texts(c8y, include=text("*door"), exclude=fragment("acme_A"), page_size=1) == ["Front door"]


async def test_last_event_is_the_newest(c8y: CumulocityClient, device: str) -> None:
    """`get_last` goes by time, not by creation, and takes filters and an exclusive upper bound."""
    for minute in (3, 1, 2):
        await happen(c8y, device, minute)
    await happen(c8y, device, 9, type="acme_Other")

    assert (await c8y.events.get_last(source=device)).text == "Door 9"
    assert (await c8y.events.get_last(type="acme_Door")).text == "Door 3"
    assert (await c8y.events.get_last(before=START + timedelta(minutes=3))).text == "Door 2"
    assert (await c8y.events.get_last("type=acme_Door")).text == "Door 3"
    assert await c8y.events.get_last(type="acme_Nothing") is None


async def test_latest_of_each_type_are_skimmed(c8y: CumulocityClient, device: str) -> None:
    """One of each type, the newest."""
    for minute in range(6):
        await happen(c8y, device, minute, type=f"acme_{minute % 2}")

    latest = await c8y.events.skim_latest(device)

    assert {name: event.text for name, event in latest.items()} == {"acme_0": "Door 4", "acme_1": "Door 5"}


async def test_events_are_deleted_by_filter(c8y: CumulocityClient, device: str) -> None:
    """Source or date bound a deletion, type and fragment narrow it."""
    for minute in range(4):
        await happen(c8y, device, minute)
    await happen(c8y, device, 5, type="acme_Other")
    await happen(c8y, device, 6, acme_Tag="x")

    await c8y.events.delete_by(source=device, type="acme_Other")
    await c8y.events.delete_by(fragment="acme_Tag", after="1970-01-01")
    await c8y.events.delete_by(before=START + timedelta(minutes=2))
    await c8y.events.delete_by(f"source={device}&dateFrom=2026-01-15T12:03:00Z")

    assert await texts(c8y) == ["Door 2"]


async def test_deleting_without_a_bound_is_refused(c8y: CumulocityClient, device: str) -> None:
    """A type alone does not bound a deletion."""
    await happen(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.events.delete_by(type="acme_Door")

    assert await c8y.events.get_count() == 1


@pytest.mark.parametrize("missing", ["type", "text", "time"])
async def test_mandatory_property_is_asked_for(c8y: CumulocityClient, device: str, missing: str) -> None:
    """The platform names what is missing."""
    given = {"type": "a", "text": "x", "time": "now"} | {missing: None}

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        await Event(c8y, source=device, **given).create()


async def test_unknown_source_and_event_are_told_apart(c8y: CumulocityClient) -> None:
    """A source in a body is a 422, an id in a path a 404."""
    with pytest.raises(ValueError, match="Status: 422"):
        await happen(c8y, "4711")
    with pytest.raises(KeyError, match="No such object: event/events/4711"):
        await c8y.events.get("4711")
