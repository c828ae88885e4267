"""What a platform may do that the emulator does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from c8y_client import ConnectionLost, ServerError, UnauthorizedError, UnexpectedRedirect
from mockc8y.control.live_server import LiveServer
from tests.sdk.doors import listening
from tests.sdk.listeners.halves import PATIENCE, Half
from tests.sdk.listeners.scene import SHORT, TOPIC, Inbox
from tests.sdk.listeners.scripted import Line, ScriptedTenant

FRAME = 'A1==\n/t1/events/9001\nCREATE\n\n{"id":"17"}'


class Stage:
    """A scripted tenant with a client and its listener."""

    def __init__(self, half: Half, live: LiveServer) -> None:
        self.half = half
        self.tenant = ScriptedTenant()
        self.inbox, self.errors = Inbox(), Inbox()
        self._door = live.open(self.tenant)
        self.client = half.client(self._door.base_url, "t1", ("t1/admin", "admin"))
        self._listeners: list[Any] = []

    def listener(self, *args: Any, **options: Any) -> Any:
        """Make a listener that tries again soon."""
        made = self.half.listener(self.client, *(args or (TOPIC,)), on_error=self.errors.put, **options)
        made.retry_interval = SHORT
        self._listeners.append(made)
        return made

    def listening(self, *args: Any, **options: Any) -> Any:
        """Make a listener, start it and wait until it is connected."""
        made = self.listener(*args, **options)
        made.start(self.inbox.put)
        made.ready(PATIENCE)
        return made

    def ended(self, listener: Any) -> None:
        """Stop a listener and wait until it has ended."""
        listener.stop()
        assert listener.wait(PATIENCE)

    def close(self) -> None:
        """End everything."""
        for listener in self._listeners:
            listener.stop()
        for listener in self._listeners:
            # The test has looked at it.
            with suppress(Exception):
                listener.wait(PATIENCE)
        self.half.close_client(self.client)
        self._door.close()


@pytest.fixture
def stage(half: Half, c8y_live_server: Callable[[], LiveServer]) -> Iterator[Stage]:
    """Give a scripted tenant with a client."""
    made = Stage(half, c8y_live_server())
    yield made
    made.close()


def test_opaque_token_serves_to_unsubscribe(stage: Stage) -> None:
    """Nobody has to look into a token: the last one is used."""
    stage.ended(stage.listening())

    assert stage.tenant.unsubscribed == ["opaque0"]
    assert stage.tenant.tokens == ["opaque0"]


def test_refused_token_is_replaced_to_unsubscribe(stage: Stage) -> None:
    """Whatever its age."""
    stage.tenant.unsubscribe_statuses = [401]

    stage.ended(stage.listening())

    assert stage.tenant.unsubscribed == ["opaque0", "opaque1"]
    assert stage.errors.rest() == []


def test_last_token_is_tried_when_there_is_no_new_one(stage: Stage) -> None:
    """An old token is better than none."""
    listener = stage.listener()
    listener.token_validity = 0
    listener.start(stage.inbox.put)
    listener.ready(PATIENCE)
    stage.tenant.token_statuses = [500]

    stage.ended(listener)

    assert stage.tenant.unsubscribed == ["opaque0"]


def test_failure_to_unsubscribe_is_raised_by_hand(stage: Stage) -> None:
    """Who asks for it learns of it."""
    listener = stage.listening(auto_unsubscribe=False)
    stage.ended(listener)
    stage.tenant.unsubscribe_statuses = [500]

    with pytest.raises(ServerError):
        listener.unsubscribe()


def test_each_connection_has_a_token_of_its_own(stage: Stage) -> None:
    """Also those that are refused."""
    stage.tenant.lines = [Line(status=409), Line(status=503), Line(is_closed=True)]
    stage.listener().start(stage.inbox.put)

    stage.errors.wait_for(ConnectionLost)

    assert stage.tenant.connections[:3] == ["opaque0", "opaque1", "opaque2"]


def test_unsound_frame_is_reported(stage: Stage) -> None:
    """And the next one is handled."""
    stage.tenant.lines = [Line(["what?", FRAME])]
    stage.listening()

    assert stage.inbox.next().json == {"id": "17"}
    assert "begins with 3 lines" in str(stage.errors.next())


def test_deletion_may_have_an_empty_body(stage: Stage) -> None:
    """It is an empty document, and is acknowledged like any other."""
    stage.tenant.lines = [Line(["A1==\n/t1/events/9001\nDELETE\n\n"])]
    listener = stage.listening()

    message = stage.inbox.next()

    assert (message.action, message.source_id, message.json) == ("DELETE", "9001", {})
    stage.ended(listener)
    assert stage.tenant.heard == ["A1=="]


def test_text_can_be_sent(stage: Stage) -> None:
    """For what the platform understands beside acknowledgements."""
    listener = stage.listening()

    listener.send("unsubscribe_subscriber")

    stage.ended(listener)
    assert stage.tenant.heard == ["unsubscribe_subscriber"]


def test_redirect_is_not_followed(stage: Stage) -> None:
    """A token is for the tenant of the base URL alone."""
    stage.tenant.lines = [Line(status=302, headers={"Location": "ws://127.0.0.1:9/elsewhere"})] * 5
    listener = stage.listener()
    listener.start(stage.inbox.put)

    with pytest.raises(UnexpectedRedirect, match="elsewhere"):
        listener.wait(PATIENCE)


def test_refusals_count_only_in_a_row(stage: Stage) -> None:
    """A connection in between begins the count anew."""
    refused, dropped = Line(status=401), Line([FRAME], is_closed=True)
    stage.tenant.lines = [refused, dropped, refused, dropped, refused, dropped]
    listener = stage.listener()
    listener.give_up_after = 2
    listener.start(stage.inbox.put)

    found = [type(stage.errors.next()) for _ in range(6)]

    assert found == [UnauthorizedError, ConnectionLost] * 3
    assert listener.is_running


def test_connection_dropped_in_the_handshake_is_tried_again(stage: Stage) -> None:
    """No answer at all is a failure like others."""
    build = stage.client.tokens.build_websocket_uri
    with listening(b"") as line:
        uris = iter([f"ws{line.url[4:]}/"])
        stage.client.tokens.build_websocket_uri = lambda token, consumer=None: next(uris, build(token, consumer))
        stage.listening()

    assert isinstance(stage.errors.next(), ConnectionLost)


def test_silent_server_is_given_up(stage: Stage) -> None:
    """After `connect_timeout`."""
    build = stage.client.tokens.build_websocket_uri
    with listening() as line:
        uris = iter([f"ws{line.url[4:]}/"])
        stage.client.tokens.build_websocket_uri = lambda token, consumer=None: next(uris, build(token, consumer))
        listener = stage.listener()
        listener.connect_timeout = 0.1
        listener.start(stage.inbox.put)

        assert isinstance(stage.errors.next(), TimeoutError)
        listener.connect_timeout = PATIENCE
        listener.ready(PATIENCE)


def test_missing_library_is_named(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""
    import sys

    monkeypatch.delitem(sys.modules, "c8y_client._push.sockets", raising=False)
    monkeypatch.setitem(sys.modules, "websockets.sync.client", None)
    listener = stage.listener()
    listener.start(stage.inbox.put)

    with pytest.raises(ImportError, match=r"pip install 'c8y-client\[notifications\]'"):
        listener.wait(PATIENCE)
