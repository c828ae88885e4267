"""Availability: what becomes of a watched device that is heard of, or is not."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain import alarms, heartbeat, inventory
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, format_millis
from mockc8y.store.codec import Document

JOB = heartbeat.AVAILABILITY_JOB
CONNECTION = "c8y_Connection"
ALARM = "c8y_UnavailabilityAlarm"
AVAILABLE, UNAVAILABLE, MAINTENANCE = "AVAILABLE", "UNAVAILABLE", "MAINTENANCE"
CONNECTED, DISCONNECTED = "CONNECTED", "DISCONNECTED"


INTERVAL_FORMAT = ("mockc8y", "availability.interval")
"""A tenant option: `text` writes intervals as `50 minutes`, the form that a recording shows and that c8y_api and pyc8y
split at the blank; without it they are the integers of the specification."""


class State(NamedTuple):
    """How a watched device is doing. `last_message` is in milliseconds UTC, `interval` in minutes."""

    last_message: int
    interval: int
    status: str
    is_connected: bool

    @property
    def connection(self) -> str:
        """The state of its push connection: on which it hears of operations (documentation)."""
        if self.status == MAINTENANCE:
            return MAINTENANCE
        return CONNECTED if self.is_connected else DISCONNECTED

    @property
    def fragments(self) -> Document:
        """What the platform writes into the device."""
        last_message = format_millis(self.last_message)
        return {
            heartbeat.AVAILABILITY: {"lastMessage": last_message, "status": self.status},
            CONNECTION: {"status": self.connection},
        }


def get(tenant: Tenant, object_id: str) -> Document:
    """Return how the device of a path is doing, or raise 404: there is no such object, or nobody watches it.

    # unverified: what stands for the external id of a device that has none; `c8y_api` demands that it is there.
    """
    record = inventory.get(tenant, object_id)
    state = state_of(tenant, record.id)
    if state is None:
        raise error("availability.unknown", id=object_id)
    names = tenant.external_ids_of.get(record.id) or ()
    return {
        "deviceId": str(record.id),
        "externalId": names[0][1] if names else "",
        "lastMessage": format_millis(state.last_message),
        "interval": f"{state.interval} minutes" if _interval_as_text(tenant) else state.interval,
        "dataStatus": state.status,
        "connectionStatus": state.connection,
    }


def state_of(tenant: Tenant, object_id: int) -> State | None:
    """Tell how a device is doing now, `None` when nobody watches it."""
    interval, last_message = tenant.monitored.get(object_id), tenant.last_messages.get(object_id)
    if interval is None or last_message is None:
        return None
    now = tenant.clock.now()
    is_connected = tenant.push_connections.is_connected(object_id, now)
    if interval <= 0:
        return State(last_message, interval, MAINTENANCE, is_connected)
    is_lost = now >= last_message + interval * MINUTE_MS
    return State(last_message, interval, UNAVAILABLE if is_lost else AVAILABLE, is_connected)


def connected(tenant: Tenant, object_id: int) -> None:
    """Note that a device has opened a push connection; of a watched one that is shown soon."""
    tenant.push_connections.open(object_id)
    _look_again(tenant, object_id, tenant.clock.now())


def disconnected(tenant: Tenant, object_id: int, lingering: int = 0) -> None:
    """Note that a push connection of a device ended. It counts as connected for some more milliseconds."""
    until = tenant.clock.now() + lingering
    tenant.push_connections.close(object_id, until)
    _look_again(tenant, object_id, until)


def run(tenant: Tenant, object_id: int) -> None:
    """Bring a device's fragments and its alarm in line with how it is doing."""
    state = state_of(tenant, object_id)
    if state is None:
        _withdraw(tenant, object_id)
        return
    if state.status == AVAILABLE:
        tenant.agenda.plan((JOB, object_id), state.last_message + state.interval * MINUTE_MS)
    until = tenant.push_connections.lingers_until(object_id)
    if until > tenant.clock.now():
        _look_again(tenant, object_id, until)
    inventory.annotate(tenant, object_id, state.fragments)
    _sound_alarm(tenant, object_id, state)


def _look_again(tenant: Tenant, object_id: int, time: int) -> None:
    due = tenant.agenda.due_at((JOB, object_id))
    if object_id in tenant.monitored and (due is None or due > time):
        tenant.agenda.plan((JOB, object_id), time)


def _withdraw(tenant: Tenant, object_id: int) -> None:
    """Take the fragments away from a device that is no longer watched.

    # unverified: whether they, and an alarm, outlive the watch is not known.
    """
    if tenant.inventory.holds(object_id):
        inventory.annotate(tenant, object_id, {heartbeat.AVAILABILITY: None, CONNECTION: None})
        _clear(tenant, object_id)


def _sound_alarm(tenant: Tenant, object_id: int, state: State) -> None:
    if state.status != UNAVAILABLE:
        _clear(tenant, object_id)
    elif alarms.find_open(tenant, object_id, ALARM) is None:
        alarm = {
            "source": {"id": str(object_id)},
            "type": ALARM,
            "severity": "MAJOR",
            "text": "No data received from the device within the required interval.",
            "time": format_millis(tenant.clock.now()),
        }
        alarms.raise_alarm(tenant, alarm, PLATFORM)


def _clear(tenant: Tenant, object_id: int) -> None:
    known = alarms.find_open(tenant, object_id, ALARM)
    if known is not None:
        alarms.clear(tenant, known.id, PLATFORM)


def _interval_as_text(tenant: Tenant) -> bool:
    return tenant.options.get(INTERVAL_FORMAT) == "text"
