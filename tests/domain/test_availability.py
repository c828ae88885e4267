"""What becomes of a watched device that is heard of, or is not."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import alarms, availability, deletion, events, identity, inventory
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.codec import Document
from tests.domain.inventory_cases import ANA, DEVICE, NOW, audited, made, seen


@pytest.fixture
def pump(tenant: Tenant) -> str:
    """Make a device that must be heard of every ten minutes."""
    return made(tenant, c8y_IsDevice={}, c8y_RequiredAvailability={"responseInterval": 10})


def hear(tenant: Tenant, pump: str) -> None:
    """Let the device send an event."""
    sent = {"source": {"id": pump}, "type": "acme_T", "time": NOW, "text": "x"}
    events.create(tenant, sent, DEVICE)


def shown(tenant: Tenant, pump: str) -> tuple[Any, ...]:
    """Return what the device's fragments say: status, last message and connection."""
    document = seen(tenant, pump)
    state, connection = document.get("c8y_Availability"), document.get("c8y_Connection")
    return (state and state["status"], state and state["lastMessage"][11:16], connection and connection["status"])


def alarm(tenant: Tenant, pump: str) -> Document | None:
    """Return the device's unavailability alarm if it is open."""
    found = alarms.find_open(tenant, int(pump), "c8y_UnavailabilityAlarm")
    return found and found.document


def test_watched_device_is_available(platform: Platform, tenant: Tenant, pump: str) -> None:
    """A device that is within its interval is available; no push connection is known."""
    platform.settle()

    assert shown(tenant, pump) == ("AVAILABLE", "12:00", "DISCONNECTED")
    assert alarm(tenant, pump) is None


def test_fragments_leave_last_updated(platform: Platform, tenant: Tenant, pump: str) -> None:
    """What the platform finds out about a device is no change of the device."""
    platform.advance(20 * MINUTE_MS)

    assert seen(tenant, pump)["lastUpdated"] == NOW


def test_silent_device_becomes_unavailable(platform: Platform, tenant: Tenant, pump: str) -> None:
    """When the interval is over the status changes and a major alarm is raised, at that time."""
    platform.advance(10 * MINUTE_MS - 1)
    before = shown(tenant, pump)
    platform.advance(50 * MINUTE_MS)

    raised = alarm(tenant, pump)
    assert (before[0], shown(tenant, pump)[0]) == ("AVAILABLE", "UNAVAILABLE")
    assert raised is not None
    assert raised.items() >= {"severity": "MAJOR", "status": "ACTIVE", "time": "2026-01-15T12:10:00.000Z"}.items()
    assert raised["count"] == 1


def test_next_message_ends_the_alarm(platform: Platform, tenant: Tenant, pump: str) -> None:
    """A lost device that is heard of again is available at once, and its alarm is cleared."""
    platform.advance(30 * MINUTE_MS)

    hear(tenant, pump)
    platform.settle()

    assert shown(tenant, pump) == ("AVAILABLE", "12:30", "DISCONNECTED")
    assert alarm(tenant, pump) is None
    assert [record.document["status"] for record in tenant.alarms] == ["CLEARED"]


def test_device_that_keeps_talking_stays_available(platform: Platform, tenant: Tenant, pump: str) -> None:
    """Each message starts the interval anew."""
    for _ in range(5):
        platform.advance(9 * MINUTE_MS)
        hear(tenant, pump)

    assert len(tenant.alarms) == 0
    assert shown(tenant, pump)[0] == "AVAILABLE"


def test_last_message_is_written_within_a_minute(platform: Platform, tenant: Tenant, pump: str) -> None:
    """While the device stays available its fragment may lag behind by a minute, however many messages come."""
    platform.advance(3 * MINUTE_MS)
    hear(tenant, pump)
    platform.settle()
    lagging = shown(tenant, pump)
    platform.advance(MINUTE_MS)

    assert (lagging[1], shown(tenant, pump)[1]) == ("12:00", "12:03")


def test_silence_can_end_and_begin_again(platform: Platform, tenant: Tenant, pump: str) -> None:
    """Each silence raises an alarm of its own."""
    for _ in range(2):
        platform.advance(20 * MINUTE_MS)
        hear(tenant, pump)
        platform.settle()

    assert [record.document["status"] for record in tenant.alarms] == ["CLEARED", "CLEARED"]


def test_alarm_that_is_open_already_is_not_counted_up(platform: Platform, tenant: Tenant) -> None:
    """A stored device whose alarm was stored with it does not get a second one."""
    inventory.add(tenant, 5000, {"c8y_RequiredAvailability": {"responseInterval": 10}}, tenant.clock.now())
    raised = {"source": {"id": "5000"}, "type": "c8y_UnavailabilityAlarm", "severity": "MAJOR", "text": "x"}
    alarms.raise_alarm(tenant, raised | {"time": NOW}, ANA)

    platform.advance(20 * MINUTE_MS)

    assert shown(tenant, "5000")[0] == "UNAVAILABLE"
    assert [record.document["count"] for record in tenant.alarms] == [1]


