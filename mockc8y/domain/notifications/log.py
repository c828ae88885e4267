"""What waits in one topic, and how far each of its consumers is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import NamedTuple

from mockc8y.domain.changes import Action
from mockc8y.domain.notifications.progress import Progress
from mockc8y.store.collection import Record
from mockc8y.store.forking import Forkable

OVERHEAD = 200
"""Bytes that a message takes beside its body, in round numbers."""


class Notification(NamedTuple):
    """A change as a subscription passes it on to its topic.

    `kind` is the API it is told under (`alarms`, `alarmsWithChildren`, ...), and `subscribed` the id of the managed
    object that the description names: the subscription's own one for a kind with children. `source` is the managed
    object that the change is about, for which the order of messages is kept. `record` is what the change stream told
    under the name `family`, less the fragments that the subscription does not copy.
    """

    kind: str
    subscribed: int
    source: int
    action: Action
    family: str
    record: Record


class Message(NamedTuple):
    """A notification in its place within a topic; positions grow. `time` is when it came, in milliseconds UTC."""

    position: int
    time: int
    content: Notification

    @property
    def size(self) -> int:
        """Bytes, by which a backlog is measured."""
        return len(self.content.record.body) + OVERHEAD


class TopicLog(Forkable):
    """The messages of a topic that some consumer has yet to acknowledge, in order, and all consumers."""

    def __init__(self) -> None:
        self.size = 0
        """Bytes of all messages kept."""
        self.last = 0
        """The latest position."""
        # Twins draw from the same counter: a position of before a restore never comes to mean another message.
        self._positions = count(1)
        self._messages: dict[int, Message] = {}
        self._unfinished: dict[int, int] = {}
        self._consumers: dict[str, Progress] = {}

    def __len__(self) -> int:
        return len(self._messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(list(self._messages.values()))

    @property
    def consumers(self) -> list[str]:
        """The names of all consumers, the first to come first."""
        return list(self._consumers)

    @property
    def has_consumers(self) -> bool:
        """Whether anybody is there to keep messages for."""
        return bool(self._consumers)

    def has(self, subscriber: str) -> bool:
        """Tell whether a consumer is known."""
        return subscriber in self._consumers

    def progress_of(self, subscriber: str) -> tuple[int, tuple[int, ...]]:
        """Return the highest position a consumer acknowledged, and those below that it did not."""
        progress = self._consumers[subscriber]
        return progress.done, progress.missing

    def join(self, subscriber: str) -> None:
        """Add a consumer that waits for what comes from now on."""
        self._before_write()
        self._consumers[subscriber] = Progress(self.last)

    def leave(self, subscriber: str) -> None:
        """Forget a consumer, and the messages that waited for nobody else."""
        self._before_write()
        progress = self._consumers.pop(subscriber)
        for position in [position for position in self._messages if progress.waits_for(position)]:
            self._finish(position)

    def append(self, content: Notification, time: int) -> None:
        """Keep a message for all consumers there are."""
        self._before_write()
        self.last = next(self._positions)
        message = Message(self.last, time, content)
        self._messages[self.last] = message
        self._unfinished[self.last] = len(self._consumers)
        self.size += message.size

    def acknowledge(self, subscriber: str, position: int) -> None:
        """Note that a consumer is done with a message; what all are done with goes."""
        progress = self._consumers[subscriber]
        if position not in self._messages or not progress.waits_for(position):
            return
        self._before_write()
        self._consumers[subscriber].acknowledge(position, self._messages)
        self._finish(position)

    def waiting(self, subscriber: str, after: int, limit: int) -> list[Message]:
        """Return the first messages after a position that a consumer has yet to acknowledge, in order."""
        return list(islice(self._waiting(self._consumers[subscriber], after), limit))

    def expire(self, before: int) -> None:
        """Forget the messages that came before a moment, in milliseconds UTC."""
        while self._messages:
            oldest = next(iter(self._messages.values()))
            if oldest.time >= before:
                return
            self._before_write()
            self._drop(oldest.position)
            for progress in self._consumers.values():
                progress.give_up(oldest.position)

    def _waiting(self, progress: Progress, after: int) -> Iterator[Message]:
        if after < progress.done:
            yield from (self._messages[position] for position in progress.missing_after(after))
        for position in range(max(after, progress.done) + 1, self.last + 1):
            if position in self._messages:
                yield self._messages[position]

    def _finish(self, position: int) -> None:
        self._unfinished[position] -= 1
        if not self._unfinished[position]:
            self._drop(position)

    def _drop(self, position: int) -> None:
        del self._unfinished[position]
        self.size -= self._messages.pop(position).size

    def _own_containers(self) -> None:
        self._messages, self._unfinished = dict(self._messages), dict(self._unfinished)
        self._consumers = {name: progress.copy() for name, progress in self._consumers.items()}
