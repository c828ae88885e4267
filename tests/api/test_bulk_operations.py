"""Bulk operations over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import SECOND_MS
from tests.api.conftest import Call

PATH = "/devicecontrol/bulkoperations"
ITEM = "application/vnd.com.nsn.cumulocity.bulkoperation+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.bulkoperationcollection+json;charset=UTF-8;ver=0.9"
NOW = "2026-01-15T12:00:00.000Z"
TOMORROW = "2026-01-16T12:00:00.000Z"


@pytest.fixture
def group(call: Call, tenant: Tenant) -> str:
    """The id of a group with two devices."""
    made = [call("POST", "/inventory/managedObjects", json={"name": name}).json()["id"] for name in ("Hall", "A", "B")]
    for device in made[1:]:
        tenant.relations.link(ASSETS, int(made[0]), int(device))
    return str(made[0])


def bulk(group: str, /, **properties: Any) -> dict[str, Any]:
    """Write a bulk operation as a client sends it."""
    standard = {"startDate": NOW, "creationRamp": 5, "operationPrototype": {"c8y_Restart": {}}}
    return {"groupId": group, **standard, **properties}


def test_bulk_operation_is_created(call: Call, group: str) -> None:
    """A POST answers 201 with the scheduled bulk operation; its id is a number, not a string."""
    response = call("POST", PATH, json=bulk(group, startDate=TOMORROW, note="spring"), accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert isinstance(body["id"], int)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert body == {
        **bulk(group, startDate=TOMORROW, note="spring"),
        "id": body["id"],
        "self": body["self"],
        "status": "ACTIVE",
        "generalStatus": "SCHEDULED",
        "progress": {"all": 0, "pending": 0, "executing": 0, "successful": 0, "failed": 0},
    }


def test_post_without_accept_has_no_body(call: Call, group: str) -> None:
    """Without `Accept` only status and `Location` are sent."""
    response = call("POST", PATH, json=bulk(group), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith(f"http://mock.test{PATH}/")


def test_start_of_now_shows_its_first_operation_when_it_is_read(call: Call, group: str) -> None:
    """Who creates and reads sees the life begin, without waiting."""
    made = call("POST", PATH, json=bulk(group)).json()["id"]

    body = call("GET", f"{PATH}/{made}").json()

    assert (body["status"], body["generalStatus"]) == ("IN_PROGRESS", "EXECUTING")
    assert body["progress"] == {"all": 2, "pending": 1, "executing": 0, "successful": 0, "failed": 0}
    [operation] = call("GET", f"/devicecontrol/operations?bulkOperationId={made}").json()["operations"]
    assert (operation["bulkOperationId"], operation["deviceName"]) == (made, "A")


def test_life_of_a_bulk_operation(call: Call, platform: Platform, group: str) -> None:
    """Its operations are created one after the other; when all have ended, it sums them up."""
    made = call("POST", PATH, json=bulk(group)).json()["id"]
    platform.advance(5 * SECOND_MS)

    operations = call("GET", f"/devicecontrol/operations?bulkOperationId={made}").json()["operations"]
    for operation, status in zip(operations, ("SUCCESSFUL", "FAILED"), strict=True):
        call("PUT", f"/devicecontrol/operations/{operation['id']}", json={"status": status})

    body = call("GET", f"{PATH}/{made}").json()
    assert (body["status"], body["generalStatus"]) == ("COMPLETED", "COMPLETED WITH FAILURES")
    assert body["progress"] == {"all": 2, "pending": 0, "executing": 0, "successful": 1, "failed": 1}


def test_bulk_operations_are_listed(call: Call, group: str) -> None:
    """The collection is paged and counts on request, also the way clients do it."""
    made = [call("POST", PATH, json=bulk(group, startDate=TOMORROW)).json() for _ in range(3)]

    response = call("GET", f"{PATH}?pageSize=2&withTotalElements=true&withTotalPages=true", accept=COLLECTION)

    assert response.headers["content-type"] == COLLECTION
    body = response.json()
    assert body["bulkOperations"] == made[:2]
    assert body["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2, "totalElements": 3}


def test_bulk_operation_is_updated(call: Call, group: str) -> None:
    """A PUT answers 200 with the new state."""
    made = call("POST", PATH, json=bulk(group, startDate=TOMORROW)).json()

    response = call("PUT", f"{PATH}/{made['id']}", json={"creationRamp": 15})

    assert (response.status, response.json()) == (200, made | {"creationRamp": 15})


def test_deletion_only_cancels(call: Call, group: str) -> None:
    """A DELETE answers 204, and the bulk operation can still be read."""
    made = call("POST", PATH, json=bulk(group)).json()["id"]

    response = call("DELETE", f"{PATH}/{made}")

    body = call("GET", f"{PATH}/{made}").json()
    assert (response.status, response.body) == (204, b"")
    assert (body["status"], body["generalStatus"]) == ("DELETED", "CANCELED")


def test_failed_ones_are_repeated(call: Call, platform: Platform, group: str) -> None:
    """A bulk operation with a failed parent is for the devices that failed there."""
    parent = call("POST", PATH, json=bulk(group, creationRamp=0)).json()["id"]
    first, _ = call("GET", f"/devicecontrol/operations?bulkOperationId={parent}").json()["operations"]
    call("PUT", f"/devicecontrol/operations/{first['id']}", json={"status": "FAILED"})

    again = call("POST", PATH, json=bulk(group, groupId=None, failedParentId=str(parent))).json()

    assert (again["failedParentId"], "groupId" in again) == (str(parent), False)
    [operation] = call("GET", f"/devicecontrol/operations?bulkOperationId={again['id']}").json()["operations"]
    assert operation["deviceId"] == first["deviceId"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_bulk_operation_answers_404(call: Call, method: str) -> None:
    """Numbers and words alike lead nowhere."""
    for unknown in ("999999", "non-existing"):
        response = call(method, f"{PATH}/{unknown}", json={} if method == "PUT" else None)

        assert (response.status, response.json()["error"]) == (404, "devicecontrol/Not Found")
        assert f"value={unknown}" in response.json()["message"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"groupId": None}, "included: groupId"),
        ({"failedParentId": "1"}, "mutually exclusive"),
        ({"startDate": None}, "included: startDate"),
        ({"operationPrototype": None}, "included: operationPrototype"),
        ({"operationPrototype": "x"}, "'operationPrototype' must be an object"),
        ({"creationRamp": -1}, "'creationRamp' must be a number"),
        ({"startDate": "soon"}, "not a valid ISO 8601 date"),
        ({"groupId": "999999"}, "does not exist"),
    ],
)
def test_bad_body_is_refused(call: Call, group: str, change: dict[str, Any], reason: str) -> None:
    """What makes no sense answers 422 with the reason, and nothing is stored."""
    response = call("POST", PATH, json=bulk(group, **change))

    assert response.status == 422
    assert reason in response.json()["message"]
    assert call("GET", PATH).json()["bulkOperations"] == []


def test_malformed_body_is_refused(call: Call) -> None:
    """What is no JSON object answers 400."""
    assert call("POST", PATH, body=b"[", headers={"content-type": ITEM}).status == 400
    assert call("POST", PATH, body=b"[]", headers={"content-type": ITEM}).status == 400
