"""What tests of Notification 2.0 have in common: subscriptions, changes, and what waits for whom."""

from __future__ import annotations

from mockc8y.domain import alarms, events, inventory, measurements, operations
from mockc8y.domain.callers import Caller
from mockc8y.domain.notifications import subscriptions, topics
from mockc8y.domain.notifications.topics import Message, Topic
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

ANA = Caller("ana")
NOW = "2026-01-15T12:00:00.000Z"
LEVELS = Topic("levels")


def made(tenant: Tenant, **fragments: object) -> str:
    """Create a managed object."""
    return str(inventory.create(tenant, {"name": "Tank", "type": "acme_Tank", **fragments}, ANA).id)


def subscribed(tenant: Tenant, source: str | None, apis: list[str] | None = None, **more: object) -> str:
    """Subscribe to a managed object, or to the whole tenant, under the name `levels` unless told otherwise."""
    place: Document = {"context": "tenant"} if source is None else {"context": "mo", "source": {"id": source}}
    wanted = {"subscriptionFilter": {"apis": apis, **({"typeFilter": more.pop("types")} if "types" in more else {})}}
    return str(subscriptions.create(tenant, {"subscription": "levels", **place, **wanted, **more}).id)


def joined(tenant: Tenant, topic: Topic = LEVELS, subscriber: str = "worker") -> None:
    """Connect a consumer."""
    topics.connect(tenant, topic, subscriber)


def waiting(tenant: Tenant, topic: Topic = LEVELS, subscriber: str = "worker") -> list[Message]:
    """Return all that a consumer has not acknowledged."""
    return topics.waiting(tenant, topic, subscriber, 0, 10_000)


def told(tenant: Tenant, topic: Topic = LEVELS) -> list[tuple[str, str, str]]:
    """Return kind, subscribed id and action of all that waits for the consumer."""
    return [(found.kind, str(found.subscribed), found.action) for found in contents(tenant, topic)]


def contents(tenant: Tenant, topic: Topic = LEVELS) -> list[topics.Notification]:
    """Return what waits for the consumer, without its places."""
    return [message.content for message in waiting(tenant, topic)]


def event(tenant: Tenant, source: str, **fragments: object) -> str:
    """Let an event happen."""
    body = {"source": {"id": source}, "type": "acme_Note", "text": "x", "time": NOW, **fragments}
    return str(events.create(tenant, body, ANA).id)


def alarm(tenant: Tenant, source: str) -> str:
    """Raise an alarm."""
    body = {"source": {"id": source}, "type": "acme_Leak", "text": "x", "time": NOW, "severity": "MAJOR"}
    return str(alarms.raise_alarm(tenant, body, ANA).id)


def measurement(tenant: Tenant, source: str, **fragments: object) -> str:
    """Measure something."""
    body = {"source": {"id": source}, "type": "acme_Level", "time": NOW, **fragments}
    return str(measurements.create(tenant, body, ANA).id)


def operation(tenant: Tenant, source: str) -> str:
    """Ask a device to do something."""
    return str(operations.create(tenant, {"deviceId": source}, ANA).id)
