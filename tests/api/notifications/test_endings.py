"""How websockets of Notification 2.0 end, but for the client's own leaving."""

from __future__ import annotations

import asyncio
import logging

import pytest

from mockc8y.api.notifications.frames import Frames
from mockc8y.api.settings import Settings
from mockc8y.api.upgrades import LAST_PING
from tests.api.notifications.consumers import CONSUMER, Hall, texts_for
from tests.api.websockets import connected, in_loop, turns
from tests.world import MANAGEMENT_ADMIN, TENANT

SOON = 0.01
"""Seconds that stand for the five minutes of the platform."""


@in_loop
async def test_client_can_end_its_consumer() -> None:
    """The connection is closed in order, and the backlog is gone."""
    hall = Hall()
    peer = await hall.listener()
    hall.happen("one")

    await peer.send("unsubscribe_subscriber")

    assert await peer.closed() == 1000
    assert await texts_for(await hall.listener()) == []


@in_loop
async def test_unsubscribing_by_rest_ends_all_connections() -> None:
    """Any token of the consumer does; a second time there is nothing left to end."""
    hall = Hall()
    peers = [await hall.member("ann"), await hall.member("bob")]
    token = hall.token("team")

    first = hall.call("POST", f"/notification2/unsubscribe?token={token}", json={})
    second = hall.call("POST", f"/notification2/unsubscribe?token={token}", json={})

    assert (first.status, first.json()) == (200, {"result": "DONE"})
    assert [await peer.closed() for peer in peers] == [1000, 1000]
    assert second.status == 500


@in_loop
async def test_unsubscribing_ends_one_consumer_only() -> None:
    """Others of the topic hear on."""
    hall = Hall()
    ann, bob = await hall.listener("ann"), await hall.listener("bob")

    hall.call("POST", f"/notification2/unsubscribe?token={hall.token('ann')}", json={})
    hall.happen("one")

    assert await ann.closed() == 1000
    assert await texts_for(bob) == ["one"]


@in_loop
async def test_consumer_that_was_ended_can_connect_anew() -> None:
    """It begins with what comes next, while its former connection may still be closing."""
    hall = Hall()
    former = await hall.listener()
    former.reads.clear()
    hall.call("POST", f"/notification2/unsubscribe?token={hall.token()}", json={})

    peer = await hall.listener()
    hall.happen("one")

    assert await texts_for(peer) == ["one"]


@in_loop
async def test_idle_connection_is_closed() -> None:
    """The server goes away from who says nothing and is told nothing."""
    hall = Hall(Settings(notification_idle=SOON))

    peer = await hall.listener()

    assert await peer.closed() == 1001


@in_loop
async def test_ping_counts_as_traffic() -> None:
    """Servers answer pings themselves, and tell the application when the last one came."""
    hall = Hall(Settings(notification_idle=SOON))
    last_ping = asyncio.get_running_loop().time

    peer = await connected(hall.app, f"{CONSUMER}?token={hall.token()}", extensions={LAST_PING: last_ping})
    await asyncio.sleep(3 * SOON)

    assert peer.code is None
    await peer.leave()


@pytest.mark.parametrize("is_sent", [True, False], ids=["a message", "an acknowledgement"])
@in_loop
async def test_frames_count_as_traffic(is_sent: bool) -> None:
    """In both directions."""
    idle = 10 * SOON
    hall = Hall(Settings(notification_idle=idle))
    peer = await hall.listener()

    for _ in range(4):
        await asyncio.sleep(idle / 2)
        if is_sent:
            hall.happen("one")
        else:
            await peer.send("CAEQACAAMAE=")

    assert peer.code is None
    await peer.leave()


@in_loop
async def test_server_that_stops_goes_away() -> None:
    """All clients are told, whatever tenant they are of."""
    hall = Hall()
    peers = [await hall.listener("ann"), await hall.listener("bob")]

    hall.app.say_goodbye()

    assert [await peer.closed() for peer in peers] == [1001, 1001]


def test_server_without_clients_stops_without_a_word() -> None:
    """There is nobody to say goodbye to."""
    Hall().app.say_goodbye()


@in_loop
async def test_nothing_is_left_of_a_client_that_is_gone() -> None:
    """Neither does the tenant tell anybody of its changes."""
    hall = Hall()
    peer = await hall.listener()
    assert hall.tenant.notices._listeners != ()

    await peer.leave()

    assert hall.tenant.notices._listeners == ()
    assert await peer.closed() is None


@in_loop
async def test_removed_tenant_lets_go_of_its_consumers() -> None:
    """All of its clients are told, those of other tenants are not."""
    hall = Hall()
    hall.platform.add_tenant("t2")
    peers = [await hall.listener("ann"), await hall.member("bob")]

    assert hall.call("DELETE", f"/tenant/tenants/{TENANT}", login=MANAGEMENT_ADMIN).status == 204

    assert [await peer.closed() for peer in peers] == [1008, 1008]


@in_loop
async def test_suspended_tenant_lets_go_of_its_consumers_and_keeps_what_waits() -> None:
    """Nobody is let in meanwhile; when it is active again, nothing is lost."""
    hall = Hall()
    token = hall.token()
    peer = await hall.connect(token)
    hall.happen("one")
    assert await texts_for(peer) == ["one"]

    hall.call("PUT", f"/tenant/tenants/{TENANT}", json={"status": "SUSPENDED"}, login=MANAGEMENT_ADMIN)
    assert await peer.closed() == 1008
    assert (await hall.connect(token)).status == 401
    hall.call("PUT", f"/tenant/tenants/{TENANT}", json={"status": "ACTIVE"}, login=MANAGEMENT_ADMIN)

    assert await texts_for(await hall.connect(token)) == ["one"]


@in_loop
async def test_return_to_a_state_without_the_tenant_lets_go_of_its_consumers() -> None:
    """The same when it was suspended then."""
    hall = Hall()
    kept = hall.platform.snapshot()
    hall.platform.remove_tenant(TENANT)
    without = hall.platform.snapshot()
    hall.platform.restore(kept)
    peer = await hall.listener()

    hall.platform.restore(without)

    assert await peer.closed() == 1008


@in_loop
async def test_return_to_a_suspended_state_lets_go_of_consumers() -> None:
    """As if it was suspended now."""
    hall = Hall()
    change = {"status": "SUSPENDED"}
    active = hall.platform.snapshot()
    hall.call("PUT", f"/tenant/tenants/{TENANT}", json=change, login=MANAGEMENT_ADMIN)
    suspended = hall.platform.snapshot()
    hall.platform.restore(active)
    peer = await hall.listener()

    hall.platform.restore(suspended)

    assert await peer.closed() == 1008


@in_loop
async def test_failure_ends_one_connection_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged; the writer and other consumers notice nothing, and what was not sent waits."""
    hall = Hall()
    broken, other = await hall.listener("broken"), await hall.listener("other")
    failures = iter([ValueError("no words")])

    def fail_once(*args: object) -> str:
        for failure in failures:
            raise failure
        return write(*args)  # type: ignore[arg-type]

    write = Frames.write
    monkeypatch.setattr(Frames, "write", fail_once)
    with caplog.at_level(logging.ERROR):
        hall.happen("one", "two")
        await turns()

    assert await broken.closed() == 1011
    assert await texts_for(other) == ["one", "two"]
    assert "no words" in caplog.text
    assert await texts_for(await hall.listener("broken")) == ["one", "two"]
