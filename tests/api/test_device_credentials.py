"""Device credentials over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.platform import Platform
from mockc8y.domain.roles import BOOTSTRAP_ROLES
from tests.api.conftest import ADMIN, Call, Response
from tests.conformance.scenarios.new_device_requests import BOOTSTRAP

PATH = "/devicecontrol/deviceCredentials"
REQUESTS = "/devicecontrol/newDeviceRequests"
ITEM = "application/vnd.com.nsn.cumulocity.devicecredentials+json;charset=UTF-8;ver=0.9"


def ask(call: Call, accept: str | None = "application/json") -> Response:
    """Ask for credentials as a device does."""
    return call("POST", PATH, json={"id": "pump-7"}, accept=accept, login=BOOTSTRAP)


@pytest.fixture
def accepted(call: Call) -> Call:
    """A tenant that awaits a device, which has asked and been accepted."""
    call("POST", REQUESTS, json={"id": "pump-7"})
    ask(call)
    call("PUT", f"{REQUESTS}/pump-7", json={"status": "ACCEPTED"})
    return call


def test_credentials_are_answered_with_201(accepted: Call) -> None:
    """Published clients take every other success for a failure."""
    response = ask(accepted)

    found = response.json()
    assert (response.status, len(found.pop("password"))) == (201, 32)
    assert found == {
        "id": "pump-7",
        "self": f"http://mock.test{PATH}/pump-7",
        "tenantId": "t07007007",
        "username": "device_pump-7",
    }


def test_credentials_come_in_the_media_type_of_the_platform(accepted: Call) -> None:
    """Any of the platform's own types gets it."""
    assert ask(accepted, accept=ITEM).headers["content-type"] == ITEM


def test_device_works_with_its_credentials(accepted: Call) -> None:
    """It creates what it then owns and may write to, and reaches nothing else."""
    found = ask(accepted).json()
    login = f"{found['tenantId']}/{found['username']}:{found['password']}"
    other = accepted("POST", "/inventory/managedObjects", json={"name": "Other"}).json()["id"]

    made = accepted("POST", "/inventory/managedObjects", json={"name": "Pump 7", "c8y_IsDevice": {}}, login=login)
    event = {"source": {"id": made.json()["id"]}, "type": "x", "text": "y", "time": "2026-01-15T12:00:00Z"}

    assert (made.status, made.json()["owner"]) == (201, "device_pump-7")
    assert accepted("POST", "/event/events", json=event, login=login).status == 201
    assert accepted("POST", "/event/events", json={**event, "source": {"id": other}}, login=login).status == 403
    assert accepted("GET", f"/inventory/managedObjects/{other}", login=login).status == 403
    assert accepted("GET", REQUESTS, login=login).status == 403


@pytest.mark.parametrize("prepared", ["nothing", "announced", "asked"])
def test_device_that_is_not_accepted_gets_404_with_a_body(call: Call, prepared: str) -> None:
    """Clients read the error's JSON while they wait."""
    if prepared != "nothing":
        call("POST", REQUESTS, json={"id": "pump-7"})
    if prepared == "asked":
        ask(call)

    response = ask(call, accept=None)

    assert (response.status, response.json()["error"]) == (404, "devicecontrol/Not Found")
    assert (
        response.json()["message"]
        == {
            "nothing": "There is no newDeviceRequest for device id pump-7.",
            "announced": "Credentials for device id pump-7 are not available. "
            "Device is in state PENDING_ACCEPTANCE, (not ACCEPTED)).",
            "asked": "Credentials for device id pump-7 are not available. "
            "Device is in state PENDING_ACCEPTANCE, (not ACCEPTED)).",
        }[prepared]
    )


def test_credentials_are_told_once(accepted: Call) -> None:
    """The next poll finds no request."""
    assert [ask(accepted).status, ask(accepted).status] == [201, 404]


def test_administrator_cannot_ask_for_a_device(accepted: Call) -> None:
    """The role for it is held by the platform's own user for it alone."""
    response = accepted("POST", PATH, json={"id": "pump-7"}, login=ADMIN)

    assert (response.status, response.json()["message"]) == (403, "Access is denied")


def test_user_of_another_tenant_reaches_its_own_devices_only(accepted: Call, platform: Platform) -> None:
    """Only the management tenant asks on behalf of all."""
    users.add(platform.add_tenant("t2"), "eve", "eve", BOOTSTRAP_ROLES)

    assert accepted("POST", PATH, json={"id": "pump-7"}, login="t2/eve:eve").status == 404
    assert ask(accepted).status == 201


def test_bootstrap_user_can_do_nothing_else(call: Call) -> None:
    """Its password is known to everybody."""
    assert call("GET", REQUESTS, login=BOOTSTRAP).status == 403
    assert call("POST", "/inventory/managedObjects", json={}, login=BOOTSTRAP).status == 403


@pytest.mark.parametrize(
    ("body", "status"), [(b"{}", 422), (b'{"id":7}', 422), (b'{"id":"a","securityToken":1}', 422), (b"[]", 400)]
)
def test_bad_poll_is_refused(call: Call, body: bytes, status: int) -> None:
    """Without an `id` nobody can be found."""
    response = call("POST", PATH, body=body, headers={"content-type": "application/json"}, login=BOOTSTRAP)

    assert response.status == status
