"""Alarms through c8y_api."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Alarm, Device, ManagedObject
from c8y_api.model.matcher import field, text

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTIVE, ACKNOWLEDGED, CLEARED = Alarm.Status.ACTIVE, Alarm.Status.ACKNOWLEDGED, Alarm.Status.CLEARED

Raise = Callable[..., Alarm]


@pytest.fixture
def raised(c8y: CumulocityApi, device: str) -> Raise:
    """Give a function that raises the alarm of a minute, of a type of its own."""

    def store(minute: int = 0, **properties: Any) -> Alarm:
        given = {"type": f"acme_{minute}", "source": device, "text": f"Hot {minute}", "severity": "MAJOR", **properties}
        made: Alarm = Alarm(c8y, time=START + timedelta(minutes=minute), **given).create()
        return made

    return store


@pytest.fixture
def mixed(raised: Raise) -> None:
    """Raise alarms of all statuses and severities."""
    raised(0, severity="CRITICAL")
    raised(1, status=ACKNOWLEDGED)
    raised(2, severity="MINOR", status=CLEARED)
    raised(3, severity="WARNING", acme_Tag="x")


def texts(c8y: CumulocityApi, **filters: Any) -> list[str]:
    """Return the texts of the alarms found."""
    return list(c8y.alarms.select(as_values="text", **filters))


def test_created_alarm_comes_back_with_what_the_platform_adds(c8y: CumulocityApi, device: str) -> None:
    """It is active, counts one and has the platform's times; the rest is as sent."""
    made = Alarm(
        c8y, type="acme_Hot", source=device, time=START, text="Hot", severity="MAJOR", acme_Detail={"sensor": 3}
    ).create()

    assert made.id.isdigit()
    assert (made.type, made.source, made.text, made.severity) == ("acme_Hot", device, "Hot", "MAJOR")
    assert (made.status, made.count, made.datetime) == (ACTIVE, 1, START)
    assert made.acme_Detail.sensor == 3
    assert made.creation_datetime == made.updated_datetime
    assert c8y.alarms.get(made.id).to_json() == made.to_json()


@pytest.mark.parametrize("status", [ACTIVE, ACKNOWLEDGED, CLEARED])
def test_alarm_may_be_created_in_any_status(raised: Raise, status: str) -> None:
    """A new alarm need not be active."""
    assert raised(status=status).status == status


def test_repeated_alarm_counts_up(c8y: CumulocityApi, raised: Raise) -> None:
    """The second alarm of source and type is the first one, at a later time; its text is ignored."""
    first = raised(type="acme_Hot", text="first")
    second = raised(5, type="acme_Hot", text="second", severity="CRITICAL")

    assert second.id == first.id
    assert (second.count, second.text, second.severity) == (2, "first", "MAJOR")
    assert second.datetime == START + timedelta(minutes=5)
    assert c8y.get(f"/alarm/alarms/{first.id}")["firstOccurrenceTime"] == "2026-01-15T12:00:00.000Z"
    assert c8y.alarms.count() == 1


def test_acknowledged_alarm_is_counted_up_and_cleared_one_is_not(raised: Raise) -> None:
    """Only a cleared alarm makes room for a new one."""
    acknowledged = raised(1, type="acme_A", status=ACKNOWLEDGED)
    cleared = raised(1, type="acme_B", status=CLEARED)

    assert raised(2, type="acme_A").id == acknowledged.id
    assert raised(2, type="acme_B").id != cleared.id


def test_collection_creates_several_alarms(c8y: CumulocityApi, device: str) -> None:
    """`alarms.create` sends one request for each."""
    c8y.alarms.create(
        *(Alarm(type=f"acme_{n}", source=device, time="now", text=f"A{n}", severity="MINOR") for n in range(3))
    )

    assert sorted(texts(c8y)) == ["A0", "A1", "A2"]


