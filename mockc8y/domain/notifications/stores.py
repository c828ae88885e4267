"""The topics of a tenant, as one store."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain.notifications.log import TopicLog
from mockc8y.store.forking import Forkable


class Topic(NamedTuple):
    """Where the messages of all subscriptions of one name go that are persistent, or of those that are not."""

    subscription: str
    persistent: bool = True


class Topics(Forkable):
    """The log of each topic that has, or had, a consumer, and the consumers that were ended."""

    def __init__(self) -> None:
        self._logs: dict[Topic, TopicLog] = {}
        self._ended: dict[tuple[Topic, str], None] = {}
        self._borrowed: set[Topic] = set()

    @property
    def ended(self) -> list[tuple[Topic, str]]:
        """The consumers that were unsubscribed and have not come back."""
        return list(self._ended)

    def items(self) -> list[tuple[Topic, TopicLog]]:
        """Return all topics with their logs, for reading."""
        return list(self._logs.items())

    def log_of(self, topic: Topic) -> TopicLog | None:
        """Return the log of a topic for reading, or `None` where nobody ever came for it."""
        return self._logs.get(topic)

    def writable(self, topic: Topic) -> TopicLog:
        """Return the log of a topic for writing."""
        self._before_write()
        log = self._logs.get(topic)
        if log is None:
            log = self._logs[topic] = TopicLog()
        elif topic in self._borrowed:
            log = self._logs[topic] = log.fork()
        self._borrowed.discard(topic)
        return log

    def has_ended(self, topic: Topic, subscriber: str) -> bool:
        """Tell whether a consumer was unsubscribed and has not come back."""
        return (topic, subscriber) in self._ended

    def end(self, topic: Topic, subscriber: str) -> None:
        """Remember that a consumer was unsubscribed."""
        self._before_write()
        self._ended[topic, subscriber] = None

    def revive(self, topic: Topic, subscriber: str) -> None:
        """Forget that a consumer was unsubscribed."""
        if self.has_ended(topic, subscriber):
            self._before_write()
            del self._ended[topic, subscriber]

    def _own_containers(self) -> None:
        self._logs, self._ended = dict(self._logs), dict(self._ended)
        self._borrowed = set(self._logs)
