"""Which messages of Notification 2.0 a client gets, and when it gets them again."""

from __future__ import annotations

import threading

import pytest

from mockc8y.api.settings import Settings
from tests.api.notifications.consumers import Hall, ack_of, text_of, texts_for
from tests.api.websockets import in_loop


@in_loop
async def test_nothing_from_before_the_first_connection_is_told() -> None:
    """A consumer begins where it first connects, not where its subscription does."""
    hall = Hall()
    hall.happen("before")

    peer = await hall.listener()
    hall.happen("after")

    assert await texts_for(peer) == ["after"]


@in_loop
async def test_what_is_not_acknowledged_comes_again_in_order() -> None:
    """Exactly that, and before anything new."""
    hall = Hall()
    first = await hall.listener()
    hall.happen("one", "two", "three", "four")
    frames = await first.all()
    await first.send(ack_of(frames[2]))
    await first.send(ack_of(frames[0]))
    await first.leave()
    hall.happen("five")

    second = await hall.listener()
    hall.happen("six")

    assert await texts_for(second) == ["two", "four", "five", "six"]


@in_loop
async def test_nothing_comes_again_while_the_connection_lasts() -> None:
    """However long a client takes."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one", "two")
    frames = await peer.all()

    await peer.send(ack_of(frames[1]))
    hall.platform.advance(3_600_000)

    assert await texts_for(peer) == []


@in_loop
async def test_each_consumer_gets_its_own_copy() -> None:
    """What one acknowledges still waits for another."""
    hall = Hall()
    ann, bob = await hall.listener("ann"), await hall.listener("bob")
    hall.happen("one")
    await ann.send(ack_of(await ann.next()))
    await ann.leave()
    await bob.leave()

    assert await texts_for(await hall.listener("ann")) == []
    assert await texts_for(await hall.listener("bob")) == ["one"]


GARBAGE = ["", "hello", "{}", "CJ1eEAAgADAB", "CAIQACAAMAE=\n", '"CAEQACAAMAE="', "\0" * 50, "x" * 10_000_000]


@pytest.mark.parametrize("text", GARBAGE, ids=lambda text: f"{len(text)} {text[:16]!r}")
@in_loop
async def test_frame_that_means_nothing_is_passed_over(text: str) -> None:
    """It neither ends the connection nor acknowledges anything."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one", "two")

    await peer.send(text)
    hall.happen("three")

    assert await texts_for(peer) == ["one", "two", "three"]
    await peer.leave()
    assert await texts_for(await hall.listener()) == ["one", "two", "three"]


