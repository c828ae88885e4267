"""What a listener is told, and what becomes of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.sdk.listeners.halves import PATIENCE
from tests.sdk.listeners.scene import TOPIC, Inbox, Scene


def test_listener_is_told_of_changes_in_order(scene: Scene) -> None:
    """With what happened and where; the body is what reading the event gives."""
    inbox = Inbox()
    scene.listening(inbox.put)

    scene.happen("one", "two")

    first = inbox.next()
    assert (first.action, first.source) == ("CREATE", f"/{scene.mock.tenant_id}/events/{scene.device}")
    assert (first.tenant_id, first.api, first.source_id) == (scene.mock.tenant_id, "events", scene.device)
    with scene.mock.client() as client:
        event = client.get(f"/event/events/{first.json['id']}").json()
    assert {**first.json, "self": "", "source": ""} == {**event, "self": "", "source": ""}
    assert inbox.texts(1) == ["two"]


def test_deletion_is_told_with_a_document(scene: Scene) -> None:
    """Whatever the platform sends as its body, the object's ID is at hand."""
    scene.subscribe("managedobjects", source=(device := scene.new_device()))
    inbox = Inbox()
    scene.listening(inbox.put)

    with scene.mock.client() as client:
        client.delete(f"/inventory/managedObjects/{device}").raise_for_status()

    message = inbox.next()
    assert (message.action, message.source_id, message.json["id"]) == ("DELETE", device, device)


def test_nothing_from_before_the_first_connection_comes(scene: Scene) -> None:
    """A subscription alone keeps nothing, and `ready` tells when nothing is missed any more."""
    scene.happen("before")
    inbox = Inbox()
    scene.listening(inbox.put)

    scene.happen("after")

    assert inbox.texts(1) == ["after"]


def test_acknowledged_messages_do_not_come_again(scene: Scene) -> None:
    """What comes while nobody listens waits for the next listener."""
    inbox = Inbox()
    first = scene.listening(inbox.put, auto_unsubscribe=False)
    scene.happen("one")
    assert inbox.texts(1) == ["one"]
    first.stop()
    assert first.wait(PATIENCE)
    scene.happen("two")

    scene.listening(inbox.put)

    assert inbox.texts(1) == ["two"]


def test_failed_callback_is_reported_and_its_message_comes_again(scene: Scene) -> None:
    """The next messages are handled; the failed one is not acknowledged, so it comes over the next connection."""
    inbox, errors, is_broken = Inbox(), Inbox(), threading.Event()

    def handle(message: Any) -> None:
        if message.json["text"] == "one" and not is_broken.is_set():
            is_broken.set()
            raise LookupError("no such place")
        inbox.put(message)

    scene.listening(handle, on_error=errors.put)
    scene.happen("one", "two")
    assert inbox.texts(1) == ["two"]

    error = errors.next()
    assert isinstance(error, LookupError)
    assert scene.device in error.__notes__[0]
    scene.relay.cut()
    assert inbox.texts(1) == ["one"]


def test_single_messages_can_be_acknowledged(scene: Scene) -> None:
    """Without `auto_ack` each message comes again until it is acknowledged, by itself, its ID or its frame."""
    inbox = Inbox()
    listener = scene.listening(inbox.put, auto_ack=False)
    scene.happen("one", "two", "three", "four")
    messages = [inbox.next() for _ in range(4)]

    scene.half.run(messages[0].ack)
    listener.ack(messages[1].id)
    listener.ack(payload=messages[3].raw)
    scene.settle(TOPIC, left=1)
    scene.relay.cut()

    assert inbox.texts(1) == ["three"]
    scene.happen("five")
    assert inbox.texts(1) == ["five"]


def test_acknowledgement_needs_a_message(scene: Scene) -> None:
    """Naming none is a mistake of the caller."""
    listener = scene.listening(Inbox().put)

    with pytest.raises(ValueError, match="pass its ID"):
        listener.ack()


