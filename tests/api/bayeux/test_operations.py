"""Operations that are pushed to devices, and devices that are connected by waiting for them."""

from __future__ import annotations

from tests.api.bayeux.cases import INVENTORY
from tests.api.bayeux.clients import OPERATIONS, PollingClient, names
from tests.api.websockets import in_loop
from tests.world import DEVICE, World

DENIED = "403:denied_by_security_policy:subscribe denied"


@in_loop
async def test_agent_is_pushed_the_operations_of_itself_and_below() -> None:
    """What comes is the operation itself, on the channel of the agent, when it is created."""
    world = World()
    agent, pump, other = world.device(), world.device(), world.device()
    world.adopt(agent, "childDevices", pump)
    client = await PollingClient.ready(world, f"/{agent}", path=OPERATIONS)
    made = [world.post("/devicecontrol/operations", {"deviceId": it, "acme_Turn": {}}) for it in (agent, pump, other)]
    shown = [world.call("GET", f"/devicecontrol/operations/{number}").json() for number in made[:2]]
    world.call("PUT", f"/devicecontrol/operations/{made[0]}", json={"status": "EXECUTING"})

    found = [message for message in await client.ask("connect") if "data" in message]

    assert names(found) == [f"/{agent}"] * 2
    assert [message["data"] for message in found] == shown


@in_loop
async def test_device_listens_to_its_own_operations() -> None:
    """It owns what it is; other devices are none of its business."""
    world = World()
    own = world.call("POST", INVENTORY, json={"name": "Tank", "c8y_IsDevice": {}}, login=DEVICE).json()["id"]
    client = await PollingClient.ready(world, f"/{own}", login=DEVICE, path="/devicecontrol/notifications")

    for channel in (f"/{world.device()}", "/*"):
        assert (await client.ask("subscribe", subscription=channel))[0]["error"] == DENIED
    world.post("/devicecontrol/operations", {"deviceId": own, "acme_Turn": {}})
    assert names(await client.ask("connect"))[:1] == [f"/{own}"]


def connection_of(world: World, device: str) -> tuple[str, str]:
    """Return what the object of a device and its availability say about its connection."""
    fragment = world.call("GET", f"{INVENTORY}/{device}").json()["c8y_Connection"]["status"]
    return fragment, world.call("GET", f"{INVENTORY}/{device}/availability").json()["connectionStatus"]


@in_loop
async def test_device_that_waits_for_operations_is_connected() -> None:
    """Between two polls it stays so for a while; a client that breaks off is disconnected at once."""
    world = World()
    pump = world.device()
    assert connection_of(world, pump) == ("DISCONNECTED", "DISCONNECTED")
    client = await PollingClient.ready(world, f"/{pump}", path=OPERATIONS)
    poll = client.poll("connect")
    assert await poll.is_held()
    assert connection_of(world, pump) == ("CONNECTED", "CONNECTED")
    world.post("/devicecontrol/operations", {"deviceId": pump, "acme_Turn": {}})
    await poll.answer()
    assert connection_of(world, pump) == ("CONNECTED", "CONNECTED")
    world.platform.advance(10_000)
    assert connection_of(world, pump) == ("DISCONNECTED", "DISCONNECTED")

    poll = client.poll("connect")
    assert await poll.is_held()
    assert connection_of(world, pump) == ("CONNECTED", "CONNECTED")
    await poll.leave()
    assert connection_of(world, pump) == ("DISCONNECTED", "DISCONNECTED")


@in_loop
async def test_listening_to_changes_connects_no_device() -> None:
    """The connection of a device is the one on which it gets its operations."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, f"/operations/{pump}")
    poll = client.poll("connect")
    assert await poll.is_held()

    assert connection_of(world, pump) == ("DISCONNECTED", "DISCONNECTED")
    await poll.leave()
