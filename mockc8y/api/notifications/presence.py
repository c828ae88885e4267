"""Who is connected for Notification 2.0, and what becomes of the notices of their tenants."""

from __future__ import annotations

import asyncio
import threading

from mockc8y.api.notifications.consumers import Client, Consumer
from mockc8y.api.notifications.frames import Frames
from mockc8y.domain.errors import error
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.notices import Notice
from mockc8y.domain.notifications.tokens import Grant
from mockc8y.domain.notifications.topics import Topic
from mockc8y.domain.tenant import Tenant

ENDED = 1000
"""Close code for the clients of a consumer that is no more."""
SHUT = 1008
"""Close code for all clients of a tenant that was removed or suspended.

# unverified: the platform documents none.
"""


class Presence:
    """The connected consumers of all tenants. Each may have `window` messages at a time that it did not acknowledge."""

    def __init__(self, window: int) -> None:
        self.frames = Frames()
        self._window = window
        self._tenants: dict[Tenant, TenantPresence] = {}

    def join(self, grant: Grant, client: Client) -> Consumer:
        """Add a client to the consumer that it was granted. Raises 409 if others are there and it does not share."""
        here = self._tenants.get(grant.tenant)
        if here is None:
            here = self._tenants[grant.tenant] = TenantPresence(grant.tenant)
        consumer = here.consumer(grant) or Consumer(grant, self._window)
        if consumer.clients and not (grant.shared and consumer.grant.shared):
            raise error(
                "notification_consumer.taken", subscriber=grant.subscriber, subscription=grant.topic.subscription
            )
        here.add(consumer)
        consumer.join(client)
        return consumer

    def leave(self, consumer: Consumer, client: Client) -> None:
        """Take a client out of its consumer."""
        consumer.leave(client)
        here = self._tenants[consumer.grant.tenant]
        if not consumer.clients and here.remove(consumer):
            del self._tenants[consumer.grant.tenant]

    def close(self, code: int) -> None:
        """Let everybody say goodbye."""
        for here in list(self._tenants.values()):
            here.close(code)


class TenantPresence:
    """The connected consumers of one tenant. One event loop serves them all."""

    def __init__(self, tenant: Tenant) -> None:
        self._consumers: dict[Topic, dict[str, Consumer]] = {}
        self._stirred: set[Topic] = set()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._stop_listening = tenant.notices.subscribe(self._hear)

    def consumer(self, grant: Grant) -> Consumer | None:
        """Return the consumer that a token is for, if it is connected."""
        return self._consumers.get(grant.topic, {}).get(grant.subscriber)

    def close(self, code: int) -> None:
        """Let everybody say goodbye."""
        for consumer in self._all():
            consumer.close(code)

    def _all(self) -> list[Consumer]:
        return [consumer for of_topic in self._consumers.values() for consumer in of_topic.values()]

    def add(self, consumer: Consumer) -> None:
        """Add a consumer, which may be there already."""
        self._consumers.setdefault(consumer.grant.topic, {})[consumer.grant.subscriber] = consumer

    def remove(self, consumer: Consumer) -> bool:
        """Remove a consumer, and tell whether it was the last one: then nobody listens for the tenant any more."""
        of_topic = self._consumers[consumer.grant.topic]
        del of_topic[consumer.grant.subscriber]
        if not of_topic:
            del self._consumers[consumer.grant.topic]
        if not self._consumers:
            self._stop_listening()
        return not self._consumers

    def _hear(self, notice: Notice) -> None:
        """Take in a notice, within the request that caused it. Python code of tests causes some in other threads."""
        if threading.get_ident() == self._thread:
            self._heed(notice)
        else:
            self._loop.call_soon_threadsafe(self._heed, notice)

    def _heed(self, notice: Notice) -> None:
        if notice.is_shut:
            self.close(SHUT)
        elif notice.topic is None:
            self._start_over()
        elif notice.ended is not None:
            self._end(notice.topic, notice.ended)
        else:
            self._stir(notice.topic)

    def _stir(self, topic: Topic) -> None:
        """Let those who wait for a topic know soon: the request is not kept waiting, however many they are."""
        if not self._stirred:
            self._loop.call_soon(self._wake_stirred)
        self._stirred.add(topic)

    def _wake_stirred(self) -> None:
        stirred, self._stirred = self._stirred, set()
        for topic in stirred:
            for consumer in self._consumers.get(topic, {}).values():
                consumer.wake()

    def _end(self, topic: Topic, subscriber: str) -> None:
        consumer = self._consumers.get(topic, {}).get(subscriber)
        if consumer is not None:
            consumer.close(ENDED)

    def _start_over(self) -> None:
        """Send what waits once more: the tenant went back to an earlier state, in which a consumer may be unknown."""
        for consumer in self._all():
            if not topics.exists(consumer.grant.tenant, consumer.grant.topic, consumer.grant.subscriber):
                consumer.close(ENDED)
            elif consumer.grant.topic.persistent:
                consumer.start_over()
