"""What is told on which channel of real-time notifications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mockc8y.api.bayeux.sessions import speaker
from mockc8y.api.links import links_of
from tests.api.bayeux.cases import FLOWS, INVENTORY, MEASUREMENT, TIME, alarm, measure, world_with
from tests.api.bayeux.clients import PollingClient, brief, names, user
from tests.api.websockets import in_loop
from tests.world import TENANT, World

CHANGED: Mapping[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "alarms": (
        "/alarm/alarms",
        {"type": "acme_Leak", "text": "Leak", "severity": "MAJOR", "time": TIME},
        {"text": "!"},
    ),
    "events": ("/event/events", {"type": "acme_Start", "text": "Started", "time": TIME}, {"text": "!"}),
    "operations": ("/devicecontrol/operations", {"acme_Turn": {}}, {"status": "EXECUTING"}),
}


@pytest.mark.parametrize("family", CHANGED)
@in_loop
async def test_change_is_told_as_a_get_shows_it(family: str) -> None:
    """Content, links and times are those of the REST API, under the address the client knows."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/{family}/{pump}")
    path, document, change = CHANGED[family]
    made = world.post(path, {**document, "source": {"id": pump}, "deviceId": pump})
    created = await client.told()
    shown = [world.call("GET", f"{path}/{made}").json()]
    assert world.call("PUT", f"{path}/{made}", json=change).status == 200
    changed = await client.told()
    shown.append(world.call("GET", f"{path}/{made}").json())

    assert brief(created + changed) == [(f"/{family}/{pump}", "CREATE"), (f"/{family}/{pump}", "UPDATE")]
    assert [message["data"]["data"] for message in created + changed] == shown
    assert all(isinstance(message["id"], str) and message["id"].isdigit() for message in created)


@in_loop
async def test_managed_object_is_told_as_a_get_shows_it() -> None:
    """An object has a channel of its own from its creation to its end."""
    world = World()
    client = await PollingClient.ready(world, "/managedobjects/*")
    pump = world.object()
    shown = world.call("GET", f"{INVENTORY}/{pump}").json()
    world.call("PUT", f"{INVENTORY}/{pump}", json={"name": "Pump 2"})
    world.call("DELETE", f"{INVENTORY}/{pump}")

    created, changed, gone = await client.told()

    assert brief([created, changed, gone]) == [
        (f"/managedobjects/{pump}", action) for action in ("CREATE", "UPDATE", "DELETE")
    ]
    assert created["data"]["data"] == shown
    assert changed["data"]["data"]["name"] == "Pump 2"
    assert gone["data"]["data"] == pump


@pytest.mark.parametrize(
    ("channel", "path", "document"),
    [("events", "/event/events", CHANGED["events"][1]), ("measurements", FLOWS, MEASUREMENT)],
)
@in_loop
async def test_deletion_tells_the_id_as_a_string(channel: str, path: str, document: dict[str, Any]) -> None:
    """By id or by a query: one notification for each document."""
    world = World()
    pump = world.device()
    made = [world.post(path, {**document, "source": {"id": pump}}) for _ in range(3)]
    client = await PollingClient.ready(world, f"/{channel}/{pump}")
    world.call("DELETE", f"{path}/{made[0]}")
    world.call("DELETE", f"{path}?source={pump}&dateFrom=2026-01-01")

    found = await client.told()

    assert brief(found) == [(f"/{channel}/{pump}", "DELETE")] * 3
    assert sorted(message["data"]["data"] for message in found) == sorted(made)


@in_loop
async def test_collection_of_measurements_is_told_one_by_one() -> None:
    """Each measurement of a request is a notification, in their order."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/measurements/{pump}")
    many = [{**MEASUREMENT, "type": f"acme_{number}", "source": {"id": pump}} for number in range(3)]
    world.call("POST", FLOWS, json={"measurements": many})

    assert [message["data"]["data"]["type"] for message in await client.told()] == ["acme_0", "acme_1", "acme_2"]


@in_loop
async def test_repeated_alarm_is_an_update() -> None:
    """The alarm that is open is counted up."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/alarms/{pump}")
    for _ in range(2):
        world.post("/alarm/alarms", alarm(pump))

    created, counted = await client.told()

    assert brief([created, counted]) == [(f"/alarms/{pump}", "CREATE"), (f"/alarms/{pump}", "UPDATE")]
    assert counted["data"]["data"]["count"] == 2


