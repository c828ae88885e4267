"""New device requests over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import Call, Response
from tests.conformance.scenarios.new_device_requests import BOOTSTRAP, PATH

ITEM = "application/vnd.com.nsn.cumulocity.newdevicerequest+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.newdevicerequestcollection+json;charset=UTF-8;ver=0.9"
ADDRESS = f"http://mock.test{PATH}/pump-7"


def announce(call: Call, device: str = "pump-7", **properties: object) -> Response:
    """Make a request for a device."""
    return call("POST", PATH, json={"id": device, **properties})


def ask(call: Call, device: str = "pump-7", **properties: object) -> Response:
    """Ask for credentials as a device does."""
    return call("POST", "/devicecontrol/deviceCredentials", json={"id": device, **properties}, login=BOOTSTRAP)


def test_request_is_created(call: Call) -> None:
    """A POST answers 201 with the request and its address."""
    response = announce(call)

    assert (response.status, response.headers["location"]) == (201, ADDRESS)
    assert response.json() == {
        "id": "pump-7",
        "self": ADDRESS,
        "status": "WAITING_FOR_CONNECTION",
        "tenantId": "t07007007",
        "owner": "admin",
        "creationTime": "2026-01-15T12:00:00.000Z",
    }


def test_group_and_type_are_shown(call: Call) -> None:
    """What a device is announced for comes back; secrets do not."""
    group = call("POST", "/inventory/managedObjects", json={"c8y_IsDeviceGroup": {}}).json()["id"]

    announce(call, groupId=group, type="acme_Pump", enrollmentToken="once")
    shown = call("GET", f"{PATH}/pump-7").json()

    assert (shown["groupId"], shown["type"], shown["status"]) == (group, "acme_Pump", "ACCEPTED")
    assert "enrollmentToken" not in shown


def test_security_token_of_the_device_is_not_shown(call: Call) -> None:
    """Whoever accepts a device must know its token from elsewhere."""
    announce(call)
    ask(call, securityToken="secret")

    assert b"secret" not in call("GET", f"{PATH}/pump-7").body


def test_request_is_read(call: Call) -> None:
    """A GET answers with the platform's own media type."""
    made = announce(call).json()

    response = call("GET", f"{PATH}/pump-7", accept=None)

    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, made)


def test_requests_are_listed_oldest_first(call: Call) -> None:
    """They come in pages."""
    for number in (3, 1, 2):
        announce(call, f"pump-{number}")

    response = call("GET", f"{PATH}?pageSize=2&withTotalPages=true", accept=COLLECTION)

    assert response.headers["content-type"] == COLLECTION
    assert [item["id"] for item in response.json()["newDeviceRequests"]] == ["pump-3", "pump-1"]
    assert response.json()["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert response.json()["next"].endswith("currentPage=2")


def test_request_is_accepted(call: Call) -> None:
    """A PUT answers 200 with what became of the request, and keeps the `id` of its body out of it."""
    announce(call)
    ask(call)

    response = call("PUT", f"{PATH}/pump-7", json={"status": "ACCEPTED", "id": "pump-8"})

    assert (response.status, response.json()["status"], response.json()["id"]) == (200, "ACCEPTED", "pump-7")
    assert call("GET", f"{PATH}/pump-7").json()["status"] == "ACCEPTED"


def test_put_without_accept_has_no_body(call: Call) -> None:
    """As everywhere, only the status is sent then."""
    announce(call)

    response = call("PUT", f"{PATH}/pump-7", json={"status": "WAITING_FOR_CONNECTION"}, accept=None)

    assert (response.status, response.body) == (200, b"")


def test_accepting_too_early_is_refused(call: Call) -> None:
    """Clients try again on an error; 422 tells them that the request is there."""
    announce(call)

    response = call("PUT", f"{PATH}/pump-7", json={"status": "ACCEPTED"})

    assert (response.status, response.json()["error"]) == (422, "devicecontrol/Unprocessable Entity")


def test_blocked_request_says_so(call: Call) -> None:
    """The web applications show this status."""
    announce(call)
    ask(call, securityToken="secret")
    for _ in range(3):
        call("PUT", f"{PATH}/pump-7", json={"status": "ACCEPTED", "securityToken": "guess"})

    assert call("GET", f"{PATH}/pump-7").json()["status"] == "BLOCKED"


def test_policy_of_tokens_is_an_option(call: Call) -> None:
    """The web applications read and set it among the tenant's options."""
    option = {"category": "device-registration", "key": "security-token.policy", "value": "REQUIRED"}
    assert call("POST", "/tenant/options", json=option).status == 200
    announce(call)
    ask(call)

    response = call("PUT", f"{PATH}/pump-7", json={"status": "ACCEPTED"})

    assert response.status == 422
    assert "has sent no security token" in response.json()["message"]


@pytest.mark.parametrize("device", ["ä%2F", "a?b&c", "#1", "a;b", "100%", "x@y.test"])
def test_unusual_id_leads_to_its_request(call: Call, device: str) -> None:
    """The address is encoded and can be followed."""
    address = announce(call, device).headers["location"].removeprefix("http://mock.test")

    assert call("GET", address).json()["id"] == device
    assert call("DELETE", address).status == 204


def test_request_is_deleted_once(call: Call) -> None:
    """A DELETE answers 204, the next one 404."""
    announce(call)

    answers = [call("DELETE", f"{PATH}/pump-7") for _ in range(2)]

    assert [answer.status for answer in answers] == [204, 404]
    assert answers[1].json()["message"] == "Could not find newDeviceRequest by ID pump-7"


def test_all_requests_are_accepted(call: Call) -> None:
    """The answer tells of each request whose device has asked."""
    for device in ("pump-7", "pump-8", "pump-9"):
        announce(call, device)
    ask(call, "pump-7")
    ask(call, "pump-8", securityToken="secret")

    response = call("POST", f"{PATH}/acceptAll")

    assert response.status == 200
    first, second = response.json()
    assert first == {"id": "pump-7", "successful": True}
    assert (second["id"], second["successful"], "security token" in second["error"]) == ("pump-8", False, True)


def test_there_is_no_limit_of_devices(call: Call) -> None:
    """The page for registration asks before it offers to register."""
    response = call("GET", f"{PATH}/limit")

    assert (response.status, response.json()) == (200, {"isReached": False})
