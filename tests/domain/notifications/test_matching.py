"""Which changes which subscriptions pass on, and in which form."""

from __future__ import annotations

import pytest

from mockc8y.domain import alarms, deletion, events, inventory, measurements, operations
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, CHILD_KINDS, DEVICES
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.notifications.topics import Topic
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record
from tests.domain.notifications.cases import (
    ANA,
    alarm,
    contents,
    event,
    joined,
    made,
    measurement,
    operation,
    subscribed,
    told,
    waiting,
)


@pytest.fixture
def tank(tenant: Tenant) -> str:
    """A managed object, and a consumer of the topic `levels`."""
    joined(tenant)
    return made(tenant)


def everything(tenant: Tenant, source: str) -> None:
    """Let one thing of each kind happen to a managed object."""
    event(tenant, source)
    measurement(tenant, source)
    operation(tenant, source)
    inventory.update(tenant, source, {"name": "Tank 2"}, ANA)
    alarm(tenant, source)


ALL_OF_OBJECT = [
    ("events", "CREATE"),
    ("eventsWithChildren", "CREATE"),
    ("measurements", "CREATE"),
    ("operations", "CREATE"),
    ("managedobjects", "UPDATE"),
    ("alarms", "CREATE"),
    ("alarmsWithChildren", "CREATE"),
    ("managedobjects", "UPDATE"),
]
"""The last one is the count of active alarms in the object."""


@pytest.mark.parametrize("apis", [None, ["*"]])
def test_subscription_to_all_tells_every_kind(tenant: Tenant, tank: str, apis: list[str] | None) -> None:
    """The wildcard stands for all APIs of the context, those with children among them, and so does no list."""
    subscribed(tenant, tank, apis)

    everything(tenant, tank)

    assert told(tenant) == [(kind, tank, action) for kind, action in ALL_OF_OBJECT]


@pytest.mark.parametrize("api", ["alarms", "events", "measurements", "operations", "managedobjects"])
def test_subscription_to_one_api_tells_that_only(tenant: Tenant, tank: str, api: str) -> None:
    """What comes of the other APIs is not passed on."""
    subscribed(tenant, tank, [api])

    everything(tenant, tank)

    assert told(tenant) == [(kind, tank, action) for kind, action in ALL_OF_OBJECT if kind == api]


def test_tenant_is_told_of_new_objects_only(tenant: Tenant) -> None:
    """Of managed objects a subscription of the tenant sees creations, and it never sees measurements."""
    joined(tenant)
    subscribed(tenant, None)

    tank = made(tenant)
    everything(tenant, tank)
    deletion.delete(tenant, tank, ANA)

    assert told(tenant) == [
        ("managedobjects", tank, "CREATE"),
        ("events", tank, "CREATE"),
        ("operations", tank, "CREATE"),
        ("alarms", tank, "CREATE"),
    ]


def test_what_was_not_stored_is_told_once(tenant: Tenant) -> None:
    """The id that stands for none is not taken for that of a whole tenant."""
    joined(tenant)
    subscribed(tenant, None)

    tenant.changes.publish("managedobjects", "CREATE", Record(NOT_STORED, 0, 0, b"{}"))

    assert told(tenant) == [("managedobjects", "0", "CREATE")]


def test_every_action_is_told(tenant: Tenant, tank: str) -> None:
    """Changes and deletions are passed on as well as creations."""
    subscribed(tenant, tank, ["alarms", "events", "measurements", "operations"])

    note, leak, level, restart = (make(tenant, tank) for make in (event, alarm, measurement, operation))
    events.update(tenant, note, {"text": "y"}, ANA)
    alarms.update(tenant, leak, {"text": "y"}, ANA)
    operations.update(tenant, restart, {"status": "SUCCESSFUL"}, ANA)
    events.delete(tenant, note)
    measurements.delete(tenant, level)
    operations.remove(tenant, [operations.get(tenant, restart)])

    assert [(kind, action) for kind, _, action in told(tenant)[4:]] == [
        ("events", "UPDATE"),
        ("alarms", "UPDATE"),
        ("operations", "UPDATE"),
        ("events", "DELETE"),
        ("measurements", "DELETE"),
        ("operations", "DELETE"),
    ]


def test_deleted_object_is_told_and_takes_its_subscriptions_along(tenant: Tenant, tank: str) -> None:
    """Its own subscriptions see it go, then they are gone; what they passed on waits."""
    subscribed(tenant, tank, ["managedobjects"])

    deletion.delete(tenant, tank, ANA)

    assert told(tenant) == [("managedobjects", tank, "DELETE")]
    assert len(tenant.notification_subscriptions) == 0
    assert not tenant.notification_rules


