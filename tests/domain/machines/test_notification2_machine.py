"""Notification 2.0 against a model: for each consumer the list of what it has yet to acknowledge."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.topics import Message, Topic
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Snapshot, Tenant
from tests.domain.notifications.cases import event, made, subscribed

TENANTS = ("t1", "t2")
SOURCES = (0, 1)
NAMES = ("a", "b")
UNKNOWN = 10**6
"""A position where no message is."""
PERSISTENT, VOLATILE = TOPICS = (Topic("levels"), Topic("levels", persistent=False))


class Place(NamedTuple):
    """A consumer of a topic of a tenant."""

    tenant: str
    topic: Topic
    name: str


HERE = Place("t1", PERSISTENT, "a")
PLACES = st.sampled_from([HERE, HERE._replace(name="b"), HERE._replace(topic=VOLATILE), HERE._replace(tenant="t2")])
TURNS = st.tuples(st.integers(0, 4), st.integers(0, 7))
"""How many messages are read, and which is acknowledged: counted from the latest one sent, and round again."""
Backlogs = dict[Place, tuple[str, ...]]


class Kept(NamedTuple):
    """A snapshot of a tenant, and what the model knew of its persistent topic then."""

    tenant: str
    snapshot: Snapshot
    backlogs: Backlogs
    ended: frozenset[Place]


class Client:
    """What a connection knows: the messages it was sent, and the last of their positions."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.cursor = 0