@in_loop
async def test_bulk_update_of_alarms_is_told_one_by_one() -> None:
    """Each alarm whose status changed is an update."""
    world = World()
    pump = world.device()
    for number in range(2):
        world.post("/alarm/alarms", alarm(pump, type=f"acme_{number}"))
    client = await PollingClient.ready(world, f"/alarms/{pump}")
    assert world.call("PUT", f"/alarm/alarms?source={pump}", json={"status": "CLEARED"}, accept=None).status == 200

    assert brief(await client.told()) == [(f"/alarms/{pump}", "UPDATE")] * 2


@in_loop
async def test_active_alarms_change_their_source() -> None:
    """What an object says of its active alarms is one of its properties."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/managedobjects/{pump}")
    made = world.post("/alarm/alarms", alarm(pump))
    [raised] = await client.told()
    world.call("PUT", f"/alarm/alarms/{made}", json={"status": "CLEARED"})
    [cleared] = await client.told()

    found = [message["data"]["data"]["c8y_ActiveAlarmsStatus"]["major"] for message in (raised, cleared)]
    assert (brief([raised]), found) == ([(f"/managedobjects/{pump}", "UPDATE")], [1, 0])


@in_loop
async def test_children_that_come_and_go_change_their_parent() -> None:
    """A link is a change of the object above."""
    world = World()
    hall, pump = world.object(), world.device()
    client = await PollingClient.ready(world, f"/managedobjects/{hall}")
    world.adopt(hall, "childDevices", pump)
    world.call("DELETE", f"{INVENTORY}/{hall}/childDevices/{pump}")

    assert brief(await client.told()) == [(f"/managedobjects/{hall}", "UPDATE")] * 2


@pytest.mark.parametrize("family", ["alarms", "events"])
@in_loop
async def test_channel_with_children_tells_of_what_is_below(family: str) -> None:
    """A change is told on the channels of its source and of all above; other channels tell of the source alone."""
    world = World()
    hall, pump, valve = world.object(), world.device(), world.object()
    world.adopt(hall, "childAssets", pump)
    world.adopt(pump, "childDevices", valve)
    client = await PollingClient.ready(
        world, *(f"/{family}WithChildren/{it}" for it in (hall, valve)), f"/{family}/{hall}"
    )
    path, document, _ = CHANGED[family]

    for source in (valve, hall, world.object()):
        world.post(path, {**document, "source": {"id": source}})

    found = await client.told()
    assert names(found) == [
        f"/{family}WithChildren/{valve}",
        f"/{family}WithChildren/{hall}",
        f"/{family}/{hall}",
        f"/{family}WithChildren/{hall}",
    ]
    assert [message["data"]["data"]["source"]["id"] for message in found] == [valve, valve, hall, hall]


@pytest.mark.parametrize("wildcard", ["/measurements/*", "/measurements/**", "/**"])
@in_loop
async def test_wildcard_is_told_on_the_concrete_channel_once(wildcard: str) -> None:
    """However many subscriptions of a session match, there is one copy, under the name of the channel itself."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, wildcard, "/measurements/*", f"/measurements/{pump}", wildcard)
    measure(world, pump)

    assert names(await client.told()) == [f"/measurements/{pump}"]


@in_loop
async def test_wildcard_with_children_hears_once() -> None:
    """Who listens to all objects hears of a change at its source, not again at each object above."""
    world = World()
    hall, pump = world.object(), world.device()
    world.adopt(hall, "childDevices", pump)
    client = await PollingClient.ready(world, "/alarmsWithChildren/*")
    world.post("/alarm/alarms", alarm(pump))

    assert names(await client.told()) == [f"/alarmsWithChildren/{pump}"]


@in_loop
async def test_subscriptions_come_and_go() -> None:
    """Subscribe, unsubscribe and subscribe again leaves one subscription; what was never held may be given up."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, "/measurements/*")
    assert (await client.ask("unsubscribe", subscription="/measurements/*"))[0]["successful"]
    measure(world, pump)
    assert await client.told() == []
    assert (await client.ask("unsubscribe", subscription="/never/held"))[0]["successful"]
    await client.ask("subscribe", subscription="/measurements/*")
    measure(world, pump)

    assert names(await client.told()) == [f"/measurements/{pump}"]


@in_loop
async def test_several_channels_may_be_named_in_one_message() -> None:
    """The standard allows a list, which the answer repeats."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world)
    wanted = [f"/events/{pump}", f"/measurements/{pump}"]
    [reply] = await client.ask("subscribe", subscription=wanted, id="3")
    measure(world, pump)

    assert reply == {
        "id": "3",
        "channel": "/meta/subscribe",
        "successful": True,
        "clientId": client.client_id,
        "subscription": wanted,
    }
    assert names(await client.told()) == [f"/measurements/{pump}"]


@pytest.mark.parametrize("channel", ["/bootstrap", "/applications/", "/applications/*", "/inventory", "/inventory/*"])
@in_loop
async def test_channel_on_which_nothing_is_told_is_accepted(channel: str) -> None:
    """The web applications subscribe to some, with any roles."""
    client = await PollingClient.ready(World(), login=f"{TENANT}/nobody:nobody")

    assert (await client.ask("subscribe", subscription=channel))[0]["successful"]


@pytest.mark.parametrize(
    "channel",
    ["", "/", "alarms/1", "/meta/connect", "/service/x", "/a*/1", "/*/1", "/alarms/1*", 5, None, {}, ["/", "/a"]],
)
@in_loop
async def test_name_that_is_no_channel_is_refused(channel: object) -> None:
    """A wildcard is the last segment, and the protocol's own channels are nobody's."""
    client = await PollingClient.ready(World())
    [reply] = await client.ask("subscribe", subscription=channel)

    assert (reply["successful"], reply["error"]) == (False, "403::subscription_invalid")


@in_loop
async def test_client_cannot_publish() -> None:
    """Nobody hears what a client says."""
    client = await PollingClient.ready(World())
    [reply] = await client.post([{"channel": "/alarms/1", "clientId": client.client_id, "data": {}}]).answer()

    assert (reply["successful"], reply["error"]) == (False, "403:denied_by_security_policy:publish denied")


@in_loop
async def test_eleventh_session_of_a_user_on_a_channel_ends_the_oldest() -> None:
    """Ten may listen to one channel at a time; other users and other channels are not counted."""
    world = world_with(connections=2)
    first, second = [await PollingClient.ready(world, "/alarms/*", "/events/*") for _ in range(2)]
    await PollingClient.ready(world, "/alarms/*", login=user(world, "ana", "ROLE_ALARM_READ"))
    await second.ask("subscribe", subscription="/alarms/*")
    poll = first.poll("connect")
    assert await poll.is_held()

    third = await PollingClient.ready(world, "/alarms/*")

    assert (await poll.answer())[0]["advice"] == {"reconnect": "handshake", "interval": 0}
    for client in (second, third):
        assert (await client.ask("connect", advice={"timeout": 0}))[0]["successful"]


@in_loop
async def test_links_are_those_of_the_address_that_a_client_knows() -> None:
    """Two clients that came by different host names read different addresses."""
    world = World()
    hosts = ("mock.test", "other.test")
    clients = [await PollingClient.ready(world, "/managedobjects/*", host=host) for host in hosts]
    made = world.object()

    found = [message for client in clients for message in await client.told()]
    assert [message["data"]["data"]["self"] for message in found] == [
        f"http://{host}{INVENTORY}/{made}" for host in hosts
    ]


def test_tenant_that_nobody_listens_to_is_left_alone() -> None:
    """Only a subscription makes changes cost anything, and only as long as it is held."""
    world = World()
    service = world.app._application.realtime.service_at("/notification/realtime")
    listeners = world.tenant.changes._listeners
    [reply] = world.call("POST", "/notification/realtime", json=[{"channel": "/meta/handshake"}]).json()
    held = {"clientId": reply["clientId"], "subscription": "/alarms/*"}
    world.call("POST", "/notification/realtime", json=[{"channel": "/meta/subscribe", **held}])
    assert len(world.tenant.changes._listeners) == len(listeners) + 1
    world.call("POST", "/notification/realtime", json=[{"channel": "/meta/unsubscribe", **held}])

    assert world.tenant.changes._listeners == listeners
    assert service is not None


def test_ten_thousand_sessions_on_one_channel() -> None:
    """Each hears of one change, and nothing is left of them when they are gone."""
    count = 10_000
    world = world_with(connections=count)
    pump = world.device()
    service = world.app._application.realtime.service_at("/notification/realtime")
    admin = world.tenant.users.get("admin")
    assert service is not None
    assert admin is not None
    links = links_of("http://mock.test", "http", b"")
    opened = [service.open(speaker(world.tenant, admin, None), links) for _ in range(count)]
    for session in opened:
        service.subscribe(session, [f"/measurements/{pump}"])

    measure(world, pump)

    assert {len(session.queue) for session in opened} == {1}
    for session in opened:
        service.end(session)
    assert service._subscriptions == {}