def test_alarm_is_updated(c8y: CumulocityApi, c8y_mock: MockTenant, raised: Raise) -> None:
    """Text, severity, status and fragments change; the client repeats the source, which is no offence."""
    made = raised()
    c8y_mock.platform.advance(5_000)

    made.text, made.severity, made.status = "Cool", "MINOR", ACKNOWLEDGED
    made["acme_Tag"] = "x"
    changed = made.update()

    assert (changed.text, changed.severity, changed.status, changed.acme_Tag) == ("Cool", "MINOR", ACKNOWLEDGED, "x")
    assert (changed.id, changed.type, changed.time, changed.count) == (made.id, made.type, made.time, 1)
    assert changed.updated_datetime > made.updated_datetime
    assert changed.creation_datetime == made.creation_datetime


def test_status_goes_through_all_states(raised: Raise) -> None:
    """Acknowledged, cleared and back to active."""
    alarm = raised()

    for status in (ACKNOWLEDGED, CLEARED, ACTIVE):
        alarm.status = status
        alarm = alarm.update()
        assert alarm.status == status


def test_collection_updates_several_alarms(c8y: CumulocityApi, raised: Raise) -> None:
    """`alarms.update` writes the changes of each."""
    made = [raised(n) for n in range(3)]
    for alarm in made:
        alarm.status = CLEARED

    c8y.alarms.update(*made)

    assert c8y.alarms.count(status=CLEARED) == 3


def test_model_is_applied_to_alarms(c8y: CumulocityApi, raised: Raise) -> None:
    """A model, or a dictionary, is written to several alarms."""
    ids = [raised(n).id for n in range(2)]

    c8y.alarms.apply_to(Alarm(status=ACKNOWLEDGED, acme_Tag="x"), *ids)
    c8y.alarms.apply_to({"text": "Model"}, *ids)

    assert c8y.alarms.get_all(as_values=["text", "status", "acme_Tag"]) == [("Model", ACKNOWLEDGED, "x")] * 2


def test_alarm_is_applied_to_another(c8y: CumulocityApi, raised: Raise) -> None:
    """The other alarm comes back changed."""
    made = raised()

    changed = Alarm(c8y, severity="CRITICAL").apply_to(made.id)

    assert (changed.id, changed.severity, changed.text) == (made.id, "CRITICAL", "Hot 0")


@pytest.mark.parametrize("change", [{"type": "acme_Other"}, {"source": {"id": "4711"}}, {"severity": "LOUD"}], ids=str)
def test_wrong_change_is_refused(c8y: CumulocityApi, raised: Raise, change: dict[str, Any]) -> None:
    """Fixed properties and unknown words make an update fail and change nothing."""
    made = raised()

    with pytest.raises(ValueError, match="Status: 422"):
        c8y.alarms.apply_to(change, made.id)

    assert c8y.alarms.get(made.id).to_json() == made.to_json()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Hot 3", "Hot 2", "Hot 1", "Hot 0"]),
        ({"type": "acme_1"}, ["Hot 1"]),
        ({"type": "acme_1,acme_3"}, ["Hot 3", "Hot 1"]),
        ({"status": ACTIVE}, ["Hot 3", "Hot 0"]),
        ({"status": "ACTIVE,ACKNOWLEDGED"}, ["Hot 3", "Hot 1", "Hot 0"]),
        ({"status": "cleared"}, ["Hot 2"]),
        ({"severity": "MAJOR"}, ["Hot 1"]),
        ({"severity": "CRITICAL,WARNING"}, ["Hot 3", "Hot 0"]),
        ({"severity": "MAJOR", "status": ACTIVE}, []),
        ({"resolved": True}, ["Hot 2"]),
        ({"resolved": False}, ["Hot 3", "Hot 1", "Hot 0"]),
        ({"resolved": "true", "status": ACTIVE}, ["Hot 2"]),
        ({"after": START + timedelta(minutes=2)}, ["Hot 3", "Hot 2"]),
        ({"before": START + timedelta(minutes=2)}, ["Hot 1", "Hot 0"]),
        ({"date_from": START, "date_to": "2026-01-15T12:01:00.000Z"}, ["Hot 0"]),
        ({"min_age": timedelta(days=1)}, ["Hot 3", "Hot 2", "Hot 1", "Hot 0"]),
        ({"max_age": timedelta(hours=1)}, []),
        ({"expression": "status=ACTIVE&severity=WARNING"}, ["Hot 3"]),
    ],
    ids=str,
)
@pytest.mark.usefixtures("mixed")
def test_filter_selects_and_counts(c8y: CumulocityApi, filters: dict[str, Any], found: list[str]) -> None:
    """Each filter, alone and beside others, means the same to `select` and `count`."""
    assert texts(c8y, **filters) == found
    assert c8y.alarms.count(**filters) == len(found)


