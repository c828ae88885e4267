"""Notification 2.0 through pyc8y: its listeners over a real websocket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import Alarm, Event, Measurement, Operation, Subscription
from pyc8y.notification2 import Listener, Message, QueueListener

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

TOPIC = "levels"
PATIENCE = 10.0
"""Seconds after which what does not come has not come."""
QUIET = 0.3
"""Seconds in which nothing is to come."""
MINUTE = 60_000

Inbox = asyncio.Queue[Message]


@pytest.fixture
def subscribe(c8y: CumulocityClient, device: str) -> Any:
    """Give a function that lets changes of the device go to the topic: events, unless it is told otherwise."""

    async def create(*apis: str, **fields: Any) -> Subscription:
        given = {"context": "mo", "source_id": device, "api_filter": list(apis) or ["events"], **fields}
        made: Subscription = await Subscription(c8y, name=TOPIC, **given).create()
        return made

    return create


@pytest.fixture
def happen(c8y: CumulocityClient, device: str) -> Any:
    """Give a function that lets events happen at the device, or another source."""

    async def create(*texts: str, source: str = device) -> None:
        for text in texts:
            await Event(c8y, type="acme_Door", time="now", source=source, text=text).create()

    return create


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[Inbox]:
    """Let a listener run, and yield where its messages come in."""
    inbox: Inbox = asyncio.Queue()
    task = listener.start(inbox.put)
    try:
        await connected(listener)
        yield inbox
    finally:
        listener.stop()
        await asyncio.wait_for(task, PATIENCE)


async def connected(listener: Listener) -> None:
    """Wait until a listener has its websocket."""
    await asyncio.wait_for(listener._is_connected.wait(), PATIENCE)


async def drop(listener: Listener) -> None:
    """Break the connection below a listener, and wait until it has a new one."""
    token = listener._current_token
    listener._connection._conn.transport.abort()
    async with asyncio.timeout(PATIENCE):
        while listener._current_token == token:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)
    await connected(listener)


async def texts(inbox: Inbox, count: int) -> list[str]:
    """Return the texts of the next messages."""
    return [(await asyncio.wait_for(inbox.get(), PATIENCE)).json["text"] for _ in range(count)]


async def quiet(inbox: Inbox) -> bool:
    """Tell whether nothing comes for a while."""
    await asyncio.sleep(QUIET)
    return inbox.empty()


async def test_listener_is_told_of_changes(c8y: CumulocityClient, device: str, subscribe: Any, happen: Any) -> None:
    """In order, with what happened and where."""
    await subscribe()

    async with listening(Listener(c8y, TOPIC)) as inbox:
        await happen("one", "two")
        first = await asyncio.wait_for(inbox.get(), PATIENCE)

        assert (first.source, first.action) == (f"/{c8y.tenant_id}/events/{device}", "CREATE")
        assert first.json == (await c8y.events.get(first.json["id"])).json
        assert await texts(inbox, 1) == ["two"]


async def test_queue_listener_is_told_of_changes(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """It puts them where somebody else takes them from."""
    await subscribe()
    listener = QueueListener(c8y, TOPIC)
    listener.start()
    await connected(listener.listener)

    await happen("one", "two")

    assert await texts(listener.queue, 2) == ["one", "two"]
    listener.stop()
    await listener.wait(PATIENCE)


async def test_nothing_from_before_the_first_connection_comes(
    c8y: CumulocityClient, subscribe: Any, happen: Any
) -> None:
    """A subscription alone keeps nothing."""
    await subscribe()
    await happen("before")

    async with listening(Listener(c8y, TOPIC)) as inbox:
        await happen("after")

        assert await texts(inbox, 1) == ["after"]


async def test_acknowledged_messages_do_not_come_again(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """The listener acknowledges what its callback has taken in; what comes meanwhile waits."""
    await subscribe()
    async with listening(Listener(c8y, TOPIC, auto_unsubscribe=False)) as inbox:
        await happen("one")
        await texts(inbox, 1)
        await asyncio.sleep(QUIET)
    await happen("two")

    async with listening(Listener(c8y, TOPIC)) as inbox:
        assert await texts(inbox, 1) == ["two"]
        assert await quiet(inbox)


async def test_dropped_socket_costs_nothing(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """The listener comes back with a new token and gets exactly what it did not acknowledge, in order."""
    await subscribe()
    listener = Listener(c8y, TOPIC, auto_ack=False)

    async with listening(listener) as inbox:
        await happen("one", "two", "three")
        messages = [await asyncio.wait_for(inbox.get(), PATIENCE) for _ in range(3)]
        await messages[1].ack()
        await asyncio.sleep(QUIET)
        await drop(listener)
        await happen("four")

        assert await texts(inbox, 3) == ["one", "three", "four"]


async def test_three_consumers_get_identical_frames(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """Byte for byte, their ids included."""
    await subscribe()
    listeners = [Listener(c8y, TOPIC, name) for name in ("ann", "bob", "eve")]

    async with listening(listeners[0]) as ann, listening(listeners[1]) as bob, listening(listeners[2]) as eve:
        await happen("one")
        frames = [(await asyncio.wait_for(inbox.get(), PATIENCE)).raw for inbox in (ann, bob, eve)]

    assert len(set(frames)) == 1


async def test_three_clients_share_one_copy(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """Whichever of them the source belongs to."""
    await subscribe()
    listeners = [Listener(c8y, TOPIC, "team", shared=True) for _ in range(3)]

    async with listening(listeners[0]) as ann, listening(listeners[1]) as bob, listening(listeners[2]) as eve:
        await happen("one", "two", "three")
        await asyncio.sleep(QUIET)

        assert sorted(inbox.qsize() for inbox in (ann, bob, eve)) == [0, 0, 3]


async def test_exclusive_consumer_is_taken_over(c8y: CumulocityClient, subscribe: Any, happen: Any) -> None:
    """A second listener tries on until the first has stopped."""
    await subscribe()
    second, taken = Listener(c8y, TOPIC), asyncio.Queue[Message]()
    first = Listener(c8y, TOPIC, auto_unsubscribe=False)

    async with listening(first) as inbox:
        task = second.start(taken.put)
        await happen("one")
        assert await texts(inbox, 1) == ["one"]
        assert await quiet(taken)
        assert not second._is_connected.is_set()
    await connected(second)
    await happen("two")

    assert await texts(taken, 1) == ["two"]
    second.stop()
    await asyncio.wait_for(task, PATIENCE)


async def test_everything_is_told_in_all_seven_ways(c8y: CumulocityClient, device: str, subscribe: Any) -> None:
    """Alarms and events are told twice: of the device, and of all there is below it."""
    await subscribe("*")

    async with listening(Listener(c8y, TOPIC)) as inbox:
        given = {"type": "acme_Kind", "source": device}
        await Event(c8y, **given, time="now", text="x").create()
        await Alarm(c8y, **given, time="now", text="x", severity="MAJOR").create()
        await Measurement(c8y, **given, time="now", acme_Level={"L": {"value": 1}}).create()
        await Operation(c8y, device_id=device, c8y_Restart={}).create()
        kinds: set[str] = set()
        while len(kinds) < 7:
            kinds.add((await asyncio.wait_for(inbox.get(), PATIENCE)).source.split("/")[2])

    assert kinds == {
        "alarms",
        "alarmsWithChildren",
        "events",
        "eventsWithChildren",
        "managedobjects",
        "measurements",
        "operations",
    }


async def test_deleted_object_takes_its_subscriptions_along(c8y: CumulocityClient, device: str, subscribe: Any) -> None:
    """Its end is the last thing it tells."""
    await subscribe("managedobjects")

    async with listening(Listener(c8y, TOPIC)) as inbox:
        await c8y.inventory.delete(device)
        message = await asyncio.wait_for(inbox.get(), PATIENCE)

    assert (message.action, message.json["id"]) == ("DELETE", device)
    assert await c8y.subscriptions.get_count(source=device) == 0


async def test_consumer_can_be_unsubscribed_once(c8y: CumulocityClient, subscribe: Any) -> None:
    """Of three clients that share it the first is told so, the others that there is nothing left."""
    await subscribe()
    token = await c8y.tokens.generate(TOPIC, subscriber="team", shared=True)
    async with listening(Listener(c8y, TOPIC, "team", shared=True, auto_unsubscribe=False)):
        pass

    await c8y.tokens.unsubscribe(token)

    for _ in range(2):
        with pytest.raises(ValueError, match="500"):
            await c8y.tokens.unsubscribe(token)


async def test_expired_token_does_not_end_a_connection(
    c8y: CumulocityClient, c8y_mock: MockTenant, subscribe: Any, happen: Any
) -> None:
    """When it breaks, the listener gets a new one, and it gets another to unsubscribe with."""
    await subscribe()
    listener = Listener(c8y, TOPIC)
    listener.token_validity = 0.5

    async with listening(listener) as inbox:
        c8y_mock.platform.advance(MINUTE)
        await happen("one")
        assert await texts(inbox, 1) == ["one"]
        await drop(listener)
        await happen("two")
        assert await texts(inbox, 1) == ["two"]

    assert c8y_mock.tenant.notification_topics.ended != []
