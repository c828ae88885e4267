"""Channels of real-time notifications: where a change is told of, and what a subscription demands of its user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.changes import Change
from mockc8y.domain.documents import parse_id
from mockc8y.domain.hierarchy import DEVICES, ancestors
from mockc8y.domain.permissions import ALARM, EVENT, MANAGED_OBJECT, MEASUREMENT, OPERATION
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant

ONE, ANY_DEPTH = "*", "**"
"""The last segment of a subscription to many channels: any segment in its place, or any number of them."""
RESERVED = frozenset({"meta", "service"})
"""First segments of the protocol's own channels, to which nobody subscribes (Bayeux 1.0)."""
LONGEST = 1000
"""Characters that the name of a channel may have."""


class Family(NamedTuple):
    """What its changes belong to in terms of permissions: the scope of inventory roles, and the global roles."""

    scope: str
    roles: frozenset[str]


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "alarms": Family(ALARM, roles("ALARM_READ")),
        "events": Family(EVENT, roles("EVENT_READ")),
        "managedobjects": Family(MANAGED_OBJECT, roles("INVENTORY_READ", "MANAGED_OBJECT_READ")),
        "measurements": Family(MEASUREMENT, roles("MEASUREMENT_READ")),
        "operations": Family(OPERATION, roles("DEVICE_CONTROL_READ")),
    }
)
"""Families of changes by the first segment of their channels."""

DEEP: Mapping[str, str] = MappingProxyType({"alarmsWithChildren": "alarms", "eventsWithChildren": "events"})
"""First segments of channels that also tell of what happens below their object, and the family that they tell of."""


class Demand(NamedTuple):
    """What a subscription asks to see: changes of these families, of one object or of all that there are."""

    families: tuple[str, ...]
    object_id: int | None = None


NOTHING = Demand(())
"""What a subscription demands to a channel on which nothing is ever told, as `/bootstrap`. Everybody may have it."""


def demand_of(subscription: str) -> Demand:
    """Say what a subscription to changes asks to see.

    # unverified: whether the platform refuses channels that it does not know; here they are accepted and stay silent.
    """
    name, _, rest = subscription.removeprefix("/").partition("/")
    if name == ANY_DEPTH:
        return Demand(tuple(FAMILIES))
    family = DEEP.get(name, name)
    return Demand((family,), parse_id(rest)) if family in FAMILIES and rest else NOTHING


def demand_of_agent(subscription: str) -> Demand:
    """Say what a subscription to the operations of an agent asks to see."""
    name, _, rest = subscription.removeprefix("/").partition("/")
    return Demand(("operations",), parse_id(name)) if name and not rest else NOTHING


def object_of(change: Change) -> int:
    """Return the id of the managed object that a change belongs to, or is of."""
    return change.record.id if change.family == "managedobjects" else change.record.source


def own_channel(_: Tenant, change: Change) -> Iterator[str]:
    """Yield the channel of the very object that a change belongs to."""
    yield f"/{change.family}/{object_of(change)}"


def deep_channels(tenant: Tenant, change: Change) -> Iterator[str]:
    """Yield the channels that tell of a change because of where it happens: at an object, or somewhere below it.

    # unverified: that children of all kinds count is assumed.
    """
    name = next((name for name, family in DEEP.items() if family == change.family), None)
    if name is not None:
        own = object_of(change)
        yield f"/{name}/{own}"
        above = {number for numbers in ancestors(tenant, own).values() for number in numbers}
        yield from (f"/{name}/{number}" for number in sorted(above - {own}))


def agent_channels(tenant: Tenant, change: Change) -> Iterator[str]:
    """Yield the channels on which agents hear of a new operation: that of the device, and of all devices above it."""
    if change.family != "operations" or change.action != "CREATE":
        return
    seen = [change.record.source]
    for device in seen:
        yield f"/{device}"
        seen.extend(above for above in tenant.relations.parents(DEVICES, device) if above not in seen)


def wildcards_of(channel: str) -> tuple[str, ...]:
    """Return the subscriptions to many channels that a channel is one of.

    >>> wildcards_of("/alarms/4711")
    ('/alarms/*', '/alarms/**', '/**')
    """
    return _wildcards_in(channel.rpartition("/")[0])


@lru_cache(maxsize=64)
def _wildcards_in(parent: str) -> tuple[str, ...]:
    found = [f"{parent}/{ONE}"]
    while parent:
        found.append(f"{parent}/{ANY_DEPTH}")
        parent = parent.rpartition("/")[0]
    return (*found, f"/{ANY_DEPTH}")


def is_valid(subscription: str) -> bool:
    """Tell whether a text is the name of a channel, or of many by a wildcard as its last segment."""
    if len(subscription) > LONGEST or not subscription.startswith("/"):
        return False
    *inner, last = subscription[1:].split("/")
    first = (inner or [last])[0]
    is_name = last in (ONE, ANY_DEPTH) or "*" not in last
    return bool(first) and first not in RESERVED and is_name and not any("*" in segment for segment in inner)