@pytest.mark.usefixtures("mixed")
def test_plain_dates_mean_their_first_moment(c8y: CumulocityApi) -> None:
    """A pair of dates selects a day."""
    assert len(texts(c8y, after="2026-01-15", before="2026-01-16")) == 4
    assert texts(c8y, after="2026-01-16") == []


def test_source_selects_one_device(c8y: CumulocityApi, device: str, raised: Raise) -> None:
    """Alarms of other devices, and of none, are left out."""
    other = c8y.inventory.get(device).create().id
    raised(text="mine")
    raised(text="other", source=other)

    assert texts(c8y, source=device) == ["mine"]
    assert c8y.alarms.count(source=other) == 1
    assert texts(c8y, source="4711") == []


def test_alarms_below_a_source_are_included_on_request(c8y: CumulocityApi, device: str, raised: Raise) -> None:
    """Child devices and child assets each have their own switch, which counting knows, too."""
    parent = c8y.inventory.get(device)
    child, asset = Device(c8y, name="Child").create(), ManagedObject(c8y, name="Asset").create()
    parent.add_child_device(child)
    parent.add_child_asset(asset)
    raised(0, text="parent")
    raised(1, text="child", source=child.id)
    raised(2, text="asset", source=asset.id)

    assert texts(c8y, source=device, with_source_devices=True) == ["child", "parent"]
    assert texts(c8y, source=device, with_source_assets=True) == ["asset", "parent"]
    assert c8y.alarms.count(source=device, with_source_assets=True, with_source_devices=True) == 3


def test_alarms_are_found_by_creation_and_change(c8y: CumulocityApi, c8y_mock: MockTenant, raised: Raise) -> None:
    """Lower bounds are inclusive, upper ones exclusive; an update moves an alarm in a list by change."""
    first = raised(0)
    c8y_mock.platform.advance(60_000)
    second = raised(1)
    c8y_mock.platform.advance(60_000)
    first.status = CLEARED
    changed = first.update()

    assert texts(c8y, created_after=second.creation_time) == ["Hot 1"]
    assert texts(c8y, created_from=first.creation_time, created_to=second.creation_time) == ["Hot 0"]
    assert texts(c8y, created_before=first.creation_time) == []
    assert texts(c8y, updated_after=second.updated_time, updated_before=changed.updated_time) == ["Hot 1"]
    assert texts(c8y, last_updated_from=changed.updated_time) == ["Hot 0"]
    assert texts(c8y, last_updated_to=changed.updated_time) == ["Hot 1"]


def test_order_is_newest_first_whatever_is_created_when(c8y: CumulocityApi, raised: Raise) -> None:
    """The device's time decides."""
    for minute in (1, 0, 2):
        raised(minute)

    assert texts(c8y) == ["Hot 2", "Hot 1", "Hot 0"]


def test_pages_and_limits(c8y: CumulocityApi, raised: Raise) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for minute in range(5):
        raised(minute)

    assert texts(c8y, page_size=2) == ["Hot 4", "Hot 3", "Hot 2", "Hot 1", "Hot 0"]
    assert texts(c8y, page_size=2, page_number=3) == ["Hot 0"]
    assert texts(c8y, page_size=2, limit=3) == ["Hot 4", "Hot 3", "Hot 2"]


@pytest.mark.usefixtures("mixed")
def test_matchers_filter_on_the_clients_side(c8y: CumulocityApi) -> None:
    """`include` keeps and `exclude` drops what the client has read."""
    assert texts(c8y, include=text("*1")) == ["Hot 1"]
    assert texts(c8y, exclude=field("status", "A*")) == ["Hot 2"]


