"""Which requests count as use of a tenant."""

from __future__ import annotations

import pytest

from mockc8y.api.metering import TRANSFERS, counted_for
from mockc8y.api.routes import TABLE
from mockc8y.domain import usage_statistics
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span
from tests.world import MANAGEMENT_ADMIN, NOBODY, NOW, TENANT, World

KEY = "x-cumulocity-application-key"


@pytest.fixture
def world() -> World:
    """A fresh world."""
    return World()


def counts(world: World) -> dict[str, int]:
    """Return what was counted today, less what is 0 and what is no counter."""
    [day] = usage_statistics.daily(world.tenant, Span())
    figures = ("deviceCount", "deviceEndpointCount", "deviceWithChildrenCount", "storageSize")
    return {
        name.removesuffix("Count"): number for name, number in day.numbers.items() if number and name not in figures
    }


def about(source: str, **properties: object) -> dict[str, object]:
    """Describe something that happened at a source."""
    return {"source": {"id": source}, "type": "acme_Leak", "text": "leak", "time": NOW, **properties}


def test_every_transfer_is_an_operation() -> None:
    """A name that was misspelt would count nothing."""
    assert TRANSFERS.keys() <= {route.operation for route in TABLE}


def test_reading_counts_as_a_request(world: World) -> None:
    """Of a device, as it names no application."""
    world.call("GET", "/inventory/managedObjects")

    assert counts(world) == {"request": 1, "deviceRequest": 1}


@pytest.mark.parametrize(
    "path", ["/tenant/currentTenant", "/application/applications", "/user/currentUser", "/tenant/options"]
)
def test_administration_is_not_what_devices_do(world: World, path: str) -> None:
    """The APIs of tenants, applications and users count as requests, but not of devices."""
    world.call("GET", path)

    assert counts(world) == {"request": 1}


def test_bootstrap_of_microservices_and_devices_is_left_out(world: World) -> None:
    """Neither counts as any request."""
    world.call("GET", "/application/currentApplication")
    world.call("POST", "/devicecontrol/deviceCredentials", json={"id": "x"})

    assert counts(world) == {}


@pytest.mark.parametrize(("key", "is_device"), [("cockpit-application-key", False), ("no-such-key", True), ("", True)])
def test_requests_of_applications_are_none_of_devices(world: World, key: str, is_device: bool) -> None:
    """As long as the key is that of an application that the tenant has."""
    world.call("GET", "/inventory/managedObjects", headers={KEY: key})

    assert counts(world).get("deviceRequest", 0) == is_device


def test_key_of_a_new_application_is_known_at_once(world: World) -> None:
    """Whether a key is one of the tenant's is not remembered for longer than its applications stay."""
    headers = {KEY: "acme-key"}
    world.call("GET", "/inventory/managedObjects", headers=headers)
    application = {"name": "acme", "key": "acme-key", "type": "EXTERNAL", "externalUrl": "http://acme.test"}
    world.call("POST", "/application/applications", json=application, headers=headers)
    world.call("GET", "/inventory/managedObjects", headers=headers)

    assert counts(world) == {"request": 3, "deviceRequest": 1}


def test_refused_requests_count_as_well(world: World) -> None:
    """Invalid or forbidden, what was tried is counted; who is unknown belongs to no tenant."""
    world.call("POST", "/event/events", json={})
    world.call("POST", "/event/events", json={}, login=NOBODY)
    world.call("POST", "/event/events", json={}, headers={"x-cumulocity-processing-mode": "ODD"})
    world.call("POST", "/event/events", json={}, login=f"{TENANT}/admin:wrong")
    world.call("POST", "/event/events", json={}, login=None)

    assert counts(world) == {"request": 3, "deviceRequest": 3, "eventsCreated": 3, "totalResourceCreateAndUpdate": 3}


def test_creating_and_changing_count_for_each_api(world: World) -> None:
    """One each; deleting counts as a request only."""
    source = world.device()
    change: Document = {"c8y_Note": {}}
    event = world.post("/event/events", about(source))
    alarm = world.post("/alarm/alarms", about(source, severity="MAJOR"))
    operation = world.post("/devicecontrol/operations", {"deviceId": source, "c8y_Restart": {}})
    world.call("PUT", f"/inventory/managedObjects/{source}", json=change)
    world.call("PUT", f"/event/events/{event}", json=change)
    world.call("PUT", f"/alarm/alarms/{alarm}", json=change)
    world.call("PUT", f"/devicecontrol/operations/{operation}", json={"status": "EXECUTING"})
    world.call("DELETE", f"/event/events/{event}")

    once = ("inventories", "events", "alarms", "operations")
    assert counts(world) == {
        "request": 9,
        "deviceRequest": 9,
        **{f"{name}{what}": 1 for name in once for what in ("Created", "Updated")},
        "totalResourceCreateAndUpdate": 8,
    }


@pytest.mark.parametrize(("number", "counted"), [(0, 0), (1, 1), (3, 3)])
def test_each_measurement_of_a_collection_counts(world: World, number: int, counted: int) -> None:
    """The request counts once; series do not count."""
    source = world.device()
    measurement = about(source, acme_Flow={"in": {"value": 1}, "out": {"value": 2}})
    world.call("POST", "/measurement/measurements", json={"measurements": [measurement] * number})

    assert counts(world).get("measurementsCreated", 0) == counted
    assert counts(world)["request"] == 2


def test_refused_collection_counts_as_one(world: World) -> None:
    """Nothing was read of it."""
    world.call("POST", "/measurement/measurements", json={"measurements": [{}, {}, {}]})

    assert counts(world)["measurementsCreated"] == 1


def test_each_alarm_of_a_bulk_change_counts(world: World) -> None:
    """Those that the filter means, also where the status was that before."""
    source = world.device()
    for name in "abc":
        world.post("/alarm/alarms", about(source, severity="MAJOR") | {"type": name})
    for _ in range(2):
        world.call("PUT", f"/alarm/alarms?source={source}", json={"status": "CLEARED"}, accept=None)

    assert counts(world)["alarmsUpdated"] == 6


def test_each_managed_object_of_a_collection_counts(world: World) -> None:
    """Created and changed."""
    made = world.call("POST", "/inventory/managedObjects", json={"managedObjects": [{"name": "a"}, {"name": "b"}]})
    ids = [found["id"] for found in made.json()["managedObjects"]]
    changes = {"managedObjects": [{"id": number, "name": "c"} for number in ids]}
    world.call("PUT", "/inventory/managedObjects", json=changes)

    assert (counts(world)["inventoriesCreated"], counts(world)["inventoriesUpdated"]) == (2, 2)


def test_assigning_and_removing_a_child_is_one_update_each(world: World) -> None:
    """Whichever of the two objects changes."""
    parent, child = world.object(), world.object()
    world.adopt(parent, "childDevices", child)
    world.call("DELETE", f"/inventory/managedObjects/{parent}/childDevices/{child}")

    assert counts(world)["inventoriesUpdated"] == 2


def test_requests_count_for_the_tenant_of_the_user(world: World) -> None:
    """Management's own requests are not the customer's."""
    world.call("GET", "/inventory/managedObjects", login=MANAGEMENT_ADMIN)

    assert counts(world) == {}
    [day] = usage_statistics.daily(world.platform.management, Span())
    assert day.numbers["requestCount"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/tenant/health",
        "/application/currentApplication/subscriptions",
        "/inventory/templates/1",
        "/tenant/limit",
        "/devicecontrol/deviceCredentials",
    ],
)
def test_internal_addresses_count_as_nothing(path: str) -> None:
    """The platform leaves them out."""
    assert counted_for("none", path) == ((), ())
