"""Real-time notifications over a websocket."""

from __future__ import annotations

import logging
from dataclasses import replace

import orjson
import pyotp
import pytest

from mockc8y.api.bayeux.notices import Notice
from mockc8y.api.links import Links
from mockc8y.domain.totp import Totp
from tests.api.bayeux.cases import measure, world_with
from tests.api.bayeux.clients import (
    OPERATIONS,
    PollingClient,
    SocketClient,
    authn,
    basic,
    names,
)
from tests.api.logins import log_in
from tests.api.websockets import in_loop, turns
from tests.world import TENANT, World

LOST = "402::Unknown client"
ADMIN_CLAIMS = authn(token=basic())


@pytest.mark.parametrize("path", ["/notification/realtime", "/notification/realtime/", "/cep/realtime"])
@in_loop
async def test_websocket_opens_without_a_login(path: str) -> None:
    """Who speaks is asked at the handshake; some clients panic when the upgrade fails."""
    client = await SocketClient.open(World(), path)

    assert (await client.ask("subscribe", subscription="/alarms/*"))[0]["error"] == LOST
    assert (await client.shake_hands(ADMIN_CLAIMS))["successful"]


@pytest.mark.parametrize("login", [f"{TENANT}/admin:admin", "admin:admin", "/admin:admin"])
@in_loop
async def test_name_and_password_prove_who_speaks(login: str) -> None:
    """With or without the tenant, which the host name then tells."""
    assert (await (await SocketClient.open(World())).shake_hands(authn(token=basic(login))))["successful"]


@in_loop
async def test_token_proves_who_speaks() -> None:
    """A JWT comes as it is."""
    world = World()

    assert (await (await SocketClient.open(world)).shake_hands(authn(token=log_in(world.call).token)))["successful"]


@in_loop
async def test_cookie_of_the_upgrade_proves_who_speaks_with_its_xsrf_value() -> None:
    """The cookie comes along with any page's upgrade; the value is known to the user's own page only."""
    world = World()
    login = log_in(world.call)
    client = await SocketClient.open(world, headers=login.cookies)

    for proof in ({}, authn(xsrfToken="wrong"), authn()):
        assert (await client.shake_hands(proof))["error"] == "403::Handshake denied"
    assert (await client.shake_hands(authn(xsrfToken=login.claims["xsrfToken"])))["successful"]


@in_loop
async def test_header_of_the_upgrade_proves_who_speaks() -> None:
    """Programs can set headers of the upgrade."""
    client = await SocketClient.open(World(), headers={"authorization": f"Basic {basic()}"})

    assert (await client.shake_hands({}))["successful"]


