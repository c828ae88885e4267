"""From changes to topics: what each subscription passes on, and in which form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain import alarms, events, inventory, measurements, operations, terms
from mockc8y.domain.changes import Change
from mockc8y.domain.hierarchy import ancestors
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.log import Notification
from mockc8y.domain.notifications.rules import EVERY_SOURCE, Rule
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Record

WITH_CHILDREN: Mapping[str, str] = MappingProxyType(
    {alarms.FAMILY: "alarmsWithChildren", events.FAMILY: "eventsWithChildren"}
)
"""Families of changes of which the objects above are told as well, and the kind under which they are."""

_DOCUMENTED = frozenset({"c8y_DeviceTypes", "c8y_IsDevice", "c8y_IsDeviceGroup", "c8y_SupportedOperations"})
STANDARD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        alarms.FAMILY: terms.ALARM_STANDARD,
        events.FAMILY: terms.EVENT_STANDARD,
        inventory.FAMILY: terms.MANAGED_OBJECT_STANDARD | _DOCUMENTED,
        measurements.FAMILY: terms.MEASUREMENT_STANDARD,
        operations.FAMILY: terms.OPERATION_STANDARD,
    }
)
"""Properties that are copied whatever fragments a subscription names.

# unverified: which they are on the platform; here those that the specification lists for each kind of document.
"""


class Audience(NamedTuple):
    """Rules that want a change under one kind, and the managed object that they are told of it by."""

    kind: str
    subscribed: int
    rules: Collection[Rule]


def attach(tenant: Tenant) -> None:
    """Have the changes of a tenant passed on, from now on and after every restore."""
    tenant.changes.subscribe(partial(forward, tenant))


def forward(tenant: Tenant, change: Change) -> None:
    """Pass a change on to the topics of all subscriptions that want it."""
    if not tenant.notification_rules:
        return
    source = _source_of(change)
    content = _Content(change)
    for kind, subscribed, rules in _audiences(tenant, change, source):
        if not rules:
            continue
        whole = Notification(kind, subscribed, source, change.action, change.family, change.record)
        for topic, types, fragments in rules:
            if types is not None and content.type not in types:
                continue
            copied = whole if fragments is None else whole._replace(record=content.with_only(fragments))
            topics.publish(tenant, topic, copied)


def _audiences(tenant: Tenant, change: Change, source: int) -> Iterator[Audience]:
    """Yield who may want a change; that is decided by the context and the APIs of subscriptions.

    A managed object that is new can have no subscription of its own yet, and those of the tenant are told of new ones
    only (specification).
    """
    rules, family = tenant.notification_rules, change.family
    yield Audience(family, source, rules.at(source, family))
    if family != inventory.FAMILY or change.action == "CREATE":
        yield Audience(family, source, rules.at(EVERY_SOURCE, family))
    kind = WITH_CHILDREN.get(family)
    if kind is None or not rules.has(kind):
        return
    for upper in _upwards(tenant, source):
        yield Audience(kind, upper, rules.at(upper, kind))


def _upwards(tenant: Tenant, source: int) -> Iterable[int]:
    """List a managed object and all above it, along links of any kind."""
    above = ancestors(tenant, source)
    return dict.fromkeys((source, *(upper for nodes in above.values() for upper in nodes)))


def _source_of(change: Change) -> int:
    return change.record.id if change.family == inventory.FAMILY else change.record.source


class _Content:
    """What a change is about, decoded when that is asked for, and once."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._decoded: Document | None = None
        self._copies: dict[frozenset[str], Record] = {}

    @property
    def type(self) -> object:
        """The type, or `None` where there is none, which no filter fits."""
        kind = self._document.get("type")
        return kind if isinstance(kind, str) else None

    def with_only(self, fragments: frozenset[str]) -> Record:
        """Return the record less the fragments that are not named."""
        copy = self._copies.get(fragments)
        if copy is None:
            kept = fragments | STANDARD[self._change.family]
            body = {name: value for name, value in self._document.items() if name in kept}
            copy = self._copies[fragments] = self._change.record._replace(body=encode(body))
        return copy

    @property
    def _document(self) -> Document:
        if self._decoded is None:
            self._decoded = self._change.record.document
        return self._decoded
