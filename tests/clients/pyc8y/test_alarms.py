"""Alarms through pyc8y."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Alarm, AlarmSeverity, AlarmStatus, Device, ManagedObject
from pyc8y.model.matcher import field, text

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTIVE, ACKNOWLEDGED, CLEARED = AlarmStatus.ACTIVE, AlarmStatus.ACKNOWLEDGED, AlarmStatus.CLEARED


async def raised(c8y: CumulocityClient, device: str, minute: int = 0, **properties: Any) -> Alarm:
    """Raise the alarm of a minute, of a type of its own."""
    standard = {"type": f"acme_{minute}", "source": device, "text": f"Hot {minute}", "severity": AlarmSeverity.MAJOR}
    made: Alarm = await Alarm(c8y, time=START + timedelta(minutes=minute), **{**standard, **properties}).create()
    return made


async def mixed(c8y: CumulocityClient, device: str) -> None:
    """Raise alarms of all statuses and severities."""
    await raised(c8y, device, 0, severity="CRITICAL")
    await raised(c8y, device, 1, status=ACKNOWLEDGED)
    await raised(c8y, device, 2, severity="MINOR", status=CLEARED)
    await raised(c8y, device, 3, severity="WARNING", acme_Tag="x")


async def texts(c8y: CumulocityClient, **filters: Any) -> list[str]:
    """Return the texts of the alarms found, all of them unless limited."""
    return [found async for found in c8y.alarms.select(as_values="text", **{"limit": None, **filters})]


async def test_created_alarm_learns_what_the_platform_adds(c8y: CumulocityClient, device: str) -> None:
    """It is active, counts one and has the platform's times; the rest is as sent."""
    made = await raised(c8y, device, acme_Detail={"sensor": 3})

    assert made.id.isdigit()
    assert (made.type, made.source, made.text, made.severity) == ("acme_0", device, "Hot 0", "MAJOR")
    assert (made.status, made.count, made.datetime) == (ACTIVE, 1, START)
    assert made["acme_Detail.sensor"] == 3
    assert made.creation_time == made.last_updated
    assert (await c8y.alarms.get(made.id)).json == made.json


async def test_source_of_an_alarm_has_its_name(c8y: CumulocityClient, device: str) -> None:
    """The name is that of the managed object."""
    assert (await raised(c8y, device))["source.name"] == "Pump 7"


async def test_repeated_alarm_counts_up(c8y: CumulocityClient, device: str) -> None:
    """The second alarm of source and type is the first one, at a later time; its text is ignored."""
    first = await raised(c8y, device, type="acme_Hot", text="first")
    second = await raised(c8y, device, 5, type="acme_Hot", text="second", severity="CRITICAL")

    assert second.id == first.id
    assert (second.count, second.text, second.severity) == (2, "first", "MAJOR")
    assert second.datetime == START + timedelta(minutes=5)
    assert second["firstOccurrenceTime"] == first.time
    assert await c8y.alarms.count() == 1


async def test_cleared_alarm_makes_room_for_a_new_one(c8y: CumulocityClient, device: str) -> None:
    """An acknowledged one is counted up."""
    acknowledged = await raised(c8y, device, 1, type="acme_A", status=ACKNOWLEDGED)
    cleared = await raised(c8y, device, 1, type="acme_B", status=CLEARED)

    assert (await raised(c8y, device, 2, type="acme_A")).id == acknowledged.id
    assert (await raised(c8y, device, 2, type="acme_B")).id != cleared.id


