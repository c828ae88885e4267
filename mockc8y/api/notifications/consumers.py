"""The consumers of Notification 2.0 that are connected: who their clients are, and which message goes to which."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from hashlib import blake2b

from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.tokens import Grant
from mockc8y.domain.notifications.topics import Message

AHEAD = 64
"""Messages looked up in one go."""
REMEMBERED_SOURCES = 4096
"""Sources whose client is remembered at most; past that it is worked out again."""


class Client:
    """One connection of a consumer. `name` is what it calls itself; several may have the same.

    `wake` tells it to look for messages, `close` to say goodbye with a close code. `in_flight` holds what it was sent
    and has not acknowledged: the source of each message by its position. `is_behind` says that there may be messages
    after `cursor`.
    """

    __slots__ = ("ahead", "close", "cursor", "held", "in_flight", "is_behind", "name", "number", "wake")

    def __init__(self, name: str, wake: Callable[[], None], close: Callable[[int], None]) -> None:
        self.name = name
        self.number = 0
        self.wake = wake
        self.close = close
        self.in_flight: dict[int, int] = {}
        self.held: dict[int, int] = {}
        self.ahead: deque[Message] = deque()
        self.cursor = 0
        self.is_behind = True

    def claim(self, source: int) -> bytes:
        """Return how strong its claim to a source is: the same each time it comes back."""
        return blake2b(f"{self.name}\0{self.number}\0{source}".encode(), digest_size=8).digest()

    def send(self, message: Message) -> None:
        """Count a message as sent."""
        source = message.content.source
        self.in_flight[message.position] = source
        self.held[source] = self.held.get(source, 0) + 1

    def settle(self, position: int) -> int | None:
        """Count a message as acknowledged, and return its source; `None` if it was not sent here, or is settled."""
        source = self.in_flight.pop(position, None)
        if source is None:
            return None
        self.held[source] -= 1
        if not self.held[source]:
            del self.held[source]
        return source

    def look(self) -> None:
        """Look at messages that have come."""
        self.is_behind = True
        self.wake()

    def look_again(self) -> None:
        """Look at all messages once more, for those that have become its own."""
        self.ahead.clear()
        self.cursor = 0
        self.look()


class Consumer:
    """Shares out what waits for one subscriber among its clients, so that the messages of a source stay in order.

    Every source belongs to one client: the one whose claim to it is strongest of those connected (rendezvous hashing),
    so that only few move when clients come and go. A source that moves waits until what its former client was sent of
    it is acknowledged, or that client is gone.
    """

    def __init__(self, grant: Grant, window: int) -> None:
        self.grant = grant
        self.clients: list[Client] = []
        self._place = grant.tenant, grant.topic, grant.subscriber
        self._window = window
        self._owners: dict[int, Client] = {}

    def join(self, client: Client) -> None:
        """Add a client. With the first one the topic learns of the consumer, if it does not know it."""
        if not self.clients:
            topics.connect(*self._place)
        taken = {other.number for other in self.clients if other.name == client.name}
        client.number = next(number for number in range(len(taken) + 1) if number not in taken)
        self.clients.append(client)
        self._share_anew()

    def leave(self, client: Client) -> None:
        """Take a client out. What it did not acknowledge is for the others, or for whoever comes next."""
        self.clients.remove(client)
        if not self.clients:
            topics.disconnect(*self._place)
        self._share_anew()

    def take(self, client: Client) -> Message | None:
        """Return the next message for a client, which counts as sent from now on, or `None` while there is none."""
        while len(client.in_flight) < self._window:
            if not client.ahead and not self._look_ahead(client):
                return None
            message = client.ahead.popleft()
            if message.position not in client.in_flight and self._is_free_for(client, message.content.source):
                client.send(message)
                return message
        return None

    def acknowledge(self, client: Client, position: int) -> None:
        """Note that a client is done with a message. That counts only if this client was sent it."""
        was_full = len(client.in_flight) >= self._window
        source = client.settle(position)
        if source is None:
            return
        topics.acknowledge(*self._place, position)
        if was_full:
            client.wake()
        if source not in client.held and len(self.clients) > 1 and (owner := self._owner(source)) is not client:
            owner.look_again()

    def start_over(self) -> None:
        """Send again what is not acknowledged: the tenant went back to an earlier state."""
        for client in self.clients:
            client.in_flight.clear()
            client.held.clear()
        self._share_anew()

    def wake(self) -> None:
        """Let all clients look at messages that have come."""
        for client in self.clients:
            client.look()

    def close(self, code: int) -> None:
        """Let all clients say goodbye."""
        for client in list(self.clients):
            client.close(code)

    def _look_ahead(self, client: Client) -> bool:
        if not client.is_behind:
            return False
        found = topics.waiting(*self._place, client.cursor, AHEAD)
        if found:
            client.ahead.extend(found)
            client.cursor = found[-1].position
        client.is_behind = len(found) == AHEAD
        return bool(found)

    def _is_free_for(self, client: Client, source: int) -> bool:
        if len(self.clients) == 1:
            return True
        return self._owner(source) is client and not any(
            source in other.held for other in self.clients if other is not client
        )

    def _owner(self, source: int) -> Client:
        owner = self._owners.get(source)
        if owner is None:
            if len(self._owners) >= REMEMBERED_SOURCES:
                self._owners.clear()
            owner = self._owners[source] = max(self.clients, key=lambda client: client.claim(source))
        return owner

    def _share_anew(self) -> None:
        self._owners.clear()
        for client in self.clients:
            client.look_again()