@pytest.mark.parametrize("interval", [0, -1])
def test_device_in_maintenance_is_left_in_peace(platform: Platform, tenant: Tenant, pump: str, interval: int) -> None:
    """In maintenance nothing is demanded: the alarm ends and none is raised again."""
    platform.advance(20 * MINUTE_MS)
    inventory.update(tenant, pump, {"c8y_RequiredAvailability": {"responseInterval": interval}}, ANA)
    platform.advance(60 * MINUTE_MS)

    assert shown(tenant, pump) == ("MAINTENANCE", "12:00", "MAINTENANCE")
    assert (alarm(tenant, pump), len(tenant.alarms)) == (None, 1)


def test_maintenance_still_notes_messages(platform: Platform, tenant: Tenant, pump: str) -> None:
    """The time of the last message is kept in maintenance as well."""
    inventory.update(tenant, pump, {"c8y_RequiredAvailability": {"responseInterval": -1}}, ANA)
    platform.advance(5 * MINUTE_MS)

    hear(tenant, pump)
    platform.advance(MINUTE_MS)

    assert shown(tenant, pump)[:2] == ("MAINTENANCE", "12:05")


def test_end_of_the_watch_takes_the_fragments_away(platform: Platform, tenant: Tenant, pump: str) -> None:
    """A device that is no longer watched says nothing about its availability, and its alarm ends."""
    platform.advance(20 * MINUTE_MS)

    inventory.update(tenant, pump, {"c8y_RequiredAvailability": None}, ANA)
    platform.advance(60 * MINUTE_MS)

    assert shown(tenant, pump) == (None, None, None)
    assert alarm(tenant, pump) is None
    assert audited(tenant, pump)[-1] == "Device availability monitoring disabled"


def test_device_that_went_is_not_looked_at(platform: Platform, tenant: Tenant, pump: str) -> None:
    """What was planned for a device comes to nothing when the device is deleted, watched or not."""
    inventory.update(tenant, pump, {"c8y_RequiredAvailability": None}, ANA)
    deletion.delete(tenant, pump, ANA)
    deletion.delete(tenant, made(tenant, c8y_RequiredAvailability={"responseInterval": 10}), ANA)

    platform.advance(60 * MINUTE_MS)

    assert (len(tenant.inventory), len(tenant.alarms), tenant.agenda.failures) == (0, 0, ())


def test_shorter_interval_counts_from_the_last_message(platform: Platform, tenant: Tenant, pump: str) -> None:
    """A device that was silent for longer than the new interval is lost at once."""
    platform.advance(5 * MINUTE_MS)
    inventory.update(tenant, pump, {"c8y_RequiredAvailability": {"responseInterval": 2}}, ANA)
    platform.settle()

    assert shown(tenant, pump)[0] == "UNAVAILABLE"


def test_state_is_told_with_the_interval_as_a_number(tenant: Tenant, pump: str) -> None:
    """The answer names the device, its first external id and how it is doing now."""
    for name in ("pump-7", "pump-seven"):
        identity.create(tenant, pump, {"type": "c8y_Serial", "externalId": name})

    assert availability.get(tenant, pump) == {
        "deviceId": pump,
        "externalId": "pump-7",
        "lastMessage": NOW,
        "interval": 10,
        "dataStatus": "AVAILABLE",
        "connectionStatus": "DISCONNECTED",
    }


def test_state_is_that_of_the_moment(tenant: Tenant, pump: str) -> None:
    """The answer does not wait for the fragments to be written."""
    tenant.clock.move_to(tenant.clock.now() + 10 * MINUTE_MS)

    assert availability.get(tenant, pump)["dataStatus"] == "UNAVAILABLE"


def test_state_of_an_unwatched_object_is_not_found(tenant: Tenant) -> None:
    """Without a required interval there is nothing to tell, nor of an object that does not exist."""
    for object_id, message in ((made(tenant), "is not monitored"), ("4711", "No managedObject")):
        with pytest.raises(PlatformError, match=f"^404 .*{message}"):
            availability.get(tenant, object_id)


def test_snapshot_brings_the_watch_back(platform: Platform, tenant: Tenant, pump: str) -> None:
    """A restored tenant raises its alarms as if nothing had happened in between."""
    platform.settle()
    snapshot = tenant.snapshot()
    platform.advance(20 * MINUTE_MS)

    tenant.restore(snapshot)
    restored = len(tenant.alarms)
    platform.settle()

    assert (restored, len(tenant.alarms), shown(tenant, pump)[0]) == (0, 1, "UNAVAILABLE")


def test_interval_is_text_where_the_tenant_option_says_so(tenant: Tenant, pump: str) -> None:
    """The form of recordings, which c8y_api and pyc8y take apart, is a switch away."""
    tenant.options.put(availability.INTERVAL_FORMAT, "text")

    assert availability.get(tenant, pump)["interval"] == "10 minutes"