@pytest.mark.parametrize("workers", [None, 4])
async def test_collection_creates_several_alarms(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """One request for each; equal ones become one alarm, also in parallel."""
    alarms = [Alarm(type=f"a{n % 4}", source=device, time="now", text="x", severity="MINOR") for n in range(12)]

    await c8y.alarms.create(*alarms, workers=workers)

    assert await c8y.alarms.get_all(as_values="count") == [3, 3, 3, 3]


async def test_alarm_is_updated_and_reloaded(c8y: CumulocityClient, device: str) -> None:
    """Text, severity, status and fragments change; nothing else does."""
    made = await raised(c8y, device)

    made.text, made.severity, made.status = "Cool", "MINOR", ACKNOWLEDGED
    made["acme_Tag"] = "x"
    changed = await made.update(copy=True)

    assert (changed.text, changed.severity, changed.status, changed["acme_Tag"]) == ("Cool", "MINOR", ACKNOWLEDGED, "x")
    assert (changed.id, changed.type, changed.time, changed.count) == (made.id, "acme_0", made.time, 1)
    assert (await made.reload()).json == changed.json


async def test_status_goes_through_all_states(c8y: CumulocityClient, device: str) -> None:
    """Acknowledged, cleared and back to active."""
    alarm = await raised(c8y, device)

    for status in (ACKNOWLEDGED, CLEARED, ACTIVE):
        alarm.status = status
        assert (await alarm.update()).status == status


async def test_collection_updates_and_applies(c8y: CumulocityClient, device: str) -> None:
    """Changes of each, a model for all, and a dictionary for all."""
    made = [await raised(c8y, device, n) for n in range(3)]
    for alarm in made:
        alarm.status = CLEARED

    await c8y.alarms.update(*made, workers=3)
    assert await c8y.alarms.count(status=CLEARED) == 3

    ids = [alarm.id for alarm in made]
    await c8y.alarms.apply_to(Alarm(status=ACKNOWLEDGED), *ids)
    await c8y.alarms.apply_to({"text": "Model"}, *ids, workers=2)
    await Alarm(c8y, severity="CRITICAL").apply_to(ids[0])
    found = await c8y.alarms.get_all(as_values=["text", "status", "severity"])
    assert found == [("Model", ACKNOWLEDGED, severity) for severity in ("MAJOR", "MAJOR", "CRITICAL")]


@pytest.mark.parametrize("change", [{"type": "acme_Other"}, {"source": {"id": "4711"}}, {"severity": "LOUD"}], ids=str)
async def test_wrong_change_is_refused(c8y: CumulocityClient, device: str, change: dict[str, Any]) -> None:
    """Fixed properties and unknown words make an update fail and change nothing."""
    made = await raised(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.alarms.apply_to(change, made.id)

    assert (await made.reload(copy=True)).json == made.json


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Hot 3", "Hot 2", "Hot 1", "Hot 0"]),
        ({"type": "acme_1"}, ["Hot 1"]),
        ({"type": "acme_1,acme_3"}, ["Hot 3", "Hot 1"]),
        ({"status": ACTIVE}, ["Hot 3", "Hot 0"]),
        ({"status": "ACTIVE,ACKNOWLEDGED"}, ["Hot 3", "Hot 1", "Hot 0"]),
        ({"severity": AlarmSeverity.MAJOR}, ["Hot 1"]),
        ({"severity": "CRITICAL,WARNING", "status": ACTIVE}, ["Hot 3", "Hot 0"]),
        ({"resolved": True}, ["Hot 2"]),
        ({"resolved": False}, ["Hot 3", "Hot 1", "Hot 0"]),
        ({"fragment": "acme_Tag"}, ["Hot 3"]),
        ({"after": START + timedelta(minutes=2)}, ["Hot 3", "Hot 2"]),
        ({"before": START + timedelta(minutes=2)}, ["Hot 1", "Hot 0"]),
        ({"date_from": START, "date_to": "2026-01-15T12:01:00Z"}, ["Hot 0"]),
        ({"min_age": "1d"}, ["Hot 3", "Hot 2", "Hot 1", "Hot 0"]),
        ({"max_age": "1h"}, []),
        ({"expression": "status=ACTIVE&severity=WARNING"}, ["Hot 3"]),
    ],
    ids=str,
)
async def test_filter_selects_and_counts(
    c8y: CumulocityClient, device: str, filters: dict[str, Any], found: list[str]
) -> None:
    """Each filter, alone and beside others, means the same to `select` and `count`."""
    await mixed(c8y, device)

    assert await texts(c8y, **filters) == found
    assert await c8y.alarms.count(**filters) == len(found)


async def test_counting_by_the_common_name_warns(c8y: CumulocityClient, device: str) -> None:
    """`get_count` counts as `count` does, and says that there is a better way."""
    await mixed(c8y, device)

    with pytest.warns(UserWarning, match="prefer using count"):
        assert await c8y.alarms.get_count(status=ACTIVE) == 2


async def test_alarms_below_a_source_are_included_on_request(c8y: CumulocityClient, device: str) -> None:
    """All kinds of children can be asked for. The switches for devices and assets alone are never sent."""
    parent = await c8y.inventory.get(device)
    for minute, kind in enumerate(("device", "asset", "addition"), 1):
        child = await (Device if kind == "device" else ManagedObject)(c8y, name=kind).create()
        await getattr(parent, f"assign_child_{kind}")(child)
        await raised(c8y, child.id, minute, text=kind)
    await raised(c8y, device, 0, text="parent")

    assert await texts(c8y, source=device) == ["parent"]
    assert await texts(c8y, source=device, with_source_devices=True) == ["parent"]
    assert await texts(c8y, source=device, with_source_additions=True) == ["addition", "parent"]
    assert await texts(c8y, source=device, with_source_children=True) == ["addition", "asset", "device", "parent"]
    assert await c8y.alarms.count(source=device, with_source_children=True) == 4


