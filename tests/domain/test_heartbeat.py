"""Which devices are watched, and what counts as a sign of life."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import events, heartbeat, inventory, measurements
from mockc8y.domain.heartbeat import AVAILABILITY_JOB, WRITE_DELAY_MS, interval_of, message_received
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, parse_millis
from tests.domain.inventory_cases import ANA, DEVICE, NOW, audited, later, made, seen

START = parse_millis(NOW)


def required(interval: object) -> dict[str, Any]:
    """Write the fragment that has an object watched."""
    return {"c8y_RequiredAvailability": {"responseInterval": interval}}


def change(tenant: Tenant, pump: str, fragments: dict[str, Any]) -> None:
    """Change an object."""
    inventory.update(tenant, pump, fragments, ANA)


@pytest.mark.parametrize(
    ("interval", "kept"),
    [(10, 10), (0, 0), (-5, -5), (32768, 32767), (10**30, 32767), (-99999, -32768), (1e300, 32767)],
)
def test_interval_is_clamped(tenant: Tenant, interval: float, kept: int) -> None:
    """An interval out of range is moved to the nearer bound, in the document as well, on POST and PUT."""
    pump, valve = made(tenant, **required(interval)), made(tenant)
    change(tenant, valve, required(interval))

    assert (tenant.monitored.get(int(pump)), tenant.monitored.get(int(valve))) == (kept, kept)
    assert seen(tenant, pump)["c8y_RequiredAvailability"] == {"responseInterval": kept}
    assert seen(tenant, valve)["c8y_RequiredAvailability"] == {"responseInterval": kept}


@pytest.mark.parametrize("fragment", [None, 7, "x", [], {}, {"responseInterval": "10"}, {"responseInterval": True}])
def test_what_is_no_interval_has_nobody_watched(tenant: Tenant, fragment: object) -> None:
    """Without a number there is no watch; the fragment is stored as it is."""
    pump = made(tenant, c8y_RequiredAvailability=fragment)

    assert interval_of({"c8y_RequiredAvailability": fragment}) is None
    assert int(pump) not in tenant.monitored
    assert seen(tenant, pump)["c8y_RequiredAvailability"] == fragment


def test_watch_begins_with_a_full_interval(tenant: Tenant) -> None:
    """A device counts as heard of when its watch begins."""
    pump = int(made(tenant, **required(10)))

    assert (tenant.monitored.get(pump), tenant.last_messages.get(pump)) == (10, START)
    assert tenant.agenda.due_at((AVAILABILITY_JOB, pump)) == START


def test_every_change_of_the_watch_is_audited(tenant: Tenant) -> None:
    """The audit log tells when a watch begins, changes, pauses, resumes and ends, and of nothing else."""
    pump = made(tenant)

    for interval in (10, 10, 20, -1, 20):
        change(tenant, pump, required(interval))
    change(tenant, pump, {"name": "Pump 8"})
    change(tenant, pump, {"c8y_RequiredAvailability": None})

    events_told = ("enabled", "interval changed", "switched to maintenance", "enabled", "disabled")
    assert audited(tenant, pump) == [f"Device availability monitoring {each}" for each in events_told]
    [*_, last] = tenant.audit_records.select([[("source", int(pump))]])
    assert last.document["changes"][0].items() >= {"previousValue": "20", "newValue": None}.items()


def test_changed_interval_keeps_the_last_message(tenant: Tenant) -> None:
    """Only the interval changes; when the device was heard of does not."""
    pump = made(tenant, **required(10))
    later(tenant)

    change(tenant, pump, required(20))

    assert (tenant.monitored.get(int(pump)), tenant.last_messages.get(int(pump))) == (20, START)


def test_message_of_a_device_is_noted(tenant: Tenant) -> None:
    """Events and measurements of a device, like alarms, say that it is alive."""
    pump = made(tenant, **required(10))
    sent = {"source": {"id": pump}, "type": "acme_T", "time": NOW, "text": "x"}

    for send in (events.create, measurements.create):
        later(tenant)
        send(tenant, sent, DEVICE)

        assert tenant.last_messages.get(int(pump)) == tenant.clock.now()


def test_message_of_an_application_does_not_count(tenant: Tenant) -> None:
    """A request with an application key says nothing about the device."""
    pump = int(made(tenant, **required(10)))
    later(tenant)

    message_received(tenant, pump, ANA)

    assert tenant.last_messages.get(pump) == START


def test_message_of_an_unwatched_object_is_not_noted(tenant: Tenant) -> None:
    """Nobody keeps times of objects that nobody watches."""
    message_received(tenant, int(made(tenant)), DEVICE)

    assert (len(tenant.last_messages), tenant.agenda.due_at((AVAILABILITY_JOB, 1001))) == (0, None)


@pytest.mark.parametrize(
    ("interval", "planned", "expected"),
    [
        (10, None, 0),
        (-1, None, WRITE_DELAY_MS),
        (10, 10 * MINUTE_MS, WRITE_DELAY_MS),
        (10, 1, 1),
    ],
)
def test_message_has_the_device_looked_at(tenant: Tenant, interval: int, planned: int | None, expected: int) -> None:
    """A lost device is looked at immediately, another within a minute, and never later than was planned."""
    pump = int(made(tenant, **required(interval)))
    errand = (AVAILABILITY_JOB, pump)
    tenant.agenda.cancel(errand)
    if planned is not None:
        tenant.agenda.plan(errand, START + planned)

    message_received(tenant, pump, DEVICE)

    assert tenant.agenda.due_at(errand) == START + expected


@pytest.mark.parametrize(
    ("availability", "last"),
    [({"lastMessage": "2026-01-15T11:58:00.000Z"}, START - 2 * MINUTE_MS), ({"lastMessage": "x"}, START), ("x", START)],
)
def test_stored_object_is_watched_from_its_last_message(tenant: Tenant, availability: object, last: int) -> None:
    """A seed's device says itself when it was heard of; it is first looked at when that interval is over."""
    inventory.add(tenant, 5000, required(10) | {"c8y_Availability": availability}, START)

    assert (tenant.monitored.get(5000), tenant.last_messages.get(5000)) == (10, last)
    assert tenant.agenda.due_at((AVAILABILITY_JOB, 5000)) == START + 10 * MINUTE_MS
    assert len(tenant.audit_records) == 0


def test_forgotten_object_is_not_looked_at(tenant: Tenant) -> None:
    """Nothing is left of a watch that ended."""
    pump = int(made(tenant, **required(10)))

    heartbeat.forget(tenant, pump)

    assert (len(tenant.monitored), len(tenant.last_messages)) == (0, 0)
    assert tenant.agenda.due_at((AVAILABILITY_JOB, pump)) is None
