"""Real-time notifications over long polling, and what is the same on a websocket."""

from __future__ import annotations

import pytest

from mockc8y.api.bayeux.addresses import PATHS
from mockc8y.api.stepping import WouldWait
from mockc8y.domain import users
from tests.api.bayeux.cases import FLOWS, measure, world_with
from tests.api.bayeux.clients import PollingClient, names
from tests.api.websockets import in_loop
from tests.world import TENANT, World

HOUR = 60 * 60 * 1000
LOST = "402::Unknown client"


@in_loop
async def test_handshake_tells_what_the_platform_speaks() -> None:
    """The answer has the fields of recorded ones, and no advice."""
    [reply] = await PollingClient(World()).post([{"channel": "/meta/handshake", "version": "1.0", "id": "7"}]).answer()

    assert 27 <= len(reply.pop("clientId")) <= 33
    assert reply == {
        "id": "7",
        "channel": "/meta/handshake",
        "successful": True,
        "version": "1.0",
        "minimumVersion": "1.0",
        "supportedConnectionTypes": ["long-polling", "smartrest-long-polling", "websocket"],
        "ext": {"ack": False},
    }


@in_loop
async def test_acknowledgement_of_deliveries_is_not_offered() -> None:
    """A client that asks for it is told so, and is told of changes like any other."""
    world = world_with()
    pump = world.device()
    client = PollingClient(world)
    [reply] = await client.ask("handshake", version="1.0", ext={"ack": True})
    client.client_id = reply["clientId"]
    await client.ask("subscribe", subscription="/measurements/*")
    measure(world, pump)

    told, connected = await client.ask("connect", ext={"ack": 0})

    assert reply["ext"] == {"ack": False}
    assert told["channel"] == f"/measurements/{pump}"
    assert "ext" not in connected
    assert await client.told() == []


@in_loop
async def test_no_two_sessions_have_the_same_id() -> None:
    """The id is what lets a client speak for a session; no seed repeats it."""
    found = [(await PollingClient(World()).ask("handshake"))[0]["clientId"] for _ in range(3)]

    assert len(set(found)) == 3


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("suffix", ["", "/", "/handshake", "/connect"])
@in_loop
async def test_every_address_speaks_the_protocol(path: str, suffix: str) -> None:
    """Clients append the kind of a message, or a slash."""
    client = PollingClient(World(), path=path)

    assert (await client.post([{"channel": "/meta/handshake"}], suffix).answer())[0]["successful"]


@in_loop
async def test_single_message_is_answered_with_a_list() -> None:
    """A client may leave out the brackets."""
    assert names(await PollingClient(World()).post({"channel": "/meta/handshake"}).answer()) == ["/meta/handshake"]


@pytest.mark.parametrize(
    ("body", "status"), [(b"[", 400), (b"[5]", 400), (b"[{}]", 422), (b'[{"channel":5}]', 422), (b"", 422)]
)
def test_body_that_holds_no_messages_is_refused(body: bytes, status: int) -> None:
    """What is no Bayeux at all is refused by HTTP."""
    world = World()

    assert world.call("POST", "/notification/realtime", body=body).status == status


def test_request_without_login_is_refused() -> None:
    """Over HTTP the header counts, whatever a message says."""
    assert (
        World().call("POST", "/notification/realtime", json=[{"channel": "/meta/handshake"}], login=None).status == 401
    )


@in_loop
async def test_messages_of_one_request_are_answered_in_their_order() -> None:
    """Several messages may come in one array."""
    client = await PollingClient.ready(World())
    kinds = ["subscribe", "unsubscribe", "connect", "disconnect"]
    fields = {"clientId": client.client_id, "subscription": "/alarms/*", "advice": {"timeout": 0}}

    replies = await client.post([{"channel": f"/meta/{kind}", "id": kind, **fields} for kind in kinds]).answer()

    assert [(reply["id"], reply["successful"]) for reply in replies] == [(kind, True) for kind in kinds]