class Notifications(RuleBasedStateMachine):
    """Lets events happen while consumers come and go, read, acknowledge, and states come back."""

    kept: Bundle[Kept] = Bundle("kept")

    def __init__(self) -> None:
        super().__init__()
        self.platform = Platform(clock=FrozenClock(1_000_000))
        self.tenants: dict[str, Tenant] = {}
        self.sources: dict[str, list[str]] = {}
        self.backlogs: Backlogs = {}
        self.ended: frozenset[Place] = frozenset()
        self.clients: dict[Place, Client] = {}
        self.number = 0

    @initialize()
    def furnish(self) -> None:
        """Two tenants with the same objects, and subscriptions to both topics by source."""
        for name in TENANTS:
            tenant = self.tenants[name] = self.platform.add_tenant(name)
            self.sources[name] = [made(tenant) for _ in SOURCES]
            for source in self.sources[name]:
                subscribed(tenant, source, ["events"])
                subscribed(tenant, source, ["events"], nonPersistent=True)
        self.connect(HERE)
        self.connect(HERE._replace(name="b"))

    @rule(tenant=st.sampled_from(TENANTS), sources=st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4))
    def publish(self, tenant: str, sources: list[int]) -> None:
        """An event waits for every consumer of its tenant."""
        for source in sources:
            self._publish(tenant, source)

    def _publish(self, tenant: str, source: int) -> None:
        self.number += 1
        text = f"{tenant}/{source}/{self.number}"
        event(self.tenants[tenant], self.sources[tenant][source], text=text)
        for place, backlog in self.backlogs.items():
            if place.tenant == tenant:
                self.backlogs[place] = (*backlog, text)

    @rule(place=PLACES)
    def connect(self, place: Place) -> None:
        """A consumer that is new, or volatile, starts here; another one goes on where it was."""
        if place not in self.clients:
            topics.connect(*self._known(place))
            self.clients[place] = Client()
            self.ended -= {place}
            if place not in self.backlogs or not place.topic.persistent:
                self.backlogs[place] = ()

    @rule(place=PLACES)
    def disconnect(self, place: Place) -> None:
        """What is volatile goes with the connection."""
        if self.clients.pop(place, None) is not None:
            topics.disconnect(*self._known(place))
            if not place.topic.persistent:
                self.backlogs.pop(place, None)

    @precondition(lambda self: self.clients)
    @rule(which=st.integers(0, 3), turns=st.lists(TURNS, min_size=1, max_size=5))
    def work(self, which: int, turns: list[tuple[int, int]]) -> None:
        """A client reads a few and acknowledges one, again and again; one it has acknowledged before, now and then."""
        place, client = list(self.clients.items())[which % len(self.clients)]
        for limit, number in turns:
            self._read(place, client, limit)
            if client.sent:
                self._acknowledge(place, client.sent[~number % len(client.sent)])

    @rule(place=PLACES)
    def acknowledge_nothing(self, place: Place) -> None:
        """A position where no message is changes nothing."""
        topics.acknowledge(*self._known(place), UNKNOWN)

    def _read(self, place: Place, client: Client, limit: int) -> None:
        """A client is sent what comes next: in order, nothing twice, nothing that is acknowledged."""
        found = topics.waiting(*self._known(place), client.cursor, limit)
        sent = {text_of(message) for message in client.sent}
        expected = [text for text in self.backlogs.get(place, ()) if text not in sent]
        assert [text_of(message) for message in found] == expected[:limit]
        client.sent += found
        client.cursor = found[-1].position if found else client.cursor

    def _acknowledge(self, place: Place, message: Message) -> None:
        topics.acknowledge(*self._known(place), message.position)
        if place in self.backlogs:
            self.backlogs[place] = tuple(text for text in self.backlogs[place] if text != text_of(message))

    @rule(place=PLACES)
    def unsubscribe(self, place: Place) -> None:
        """Once, whether it ever connected or not; the backlog goes."""
        if place in self.ended:
            with pytest.raises(PlatformError, match=r"^500 "):
                topics.unsubscribe(*self._known(place))
            return
        topics.unsubscribe(*self._known(place))
        self.ended |= {place}
        self.backlogs.pop(place, None)
        self.clients.pop(place, None)

    @rule(target=kept, tenant=st.sampled_from(TENANTS))
    def keep(self, tenant: str) -> Kept:
        """Take a snapshot."""
        mine = {place: backlog for place, backlog in self.backlogs.items() if is_kept(place, tenant)}
        ended = frozenset(place for place in self.ended if is_kept(place, tenant))
        return Kept(tenant, self.tenants[tenant].snapshot(), mine, ended)

    @rule(kept=kept)
    def restore(self, kept: Kept) -> None:
        """Connections break; persistent backlogs are what they were, and what is volatile stays as it is."""
        tenant = kept.tenant
        for place in [place for place in self.clients if is_kept(place, tenant)]:
            del self.clients[place]
        self.tenants[tenant].restore(kept.snapshot)
        others = {place: backlog for place, backlog in self.backlogs.items() if not is_kept(place, tenant)}
        self.backlogs = {**others, **kept.backlogs}
        self.ended = kept.ended | {place for place in self.ended if not is_kept(place, tenant)}

    @precondition(lambda self: self.clients)
    @rule(tenant=st.sampled_from(TENANTS), which=st.integers(0, 3), turns=st.lists(TURNS, min_size=1, max_size=5))
    def work_in_vain(self, tenant: str, which: int, turns: list[tuple[int, int]]) -> None:
        """What is done after a snapshot is undone by its restore."""
        kept = self.keep(tenant)
        self.work(which, turns)
        self.restore(kept)

    @invariant()
    def waits_what_is_not_acknowledged(self) -> None:
        """For every consumer exactly that, in order, and of its own tenant; for nobody else anything."""
        for tenant in self.tenants:
            for topic in TOPICS:
                for name in NAMES:
                    place = Place(tenant, topic, name)
                    found = tuple(map(text_of, topics.waiting(*self._known(place), 0, 10**6)))
                    assert found == self.backlogs.get(place, ())
                    assert topics.exists(*self._known(place)) == (place in self.backlogs)

    @invariant()
    def nothing_else_is_kept(self) -> None:
        """A message that nobody waits for is gone."""
        for name, tenant in self.tenants.items():
            for topic, log in (*tenant.notification_topics.items(), *tenant.notices.volatile.items()):
                backlogs = [texts for place, texts in self.backlogs.items() if place[:2] == (name, topic)]
                assert {text_of(message) for message in log} == {text for texts in backlogs for text in texts}
                assert log.size == sum(message.size for message in log)

    def _known(self, place: Place) -> tuple[Tenant, Topic, str]:
        return self.tenants[place.tenant], place.topic, place.name


def text_of(message: Message) -> str:
    """Return what tells an event from all others."""
    text: str = message.content.record.document["text"]
    return text


def is_kept(place: Place, tenant: str) -> bool:
    """Tell whether a snapshot of a tenant holds a consumer."""
    return place.tenant == tenant and place.topic.persistent


TestNotifications = Notifications.TestCase
