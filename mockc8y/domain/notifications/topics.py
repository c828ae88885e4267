"""Topics of Notification 2.0: what subscriptions pass on waits here for each consumer until it acknowledges.

Nothing here knows connections. Who serves one calls `connect` when it opens, sends what is `waiting`, hands on every
acknowledgement, calls `disconnect` when it closes, and listens to `tenant.notices` for what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain.errors import error
from mockc8y.domain.notifications.limits import limits_of
from mockc8y.domain.notifications.log import Message, Notification, TopicLog
from mockc8y.domain.notifications.stores import Topic, Topics

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

__all__ = [
    "Message",
    "Notification",
    "Topic",
    "acknowledge",
    "connect",
    "disconnect",
    "exists",
    "publish",
    "unsubscribe",
    "waiting",
]


def connect(tenant: Tenant, topic: Topic, subscriber: str) -> None:
    """Let a consumer in. A new one waits for what comes from now on, one that is known for what it did not finish.

    Consumers of a topic that is not persistent always wait for what comes from now on. So call this for the first
    connection of a shared consumer only, or the others lose what they have not acknowledged.
    """
    topics = _topics(tenant, topic)
    topics.revive(topic, subscriber)
    log = topics.log_of(topic)
    if log is not None and log.has(subscriber):
        if topic.persistent:
            return
        topics.writable(topic).leave(subscriber)
    topics.writable(topic).join(subscriber)


def disconnect(tenant: Tenant, topic: Topic, subscriber: str) -> None:
    """Say that the last connection of a consumer is gone.

    That means something for a topic that is not persistent only: nothing is kept for the consumer from now on.
    """
    if not topic.persistent and exists(tenant, topic, subscriber):
        _topics(tenant, topic).writable(topic).leave(subscriber)


def waiting(tenant: Tenant, topic: Topic, subscriber: str, after: int, limit: int) -> list[Message]:
    """Return the first messages after a position that a consumer has not acknowledged, in order, at most `limit`.

    Position 0 is before the first message. A consumer that does not exist, or no longer, waits for none.
    """
    log = _log(tenant, topic)
    if not log or not log.has(subscriber):
        return []
    time_to_live = limits_of(tenant).time_to_live
    if time_to_live is not None:
        log = _topics(tenant, topic).writable(topic)
        log.expire(tenant.clock.now() - time_to_live)
    return log.waiting(subscriber, after, limit)


def acknowledge(tenant: Tenant, topic: Topic, subscriber: str, position: int) -> None:
    """Take note that a consumer is done with the message at a position. What does not wait for it is passed over.

    That it was sent on the connection that acknowledges is for the caller to check.
    """
    log = _log(tenant, topic)
    if log is not None and log.has(subscriber):
        _topics(tenant, topic).writable(topic).acknowledge(subscriber, position)


def exists(tenant: Tenant, topic: Topic, subscriber: str) -> bool:
    """Tell whether a consumer has a place in a topic: it connected once, and was not unsubscribed since."""
    log = _log(tenant, topic)
    return log is not None and log.has(subscriber)


def unsubscribe(tenant: Tenant, topic: Topic, subscriber: str) -> None:
    """End a consumer: its place and its backlog are gone. Raises 500 where it was ended before and never came back.

    One that never connected can be ended as well, once. Listeners of `tenant.notices` are told its name, so that they
    close its connections.
    """
    topics = _topics(tenant, topic)
    if topics.has_ended(topic, subscriber):
        raise error("notification_consumer.gone", subscriber=subscriber, subscription=topic.subscription)
    if exists(tenant, topic, subscriber):
        topics.writable(topic).leave(subscriber)
    topics.end(topic, subscriber)
    tenant.notices.publish(topic, subscriber)


def publish(tenant: Tenant, topic: Topic, content: Notification) -> None:
    """Add a message to a topic and wake whoever listens. A topic without consumers keeps nothing.

    A message that finds the backlog full is lost. The request that caused it is answered 500 for that, at its end, by
    way of `tenant.notices.overflowed`.
    """
    log = _log(tenant, topic)
    if log is None or not log.has_consumers:
        return
    log = _topics(tenant, topic).writable(topic)
    limits = limits_of(tenant)
    now = tenant.clock.now()
    if limits.time_to_live is not None:
        log.expire(now - limits.time_to_live)
    if limits.backlog is not None and log.size >= limits.backlog:
        tenant.notices.overflowed = topic
        return
    log.append(content, now)
    tenant.notices.publish(topic)


def _topics(tenant: Tenant, topic: Topic) -> Topics:
    """Return where a topic is kept: what is not persistent is buffered in memory only and knows no snapshot."""
    return tenant.notification_topics if topic.persistent else tenant.notices.volatile


def _log(tenant: Tenant, topic: Topic) -> TopicLog | None:
    return _topics(tenant, topic).log_of(topic)