async def test_alarms_are_found_by_creation_and_change(
    c8y: CumulocityClient, c8y_mock: MockTenant, device: str
) -> None:
    """Lower bounds are inclusive, upper ones exclusive."""
    first = await raised(c8y, device, 0)
    c8y_mock.platform.advance(60_000)
    second = await raised(c8y, device, 1)
    c8y_mock.platform.advance(60_000)
    first.status = CLEARED
    await first.update()

    assert await texts(c8y, created_after=second.creation_time) == ["Hot 1"]
    assert await texts(c8y, created_from=first.creation_time, created_to=second.creation_time) == ["Hot 0"]
    assert await texts(c8y, updated_after=second.last_updated, updated_before=first.last_updated) == ["Hot 1"]
    assert await texts(c8y, last_updated_from=first.last_updated) == ["Hot 0"]


@pytest.mark.parametrize("workers", [None, 3])
async def test_pages_and_limits(c8y: CumulocityClient, device: str, workers: int | None) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for minute in range(5):
        await raised(c8y, device, minute)

    assert sorted(await texts(c8y, page_size=2, workers=workers)) == [f"Hot {n}" for n in range(5)]
    assert await texts(c8y, page_size=2, page_number=3, workers=workers) == ["Hot 0"]
    assert len(await texts(c8y, page_size=2, limit=3, workers=workers)) == 3


async def test_matchers_filter_on_the_clients_side(c8y: CumulocityClient, device: str) -> None:
    """`include` keeps and `exclude` drops what the client has read."""
    await mixed(c8y, device)

    assert await texts(c8y, include=text("*1")) == ["Hot 1"]
    assert await texts(c8y, exclude=field("status", "A*")) == ["Hot 2"]


async def test_status_is_applied_by_filter(c8y: CumulocityClient, device: str) -> None:
    """A bulk update changes just the alarms that are meant."""
    await mixed(c8y, device)

    await c8y.alarms.apply_by(Alarm(status=ACKNOWLEDGED), source=device, severity="WARNING", status=ACTIVE)
    assert await texts(c8y, status=ACKNOWLEDGED) == ["Hot 3", "Hot 1"]

    await c8y.alarms.apply_by({"status": "CLEARED"}, before=START + timedelta(minutes=2))
    assert await texts(c8y, resolved=True) == ["Hot 2", "Hot 1", "Hot 0"]

    await c8y.alarms.apply_by({"status": "ACTIVE"}, f"source={device}&resolved=true")
    assert await texts(c8y, status=ACTIVE) == ["Hot 2", "Hot 1", "Hot 0"]


async def test_applying_to_everything_is_refused(c8y: CumulocityClient, device: str) -> None:
    """A bulk update needs a filter."""
    await raised(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.alarms.apply_by(Alarm(status=CLEARED))


async def test_alarm_is_deleted_by_source_and_type(c8y: CumulocityClient, device: str) -> None:
    """An instance identifies itself by its source and type."""
    first, _ = await raised(c8y, device, 0), await raised(c8y, device, 1)

    await first.delete()

    assert await texts(c8y) == ["Hot 1"]


async def test_alarm_cannot_be_deleted_by_id(c8y: CumulocityClient, device: str) -> None:
    """The collection asks for what the platform does not offer: 405."""
    with pytest.raises(ValueError, match="Status: 405"):
        await c8y.alarms.delete(await raised(c8y, device))


async def test_alarms_are_deleted_by_filter(c8y: CumulocityClient, device: str) -> None:
    """Source or date bound a deletion, other filters narrow it."""
    await mixed(c8y, device)

    await c8y.alarms.delete_by(source=device, status=CLEARED)
    await c8y.alarms.delete_by(severity="WARNING", after="1970-01-01")
    await c8y.alarms.delete_by(f"source={device}&dateTo=2026-01-15T12:01:00Z")

    assert await texts(c8y) == ["Hot 1"]


async def test_deleting_without_a_bound_is_refused(c8y: CumulocityClient, device: str) -> None:
    """A status alone does not bound a deletion."""
    await mixed(c8y, device)

    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.alarms.delete_by(status=CLEARED)

    assert await c8y.alarms.count() == 4


@pytest.mark.parametrize("missing", ["type", "text", "severity", "time", "source"])
async def test_mandatory_property_is_asked_for(c8y: CumulocityClient, device: str, missing: str) -> None:
    """The platform names what is missing."""
    given = {"type": "a", "text": "x", "severity": "MAJOR", "time": "now", "source": device} | {missing: None}

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        await Alarm(c8y, **given).create()


async def test_unknown_source_and_alarm_are_told_apart(c8y: CumulocityClient) -> None:
    """A source in a body is a 422, an id in a path a 404."""
    with pytest.raises(ValueError, match="Status: 422"):
        await raised(c8y, "4711")
    with pytest.raises(KeyError, match="No such object: alarm/alarms/4711"):
        await c8y.alarms.get("4711")