@in_loop
async def test_connect_is_answered_at_once_if_its_timeout_is_zero() -> None:
    """The first connect of a client finds out whether the session is there."""
    client = await PollingClient.ready(World())

    assert await client.ask("connect", advice={"timeout": 0}) == [
        {
            "channel": "/meta/connect",
            "successful": True,
            "advice": {"reconnect": "retry", "interval": 0, "timeout": 5400000},
        }
    ]


@in_loop
async def test_connect_is_held_until_something_happens() -> None:
    """What is told comes before the answer to the connect, in one array."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/measurements/{pump}")
    poll = client.poll("connect")
    assert await poll.is_held()

    made = measure(world, pump)
    told, reply = await poll.answer()

    assert (told["channel"], reply["channel"]) == (f"/measurements/{pump}", "/meta/connect")
    assert told["data"]["realtimeAction"] == "CREATE"
    assert told["data"]["data"] == world.call("GET", f"{FLOWS}/{made}").json()


@in_loop
async def test_what_happens_between_two_connects_waits() -> None:
    """The queue of a session keeps what its client is not there to hear."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, "/measurements/*")
    made = [measure(world, pump) for _ in range(3)]

    *told, reply = await client.ask("connect")

    assert [message["data"]["data"]["id"] for message in told] == made
    assert reply["channel"] == "/meta/connect"


@in_loop
async def test_connect_is_answered_when_its_time_is_over() -> None:
    """The client says how long it waits; else the server's own time counts."""
    client = await PollingClient.ready(world_with(hold=10))

    assert (await client.ask("connect"))[0]["successful"]
    assert (await client.ask("connect", advice={"timeout": 10}))[0]["successful"]


@in_loop
async def test_second_connect_releases_the_first() -> None:
    """Only one connect of a session is held: the newest."""
    client = await PollingClient.ready(World())
    first = client.poll("connect")
    assert await first.is_held()

    second = client.poll("connect")

    assert (await first.answer())[0]["successful"]
    assert await second.is_held()
    await second.leave()


@in_loop
async def test_disconnect_releases_the_connect_without_advice() -> None:
    """With advice the client would connect again."""
    client = await PollingClient.ready(World())
    poll = client.poll("connect", id="4")
    assert await poll.is_held()

    assert await client.ask("disconnect") == [{"channel": "/meta/disconnect", "successful": True}]
    assert await poll.answer() == [{"id": "4", "channel": "/meta/connect", "successful": True}]
    assert (await client.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_nothing_is_lost_when_a_poll_breaks() -> None:
    """What happens after the client went away waits for its next connect."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/measurements/{pump}")
    poll = client.poll("connect")
    assert await poll.is_held()
    await poll.leave()
    measure(world, pump)

    assert names(await client.ask("connect")) == [f"/measurements/{pump}", "/meta/connect"]


def test_poll_that_has_to_wait_cannot_be_stepped_by_hand() -> None:
    """Without an event loop nothing can happen meanwhile; the error says so."""
    world = World()
    [reply] = world.call("POST", "/notification/realtime", json=[{"channel": "/meta/handshake"}]).json()

    with pytest.raises(WouldWait, match="event loop"):
        world.call("POST", "/notification/realtime", json=[{"channel": "/meta/connect", "clientId": reply["clientId"]}])


@in_loop
async def test_unknown_client_is_told_to_shake_hands() -> None:
    """Only a connect gets the advice; clients wait for that one."""
    client = PollingClient(World())
    client.client_id = "gone"
    error = {"successful": False, "error": LOST}

    assert await client.ask("connect", id="9") == [
        {"id": "9", "channel": "/meta/connect", **error, "advice": {"reconnect": "handshake", "interval": 0}}
    ]
    assert await client.ask("subscribe", subscription="/alarms/*") == [{"channel": "/meta/subscribe", **error}]


@pytest.mark.parametrize("path", ["/notification/operations", "/cep/notifications"])
@in_loop
async def test_session_of_another_service_is_unknown(path: str) -> None:
    """Each service has its own sessions."""
    world = World()
    other = PollingClient(world, path=path)
    other.client_id = (await PollingClient.ready(world)).client_id

    assert (await other.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_session_is_known_under_both_names_of_its_service() -> None:
    """The older address is the same service."""
    world = World()
    other = PollingClient(world, path="/cep/realtime")
    other.client_id = (await PollingClient.ready(world)).client_id

    assert (await other.ask("connect", advice={"timeout": 0}))[0]["successful"]


@pytest.mark.parametrize("login", [f"{TENANT}/nobody:nobody", "management/admin:admin"])
@in_loop
async def test_session_of_somebody_else_is_unknown(login: str) -> None:
    """Nobody hears by another's session, of the same tenant or not, even who knows its id."""
    world = World()
    thief = PollingClient(world, login)
    thief.client_id = (await PollingClient.ready(world)).client_id

    assert (await thief.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_session_ends_after_two_hours_of_silence() -> None:
    """It is the platform's clock that counts; a client that connects keeps its session."""
    world = World()
    client = await PollingClient.ready(world)
    world.platform.advance(2 * HOUR - 1)
    assert (await client.ask("connect", advice={"timeout": 0}))[0]["successful"]
    world.platform.advance(2 * HOUR - 1)
    assert (await client.ask("connect", advice={"timeout": 0}))[0]["successful"]
    world.platform.advance(2 * HOUR)

    assert (await client.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_client_may_ask_for_a_shorter_life() -> None:
    """`interval` is how long the server waits for the next connect (specification)."""
    world = World()
    client = await PollingClient.ready(world)
    assert (await client.ask("connect", advice={"timeout": 0, "interval": 3000}))[0]["successful"]
    world.platform.advance(3000)

    assert (await client.ask("connect"))[0]["error"] == LOST


@in_loop
async def test_held_connect_keeps_a_session_alive() -> None:
    """Who waits is not idle, however the clock is moved."""
    world = World()
    client = await PollingClient.ready(world)
    poll = client.poll("connect")
    assert await poll.is_held()

    world.platform.advance(3 * HOUR)
    world.app._application.realtime.sweep()

    assert await poll.is_held()
    await poll.leave()


@pytest.mark.parametrize("what", ["deleted", "disabled", "tenant"])
@in_loop
async def test_session_ends_with_its_user(what: str) -> None:
    """A user that is gone or may not log in any more hears nothing."""
    world = World()
    users.add(world.tenant, "ana", "ana", ["ROLE_ALARM_READ"])
    client = await PollingClient.ready(world, "/alarms/*", login=f"{TENANT}/ana:ana")
    [service] = {world.app._application.realtime.service_at("/notification/realtime")}
    assert service is not None
    if what == "deleted":
        world.tenant.users.remove("ana")
    elif what == "disabled":
        assert world.call("PUT", f"/user/{TENANT}/users/ana", json={"enabled": False}).status == 200
    else:
        world.platform.remove_tenant(TENANT)

    assert service.find(client.client_id) is None


@in_loop
async def test_queue_that_is_full_ends_the_session() -> None:
    """A client that does not come for so long starts again; others hear what it missed."""
    world = world_with(messages=3)
    pump = world.device()
    lazy = await PollingClient.ready(world, "/measurements/*")
    keen = await PollingClient.ready(world, "/measurements/*")
    heard = []
    for _ in range(4):
        measure(world, pump)
        heard += names(await keen.ask("connect"))[:-1]

    assert (await lazy.ask("connect"))[0]["error"] == LOST
    assert heard == [f"/measurements/{pump}"] * 4


@in_loop
async def test_octets_of_a_queue_are_bounded() -> None:
    """Few large documents count like many small ones; a single one always fits."""
    world = world_with(octets=2000)
    client = await PollingClient.ready(world, "/managedobjects/*")
    world.object(acme_Text="x" * 5000)
    assert len(await client.ask("connect")) == 2
    for _ in range(3):
        world.object()
        world.object()
        assert len(await client.ask("connect")) == 3

    world.object(acme_Text="x" * 1000)
    world.object(acme_Text="x" * 1000)

    assert (await client.ask("connect"))[0]["error"] == LOST
