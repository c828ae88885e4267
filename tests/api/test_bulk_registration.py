"""Registration of many devices over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import Call
from tests.api.forms import part, send

PATH = "/devicecontrol/bulkNewDeviceRequests"
ITEM = "application/vnd.com.nsn.cumulocity.bulknewdevicerequest+json;charset=UTF-8;ver=0.9"
TABLE = b"ID;CREDENTIALS\npump-7;Str0ng!pass\npump-8;short\n"
SUMMARY = {
    "numberOfAll": 2,
    "numberOfCreated": 1,
    "numberOfFailed": 1,
    "numberOfSuccessful": 1,
    "credentialUpdatedList": [],
    "failedCreationList": [
        {
            "bulkNewDeviceStatus": "FAILED",
            "deviceId": "pump-8",
            "failureReason": "The password must have at least 6 and at most 32 characters",
            "line": "DeviceInfo{id='pump-8', credentials='short', tenant='t07007007'}",
        }
    ],
}


def test_table_in_a_form_is_carried_out(call: Call) -> None:
    """The answer counts what became of the lines; the part needs neither a name of its file nor a type."""
    response = send(call, PATH, [part("file", TABLE)], {"accept": ITEM})

    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.json() == SUMMARY


def test_table_may_be_the_body(call: Call) -> None:
    """A form around it is not needed."""
    response = call("POST", PATH, body=TABLE, headers={"content-type": "text/csv"})

    assert (response.status, response.json()) == (201, SUMMARY)


def test_device_signs_in_at_once(call: Call) -> None:
    """No acceptance is needed after a full registration."""
    send(call, PATH, [part("file", TABLE)])

    assert call("GET", "/user/currentUser", login="t07007007/device_pump-7:Str0ng!pass").status == 200


def test_second_run_updates_credentials(call: Call) -> None:
    """Each device whose password was replaced is listed."""
    send(call, PATH, [part("file", TABLE)])

    found = send(call, PATH, [part("file", TABLE.replace(b"Str0ng", b"0therS"))]).json()

    assert (found["numberOfCreated"], found["numberOfSuccessful"]) == (0, 1)
    assert found["credentialUpdatedList"] == [{"bulkNewDeviceStatus": "CREDENTIAL_UPDATED", "deviceId": "pump-7"}]


def test_simple_table_makes_requests(call: Call) -> None:
    """With nothing to sign in by, devices are announced and go the regular way."""
    send(call, PATH, [part("file", b"ID,PATH\npump-7,Plant\n")])

    shown = call("GET", "/devicecontrol/newDeviceRequests/pump-7").json()
    group = call("GET", f"/inventory/managedObjects/{shown['groupId']}").json()

    assert (shown["status"], group["name"]) == ("WAITING_FOR_CONNECTION", "Plant")


def test_form_without_the_table_is_refused(call: Call) -> None:
    """The error names the part that is missing and those that are there."""
    response = send(call, PATH, [part("table", TABLE)])

    assert response.status == 400
    assert response.json()["message"] == "The form needs the part 'file'; found: table"


@pytest.mark.parametrize(
    ("content_type", "status"), [("application/json", 415), ("text/plain", 415), ("text/csv", 422)]
)
def test_body_of_another_kind_is_refused(call: Call, content_type: str, status: int) -> None:
    """Neither is a table without the column for the id read."""
    response = call("POST", PATH, body=b'{"id":"a"}', headers={"content-type": content_type})

    assert response.status == status