@pytest.mark.usefixtures("mixed")
def test_status_is_applied_by_filter(c8y: CumulocityApi, device: str) -> None:
    """A bulk update acknowledges just the alarms that are meant."""
    c8y.alarms.apply_by(Alarm(status=ACKNOWLEDGED), source=device, severity="WARNING", status=ACTIVE)

    assert texts(c8y, status=ACKNOWLEDGED) == ["Hot 3", "Hot 1"]
    assert texts(c8y, status=ACTIVE) == ["Hot 0"]


@pytest.mark.usefixtures("mixed")
def test_status_is_applied_by_time(c8y: CumulocityApi) -> None:
    """A bulk update may be bounded by time."""
    c8y.alarms.apply_by(Alarm(status=CLEARED), before=START + timedelta(minutes=2))

    assert texts(c8y, resolved=True) == ["Hot 2", "Hot 1", "Hot 0"]


def test_applying_to_everything_is_refused(c8y: CumulocityApi, raised: Raise) -> None:
    """A bulk update needs a filter."""
    raised()

    with pytest.raises(ValueError, match="Status: 422"):
        c8y.alarms.apply_by(Alarm(status=CLEARED))


def test_alarm_is_deleted_by_source_and_type(c8y: CumulocityApi, raised: Raise) -> None:
    """The client identifies an alarm by its source and type."""
    made = [raised(n) for n in range(4)]

    made[0].delete()
    c8y.alarms.delete(*made[1:3])

    assert texts(c8y) == ["Hot 3"]
    with pytest.raises(KeyError):
        c8y.alarms.get(made[0].id)


@pytest.mark.usefixtures("mixed")
def test_alarms_are_deleted_by_filter(c8y: CumulocityApi, device: str) -> None:
    """Source or date bound a deletion, status and severity narrow it."""
    c8y.alarms.delete_by(source=device, status=CLEARED)
    c8y.alarms.delete_by(severity="WARNING", after="1970-01-01")
    c8y.alarms.delete_by(date_from=START, date_to=START + timedelta(minutes=1))

    assert texts(c8y) == ["Hot 1"]


@pytest.mark.usefixtures("mixed")
def test_deleting_without_a_bound_is_refused(c8y: CumulocityApi) -> None:
    """A status alone does not bound a deletion."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.alarms.delete_by(status=CLEARED)

    assert c8y.alarms.count() == 4


def test_deleting_what_is_not_there_is_no_error(c8y: CumulocityApi, device: str) -> None:
    """A deletion by filter succeeds although nothing fits."""
    c8y.alarms.delete_by(source=device, type="acme_Nothing")


@pytest.mark.parametrize("missing", ["type", "text", "severity", "time", "source"])
def test_mandatory_property_is_asked_for(c8y: CumulocityApi, device: str, missing: str) -> None:
    """The platform names what is missing."""
    given = {"type": "a", "text": "x", "severity": "MAJOR", "time": "now", "source": device} | {missing: None}

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        Alarm(c8y, **given).create()


def test_unknown_source_is_a_value_error(c8y: CumulocityApi) -> None:
    """An unknown source in a body is a 422."""
    with pytest.raises(ValueError, match="Status: 422"):
        Alarm(c8y, type="a", source="4711", time="now", text="x", severity="MAJOR").create()


def test_unknown_alarm_is_a_key_error(c8y: CumulocityApi) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: /alarm/alarms/4711"):
        c8y.alarms.get("4711")


def test_source_knows_its_active_alarms(c8y: CumulocityApi, device: str, raised: Raise) -> None:
    """The platform keeps a count by severity on the source."""
    raised(0, severity="CRITICAL")
    raised(1)
    cleared = raised(2)
    cleared.status = CLEARED
    cleared.update()

    status = c8y.inventory.get(device)["c8y_ActiveAlarmsStatus"]

    assert (status["critical"], status["major"]) == (1, 1)