@in_loop
async def test_binary_frame_is_passed_over() -> None:
    """Acknowledgements are text."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one")

    await peer.send_bytes(ack_of(await peer.next()).encode())

    await peer.leave()
    assert await texts_for(await hall.listener()) == ["one"]


@in_loop
async def test_acknowledgement_before_a_message_was_sent_means_nothing() -> None:
    """Ids can be guessed; what they name waits on."""
    hall = Hall()
    first = await hall.listener()
    hall.happen("one")
    frame = await first.next()
    await first.leave()

    second = await hall.listener()
    second.reads.clear()
    await first.send(ack_of(frame))
    second.reads.set()

    assert await texts_for(second) == ["one"]


@in_loop
async def test_at_most_a_window_of_messages_is_not_acknowledged() -> None:
    """The next one comes when one of them is."""
    hall = Hall(Settings(notification_window=3))
    peer = await hall.listener()
    hall.happen("one", "two", "three", "four", "five")
    frames = await peer.all()
    assert [text_of(frame) for frame in frames] == ["one", "two", "three"]

    await peer.send(ack_of(frames[1]))

    assert await texts_for(peer) == ["four"]


@in_loop
async def test_window_is_a_thousand_messages() -> None:
    """As the specification has it."""
    hall = Hall()
    peer = await hall.listener()

    hall.happen(*["x"] * 1005)

    frames = []
    while batch := await peer.all():
        frames += batch
    assert len(frames) == 1000


@in_loop
async def test_client_that_does_not_read_delays_nobody() -> None:
    """It is sent one message; the others stay in the topic, and another consumer gets them at once."""
    hall = Hall()
    slow, quick = await hall.listener("slow"), await hall.listener("quick")
    slow.reads.clear()

    hall.happen("one", "two", "three")

    assert await texts_for(quick) == ["one", "two", "three"]
    assert slow.frames.empty()
    slow.reads.set()
    assert await texts_for(slow) == ["one", "two", "three"]


@in_loop
async def test_client_that_broke_off_while_it_was_sent_something_gets_that_again() -> None:
    """A message that was on its way counts as not acknowledged."""
    hall = Hall()
    peer = await hall.listener()
    peer.reads.clear()
    hall.happen("one", "two")
    await peer.leave()

    assert await texts_for(await hall.listener()) == ["one", "two"]


@in_loop
async def test_many_messages_let_others_have_their_turn() -> None:
    """A long backlog is sent in portions: a short one need not wait for its end."""
    hall = Hall()
    long, short = await hall.listener("long"), await hall.listener("short")
    await long.leave()
    hall.happen(*["x"] * 500)
    await short.all()

    back = await hall.listener("long")
    while not back.frames.empty():
        back.frames.get_nowait()
    hall.happen("now")

    assert len(await back.all()) + len(await short.all()) > 0
    assert short.frames.empty()


@in_loop
async def test_topic_that_is_not_persistent_keeps_nothing_for_who_is_away() -> None:
    """Its consumers always begin with what comes next."""
    hall = Hall()
    hall.subscribe(hall.pump, nonPersistent=True)
    first = await hall.listener(nonPersistent=True)
    hall.happen("one")
    assert await texts_for(first) == ["one"]
    await first.leave()
    hall.happen("two")

    second = await hall.listener(nonPersistent=True)
    hall.happen("three")

    assert await texts_for(second) == ["three"]


@in_loop
async def test_nothing_is_stored_for_who_is_away_from_a_volatile_topic() -> None:
    """Not even until it comes back."""
    hall = Hall()
    hall.subscribe(hall.pump, nonPersistent=True)
    peer = await hall.listener(nonPersistent=True)
    await peer.leave()

    hall.happen("one")

    [(_, log)] = hall.tenant.notices.volatile.items()
    assert len(log) == 0


@in_loop
async def test_return_to_an_earlier_state_brings_back_what_waited_then() -> None:
    """Acknowledgements that came since were never given."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one", "two")
    frames = await peer.all()
    kept = hall.tenant.snapshot()
    for frame in frames:
        await peer.send(ack_of(frame))

    hall.tenant.restore(kept)

    assert await texts_for(peer) == ["one", "two"]


@in_loop
async def test_return_to_an_earlier_state_forgets_what_was_sent_since() -> None:
    """It comes again on the connection that there is, and can be acknowledged there."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one")
    kept = hall.tenant.snapshot()
    assert await texts_for(peer) == ["one"]

    hall.tenant.restore(kept)
    frame = await peer.next()
    await peer.send(ack_of(frame))
    await peer.leave()

    assert await texts_for(await hall.listener()) == []


@in_loop
async def test_return_to_a_state_without_the_consumer_ends_its_connection() -> None:
    """Its client can connect again and is a new one."""
    hall = Hall()
    kept = hall.tenant.snapshot()
    peer = await hall.listener()

    hall.tenant.restore(kept)

    assert await peer.closed() == 1000
    assert (await hall.listener()).status == 101


@in_loop
async def test_change_from_another_thread_arrives() -> None:
    """Tests change a tenant from Python while a server thread serves it."""
    hall = Hall()
    peer = await hall.listener()

    thread = threading.Thread(target=hall.happen, args=("from afar",))
    thread.start()
    thread.join()

    assert text_of(await peer.next()) == "from afar"