def test_acknowledgement_counts_only_on_its_connection(scene: Scene) -> None:
    """One that comes too late is not sent over the next connection, and hurts nobody."""
    inbox = Inbox()
    listener = scene.listening(inbox.put, auto_ack=False)
    scene.happen("one")
    late = inbox.next()
    scene.relay.cut()
    again = inbox.next()

    scene.half.run(late.ack)

    assert again.raw == late.raw
    listener.stop()
    assert listener.wait(PATIENCE)
    scene.half.run(again.ack)


def test_messages_of_other_sources_overtake_with_concurrency(scene: Scene) -> None:
    """While one is being handled, those of its source wait and those of others do not."""
    other = scene.new_device()
    scene.subscribe("events", source=other)
    inbox, begun, may_go_on = Inbox(), Inbox(), threading.Event()

    def handle(message: Any) -> None:
        begun.put(message)
        if message.json["text"] == "slow":
            may_go_on.wait(PATIENCE)
        inbox.put(message)

    async def async_handle(message: Any) -> None:
        import asyncio

        begun.put(message)
        if message.json["text"] == "slow":
            await asyncio.to_thread(may_go_on.wait, PATIENCE)
        inbox.put(message)

    scene.listening(scene.half.pick(handle, async_handle), concurrency=3)
    scene.happen("slow", "next")
    scene.happen("other", source=other)

    assert inbox.texts(1) == ["other"]
    assert sorted(begun.texts(2)) == ["other", "slow"]
    may_go_on.set()
    assert inbox.texts(2) == ["slow", "next"]


def test_concurrency_is_bounded(scene: Scene) -> None:
    """No more messages are handled at a time than asked for."""
    devices = [scene.new_device() for _ in range(3)]
    for device in devices:
        scene.subscribe("events", source=device)
    begun, inbox, may_go_on = Inbox(), Inbox(), threading.Event()

    def handle(message: Any) -> None:
        begun.put(message)
        may_go_on.wait(PATIENCE)
        inbox.put(message)

    async def async_handle(message: Any) -> None:
        import asyncio

        await asyncio.to_thread(handle, message)

    scene.listening(scene.half.pick(handle, async_handle), concurrency=2)
    for number, device in enumerate(devices):
        scene.happen(str(number), source=device)

    assert sorted(begun.texts(2)) == ["0", "1"]
    assert begun.rest() == []
    may_go_on.set()
    assert sorted(inbox.texts(3)) == ["0", "1", "2"]


def test_concurrency_of_none_is_refused(scene: Scene) -> None:
    """Somebody has to do the work."""
    with pytest.raises(ValueError, match="at least 1"):
        scene.listener(concurrency=0)


def test_loop_receives_messages(scene: Scene) -> None:
    """Leaving it ends the listener; what the loop asked on after is acknowledged."""
    listener = scene.listener(auto_unsubscribe=False)
    with scene.during(listener, lambda: scene.happen("one", "two", "three")):
        messages = scene.half.read(listener, 2)

    assert [message.json["text"] for message in messages] == ["one", "two"]
    assert listener.wait(PATIENCE)
    assert not listener.is_running
    inbox = Inbox()
    scene.listening(inbox.put)
    assert inbox.texts(2) == ["two", "three"]


def test_queue_listener_fills_a_queue(scene: Scene) -> None:
    """Its block starts and stops it."""
    listener = scene.half.queue_listener(scene.c8y, TOPIC)

    with listener:
        listener.ready(PATIENCE)
        scene.happen("one", "two")
        texts = [scene.half.run(listener.queue.get).json["text"] for _ in range(2)]

    assert texts == ["one", "two"]
    assert listener.wait(PATIENCE)


def test_queue_listener_can_be_started_by_hand(scene: Scene) -> None:
    """And it can be unsubscribed by hand, too."""
    listener = scene.half.queue_listener(scene.c8y, TOPIC, auto_unsubscribe=False)
    listener.start()
    listener.ready(PATIENCE)

    listener.stop()

    assert listener.wait(PATIENCE)
    assert scene.consumers() == [TOPIC]
    listener.unsubscribe()
    assert scene.consumers() == []
