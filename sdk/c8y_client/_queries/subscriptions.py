"""Words of subscriptions, and keywords of their queries."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict

from c8y_client._queries.params import Reference
from c8y_client._reading.keywords import Reading


class Context(StrEnum):
    """What a subscription watches."""

    MANAGED_OBJECT = "mo"
    TENANT = "tenant"


class ApiFilter(StrEnum):
    """The parts of the platform whose changes are forwarded; `ANY` stands alone.

    Measurements, and what happens to children, are only to be had of a managed object.
    """

    ANY = "*"
    ALARMS = "alarms"
    ALARMS_WITH_CHILDREN = "alarmsWithChildren"
    EVENTS = "events"
    EVENTS_WITH_CHILDREN = "eventsWithChildren"
    MANAGED_OBJECTS = "managedobjects"
    MEASUREMENTS = "measurements"
    OPERATIONS = "operations"


class SubscriptionFilters(TypedDict, total=False):
    """Which subscriptions are meant.

    `context` is `"mo"` or `"tenant"`, `source` the object that is watched, `subscription` the name of the subscription,
    and `type_filter` a type that it is narrowed to.
    """

    context: str | None
    source: Reference | None
    subscription: str | None
    type_filter: str | None


class SubscriptionQuery(SubscriptionFilters, Reading, total=False):
    """Which subscriptions are read and how. The platform gives them in no order that could be chosen."""
