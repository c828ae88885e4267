"""Notification 2.0 through c8y_api: the listeners of c8y_tk over a real websocket."""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Event, Subscription
from c8y_tk.notification2 import AsyncListener, AsyncQueueListener, Listener, QueueListener

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

TOPIC = "levels"
PATIENCE = 10.0
"""Seconds after which what does not come has not come."""
QUIET = 0.3
"""Seconds in which nothing is to come."""
MINUTE = 60_000

Happen = Callable[..., None]
Inbox = queue.Queue[Any]


@pytest.fixture(autouse=True)
def _subscription(c8y: CumulocityApi, device: str) -> None:
    """Let events of the device go to the topic."""
    Subscription(c8y, name=TOPIC, context="mo", source_id=device, api_filter=["events"]).create()


@pytest.fixture
def happen(c8y: CumulocityApi, device: str) -> Happen:
    """Give a function that lets events happen at the device."""

    def create(*texts: str) -> None:
        for text in texts:
            Event(c8y, type="acme_Door", time="now", source=device, text=text).create()

    return create


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    patient = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < patient, "it never was"
        time.sleep(0.01)


@contextmanager
def listening(listener: Listener) -> Iterator[Inbox]:
    """Let a listener run in its thread, and yield where its messages come in."""
    inbox: Inbox = queue.Queue()
    listener.start(inbox.put)
    try:
        until(listener._listener._is_connected.is_set)
        yield inbox
    finally:
        listener.stop()
        assert listener.wait(PATIENCE)


@asynccontextmanager
async def awaiting(listener: AsyncListener) -> AsyncIterator[asyncio.Queue[Any]]:
    """Let a listener run in this loop, and yield where its messages come in."""
    inbox: asyncio.Queue[Any] = asyncio.Queue()
    task = listener.start(inbox.put)
    try:
        await asyncio.wait_for(listener._is_connected.wait(), PATIENCE)
        yield inbox
    finally:
        listener.stop()
        await asyncio.wait_for(task, PATIENCE)


def texts(inbox: Inbox, count: int) -> list[str]:
    """Return the texts of the next messages."""
    return [inbox.get(timeout=PATIENCE).json["text"] for _ in range(count)]


def drop(listener: Listener) -> None:
    """Break the connection below a listener, and wait until it has a new one."""
    inner = listener._listener
    token = inner._current_token
    listener._event_loop.call_soon_threadsafe(inner._connection.transport.abort)
    until(lambda: inner._current_token != token)
    until(inner._is_connected.is_set)


def test_listener_is_told_of_changes(c8y: CumulocityApi, device: str, happen: Happen) -> None:
    """In order, with what happened and where."""
    with listening(Listener(c8y, TOPIC)) as inbox:
        happen("one", "two")
        first = inbox.get(timeout=PATIENCE)

        assert (first.source, first.action) == (f"/{c8y.tenant_id}/events/{device}", "CREATE")
        assert first.json["text"] == "one"
        assert texts(inbox, 1) == ["two"]


def test_queue_listener_is_told_of_changes(c8y: CumulocityApi, happen: Happen) -> None:
    """It puts them where another thread takes them from."""
    listener = QueueListener(c8y, TOPIC)
    listener.start()
    until(listener.listener._listener._is_connected.is_set)

    happen("one", "two")

    assert texts(listener.queue, 2) == ["one", "two"]
    listener.stop()
    assert listener.wait(PATIENCE)


def test_asynchronous_listener_is_told_of_changes(c8y: CumulocityApi, happen: Happen) -> None:
    """In a loop of the application's own."""

    async def run() -> list[str]:
        async with awaiting(AsyncListener(c8y, TOPIC)) as inbox:
            await asyncio.to_thread(happen, "one", "two")
            return [(await asyncio.wait_for(inbox.get(), PATIENCE)).json["text"] for _ in range(2)]

    assert asyncio.run(run()) == ["one", "two"]


def test_asynchronous_queue_listener_is_told_of_changes(c8y: CumulocityApi, happen: Happen) -> None:
    """The queue is one of asyncio."""

    async def run() -> str:
        listener = AsyncQueueListener(c8y, TOPIC)
        listener.start()
        await asyncio.wait_for(listener.listener._is_connected.wait(), PATIENCE)
        await asyncio.to_thread(happen, "one")
        message = await asyncio.wait_for(listener.queue.get(), PATIENCE)
        listener.stop()
        await listener.wait(PATIENCE)
        text: str = message.json["text"]
        return text

    assert asyncio.run(run()) == "one"


