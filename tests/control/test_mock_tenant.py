"""The tenant of a test."""

from __future__ import annotations

import asyncio
import gc
import socket
import warnings
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from mockc8y import MockTenant
from mockc8y.control.live_server import LiveServer
from mockc8y.domain.errors import PlatformError

DEVICES = "/inventory/managedObjects"


def test_object_made_in_python_is_seen_through_both_doors(c8y_mock: MockTenant) -> None:
    """Python, the in-process door and the socket door lead to the same tenant."""
    device = c8y_mock.inventory.create({"name": "Pump 7"})

    with c8y_mock.client() as client:
        inside = client.get(f"{DEVICES}/{device['id']}").json()
    with httpx.Client(base_url=c8y_mock.base_url, auth=c8y_mock.auth, trust_env=False) as client:
        outside = client.get(f"{DEVICES}/{device['id']}").json()

    assert inside["name"] == outside["name"] == "Pump 7"
    assert outside["self"].startswith(c8y_mock.base_url)


def test_async_client_uses_the_in_process_door(c8y_mock: MockTenant) -> None:
    """An async client needs no server either."""

    async def create() -> int:
        async with c8y_mock.async_client() as client:
            return (await client.post(DEVICES, json={"name": "Pump"})).status_code

    assert asyncio.run(create()) == 201
    assert len(c8y_mock.inventory) == 1


def test_reset_returns_to_the_start(c8y_mock: MockTenant) -> None:
    """After a reset the tenant is as it was given to the test."""
    c8y_mock.inventory.create({"name": "Pump"})

    c8y_mock.reset()

    assert len(c8y_mock.inventory) == 0


def test_management_lets_a_test_have_tenants_until_it_resets(c8y_mock: MockTenant) -> None:
    """The operator makes tenants; a reset takes them away, and with them everybody who was signed in to one."""
    document = {"id": "t900", "company": "North", "domain": "north.test", "adminEmail": "a@b.test"}
    north = ("t900/admin", "s3cr3t")
    with c8y_mock.client() as client:
        made = client.post("/tenant/tenants", json=document | {"adminPass": "s3cr3t"}, auth=c8y_mock.management_auth)
        before = client.get("/tenant/currentTenant", auth=north)

        c8y_mock.reset()

        after = client.get("/tenant/currentTenant", auth=north)
        listed = client.get("/tenant/tenants", auth=c8y_mock.management_auth).json()["tenants"]

    assert (made.status_code, before.status_code, after.status_code) == (201, 200, 401)
    assert [tenant["id"] for tenant in listed] == [c8y_mock.tenant_id]


def test_two_mocks_share_nothing() -> None:
    """Tenants of different tests do not see each other, also over one live server."""
    live = LiveServer()
    one, two = MockTenant(lambda: live), MockTenant(lambda: live)
    one.inventory.create({"name": "Pump"})

    with httpx.Client(auth=two.auth, trust_env=False) as client:
        seen = [len(client.get(mock.base_url + DEVICES).json()["managedObjects"]) for mock in (one, two)]
    one.close()
    two.close()
    live.stop()

    assert seen == [1, 0]


def test_many_threads_may_use_one_socket_door(c8y_mock: MockTenant) -> None:
    """Requests from several threads are all answered and none is lost."""
    with (
        httpx.Client(base_url=c8y_mock.base_url, auth=c8y_mock.auth, trust_env=False) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        answers = pool.map(lambda number: client.post(DEVICES, json={"name": f"device {number}"}), range(40))
        statuses = [answer.status_code for answer in answers]

    assert statuses == [201] * 40
    assert len(c8y_mock.inventory) == 40


def test_closed_socket_door_refuses_connections() -> None:
    """Nothing listens any more once a test is over."""
    live = LiveServer()
    mock = MockTenant(lambda: live)
    url = mock.base_url
    mock.close()

    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    live.stop()


def test_closing_while_connections_come_in_leaves_no_socket_open() -> None:
    """A door that is closed in the moment clients connect takes them down with it."""
    live = LiveServer()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        for _ in range(30):
            mock = MockTenant(lambda: live)
            port = int(mock.base_url.rpartition(":")[2])
            clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
            mock.close()
            for client in clients:
                client.close()
        gc.collect()
    live.stop()

    assert [str(warning.message) for warning in seen] == []


def test_python_door_raises_the_platforms_error(c8y_mock: MockTenant) -> None:
    """What REST answers as 404 is an exception with that status."""
    with pytest.raises(PlatformError) as caught:
        c8y_mock.inventory.get("4711")

    assert (caught.value.status, caught.value.code) == (404, "inventory/Not Found")


def test_python_doors_lead_to_every_family(c8y_mock: MockTenant) -> None:
    """Measurements, events, alarms, operations and external ids can be made without HTTP."""
    device = c8y_mock.inventory.create({"name": "Pump", "com_cumulocity_model_Agent": {}})
    told = {"source": {"id": device["id"]}, "type": "t", "time": "2026-01-01T00:00:00Z", "text": "x"}

    c8y_mock.identity.create(device["id"], "c8y_Serial", "sn-7")
    c8y_mock.measurements.create({**told, "T": {"T": {"value": 1}}})
    c8y_mock.events.create(told)
    alarm = c8y_mock.alarms.create({**told, "severity": "MAJOR"})
    c8y_mock.alarms.update(alarm["id"], {"status": "CLEARED"})
    c8y_mock.operations.create({"deviceId": device["id"], "c8y_Restart": {}})

    assert c8y_mock.identity.get("c8y_Serial", "sn-7")["managedObject"]["id"] == device["id"]
    assert [alarm["status"] for alarm in c8y_mock.alarms] == ["CLEARED"]
    assert [len(family) for family in (c8y_mock.measurements, c8y_mock.events, c8y_mock.operations)] == [1, 1, 1]


def test_deleted_object_is_gone_from_its_parent(c8y_mock: MockTenant) -> None:
    """Children are linked and objects deleted from Python as over REST."""
    parent, child = (c8y_mock.inventory.create({"name": name}) for name in ("parent", "child"))
    c8y_mock.inventory.add_child(parent["id"], child["id"])
    c8y_mock.inventory.delete(child["id"])

    with c8y_mock.client() as client:
        shown = client.get(f"{DEVICES}/{parent['id']}?withChildren=true").json()

    assert shown["childDevices"]["references"] == []


def test_user_with_few_rights_has_a_client_of_its_own(c8y_mock: MockTenant) -> None:
    """Tests of refusals need somebody who may do little."""
    login = c8y_mock.add_user("ana", roles=["ROLE_ALARM_READ"], groups=["Cockpit User"])

    with c8y_mock.client(login) as client:
        assert client.get("/user/currentUser").json()["userName"] == "ana"
        assert client.get("/alarm/alarms").status_code == 200
        assert client.post("/inventory/managedObjects", json={}).status_code == 403


@pytest.mark.parametrize("wrong", [{"roles": ["ROLE_ALARMS"]}, {"groups": ["administrators"]}])
def test_mistyped_role_or_group_is_named(c8y_mock: MockTenant, wrong: dict[str, list[str]]) -> None:
    """A user that silently lacks a role would make tests of refusals pass."""
    [[name]] = wrong.values()

    with pytest.raises(ValueError, match=rf"{name}; groups: business, admins, devices"):
        c8y_mock.add_user("ana", **wrong)
