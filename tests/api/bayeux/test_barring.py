"""Clients that may not listen any more: they hear nothing from then on, and their websockets are closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.domain import sessions, users
from tests.api.bayeux.cases import measure
from tests.api.bayeux.clients import REALTIME, PollingClient, SocketClient, authn, user
from tests.api.logins import Login, log_in
from tests.api.websockets import in_loop, turns
from tests.world import MANAGEMENT_ADMIN, TENANT, World

LOST = "402::Unknown client"
FLOWS = "/measurements/*"
HOUR = 3_600_000


def disable(world: World) -> None:
    """Let the user sign in no more."""
    assert world.call("PUT", f"/user/{TENANT}/users/ana", json={"enabled": False}).status == 200


def delete(world: World) -> None:
    """Take the user away."""
    assert world.call("DELETE", f"/user/{TENANT}/users/ana").status == 204


def log_out_everybody(world: World) -> None:
    """End all sessions of the tenant."""
    assert world.call("POST", f"/user/logout/{TENANT}/allUsers").status == 200


def change_password(world: World) -> None:
    """Let the user choose another password."""
    change = {"currentUserPassword": "ana", "newPassword": "Another-1-Another"}
    assert world.call("PUT", "/user/currentUser/password", json=change, login=f"{TENANT}/ana:ana").status == 200


def suspend(world: World) -> None:
    """Have the tenant suspended."""
    change = {"status": "SUSPENDED"}
    assert world.call("PUT", f"/tenant/tenants/{TENANT}", json=change, login=MANAGEMENT_ADMIN).status == 200


def remove(world: World) -> None:
    """Have the tenant removed."""
    assert world.call("DELETE", f"/tenant/tenants/{TENANT}", login=MANAGEMENT_ADMIN).status == 204


FOR_USERS = {each.__name__: each for each in (disable, delete, log_out_everybody, change_password)}
FOR_TENANTS = {each.__name__: each for each in (suspend, remove)}


def house() -> World:
    """Return a tenant that management can reach, with a user who reads measurements."""
    world = World()
    user(world, "ana", "ROLE_MEASUREMENT_READ", "ROLE_USER_MANAGEMENT_OWN_ADMIN")
    return world


@pytest.mark.parametrize("bar", FOR_USERS.values(), ids=FOR_USERS)
@in_loop
async def test_user_that_may_not_sign_in_hears_nothing_more(bar: Callable[[World], None]) -> None:
    """Not even the change that comes next, and the websocket is closed."""
    world = house()
    pump = world.device()
    client = await SocketClient.ready(world, FLOWS, login=f"{TENANT}/ana:ana")
    measure(world, pump)
    assert len(await client.heard()) == 1
    bar(world)

    measure(world, pump)

    [answer] = await client.heard()
    assert (answer["channel"], answer["error"]) == ("/meta/connect", LOST)
    assert await client.peer.closed() == 1008


@pytest.mark.parametrize("bar", FOR_USERS.values(), ids=FOR_USERS)
@in_loop
async def test_others_hear_on(bar: Callable[[World], None]) -> None:
    """Those who may, by a session that was not ended."""
    world = house()
    pump = world.device()
    await SocketClient.ready(world, FLOWS, login=f"{TENANT}/ana:ana")
    bar(world)
    other = await SocketClient.ready(world, FLOWS)

    measure(world, pump)

    assert len(await other.heard()) == 1


@pytest.mark.parametrize("bar", FOR_TENANTS.values(), ids=FOR_TENANTS)
@in_loop
async def test_tenant_that_is_gone_lets_go_of_its_clients(bar: Callable[[World], None]) -> None:
    """Websockets are closed and polls answered at once, without a change to tell of."""
    world = house()
    client = await SocketClient.ready(world, FLOWS)
    poller = await PollingClient.ready(world, FLOWS)
    poll = poller.poll("connect")
    assert await poll.is_held()

    bar(world)

    assert await client.peer.closed() == 1008
    assert [message["error"] for message in await poll.answer()] == [LOST]
    assert world.tenant.changes._listeners[1:] == ()


@in_loop
async def test_server_closes_what_nothing_is_told_on() -> None:
    """It looks from time to time, so that nobody keeps a websocket until the next change."""
    world = house()
    client = await SocketClient.ready(world, FLOWS, login=f"{TENANT}/ana:ana")
    disable(world)

    world.app._application.realtime.sweep()

    assert await client.peer.closed() == 1008


async def ready_by_token(world: World, login: Login) -> SocketClient:
    """Open a session by a token, and listen."""
    client = await SocketClient.open(world, REALTIME)
    assert (await client.shake_hands(authn(token=login.token)))["successful"]
    await client.ask("subscribe", subscription=FLOWS)
    await client.ask("connect")
    return client


@in_loop
async def test_logout_ends_what_its_token_opened() -> None:
    """A session of the same user that was opened otherwise goes on."""
    world = World()
    pump = world.device()
    login = log_in(world.call)
    logged_out, other = await ready_by_token(world, login), await ready_by_token(world, log_in(world.call))
    world.call("POST", "/user/logout", headers=login.bearer, login=None)

    measure(world, pump)

    assert await logged_out.peer.closed() == 1008
    assert len(await other.heard()) == 1


@in_loop
async def test_token_of_a_poll_counts_as_well() -> None:
    """Long polling shows it with every request; the session is that of the handshake."""
    world = World()
    login = log_in(world.call)
    headers = {**login.bearer, "content-type": "application/json"}
    shaken = world.call(
        "POST", REALTIME, json=[{"channel": "/meta/handshake", "version": "1.0"}], headers=headers, login=None
    )
    session = world.app._application.realtime.service_at(REALTIME).find(shaken.json()[0]["clientId"])  # type: ignore[union-attr]
    assert session is not None

    world.call("POST", "/user/logout", headers=login.bearer, login=None)

    assert session.is_barred(world.platform)


@in_loop
async def test_expiry_of_a_token_ends_nothing() -> None:
    """It is looked at in the handshake, and not again."""
    world = World()
    pump = world.device()
    client = await ready_by_token(world, log_in(world.call))
    world.platform.advance(24 * 14 * HOUR)
    world.tenant.users.put("bob", users.add(world.tenant, "bob", "bob"))

    measure(world, pump)

    assert len(await client.heard()) == 1


@in_loop
async def test_websocket_with_another_session_stays_open() -> None:
    """It is closed when nobody on it may listen any more."""
    world = house()
    pump = world.device()
    client = await SocketClient.ready(world, FLOWS, login=f"{TENANT}/ana:ana")
    client.client_id = ""
    await client.shake_hands(authn(token="dDA3MDA3MDA3L2FkbWluOmFkbWlu"))
    await client.ask("subscribe", subscription=FLOWS)
    await client.ask("connect")
    disable(world)

    measure(world, pump)
    await turns()

    heard = await client.heard()
    assert [message["channel"] for message in heard] == ["/meta/connect", f"/measurements/{pump}"]
    assert client.peer.code is None


def test_password_shown_stands_for_a_session_that_ends_with_all_of_the_user() -> None:
    """Those of others end neither it nor with it."""
    world = house()
    ana, bob = (sessions.without_token(world.tenant, name) for name in ("ana", "bob"))
    sessions.end_all_of(world.tenant, "ana")

    assert sessions.is_ended(world.tenant, ana)
    assert not sessions.is_ended(world.tenant, bob)
    assert not sessions.is_ended(world.tenant, sessions.without_token(world.tenant, "ana"))
