"""How much each managed object sends."""

from __future__ import annotations

import pytest

from mockc8y.domain import alarms, children, device_statistics, events, inventory, measurements
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_statistics import Described, Row
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, parse_millis
from mockc8y.store.codec import Document

ANA = Caller("ana")
NOW = "2026-01-15T12:00:00Z"
TODAY = parse_millis(NOW)


@pytest.fixture
def source(tenant: Tenant) -> int:
    """A managed object that is no device."""
    return inventory.create(tenant, {"type": "acme_Valve"}, ANA).id


def event(source: int) -> Document:
    """Describe an event."""
    return {"source": {"id": str(source)}, "type": "acme_Door", "text": "open", "time": NOW}


def alarm(source: int) -> Document:
    """Describe an alarm."""
    return event(source) | {"severity": "MAJOR"}


def measurement(source: int) -> Document:
    """Describe a measurement of two series."""
    return {
        "source": {"id": str(source)},
        "type": "acme_Flow",
        "time": NOW,
        "acme_Flow": {"in": {"value": 1}, "out": {"value": 2}},
    }


def counted(tenant: Tenant) -> dict[int, int]:
    """Return the counts of today by source."""
    return dict(device_statistics.daily(tenant, TODAY))


def test_measurements_count_each_for_itself(tenant: Tenant, source: int) -> None:
    """In bulk or alone; series do not count."""
    measurements.create(tenant, measurement(source), ANA)
    measurements.create_all(tenant, [measurement(source)] * 2, ANA)

    assert counted(tenant) == {source: 3}


def test_events_and_alarms_count_when_they_come_and_when_they_change(tenant: Tenant, source: int) -> None:
    """Creating, changing, repeating and clearing are one each."""
    made = events.create(tenant, event(source), ANA)
    events.update(tenant, str(made.id), {"text": "shut"}, ANA)
    raised = alarms.raise_alarm(tenant, alarm(source), ANA)
    alarms.raise_alarm(tenant, alarm(source), ANA)
    alarms.update(tenant, str(raised.id), {"status": "CLEARED"}, ANA)

    assert counted(tenant) == {source: 5}


def test_what_is_not_stored_does_not_count(tenant: Tenant, source: int) -> None:
    """A refused event leaves no trace."""
    with pytest.raises(PlatformError):
        events.create(tenant, event(source) | {"text": 7}, ANA)

    assert counted(tenant) == {}


def test_days_and_months_are_those_of_the_clock(platform: Platform, tenant: Tenant, source: int) -> None:
    """The time of writing decides, not the time that a document bears; months add up their days."""
    for _ in range(3):
        events.create(tenant, event(source), ANA)
        platform.advance(10 * DAY_MS)

    assert device_statistics.daily(tenant, TODAY + 10 * DAY_MS) == [Row(source, 1)]
    assert device_statistics.daily(tenant, TODAY + DAY_MS) == []
    assert device_statistics.monthly(tenant, parse_millis("2026-01-31T23:59:59Z")) == [Row(source, 2)]
    assert device_statistics.monthly(tenant, parse_millis("2026-02-01")) == [Row(source, 1)]


def test_each_child_counts_for_itself(tenant: Tenant, source: int) -> None:
    """What a child sends is not its parent's."""
    child = inventory.create(tenant, {"type": "acme_Sensor"}, ANA).id
    children.add(tenant, "childDevices", str(source), [str(child)])

    events.create(tenant, event(child), ANA)

    assert counted(tenant) == {child: 1}
    assert device_statistics.described(tenant, child) == Described("acme_Sensor", [source])


def test_object_that_is_gone_is_still_counted(tenant: Tenant, source: int) -> None:
    """Nothing is told of it but what it sent."""
    events.create(tenant, event(source), ANA)
    tenant.inventory.remove([source])

    assert counted(tenant) == {source: 1}
    assert device_statistics.described(tenant, source) == Described(None, [])


def test_snapshot_keeps_the_counts(platform: Platform, tenant: Tenant, source: int) -> None:
    """A restored tenant has counted what it had, however often it is restored."""
    events.create(tenant, event(source), ANA)
    kept = tenant.snapshot()
    for _ in range(2):
        events.create(tenant, event(source), ANA)
        platform.advance(DAY_MS)
        events.create(tenant, event(source), ANA)

        tenant.restore(kept)

        assert device_statistics.monthly(tenant, TODAY) == [Row(source, 1)]
