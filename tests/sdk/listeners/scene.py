"""What the tests of listeners have in common: a device, its events, and those who listen."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.topics import Topic
from tests.sdk.listeners.halves import PATIENCE, Half
from tests.sdk.listeners.relay import Relay

TOPIC = "levels"
WHO = TOPIC, "team", "single"
"""Subscribers of the tests."""
SHORT = 0.01
"""The first pause between two attempts to connect, in seconds."""


class Inbox:
    """Takes messages, or errors, from the callbacks of a listener."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Any] = queue.Queue()

    def put(self, item: Any) -> None:
        """Take something. It is the callback."""
        self._queue.put(item)

    def next(self) -> Any:
        """Wait for the next one."""
        return self._queue.get(timeout=PATIENCE)

    def texts(self, count: int) -> list[str]:
        """Wait for some messages and return the texts of their events."""
        return [self.next().json["text"] for _ in range(count)]

    def wait_for(self, kind: type[Exception]) -> Any:
        """Wait for an error of a kind; others may come before."""
        while not isinstance(error := self.next(), kind):
            pass
        return error

    def rest(self) -> list[Any]:
        """Take what is there."""
        found = []
        while not self._queue.empty():
            found.append(self._queue.get())
        return found


class Scene:
    """A device whose changes go to a topic."""

    def __init__(self, half: Half, relay: Relay, mock: MockTenant, c8y: Any) -> None:
        self.half = half
        self.relay = relay
        self.mock = mock
        self.c8y = c8y
        self.device = self.new_device()
        self._listeners: list[Any] = []
        self._realtimes: list[Any] = []

    def new_device(self) -> str:
        """Add a device."""
        return str(self.mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})["id"])

    def subscribe(self, *apis: str, source: str | None = None, **fields: Any) -> None:
        """Let changes of the device, or of another source, go to the topic."""
        document = {
            "context": "mo",
            "source": {"id": source or self.device},
            "subscription": TOPIC,
            "subscriptionFilter": {"apis": list(apis)},
            **fields,
        }
        with self.mock.client() as client:
            client.post("/notification2/subscriptions", json=document).raise_for_status()

    def happen(self, *texts: str, source: str | None = None) -> None:
        """Let events happen at the device, or another source."""
        for text in texts:
            self.mock.events.create(
                {
                    "type": "acme_Door",
                    "time": "2026-03-01T08:00:00Z",
                    "text": text,
                    "source": {"id": source or self.device},
                }
            )

    def listener(self, *args: Any, c8y: Any = None, **options: Any) -> Any:
        """Make a listener that tries again soon, and is stopped when the test ends."""
        made = self.half.listener(c8y or self.c8y, *(args or (TOPIC,)), **options)
        made.retry_interval = SHORT
        self._listeners.append(made)
        return made

    def listening(self, callback: Any, *args: Any, **options: Any) -> Any:
        """Make a listener, start it and wait until it is connected."""
        made = self.listener(*args, **options)
        made.start(callback)
        made.ready(PATIENCE)
        return made

    @contextmanager
    def during(self, listener: Any, action: Callable[[], None]) -> Iterator[None]:
        """Do something as soon as a listener is connected that is about to be started."""

        def act() -> None:
            listener.ready(PATIENCE)
            action()

        with self.background(act):
            yield

    @contextmanager
    def background(self, action: Callable[[], Any]) -> Iterator[None]:
        """Do something beside a block, and see that it has ended at the end of it."""
        thread = threading.Thread(target=action)
        thread.start()
        try:
            yield
        finally:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    @contextmanager
    def repeating(self, action: Callable[[], None]) -> Iterator[None]:
        """Do something again and again until the end of a block, for those who cannot tell when they are ready."""
        is_over = threading.Event()

        def repeat() -> None:
            while not is_over.wait(0.01):
                action()

        with self.background(repeat):
            try:
                yield
            finally:
                is_over.set()

    def consumers(self) -> list[str]:
        """Name the consumers for which the tenant keeps messages."""
        topic = Topic(TOPIC)
        return sorted(subscriber for subscriber in WHO if topics.exists(self.mock.tenant, topic, subscriber))

    def settle(self, subscriber: str, left: int = 0) -> None:
        """Wait until a consumer has acknowledged all messages but some."""
        topic = Topic(TOPIC)
        self.wait_until(lambda: len(topics.waiting(self.mock.tenant, topic, subscriber, 0, 100)) == left)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.005)

    def watch_tokens(self) -> list[str]:
        """Return a list in which the client's tokens will be."""
        found: list[str] = []
        self.c8y.tokens.generate = self.half.watched(self.c8y.tokens.generate, found)
        return found

    def watch_addresses(self) -> list[str]:
        """Return a list in which the addresses of the connections will be."""
        found: list[str] = []
        build = self.c8y.tokens.build_websocket_uri

        def call(*args: Any) -> str:
            found.append(build(*args))
            return found[-1]

        self.c8y.tokens.build_websocket_uri = call
        return found

    def spoil_tokens(self, count: int) -> None:
        """Connect with that many wrong tokens first."""
        build = self.c8y.tokens.build_websocket_uri
        wrong = iter(["eyJhbGciOiJub25lIn0.e30.x"] * count)
        self.c8y.tokens.build_websocket_uri = lambda token, consumer=None: build(next(wrong, token), consumer)

    def age(self, listener: Any, seconds: float) -> None:
        """Let the last token of a listener grow old."""
        held = listener._lease
        listener._lease = replace(held, until=held.until - seconds)

    def forbid_everything(self) -> None:
        """Take all permissions from everybody."""
        for group in list(self.mock.tenant.groups.values()):
            self.mock.tenant.groups.put(group.id, replace(group, roles=frozenset()))

    def realtime(self, **options: Any) -> Any:
        """Make a client of real-time notifications that tries again soon, and is closed when the test ends."""
        made = self.half.realtime(options.pop("c8y", self.c8y), **options)
        made.retry_interval = SHORT
        self._realtimes.append(made)
        return made

    def close(self) -> None:
        """Stop the listeners that are left."""
        for realtime in self._realtimes:
            realtime.close()
        for listener in self._listeners:
            listener.stop()
        for listener in self._listeners:
            # The test has looked at it.
            with suppress(Exception):
                listener.wait(PATIENCE)
