"""Starting, stopping and waiting, at any time."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from c8y_client import AccessDeniedError, ConnectionFailed
from tests.sdk.listeners.halves import PATIENCE, Half
from tests.sdk.listeners.relay import Relay
from tests.sdk.listeners.scene import TOPIC, Inbox, Scene


def test_stopped_listener_is_unsubscribed(scene: Scene) -> None:
    """Nothing is kept for it any more."""
    listener = scene.listening(Inbox().put)
    assert scene.consumers() == [TOPIC]

    listener.stop()

    assert listener.wait(PATIENCE)
    assert scene.consumers() == []


def test_listener_can_be_started_again(scene: Scene) -> None:
    """As often as wanted."""
    inbox = Inbox()
    listener = scene.listener()
    for text in ("one", "two"):
        listener.start(inbox.put)
        listener.ready(PATIENCE)
        scene.happen(text)
        assert inbox.texts(1) == [text]
        listener.stop()
        assert listener.wait(PATIENCE)


def test_running_listener_is_not_started_twice(scene: Scene) -> None:
    """Its messages would be handled by either."""
    listener = scene.listening(Inbox().put)

    with pytest.raises(RuntimeError, match="runs already"):
        listener.start(Inbox().put)


def test_listener_that_never_ran_is_at_peace(scene: Scene) -> None:
    """Stopping it, waiting for it and leaving its block do nothing; sending is a mistake."""
    listener = scene.listener()

    listener.stop()
    assert listener.wait(PATIENCE)
    with listener:
        pass
    with pytest.raises(RuntimeError, match="start it first"):
        listener.send("x")
    assert repr(listener) == "<Listener of 'levels' as 'levels'>"


def test_stop_comes_through_before_the_first_connection(scene: Scene) -> None:
    """A listener that cannot connect ends at once, and there is nothing to unsubscribe."""
    scene.relay.down()
    errors = Inbox()
    listener = scene.listener(on_error=errors.put)
    listener.retry_interval = listener.retry_max_delay = 3600
    listener.start(Inbox().put)
    assert isinstance(errors.next(), ConnectionFailed)

    listener.stop()

    assert listener.wait(PATIENCE)
    assert errors.rest() == []
    with pytest.raises(RuntimeError, match="was stopped"):
        listener.ready(PATIENCE)


def test_stop_right_after_start_counts(scene: Scene) -> None:
    """Whether or not the listener has done anything by then."""
    listener = scene.listener()
    scene.half.start_and_stop(listener, Inbox().put)

    assert listener.wait(PATIENCE)


def test_message_being_handled_is_finished_and_acknowledged(scene: Scene) -> None:
    """A stop does not tear work apart."""
    begun, may_go_on = threading.Event(), threading.Event()

    def handle(message: Any) -> None:
        begun.set()
        may_go_on.wait(PATIENCE)

    async def async_handle(message: Any) -> None:
        import asyncio

        await asyncio.to_thread(handle, message)

    listener = scene.listening(scene.half.pick(handle, async_handle), auto_unsubscribe=False)
    scene.happen("one")
    assert begun.wait(PATIENCE)

    listener.stop()
    may_go_on.set()

    assert listener.wait(PATIENCE)
    inbox = Inbox()
    scene.listening(inbox.put)
    scene.happen("two")
    assert inbox.texts(1) == ["two"]


def test_concurrent_messages_are_finished_and_acknowledged(scene: Scene) -> None:
    """Also when several are being handled."""
    begun, may_go_on = threading.Event(), threading.Event()

    def handle(message: Any) -> None:
        begun.set()
        may_go_on.wait(PATIENCE)

    async def async_handle(message: Any) -> None:
        import asyncio

        await asyncio.to_thread(handle, message)

    listener = scene.listening(scene.half.pick(handle, async_handle), auto_unsubscribe=False, concurrency=2)
    scene.happen("one")
    assert begun.wait(PATIENCE)

    listener.stop()
    may_go_on.set()

    assert listener.wait(PATIENCE)
    inbox = Inbox()
    scene.listening(inbox.put)
    scene.happen("two")
    assert inbox.texts(1) == ["two"]


def test_wait_tells_whether_the_listener_has_ended(scene: Scene) -> None:
    """Within the time it is given."""
    listener = scene.listening(Inbox().put)

    assert not listener.wait(0.01)

    listener.stop()
    assert listener.wait(PATIENCE)


def test_block_stops_its_listener(scene: Scene) -> None:
    """Also when an error leaves it, which is not swallowed."""
    listener = scene.listener()

    def fail() -> None:
        with listener:
            listener.start(Inbox().put)
            listener.ready(PATIENCE)
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        fail()
    assert not listener.is_running
    assert scene.consumers() == []


def test_refused_token_ends_the_listener(scene: Scene, half: Half, relay: Relay) -> None:
    """What the platform says is raised by `wait` and `ready`, and told to `on_error`; no task ends in silence."""
    login = scene.mock.add_user("joe")
    client = half.client(relay.base_url, scene.mock.tenant_id, login)
    errors = Inbox()
    listener = scene.listener(c8y=client, on_error=errors.put)
    listener.give_up_after = 3

    listener.start(Inbox().put)

    with pytest.raises(AccessDeniedError):
        listener.wait(PATIENCE)
    with pytest.raises(AccessDeniedError):
        listener.ready(PATIENCE)
    assert [type(error) for error in errors.rest()] == [AccessDeniedError] * 3
    with pytest.raises(AccessDeniedError):
        listener.listen(Inbox().put)
    half.close_client(client)


def test_ready_runs_out_of_time(scene: Scene) -> None:
    """If no connection comes about; the listener tries on."""
    scene.relay.down()
    listener = scene.listener(on_error=Inbox().put)
    listener.start(Inbox().put)

    with pytest.raises(TimeoutError):
        listener.ready(0.05)

    scene.relay.up()
    listener.ready(PATIENCE)


def test_unsubscribing_twice_does_no_harm(scene: Scene) -> None:
    """The second time there is nothing left to do, though the platform fails on it."""
    listener = scene.listening(Inbox().put)
    listener.stop()
    assert listener.wait(PATIENCE)

    listener.unsubscribe()

    assert scene.consumers() == []


def test_consumer_of_an_earlier_program_can_be_unsubscribed(scene: Scene) -> None:
    """A listener that never ran asks for a token to do so."""
    earlier = scene.listening(Inbox().put, auto_unsubscribe=False)
    earlier.stop()
    assert earlier.wait(PATIENCE)
    assert scene.consumers() == [TOPIC]

    scene.listener().unsubscribe()

    assert scene.consumers() == []


def test_shared_consumer_may_be_gone_already(scene: Scene) -> None:
    """The first of those who share it removes it; the others end in peace."""
    errors = Inbox()
    listeners = [scene.listening(Inbox().put, TOPIC, "team", shared=True, on_error=errors.put) for _ in range(2)]

    for listener in listeners:
        listener.stop()
        assert listener.wait(PATIENCE)

    assert [error for error in errors.rest() if not isinstance(error, ConnectionFailed)] == []


def test_failed_farewell_is_reported(scene: Scene) -> None:
    """The platform may keep messages for a consumer that nobody could unsubscribe."""
    errors = Inbox()
    listener = scene.listening(Inbox().put, on_error=errors.put)
    scene.c8y.tokens.unsubscribe = scene.half.failing(LookupError("no way"))

    listener.stop()

    assert listener.wait(PATIENCE)
    error = errors.wait_for(LookupError)
    assert "keeping messages" in error.__notes__[0]


def test_failing_error_callback_does_not_end_the_listener(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """It is noted in the log."""

    def fail(_: Exception) -> None:
        raise LookupError("on_error is wrong")

    inbox = Inbox()
    listener = scene.listening(inbox.put, on_error=fail)

    scene.relay.cut()
    listener.ready(PATIENCE)
    scene.happen("one")

    assert inbox.texts(1) == ["one"]
    assert "failed itself" in caplog.text
