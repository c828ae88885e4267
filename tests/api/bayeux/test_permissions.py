"""Who may listen to which channel of real-time notifications."""

from __future__ import annotations

import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.realtime.channels import FAMILIES
from tests.api.bayeux.cases import INVENTORY, alarm, measure
from tests.api.bayeux.clients import PollingClient, names, user
from tests.api.websockets import in_loop
from tests.world import DEVICE, TENANT, World

DENIED = "403:denied_by_security_policy:subscribe denied"


@pytest.mark.parametrize("family", FAMILIES)
@in_loop
async def test_role_of_a_family_opens_its_channels(family: str) -> None:
    """One of its global roles is enough; all others together are not."""
    world = World()
    pump = world.device()
    roles = FAMILIES[family].roles
    others = user(world, "others", *(set().union(*(known.roles for known in FAMILIES.values())) - roles))
    refused = await PollingClient.ready(world, login=others)
    for role in roles:
        holder = await PollingClient.ready(world, login=user(world, role, role))
        for channel in (f"/{family}/*", f"/{family}/{pump}"):
            assert (await holder.ask("subscribe", subscription=channel))[0]["successful"]
            [reply] = await refused.ask("subscribe", subscription=channel)
            assert (reply["successful"], reply["error"], reply["subscription"]) == (False, DENIED, channel)
    assert (await refused.ask("subscribe", subscription="/**"))[0]["error"] == DENIED


@in_loop
async def test_owner_listens_to_its_own_object_only() -> None:
    """A device needs no role for what it owns, and gets no wildcard for it."""
    world = World()
    own = world.call("POST", INVENTORY, json={"name": "Tank"}, login=DEVICE).json()["id"]
    other = world.device()
    client = await PollingClient.ready(world, f"/measurements/{own}", f"/managedobjects/{own}", login=DEVICE)
    for channel in (f"/measurements/{other}", "/measurements/*"):
        assert (await client.ask("subscribe", subscription=channel))[0]["error"] == DENIED
    for source in (own, other):
        measure(world, source)
    world.call("DELETE", f"{INVENTORY}/{own}")

    assert names(await client.told()) == [f"/measurements/{own}", f"/managedobjects/{own}"]


@in_loop
async def test_inventory_role_opens_the_channels_of_what_it_is_for() -> None:
    """What is below counts as well, and what is seen in part is told in part."""
    world = World()
    hall, pump, other = world.object(), world.device(), world.device()
    world.adopt(hall, "childDevices", pump)
    login = user(world, "ana")
    permission = {"scope": "ALARM", "permission": "READ", "type": "acme_Leak"}
    role = world.call("POST", "/user/inventoryroles", json={"name": "Leaks", "permissions": [permission]}).json()["id"]
    assignment = {"managedObject": hall, "roles": [{"id": role}]}
    assert world.call("POST", f"/user/{TENANT}/users/ana/roles/inventory", json=assignment).status == 200
    client = await PollingClient.ready(world, f"/alarmsWithChildren/{hall}", f"/alarms/{pump}", login=login)
    assert (await client.ask("subscribe", subscription=f"/alarms/{other}"))[0]["error"] == DENIED

    world.post("/alarm/alarms", alarm(pump))
    world.post("/alarm/alarms", alarm(pump, type="acme_Fire"))

    assert names(await client.told()) == [f"/alarms/{pump}", f"/alarmsWithChildren/{hall}"]


@in_loop
async def test_role_that_is_taken_away_ends_what_it_opened() -> None:
    """Each change is told to those who may see it at that moment."""
    world = World()
    pump = world.device()
    client = await PollingClient.ready(world, "/measurements/*", login=user(world, "ana", "ROLE_MEASUREMENT_READ"))
    measure(world, pump)
    users.add(world.tenant, "ana", "ana")
    measure(world, pump)

    assert len(await client.told()) == 1


@in_loop
async def test_without_permissions_everybody_listens() -> None:
    """A server that refuses nobody anything does so here as well."""
    world = World(Settings(permissions=False))
    pump = world.device()
    client = await PollingClient.ready(world, "/measurements/*", login=f"{TENANT}/nobody:nobody")
    measure(world, pump)

    assert len(await client.told()) == 1


@in_loop
async def test_tenants_hear_nothing_of_one_another() -> None:
    """Names of channels carry no tenant; a session listens to its own."""
    world = World()
    other = world.platform.add_tenant("t2")
    users.add(other, "admin", "admin", groups=[ADMINS])
    pump = world.device()
    client = await PollingClient.ready(world, "/managedobjects/*", "/measurements/*", login="t2/admin:admin")
    measure(world, pump)
    mine = world.call("POST", INVENTORY, json={}, login="t2/admin:admin").json()["id"]

    assert names(await client.told()) == [f"/managedobjects/{mine}"]