@in_loop
async def test_second_factor_is_part_of_the_proof() -> None:
    """A user that has one cannot do without."""
    world = World()
    secret = pyotp.random_base32()
    user = world.tenant.users.get("admin")
    assert user is not None
    world.tenant.users.put("admin", replace(user, totp=Totp(secret, is_active=True)))
    client = await SocketClient.open(world)
    code = pyotp.TOTP(secret).at(world.platform.clock.now() // 1000)

    for wrong in ({}, {"tfa": "undefined"}, {"tfa": "000000" if code != "000000" else "000001"}):
        assert not (await client.shake_hands(authn(token=basic(), **wrong)))["successful"]
    assert (await client.shake_hands(authn(token=basic(), tfa=code)))["successful"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", basic("admin:wrong"), basic("t0/admin:admin"), "\u00e4", 5, None])
@in_loop
async def test_handshake_that_proves_nothing_is_denied(token: object) -> None:
    """The client is told not to try again."""
    client = await SocketClient.open(World())

    assert await client.ask("handshake", ext={"com.cumulocity.authn": {"token": token}}) == [
        {
            "id": "1",
            "channel": "/meta/handshake",
            "successful": False,
            "error": "403::Handshake denied",
            "advice": {"reconnect": "none"},
        }
    ]


@in_loop
async def test_conversation_of_a_browser() -> None:
    """The order of frames is that of the transcript in the protocol's description."""
    world = World()
    pump = world.device()
    client = await SocketClient.open(world)
    await client.shake_hands(ADMIN_CLAIMS)
    batch = [
        client.message("subscribe", subscription="/measurements/*"),
        client.message("connect", advice={"timeout": 0}),
    ]

    assert names(await client.send(batch)) == ["/meta/subscribe", "/meta/connect"]
    assert await client.ask("connect") == []
    made = measure(world, pump)
    [told] = await client.heard()
    assert (told["channel"], told["data"]["data"]["id"]) == (f"/measurements/{pump}", made)
    measure(world, pump)
    assert names(await client.heard()) == [f"/measurements/{pump}"]

    held, goodbye = await client.ask("disconnect")
    assert (held["channel"], held["successful"], "advice" in held) == ("/meta/connect", True, False)
    assert (goodbye["channel"], goodbye["successful"]) == ("/meta/disconnect", True)


@in_loop
async def test_server_closes_the_websocket_some_time_after_a_disconnect() -> None:
    """Clients written in Go leave it to the server."""
    client = await SocketClient.ready(world_with(goodbye=0))
    await client.ask("disconnect")

    assert await client.peer.closed() == 1000


@in_loop
async def test_client_that_begins_again_is_not_closed() -> None:
    """A goodbye concerns the session that it was said to."""
    client = await SocketClient.ready(world_with(goodbye=0.01))
    await client.ask("disconnect")
    client.client_id = ""
    assert (await client.shake_hands(ADMIN_CLAIMS))["successful"]
    assert names(await client.ask("connect", advice={"timeout": 30})) == []

    assert names([*await _next(client)]) == ["/meta/connect"]


async def _next(client: SocketClient) -> list[dict[str, object]]:
    return list(orjson.loads(await client.peer.next()))


@in_loop
async def test_connect_is_answered_when_its_time_is_over() -> None:
    """The client then connects again."""
    client = await SocketClient.ready(world_with(hold=10))

    assert (await _next(client))[0]["advice"] == {"reconnect": "retry", "interval": 0, "timeout": 5400000}


@in_loop
async def test_second_connect_releases_the_first() -> None:
    """Only one connect of a session is held: the newest."""
    client = await SocketClient.ready(World())

    first, second = client.message("connect"), client.message("connect")
    await client.send([first])

    assert [reply["id"] for reply in await client.send([second])] == [first["id"]]


@in_loop
async def test_session_outlives_its_websocket() -> None:
    """The client comes back on another one with the id alone, and hears what it missed."""
    world = World()
    pump = world.device()
    client = await SocketClient.ready(world, "/measurements/*")
    await client.peer.leave()
    made = [measure(world, pump) for _ in range(2)]
    again = await SocketClient.open(world)
    again.client_id = client.client_id

    *told, reply = await again.ask("connect", advice={"timeout": 0})

    assert [message["data"]["data"]["id"] for message in told] == made
    assert reply["channel"] == "/meta/connect"
    await again.ask("connect")
    measure(world, pump)
    assert len(await again.heard()) == 1


@in_loop
async def test_session_can_go_on_by_long_polling() -> None:
    """A client that cannot keep its websocket falls back."""
    world = World()
    pump = world.device()
    client = await SocketClient.ready(world, "/measurements/*")
    poller = PollingClient(world)
    poller.client_id = client.client_id
    poll = poller.poll("connect")
    assert await poll.is_held()
    measure(world, pump)

    assert len(await poll.answer()) == 2
    assert names(await client.heard()) == ["/meta/connect"]


@in_loop
async def test_two_sessions_may_share_a_websocket() -> None:
    """What is told comes for each of them."""
    world = World()
    pump = world.device()
    client = await SocketClient.ready(world, "/measurements/*")
    client.client_id = ""
    await client.shake_hands(ADMIN_CLAIMS)
    await client.ask("subscribe", subscription=f"/measurements/{pump}")
    await client.ask("connect")
    measure(world, pump)

    assert names(await client.heard()) == [f"/measurements/{pump}"] * 2


@in_loop
async def test_client_that_does_not_read_delays_nobody_and_loses_its_session() -> None:
    """Its queue is bounded; when it reads again it finds that it has to shake hands."""
    world = world_with(messages=5)
    pump = world.device()
    slow = await SocketClient.ready(world, "/measurements/*")
    quick = await SocketClient.ready(world, "/measurements/*")
    slow.peer.reads.clear()
    heard = []
    for _ in range(10):
        measure(world, pump)
        heard += await quick.heard()
    assert len(heard) == 10
    slow.peer.reads.set()

    *told, last = await slow.heard()

    assert names(told) == [f"/measurements/{pump}"] * len(told)
    assert (last["channel"], last["error"]) == ("/meta/connect", LOST)
    assert (await slow.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_client_that_only_writes_is_not_read_from_any_more() -> None:
    """Answers that nobody takes do not pile up."""
    world = World()
    client = await SocketClient.open(world)
    await client.shake_hands(ADMIN_CLAIMS)
    client.peer.reads.clear()
    for _ in range(300):
        await client.peer.send("x")
    waiting = client.peer._to_server.qsize()
    client.peer.reads.set()

    assert waiting > 100
    assert len(await client.heard()) == 300


@in_loop
async def test_websocket_that_breaks_while_it_is_sent_to_loses_nothing() -> None:
    """A notification leaves the queue when it was sent."""
    world = World()
    pump = world.device()
    client = await SocketClient.ready(world, "/measurements/*")
    client.peer.reads.clear()
    measure(world, pump)
    await client.peer.leave()
    again = await SocketClient.open(world)
    again.client_id = client.client_id

    assert names(await again.ask("connect", advice={"timeout": 0})) == [f"/measurements/{pump}", "/meta/connect"]


@in_loop
async def test_websocket_that_wakes_up_late_takes_nothing_from_its_successor() -> None:
    """What waits in the queue by then is for the new one."""
    world = World()
    pump = world.device()
    client = await SocketClient.ready(world, "/measurements/*")
    client.peer.reads.clear()
    measure(world, pump)
    again = await SocketClient.open(world)
    again.client_id = client.client_id
    assert len(await again.ask("connect", advice={"timeout": 0})) == 2
    await again.peer.leave()
    made = measure(world, pump)
    client.peer.reads.set()
    await client.heard()
    third = await SocketClient.open(world)
    third.client_id = client.client_id

    [told, _] = await third.ask("connect", advice={"timeout": 0})
    assert told["data"]["data"]["id"] == made


@pytest.mark.parametrize("frame", ["", "{", "5", "[5]", "[{}]", '{"channel":null}', "\0", '"' * 3, "[" * 10_000])
@in_loop
async def test_garbage_is_answered_and_harms_nobody(frame: str) -> None:
    """The conversation goes on."""
    client = await SocketClient.ready(World())
    await client.peer.send(frame)
    [reply] = await client.heard()

    assert reply["successful"] is False
    assert reply["error"].startswith("400::")
    assert (await client.ask("subscribe", subscription="/alarms/*"))[0]["successful"]


@in_loop
async def test_binary_frame_is_read_like_text() -> None:
    """What counts is the JSON in it."""
    client = await SocketClient.open(World())
    await client.peer.send_bytes(b'[{"channel":"/meta/connect","clientId":"x"}]')

    assert (await client.heard())[0]["error"] == LOST


@in_loop
async def test_frame_that_is_too_large_ends_the_conversation() -> None:
    """The close code says why."""
    client = await SocketClient.open(world_with(frame=1000))
    await client.peer.send(" " * 1001)

    assert await client.peer.closed() == 1009


@in_loop
async def test_device_with_a_websocket_is_connected_until_it_breaks() -> None:
    """Subscribing before or after the connect makes no difference."""
    world = World()
    pump = world.device()
    path = f"/inventory/managedObjects/{pump}/availability"
    client = await SocketClient.ready(world, path=OPERATIONS)
    await client.ask("subscribe", subscription=f"/{pump}")
    assert world.call("GET", path).json()["connectionStatus"] == "CONNECTED"
    await client.peer.leave()

    assert world.call("GET", path).json()["connectionStatus"] == "DISCONNECTED"


@in_loop
async def test_failure_ends_one_websocket_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, with its session; the writer and others notice nothing."""
    world = World()
    pump = world.device()
    broken = await SocketClient.ready(world, "/measurements/*")
    other = await SocketClient.ready(world, "/measurements/*")
    write = Notice.text
    failures = iter([ValueError("no words")])

    def fail_once(notice: Notice, links: Links) -> str:
        for failure in failures:
            raise failure
        return write(notice, links)

    monkeypatch.setattr(Notice, "text", fail_once)
    with caplog.at_level(logging.ERROR):
        measure(world, pump)
        await turns()

    assert await broken.peer.closed() == 1011
    assert len(await other.heard()) == 1
    assert "no words" in caplog.text
    again = await SocketClient.open(world)
    again.client_id = broken.client_id
    assert (await again.ask("connect", advice={"timeout": 0}))[0]["error"] == LOST
