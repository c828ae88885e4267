"""What can be asked of a managed object beside itself."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import users
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

INVENTORY = "/inventory/managedObjects"
USER_MEDIA = "application/vnd.com.nsn.cumulocity.managedobjectuser+json;charset=UTF-8;ver=0.9"


def posted(call: Call, /, **fragments: Any) -> str:
    """Create a managed object and return its address."""
    return f"{INVENTORY}/{call('POST', INVENTORY, json=fragments).json()['id']}"


def test_availability_of_a_watched_device(call: Call) -> None:
    """The answer is plain JSON with the interval as a number."""
    pump = posted(call, c8y_RequiredAvailability={"responseInterval": 50})

    response = call("GET", f"{pump}/availability", accept="*/*")

    assert (response.status, response.headers["content-type"]) == (200, "application/json")
    assert response.json() == {
        "deviceId": pump.rpartition("/")[2],
        "externalId": "",
        "lastMessage": "2026-01-15T12:00:00.000Z",
        "interval": 50,
        "dataStatus": "AVAILABLE",
        "connectionStatus": "DISCONNECTED",
    }


def test_fragments_appear_with_the_next_request(call: Call) -> None:
    """What the platform finds out about a watched device is written into it."""
    pump = posted(call, c8y_RequiredAvailability={"responseInterval": -1})

    assert call("GET", pump).json()["c8y_Availability"]["status"] == "MAINTENANCE"


@pytest.mark.parametrize(("path", "message"), [("", "is not monitored"), ("4711", "No managedObject for id")])
def test_availability_nobody_watches_is_404(call: Call, path: str, message: str) -> None:
    """Neither an unwatched nor an unknown object has an availability."""
    address = f"{INVENTORY}/{path}" if path else posted(call)

    answer = call("GET", f"{address}/availability")

    assert (answer.status, message in answer.json()["message"]) == (404, True)


def test_supported_measurements_and_series(call: Call) -> None:
    """Both lists are plain JSON and empty at first."""
    pump = posted(call)
    empty = [call("GET", f"{pump}/{name}").json() for name in ("supportedMeasurements", "supportedSeries")]
    body = {"source": {"id": pump.rpartition("/")[2]}, "type": "t", "time": "2026-01-15"}
    call("POST", "/measurement/measurements", json={**body, "acme_T": {"T": {"value": 1}, "H": {"value": 2}}})

    filled = [call("GET", f"{pump}/{name}").json() for name in ("supportedMeasurements", "supportedSeries")]

    assert empty == [{"c8y_SupportedMeasurements": []}, {"c8y_SupportedSeries": []}]
    assert filled == [{"c8y_SupportedMeasurements": ["acme_T"]}, {"c8y_SupportedSeries": ["acme_T.T", "acme_T.H"]}]


@pytest.mark.parametrize("name", ["supportedMeasurements", "supportedSeries", "user"])
def test_details_of_an_unknown_object_are_404(call: Call, name: str) -> None:
    """Every detail needs its object."""
    assert call("GET", f"{INVENTORY}/4711/{name}").status == 404


@pytest.fixture
def pump(call: Call, tenant: Tenant) -> str:
    """Make an object of a device user."""
    users.add(tenant, "device_7", "x", {"ROLE_INVENTORY_READ"})
    return posted(call, owner="device_7")


def test_owner_is_shown(call: Call, pump: str) -> None:
    """Name and state of the owner, under the object's address."""
    response = call("GET", f"{pump}/user", accept="*/*")

    assert (response.status, response.headers["content-type"]) == (200, USER_MEDIA)
    assert response.json() == {"self": f"http://mock.test{pump}/user", "userName": "device_7", "enabled": True}


def test_owner_is_locked_out_and_let_in(call: Call, pump: str) -> None:
    """A user that is switched off cannot sign in."""
    login = "t07007007/device_7:x"

    off = call("PUT", f"{pump}/user", json={"enabled": False}).json()["enabled"]
    refused = call("GET", pump, login=login).status
    call("PUT", f"{pump}/user", json={"enabled": True})

    assert (off, refused, call("GET", pump, login=login).status) == (False, 401, 200)


@pytest.mark.parametrize("body", [{}, {"enabled": "no"}, {"userName": "eve"}])
def test_wrong_switch_is_422(call: Call, pump: str, body: dict[str, str]) -> None:
    """The body says whether the user may sign in, and nothing else."""
    assert call("PUT", f"{pump}/user", json=body).status == 422
