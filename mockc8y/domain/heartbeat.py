"""Signs of life: which devices are watched, and which requests keep them available."""

from __future__ import annotations

from collections.abc import Mapping

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS, parse_millis
from mockc8y.store.codec import Document

AVAILABILITY_JOB = "availability"
REQUIRED = "c8y_RequiredAvailability"
INTERVAL = "responseInterval"
AVAILABILITY = "c8y_Availability"

SHORTEST, LONGEST = -32768, 32767
"""Bounds of a response interval in minutes; what lies beyond is moved to the nearer one (specification)."""

WRITE_DELAY_MS = MINUTE_MS
"""How far `c8y_Availability` of a device that stays available may lag behind; the platform lags by minutes."""


def message_received(tenant: Tenant, source: int, caller: Caller) -> None:
    """Note that a device was heard of. Requests of applications do not count (documentation of the header)."""
    if caller.is_device and source in tenant.monitored:
        heard(tenant, source, tenant.clock.now())


def heard(tenant: Tenant, source: int, time: int) -> None:
    """Note when a watched device was last heard of, in milliseconds UTC, and have its availability looked at soon."""
    tenant.last_messages.put(source, time)
    now, due = tenant.clock.now(), tenant.agenda.due_at((AVAILABILITY_JOB, source))
    is_lost = due is None and (tenant.monitored.get(source) or 0) > 0
    soon = now if is_lost else now + WRITE_DELAY_MS
    if due is None or due > soon:
        tenant.agenda.plan((AVAILABILITY_JOB, source), soon)


def watch(tenant: Tenant, object_id: int, body: Document, caller: Caller) -> None:
    """Follow what an object that came or changed asks for: to be watched, differently watched, or no longer.

    Its time runs from the moment the watch begins.
    # unverified: whether the platform waits for a first message before it calls a device available is not known.
    """
    before, after = tenant.monitored.get(object_id), interval_of(body)
    if before == after:
        return
    now = tenant.clock.now()
    if after is None:
        forget(tenant, object_id)
    else:
        _keep(tenant, object_id, after, tenant.last_messages.get(object_id) or now)
    tenant.agenda.plan((AVAILABILITY_JOB, object_id), now)
    _record(tenant, object_id, before, after, caller)


def resume(tenant: Tenant, object_id: int, body: Document, now: int) -> None:
    """Watch an object that was stored as it is, from what it says about its last message, else from `now`."""
    interval = interval_of(body)
    if interval is None:
        return
    last = _last_message(body)
    _keep(tenant, object_id, interval, now if last is None else last)
    tenant.agenda.plan((AVAILABILITY_JOB, object_id), max(now, tenant.clock.now()) + max(interval, 1) * MINUTE_MS)


def forget(tenant: Tenant, object_id: int) -> None:
    """Stop watching an object."""
    if object_id in tenant.monitored:
        tenant.monitored.remove(object_id)
        tenant.last_messages.remove(object_id)
        tenant.agenda.cancel((AVAILABILITY_JOB, object_id))


def interval_of(body: Mapping[str, object]) -> int | None:
    """Return within how many minutes an object must be heard of, 0 or less in maintenance, `None` if nobody watches."""
    required = body.get(REQUIRED)
    interval = required.get(INTERVAL) if isinstance(required, dict) else None
    if isinstance(interval, bool) or not isinstance(interval, int | float):
        return None
    return int(min(max(interval, SHORTEST), LONGEST))


def clamped(body: Document) -> Document:
    """Move a response interval that is out of range to the nearer bound."""
    interval = interval_of(body)
    if interval is None or SHORTEST <= body[REQUIRED][INTERVAL] <= LONGEST:
        return body
    return body | {REQUIRED: body[REQUIRED] | {INTERVAL: interval}}


def _keep(tenant: Tenant, object_id: int, interval: int, last_message: int) -> None:
    tenant.monitored.put(object_id, interval)
    tenant.last_messages.put(object_id, last_message)


def _last_message(body: Document) -> int | None:
    shown = body.get(AVAILABILITY)
    text = shown.get("lastMessage") if isinstance(shown, dict) else None
    try:
        return parse_millis(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _record(tenant: Tenant, object_id: int, before: int | None, after: int | None, caller: Caller) -> None:
    # unverified: the documentation lists these activities without their exact words.
    activity = f"Device availability monitoring {_event(before, after)}"
    values = {"previousValue": _text_of(before), "newValue": _text_of(after)}
    change = {"attribute": INTERVAL, "type": "java.lang.Integer", **values}
    text = f"{activity}: {INTERVAL}='{after}'"
    audit.write(tenant, audit.Entry("Inventory", activity, text, source=object_id, changes=[change]), caller)


def _text_of(interval: int | None) -> str | None:
    """Write an interval for the audit log, whose values are texts (specification)."""
    return None if interval is None else str(interval)


def _event(before: int | None, after: int | None) -> str:
    if after is None:
        return "disabled"
    if after <= 0:
        return "switched to maintenance"
    return "enabled" if before is None or before <= 0 else "interval changed"
