"""Servers that restart, wires that are cut, tokens that expire, and others who are in the way."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from c8y_client import AccessDeniedError, ConflictError, ConnectionFailed, UnauthorizedError
from tests.sdk.listeners.halves import PATIENCE
from tests.sdk.listeners.scene import TOPIC, Inbox, Scene

DAY = 24 * 60 * 60 * 1000


def test_restarted_server_costs_nothing(scene: Scene) -> None:
    """What happens while it is away comes when it is back, and the failures are told."""
    inbox, errors = Inbox(), Inbox()
    scene.listening(inbox.put, on_error=errors.put)
    scene.happen("one")
    assert inbox.texts(1) == ["one"]
    scene.settle(TOPIC)

    scene.relay.down()
    scene.happen("two", "three")
    errors.wait_for(ConnectionFailed)
    scene.relay.up()

    assert inbox.texts(2) == ["two", "three"]


def test_server_may_come_late(scene: Scene) -> None:
    """A listener that was started before its server waits for it."""
    scene.relay.down()
    inbox, errors = Inbox(), Inbox()
    listener = scene.listener(on_error=errors.put)
    listener.start(inbox.put)
    assert isinstance(errors.next(), ConnectionFailed)

    scene.relay.up()
    listener.ready(PATIENCE)
    scene.happen("one")

    assert inbox.texts(1) == ["one"]


def test_cut_wires_cost_nothing(scene: Scene) -> None:
    """However often that happens: everything comes, in order, and nothing twice that was acknowledged."""
    inbox, errors = Inbox(), Inbox()
    listener = scene.listening(inbox.put, on_error=errors.put)
    texts: list[str] = []

    for number in range(5):
        scene.happen(f"{number}a", f"{number}b")
        texts += inbox.texts(2)
        scene.settle(TOPIC)
        scene.relay.cut()
        errors.wait_for(ConnectionFailed)
        listener.ready(PATIENCE)

    assert texts == [f"{number}{letter}" for number in range(5) for letter in "ab"]
    assert inbox.rest() == []


def test_token_that_expired_while_disconnected_is_replaced(scene: Scene) -> None:
    """Each connection has a token of its own, so an old one is of no importance."""
    inbox, tokens = Inbox(), scene.watch_tokens()
    listener = scene.listening(inbox.put, on_error=Inbox().put)
    scene.relay.down()
    scene.mock.platform.advance(2 * DAY)
    scene.happen("one")

    scene.relay.up()

    assert inbox.texts(1) == ["one"]
    assert len(set(tokens)) >= 2
    listener.stop()
    assert listener.wait(PATIENCE)
    assert scene.consumers() == []


def test_expired_token_does_not_end_a_connection(scene: Scene) -> None:
    """And a listener whose token is about to expire gets another to unsubscribe with."""
    inbox, tokens = Inbox(), scene.watch_tokens()
    listener = scene.listener()
    listener.token_validity = 1
    listener.start(inbox.put)
    listener.ready(PATIENCE)
    scene.mock.platform.advance(DAY)
    scene.happen("one")
    assert inbox.texts(1) == ["one"]
    assert len(tokens) == 1

    scene.age(listener, 59)
    listener.stop()

    assert listener.wait(PATIENCE)
    assert len(tokens) == 2
    assert scene.consumers() == []


def test_refused_token_is_replaced(scene: Scene) -> None:
    """A handshake that is refused with 401 is told, and tried again with a new token."""
    inbox, errors = Inbox(), Inbox()
    scene.spoil_tokens(1)

    scene.listening(inbox.put, on_error=errors.put)
    scene.happen("one")

    assert inbox.texts(1) == ["one"]
    [error] = errors.rest()
    assert isinstance(error, UnauthorizedError)
    assert error.code == 401


def test_tokens_are_not_refused_for_ever(scene: Scene) -> None:
    """After some refusals in a row the listener ends with a clear error."""
    scene.spoil_tokens(100)
    errors = Inbox()
    listener = scene.listener(on_error=errors.put)

    listener.start(Inbox().put)

    with pytest.raises(UnauthorizedError, match="401"):
        listener.wait(PATIENCE)
    assert len(errors.rest()) == 5


def test_another_consumer_in_the_way_is_waited_for(scene: Scene) -> None:
    """The conflict is told, and the listener takes over as soon as the other one is gone."""
    first_inbox, inbox, errors = Inbox(), Inbox(), Inbox()
    first = scene.listening(first_inbox.put, auto_unsubscribe=False)
    second = scene.listener(on_error=errors.put)
    second.start(inbox.put)
    error = errors.next()
    assert isinstance(error, ConflictError)
    scene.happen("one")
    assert first_inbox.texts(1) == ["one"]

    first.stop()
    assert first.wait(PATIENCE)
    second.ready(PATIENCE)
    scene.happen("two")

    assert inbox.texts(1) == ["two"]


def test_conflicts_are_waited_for_without_a_limit(scene: Scene) -> None:
    """However many there are, they do not end the listener."""
    scene.listening(Inbox().put)
    errors = Inbox()
    second = scene.listener(on_error=errors.put)
    second.give_up_after = 1
    second.retry_max_delay = 0.01
    second.start(Inbox().put)

    conflicts = [errors.next() for _ in range(8)]

    assert {type(error) for error in conflicts} == {ConflictError}
    assert second.is_running


def test_listener_in_conflict_leaves_the_other_one_alone(scene: Scene) -> None:
    """It does not unsubscribe the consumer that somebody else is using."""
    inbox, errors = Inbox(), Inbox()
    scene.listening(inbox.put)
    second = scene.listener(on_error=errors.put)
    second.start(Inbox().put)
    assert isinstance(errors.next(), ConflictError)

    second.stop()

    assert second.wait(PATIENCE)
    assert scene.consumers() == [TOPIC]
    scene.happen("one")
    assert inbox.texts(1) == ["one"]


def test_permission_lost_on_the_way_is_told(scene: Scene) -> None:
    """A refused token request ends the listener when the connection is gone, not before."""
    inbox = Inbox()
    listener = scene.listening(inbox.put, on_error=Inbox().put)
    scene.forbid_everything()
    scene.happen("one")
    assert inbox.texts(1) == ["one"]

    scene.relay.cut()

    with pytest.raises(AccessDeniedError):
        listener.wait(PATIENCE)


def test_names_of_those_who_share_stay_the_same(scene: Scene) -> None:
    """So that the platform gives each its sources back; only those who share have one in their address."""
    uris = scene.watch_addresses()
    listener = scene.listening(Inbox().put, TOPIC, "team", shared=True, on_error=Inbox().put)
    scene.relay.cut()
    scene.wait_until(lambda: len(uris) == 2)
    listener.ready(PATIENCE)
    scene.listening(Inbox().put, TOPIC, "team", "left", shared=True)
    scene.listening(Inbox().put, TOPIC, "single")

    names = [uri.partition("consumer=")[2] for uri in uris]
    assert names[0] == names[1]
    assert names[0].startswith("team")
    assert names[2:] == ["left", ""]


def test_tokens_are_never_shown(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in logs of any library, nor in errors, nor in what is printed."""
    caplog.set_level(logging.DEBUG)
    tokens, shown = scene.watch_tokens(), Inbox()
    scene.spoil_tokens(1)
    inbox = Inbox()

    listener = scene.listening(inbox.put, on_error=shown.put)
    scene.happen("one")
    message = inbox.next()
    scene.relay.cut()
    shown.wait_for(ConnectionFailed)
    listener.ready(PATIENCE)
    listener.stop()
    assert listener.wait(PATIENCE)

    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    texts = ["\n".join(logged), repr(listener), repr(message), *(trace(error) for error in shown.rest())]
    assert len(tokens) >= 3
    assert [token for token in tokens for text in texts if token in text] == []
    assert "is connected" in caplog.text


def trace(error: Any) -> str:
    """Show an error with everything that led to it."""
    import traceback

    return "".join(traceback.format_exception(error)) + repr(error)