def test_nothing_from_before_the_first_connection_comes(c8y: CumulocityApi, happen: Happen) -> None:
    """A subscription alone keeps nothing."""
    happen("before")

    with listening(Listener(c8y, TOPIC)) as inbox:
        happen("after")

        assert texts(inbox, 1) == ["after"]


def test_dropped_socket_costs_nothing(c8y: CumulocityApi, happen: Happen) -> None:
    """The listener comes back with a new token and gets exactly what it did not acknowledge, in order."""
    listener = Listener(c8y, TOPIC, auto_ack=False)

    with listening(listener) as inbox:
        happen("one", "two", "three")
        messages = [inbox.get(timeout=PATIENCE) for _ in range(3)]
        messages[1].ack()
        time.sleep(QUIET)
        drop(listener)
        happen("four")

        assert texts(inbox, 3) == ["one", "three", "four"]


def test_three_consumers_get_identical_frames(c8y: CumulocityApi, happen: Happen) -> None:
    """Byte for byte, their ids included."""
    ann, bob, eve = (Listener(c8y, TOPIC, name) for name in ("ann", "bob", "eve"))

    with listening(ann) as first, listening(bob) as second, listening(eve) as third:
        happen("one")
        frames = {inbox.get(timeout=PATIENCE).raw for inbox in (first, second, third)}

    assert len(frames) == 1


def test_three_clients_share_one_copy(c8y: CumulocityApi, happen: Happen) -> None:
    """Whichever of them the source belongs to. They stop together: one that is closed meanwhile would not get it."""
    inbox: Inbox = queue.Queue()
    listeners = [Listener(c8y, TOPIC, "team", shared=True) for _ in range(3)]
    for listener in listeners:
        listener.start(inbox.put)
    until(lambda: all(listener._listener._is_connected.is_set() for listener in listeners))

    happen("one", "two", "three")

    messages = [inbox.get(timeout=PATIENCE) for _ in range(3)]
    time.sleep(QUIET)
    assert [message.json["text"] for message in messages] == ["one", "two", "three"]
    assert len({message.listener for message in messages}) == 1
    assert inbox.empty()
    for listener in listeners:
        listener.stop()
    for listener in listeners:
        assert listener.wait(PATIENCE)


def test_exclusive_consumer_is_taken_over(c8y: CumulocityApi, happen: Happen) -> None:
    """A second listener tries on until the first has stopped."""
    second, taken = Listener(c8y, TOPIC), queue.Queue[Any]()

    with listening(Listener(c8y, TOPIC, auto_unsubscribe=False)) as inbox:
        second.start(taken.put)
        happen("one")
        assert texts(inbox, 1) == ["one"]
        time.sleep(QUIET)
        assert not second._listener._is_connected.is_set()
    until(second._listener._is_connected.is_set)
    happen("two")

    assert texts(taken, 1) == ["two"]
    second.stop()
    assert second.wait(PATIENCE)


def test_consumer_can_be_unsubscribed_once(c8y: CumulocityApi) -> None:
    """Of three clients that share it the first is told so, the others that there is nothing left."""
    token = c8y.notification2_tokens.generate(TOPIC, subscriber="team", shared=True)

    c8y.notification2_tokens.unsubscribe(token)

    for _ in range(2):
        with pytest.raises(SyntaxError):
            c8y.notification2_tokens.unsubscribe(token)


def test_expired_token_does_not_end_a_connection(c8y: CumulocityApi, c8y_mock: MockTenant, happen: Happen) -> None:
    """When it breaks, the listener gets a new one."""
    listener = Listener(c8y, TOPIC)
    listener.token_validity = 1

    with listening(listener) as inbox:
        c8y_mock.platform.advance(MINUTE)
        happen("one")
        assert texts(inbox, 1) == ["one"]
        drop(listener)
        happen("two")
        assert texts(inbox, 1) == ["two"]


def test_deleted_object_takes_its_subscriptions_along(c8y: CumulocityApi, device: str) -> None:
    """As many are counted afterwards as there are: none."""
    assert c8y.notification2_subscriptions.get_count(source=device) == 1

    c8y.inventory.delete(device)

    assert c8y.notification2_subscriptions.get_count(source=device) == 0
