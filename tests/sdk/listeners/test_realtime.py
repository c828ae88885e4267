"""Real-time notifications over both ways, in both halves."""

from __future__ import annotations

import logging
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import pytest

from c8y_client import AccessDeniedError, BasicAuth, ConnectionFailed, HttpError
from c8y_client._access.refreshing import RefreshingAuth
from mockc8y.api.asgi import build_app
from mockc8y.control.live_server import LiveServer
from tests.sdk.listeners.halves import Half
from tests.sdk.listeners.relay import Relay
from tests.sdk.listeners.scene import Inbox, Scene

WAYS = ["websocket", "long-polling"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Give each way on which messages travel."""
    return str(request.param)


def test_subscriber_is_told_of_changes(scene: Scene, way: str) -> None:
    """With what happened and where; the body is the whole object, of a deletion its ID."""
    inbox = Inbox()
    scene.realtime(way=way).start(inbox.put, "/events/*")

    scene.happen("one")
    created = inbox.next()
    with scene.mock.client() as client:
        client.delete(f"/event/events/{created.json['id']}").raise_for_status()
    deleted = inbox.next()

    assert (created.channel, created.action, created.api) == (f"/events/{scene.device}", "CREATE", "events")
    assert (created.source_id, created.json["text"]) == (scene.device, "one")
    assert (deleted.action, deleted.json) == ("DELETE", created.json["id"])
    assert repr(created) == f"<RealtimeMessage CREATE /events/{scene.device}>"


def test_messages_come_in_order(scene: Scene, way: str) -> None:
    """However many there are."""
    inbox = Inbox()
    scene.realtime(way=way).start(inbox.put, "/events/*")
    texts = [str(number) for number in range(50)]

    scene.happen(*texts)

    assert inbox.texts(50) == texts


def test_each_subscription_gets_its_own(scene: Scene, way: str) -> None:
    """One session serves them all; who asks for a channel twice gets each message once."""
    other = scene.new_device()
    everything, one, both = Inbox(), Inbox(), Inbox()
    realtime = scene.realtime(way=way)
    realtime.start(everything.put, "/events/*")
    realtime.start(one.put, f"/events/{other}")
    realtime.start(both.put, "/events/*", f"/events/{other}")

    scene.happen("a")
    scene.happen("b", source=other)
    scene.happen("c")

    assert everything.texts(3) == ["a", "b", "c"]
    assert both.texts(3) == ["a", "b", "c"]
    assert one.texts(1) == ["b"]
    assert one.rest() == []


def test_loop_receives_messages(scene: Scene, way: str) -> None:
    """Leaving it ends the subscription, while others go on."""
    inbox = Inbox()
    realtime = scene.realtime(way=way)
    realtime.start(inbox.put, "/events/*")
    feed = realtime.subscribe("/events/*")

    with scene.repeating(lambda: scene.happen("again")):
        found = scene.half.read(feed, 2)

    assert [message.json["text"] for message in found] == ["again", "again"]
    scene.wait_until(lambda: len(realtime.feeds) == 1)
    inbox.rest()
    scene.happen("last")
    assert inbox.texts(1) == ["last"]


def test_failed_callback_is_reported(scene: Scene) -> None:
    """And the next message is handled."""
    inbox, errors = Inbox(), Inbox()

    def handle(message: Any) -> None:
        if message.json["text"] == "one":
            raise LookupError("no such place")
        inbox.put(message)

    scene.realtime(on_error=errors.put).start(handle, "/events/*")

    scene.happen("one", "two")

    assert inbox.texts(1) == ["two"]
    assert "was handled" in errors.next().__notes__[0]


def test_cut_wires_cost_nothing(scene: Scene, way: str) -> None:
    """The session goes on over the next connection, with what happened in between."""
    inbox, errors = Inbox(), Inbox()
    scene.realtime(way=way, on_error=errors.put).start(inbox.put, "/events/*")
    scene.happen("one")
    assert inbox.texts(1) == ["one"]

    scene.relay.down()
    scene.happen("two")
    errors.wait_for(ConnectionFailed)
    scene.relay.up()
    scene.happen("three")

    assert inbox.texts(2) == ["two", "three"]


def test_restarted_server_is_subscribed_to_again(
    scene: Scene, way: str, c8y_live_server: Callable[[], LiveServer]
) -> None:
    """It does not know the session: the client shakes hands once more, and says so."""
    inbox, errors = Inbox(), Inbox()
    realtime = scene.realtime(way=way, on_error=errors.put)
    realtime.start(inbox.put, "/events/*")
    door = c8y_live_server().open(build_app(scene.mock.platform))
    scene.relay.target = door.base_url

    scene.relay.cut()
    while getattr(errors.next(), "code", None) != 402:
        pass
    with scene.repeating(lambda: scene.happen("again")):
        assert inbox.texts(1) == ["again"]

    realtime.close()
    door.close()


def test_server_may_come_late(scene: Scene, way: str) -> None:
    """Who subscribes before waits for it."""
    scene.relay.down()
    errors, inbox = Inbox(), Inbox()
    realtime = scene.realtime(way=way, on_error=errors.put)
    with scene.background(lambda: realtime.start(inbox.put, "/events/*")):
        errors.wait_for(ConnectionFailed)
        scene.relay.up()

    scene.happen("one")

    assert inbox.texts(1) == ["one"]


def test_channel_that_is_not_permitted_is_an_error(scene: Scene, half: Half, way: str) -> None:
    """For who asks for it, not for others."""
    client = half.client(
        scene.relay.base_url, scene.mock.tenant_id, scene.mock.add_user("joe", roles=["ROLE_EVENT_READ"])
    )
    inbox = Inbox()
    realtime = scene.realtime(way=way, c8y=client)
    realtime.start(inbox.put, "/events/*")

    with pytest.raises(AccessDeniedError, match="/alarms/"):
        half.read(realtime.subscribe("/alarms/*"), 1)

    scene.happen("one")
    assert inbox.texts(1) == ["one"]
    realtime.close()
    half.close_client(client)


def test_refused_credentials_end_it(scene: Scene, half: Half, way: str) -> None:
    """With an error for everybody who subscribed, and for those who do later."""
    client = half.client(scene.relay.base_url, scene.mock.tenant_id, ("joe", "wrong"))
    errors = Inbox()
    realtime = scene.realtime(way=way, c8y=client, on_error=errors.put)

    for _ in range(2):
        with pytest.raises(HttpError) as raised:
            half.read(realtime.subscribe("/events/*"), 1)
        assert raised.value.code in {401, 403}

    assert errors.rest() != []
    realtime.close()
    half.close_client(client)


def test_closing_ends_loops(scene: Scene, way: str) -> None:
    """Without an error, also for those that wait; closing twice does no harm."""
    realtime = scene.realtime(way=way)
    results: list[Any] = []

    with scene.background(lambda: results.append(scene.half.read(realtime.subscribe("/events/*"), 5))):
        scene.wait_until(lambda: bool(realtime.feeds) and realtime.feeds[0]._is_settled.is_set())
        realtime.close()

    assert results == [[]]
    realtime.close()


def test_callbacks_may_close(scene: Scene, way: str) -> None:
    """Those for messages and those for errors."""
    told = Inbox()
    first, second = scene.realtime(way=way), scene.realtime(way=way)

    def close(realtime: Any) -> Any:
        def act(_: Any) -> None:
            getattr(realtime, "_target", realtime).close()
            told.put("closed")

        async def async_act(_: Any) -> None:
            await realtime._target.close()
            told.put("closed")

        return scene.half.pick(act, async_act)

    second.on_error = close(second)
    first.start(close(first), "/events/*")
    second.start(Inbox().put, "/events/*")

    scene.happen("one")
    closed = [told.next()]
    scene.relay.down()

    assert [*closed, told.next()] == ["closed", "closed"]


def test_block_closes(scene: Scene, way: str) -> None:
    """An error that leaves the block is not swallowed."""

    def fail() -> None:
        with scene.realtime(way=way) as realtime:
            realtime.start(Inbox().put, "/events/*")
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        fail()


@pytest.mark.parametrize("channels", [(), ("events",), ("/meta/connect",)])
def test_channels_are_checked(scene: Scene, channels: tuple[str, ...]) -> None:
    """Before anything is sent."""
    with pytest.raises(ValueError, match="channel"):
        scene.realtime().subscribe(*channels)


def test_way_is_checked(scene: Scene) -> None:
    """Before anything is sent."""
    with pytest.raises(ValueError, match="carrier pigeon"):
        scene.realtime(way="carrier pigeon")


def test_slow_reader_gets_an_error(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of memory running full, or messages vanishing without a word."""
    for half in ("tasks", "threads"):
        monkeypatch.setattr(f"c8y_client._push.{half}.feed._LIMIT", 3)
    realtime = scene.realtime()
    feed = realtime.subscribe("/events/*")
    scene.half.enter(feed)

    scene.happen("1", "2", "3", "4", "5")

    scene.wait_until(lambda: feed._error is not None)
    with pytest.raises(BufferError, match="too slowly"):
        scene.half.read(feed, 5)
    scene.half.leave(feed)


@pytest.fixture
def without_websockets(scene: Scene, c8y_live_server: Callable[[], LiveServer]) -> Iterator[None]:
    """Put something between client and server that refuses websockets."""
    inside = scene.mock.app

    async def app(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        if scope["type"] != "websocket":
            await inside(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 1000})

    door = c8y_live_server().open(app)
    target, scene.relay.target = scene.relay.target, door.base_url
    yield
    scene.relay.target = target
    scene.relay.cut()
    door.close()


@pytest.mark.usefixtures("without_websockets")
def test_refused_websocket_makes_it_poll(scene: Scene) -> None:
    """Some proxies know no websockets."""
    inbox = Inbox()
    realtime = scene.realtime()
    realtime.start(inbox.put, "/events/*")

    scene.happen("one")

    assert inbox.texts(1) == ["one"]
    assert realtime.choice.polls


@pytest.mark.usefixtures("without_websockets")
def test_chosen_way_is_kept(scene: Scene) -> None:
    """Who wants a websocket gets one or an error."""
    with pytest.raises(AccessDeniedError):
        scene.half.read(scene.realtime(way="websocket").subscribe("/events/*"), 1)


def test_missing_library_makes_it_poll(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """`websockets` is an optional dependency."""
    monkeypatch.delitem(sys.modules, "c8y_client._push.sockets", raising=False)
    monkeypatch.setitem(sys.modules, "websockets.sync.client", None)
    inbox = Inbox()
    realtime = scene.realtime()
    realtime.start(inbox.put, "/events/*")

    scene.happen("one")

    assert inbox.texts(1) == ["one"]
    with pytest.raises(ImportError, match=r"pip install 'c8y-client\[notifications\]'"):
        scene.half.read(scene.realtime(way="websocket").subscribe("/events/*"), 1)


def test_tokens_serve_as_credentials(scene: Scene, half: Half, relay: Relay) -> None:
    """A client that logs in by itself does so before it shakes hands."""
    name, password = scene.mock.auth
    client = half.client(relay.base_url, scene.mock.tenant_id, (name, password))
    client.auth = RefreshingAuth(relay.base_url, scene.mock.tenant_id, name, password)
    inbox = Inbox()
    realtime = scene.realtime(c8y=client, way="websocket")
    realtime.start(inbox.put, "/events/*")

    scene.happen("one")

    assert inbox.texts(1) == ["one"]
    realtime.close()
    half.close_client(client)


def test_agent_is_told_of_operations(scene: Scene) -> None:
    """At another address of the same protocol, where they come as they are."""
    with scene.mock.client() as client:
        client.put(f"/inventory/managedObjects/{scene.device}", json={"com_cumulocity_model_Agent": {}})
    inbox = Inbox()
    scene.realtime(resource="/notification/operations").start(inbox.put, f"/{scene.device}")

    scene.mock.operations.create({"deviceId": scene.device, "c8y_Restart": {}})

    message = inbox.next()
    assert (message.action, message.json["deviceId"], message.source_id) == ("CREATE", scene.device, scene.device)


def test_credentials_are_never_shown(scene: Scene, way: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in logs of any library, nor in errors."""
    caplog.set_level(logging.DEBUG)
    inbox, errors = Inbox(), Inbox()
    realtime = scene.realtime(way=way, on_error=errors.put)
    realtime.start(inbox.put, "/events/*")
    scene.relay.down()
    errors.wait_for(ConnectionFailed)
    scene.relay.up()
    scene.happen("one")
    inbox.next()
    realtime.close()

    secret = BasicAuth(*scene.mock.auth).build_auth_header().partition(" ")[2]
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    assert [text for text in logged if secret in text] == []
    assert any(f"is connected by {way}" in text for text in logged)