@pytest.mark.parametrize("kind", CHILD_KINDS)
@pytest.mark.parametrize("api", ["events", "alarms"])
def test_descendants_are_told_under_the_object_above(tenant: Tenant, tank: str, api: str, kind: str) -> None:
    """The kind with children names the subscribed object, while the change is about the one below."""
    child, grandchild, stranger = (made(tenant) for _ in range(3))
    tenant.relations.link(kind, int(tank), int(child))
    tenant.relations.link(ASSETS, int(child), int(grandchild))
    subscribed(tenant, tank, [f"{api}WithChildren"])

    for source in (tank, child, grandchild, stranger):
        {"events": event, "alarms": alarm}[api](tenant, source)

    assert told(tenant) == [(f"{api}WithChildren", tank, "CREATE")] * 3
    assert [str(found.source) for found in contents(tenant)] == [tank, child, grandchild]
    assert [str(found.record.source) for found in contents(tenant)] == [tank, child, grandchild]


def test_object_reached_on_two_ways_is_told_once(tenant: Tenant, tank: str) -> None:
    """A child that is a device and an asset of the same object is one descendant."""
    child = made(tenant)
    for kind in (DEVICES, ASSETS, ADDITIONS):
        tenant.relations.link(kind, int(tank), int(child))
    subscribed(tenant, tank, ["eventsWithChildren"])

    event(tenant, child)

    assert len(waiting(tenant)) == 1


def test_children_and_parents_do_not_tell_of_each_other(tenant: Tenant, tank: str) -> None:
    """A change of a managed object is told to the subscriptions of that very object."""
    child = made(tenant)
    tenant.relations.link(DEVICES, int(tank), int(child))
    subscribed(tenant, tank)

    inventory.update(tenant, child, {"name": "Valve"}, ANA)
    measurement(tenant, child)

    assert told(tenant) == []


def test_filter_of_types_lets_these_types_pass(tenant: Tenant, tank: str) -> None:
    """The comparison is exact, and what has no type fits no filter."""
    subscribed(tenant, tank, types="'acme_Note' or 'acme_Level'")

    everything(tenant, tank)
    event(tenant, tank, type="acme_NoteX")

    assert [kind for kind, _, _ in told(tenant)] == ["events", "eventsWithChildren", "measurements"]


def test_only_named_fragments_are_copied(tenant: Tenant, tank: str) -> None:
    """What the platform documents stays; of all else only what is named, and what is not there is not invented."""
    subscribed(tenant, tank, ["managedobjects", "events"], fragmentsToCopy=["acme_A", "acme_Never"])

    inventory.update(tenant, tank, {"acme_A": {"x": 1}, "acme_B": 2, "c8y_IsDevice": {}}, ANA)
    event(tenant, tank, acme_A=1, acme_B=2)

    updated, happened = (found.record.document.keys() for found in contents(tenant))
    assert updated == {"name", "type", "owner", "creationTime", "lastUpdated", "c8y_IsDevice", "acme_A"}
    assert happened == {"type", "text", "time", "creationTime", "lastUpdated", "acme_A"}


def test_change_of_an_unnamed_fragment_is_told(tenant: Tenant, tank: str) -> None:
    """A subscription copies less, but tells as often."""
    subscribed(tenant, tank, ["managedobjects"], fragmentsToCopy=["acme_A"])

    inventory.update(tenant, tank, {"acme_B": 1}, ANA)

    assert told(tenant) == [("managedobjects", tank, "UPDATE")]


def test_several_subscriptions_feed_one_topic(tenant: Tenant, tank: str) -> None:
    """Those of one name bring one copy each."""
    subscribed(tenant, tank, ["events"])
    subscribed(tenant, None, ["events"])

    event(tenant, tank)

    assert told(tenant) == [("events", tank, "CREATE")] * 2


def test_topics_of_one_name_are_two(tenant: Tenant, tank: str) -> None:
    """What is persistent and what is not does not mix."""
    volatile = Topic("levels", persistent=False)
    joined(tenant, volatile)
    subscribed(tenant, tank, ["events"], nonPersistent=True)

    event(tenant, tank)

    assert (len(waiting(tenant)), len(waiting(tenant, volatile))) == (0, 1)


def test_restored_tenant_goes_on_telling(tenant: Tenant, tank: str) -> None:
    """What was subscribed in a kept state is told after its return, and nothing else."""
    subscribed(tenant, tank, ["events"])
    kept = tenant.snapshot()
    subscribed(tenant, tank, ["alarms"], subscription="alarms")
    event(tenant, tank)

    tenant.restore(kept)
    event(tenant, tank)
    alarm(tenant, tank)

    assert told(tenant) == [("events", tank, "CREATE")]


def test_other_tenants_are_told_nothing(tenant: Tenant, platform: Platform) -> None:
    """Each tenant has topics of its own, whatever they are called."""
    other = platform.add_tenant("t2")
    for one in (tenant, other):
        joined(one)
        subscribed(one, None)

    made(tenant)

    assert (len(waiting(tenant)), len(waiting(other))) == (1, 0)
