"""A shared consumer of Notification 2.0 against a model, whatever its clients do and in whatever order."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mockc8y.api.notifications.consumers import Client, Consumer
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.notices import Notice
from mockc8y.domain.notifications.tokens import Grant
from mockc8y.domain.notifications.topics import Notification, Topic
from mockc8y.domain.platform import Platform
from mockc8y.store.collection import Record

WINDOW = 3
SOURCES = 4
TOPIC = Topic("levels")


class Sharing(RuleBasedStateMachine):
    """Publishes, connects, breaks off, acknowledges out of order and goes back in time.

    `unfinished` holds the position of each message that nobody has acknowledged, with its source, in order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.consumer = Consumer(Grant(self.tenant, TOPIC, "team", shared=True), WINDOW)
        self.unfinished: dict[int, int] = {}
        self.sent: dict[Client, list[int]] = {}
        topics.connect(self.tenant, TOPIC, "team")
        self.tenant.notices.subscribe(self.heed)
        self.kept = self.tenant.snapshot(), dict(self.unfinished)

    def heed(self, notice: Notice) -> None:
        """Do what is to be done about a notice."""
        if notice.topic is None:
            self.consumer.start_over()
        else:
            self.consumer.wake()

    @rule(source=st.integers(1, SOURCES))
    def publish(self, source: int) -> None:
        """Let something happen at a source."""
        record = Record(source, source, 0, b"{}")
        topics.publish(self.tenant, TOPIC, Notification("events", source, source, "CREATE", "events", record))
        log = self.tenant.notification_topics.log_of(TOPIC)
        assert log is not None
        self.unfinished[log.last] = source

    @precondition(lambda self: len(self.consumer.clients) < 4)
    @rule(name=st.sampled_from(["", "ann", "bob", "eve"]))
    def connect(self, name: str) -> None:
        """Let a client come."""
        client = Client(name, lambda: None, lambda _: None)
        self.consumer.join(client)
        self.sent[client] = []

    @precondition(lambda self: self.consumer.clients)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        """Let a client go."""
        client = data.draw(st.sampled_from(self.consumer.clients))
        self.consumer.leave(client)
        del self.sent[client]

    @precondition(lambda self: self.consumer.clients)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        """Send a client its next message."""
        client = data.draw(st.sampled_from(self.consumer.clients))
        message = self.consumer.take(client)
        if message is None:
            return
        source, position = message.content.source, message.position
        assert self.unfinished.get(position) == source, "it was acknowledged, or never published"
        assert all(position not in sent for sent in self.sent.values()), "it was sent already"
        before = [older for older, of in self.unfinished.items() if of == source and older < position]
        assert set(before) <= set(self.sent[client]), "an older one of its source waits, or is with another client"
        self.sent[client].append(position)

    @precondition(lambda self: any(self.sent.values()))
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        """Let a client be done with any message that it was sent."""
        client = data.draw(st.sampled_from([client for client, sent in self.sent.items() if sent]))
        position = data.draw(st.sampled_from(self.sent[client]))
        self.consumer.acknowledge(client, position)
        self.sent[client].remove(position)
        self.unfinished.pop(position, None)

    @precondition(lambda self: self.unfinished and self.consumer.clients)
    @rule(data=st.data())
    def acknowledge_what_was_not_sent(self, data: st.DataObject) -> None:
        """Let a client guess."""
        client = data.draw(st.sampled_from(self.consumer.clients))
        position = data.draw(st.sampled_from(list(self.unfinished)))
        if position not in self.sent[client]:
            self.consumer.acknowledge(client, position)

    @rule()
    def keep(self) -> None:
        """Remember the present state."""
        self.kept = self.tenant.snapshot(), dict(self.unfinished)

    @rule()
    def go_back(self) -> None:
        """Return to the state that was kept."""
        snapshot, unfinished = self.kept
        self.tenant.restore(snapshot)
        self.unfinished = dict(unfinished)
        self.sent = {client: [] for client in self.sent}

    @invariant()
    def nobody_has_too_many(self) -> None:
        """A window is never passed."""
        assert all(len(sent) <= WINDOW for sent in self.sent.values())

    def teardown(self) -> None:
        """Whatever happened before: what waits is delivered, once everybody does what it should."""
        if not self.consumer.clients:
            self.connect("last")
        for _ in range(2 * len(self.unfinished) + 1):
            for client in self.consumer.clients:
                for position in list(self.sent[client]):
                    self.consumer.acknowledge(client, position)
                    self.sent[client].remove(position)
                    self.unfinished.pop(position, None)
                message = self.consumer.take(client)
                if message is not None:
                    self.sent[client].append(message.position)
        assert not self.unfinished, "a message is lost"


TestSharing = Sharing.TestCase
