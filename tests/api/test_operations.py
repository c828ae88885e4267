"""Operations over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import operations
from mockc8y.domain.hierarchy import DEVICES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from tests.api.conftest import Call

PATH = "/devicecontrol/operations"
ITEM = "application/vnd.com.nsn.cumulocity.operation+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.operationcollection+json;charset=UTF-8;ver=0.9"
ERROR = "application/vnd.com.nsn.cumulocity.error+json;charset=UTF-8;ver=0.9"
NOW = "2026-01-15T12:00:00.000Z"


@pytest.fixture
def gate(call: Call) -> str:
    """The id of a device."""
    return device(call, "Gate 1")


def device(call: Call, name: str | None) -> str:
    """Make a device and return its id."""
    made: str = call("POST", "/inventory/managedObjects", json={"name": name} if name else {}).json()["id"]
    return made


def sent(call: Call, gate: str, /, **properties: Any) -> Any:
    """Create an operation and return it."""
    return call("POST", PATH, json={"deviceId": gate, **properties}).json()


def found(call: Call, query: str) -> list[str]:
    """Return the ids that a query finds."""
    response = call("GET", f"{PATH}?{query}")
    assert response.status == 200
    return [operation["id"] for operation in response.json()["operations"]]


def test_operation_is_created(call: Call, gate: str) -> None:
    """A POST answers 201 with the operation and its address; ids are strings."""
    response = call("POST", PATH, json={"deviceId": gate, "c8y_Restart": {}}, accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert body == {
        "id": body["id"],
        "self": body["self"],
        "deviceId": gate,
        "status": "PENDING",
        "creationTime": NOW,
        "c8y_Restart": {},
    }


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_write_without_accept_has_no_body(call: Call, gate: str, method: str) -> None:
    """Without `Accept` only the status is sent."""
    path = PATH if method == "POST" else f"{PATH}/{sent(call, gate)['id']}"

    response = call(method, path, json={"deviceId": gate, "status": "PENDING"}, accept=None)

    assert (response.status, response.body) == (201 if method == "POST" else 200, b"")
    assert ("location" in response.headers) == (method == "POST")


def test_operation_is_read(call: Call, gate: str) -> None:
    """A GET shows the operation as its creation did, in the platform's media type by default."""
    made = sent(call, gate)

    response = call("GET", f"{PATH}/{made['id']}", accept=None)

    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, made)


def test_plain_json_is_served_as_such(call: Call, gate: str) -> None:
    """Who asks for plain JSON gets that as media type."""
    assert call("GET", f"{PATH}/{sent(call, gate)['id']}").headers["content-type"] == "application/json"


def test_status_is_updated(call: Call, gate: str) -> None:
    """A PUT answers 200 with the operation as it is then."""
    made = sent(call, gate)

    response = call("PUT", made["self"].removeprefix("http://mock.test"), json={"status": "EXECUTING"})

    assert (response.status, response.json()) == (200, made | {"status": "EXECUTING"})


def test_bulk_operation_of_an_operation_is_a_number(call: Call, tenant: Tenant, gate: str) -> None:
    """An operation that belongs to a bulk operation names it by a JSON number."""
    record = operations.create_for_bulk(tenant, int(gate), {}, 15)

    assert call("GET", f"{PATH}/{record.id}").json()["bulkOperationId"] == 15
    assert found(call, "bulkOperationId=15") == [str(record.id)]
    assert found(call, "bulkOperationId=16") == found(call, "bulkOperationId=x") == []


def test_collection_names_the_device(call: Call, gate: str) -> None:
    """Only collections carry `deviceName`; a device without a name has none there."""
    named, nameless = sent(call, gate), sent(call, device(call, None))

    response = call("GET", PATH, accept=COLLECTION)

    assert response.headers["content-type"] == COLLECTION
    assert response.json()["operations"] == [named | {"deviceName": "Gate 1"}, nameless]


def test_agent_gets_external_ids(call: Call, tenant: Tenant, gate: str) -> None:
    """A query by agent covers its child devices, and each operation carries its device's external ids."""
    child = device(call, "Door")
    tenant.relations.link(DEVICES, int(gate), int(child))
    name = {"type": "c8y_Serial", "externalId": "sn-7"}
    external_id = call("POST", f"/identity/globalIds/{child}/externalIds", json=name).json()
    made = [sent(call, gate)["id"], sent(call, child)["id"]]
    sent(call, device(call, "Stranger"))

    listed = call("GET", f"{PATH}?agentId={gate}").json()["operations"]

    assert [operation["id"] for operation in listed] == made
    assert listed[1]["deviceExternalIDs"] == {
        "externalIds": [external_id],
        "self": f"http://mock.test/identity/globalIds/{child}/externalIds",
    }
    assert listed[0]["deviceExternalIDs"]["externalIds"] == []


def test_external_ids_are_for_agents_only(call: Call, gate: str) -> None:
    """A query without `agentId` leaves them out."""
    sent(call, gate)

    [operation] = call("GET", f"{PATH}?deviceId={gate}").json()["operations"]

    assert "deviceExternalIDs" not in operation


def test_filters_are_combined(call: Call, tenant: Tenant, gate: str) -> None:
    """Each parameter narrows the answer."""
    wanted = sent(call, gate, acme_A={})["id"]
    other = sent(call, device(call, "Door"), acme_B={})["id"]
    call("PUT", f"{PATH}/{other}", json={"status": "FAILED"})

    assert found(call, f"deviceId={gate}") == found(call, "fragmentType=acme_A") == found(call, "status=PENDING")
    assert found(call, f"deviceId={gate}&status=PENDING&fragmentType=acme_A") == [wanted]
    assert found(call, f"deviceId={gate}&status=FAILED") == []
    assert found(call, f"agentId={gate}&deviceId={gate}") == [wanted]
    assert found(call, "fragmentType=status") == found(call, "deviceId=x") == found(call, "agentId=999999") == []


def test_dates_bound_the_creation(call: Call, tenant: Tenant, gate: str) -> None:
    """`dateFrom` is inclusive, `dateTo` exclusive; only with one of them `revert` has an effect."""
    made = []
    for _ in range(3):
        made.append(sent(call, gate)["id"])
        tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)

    assert found(call, "dateFrom=2026-01-15T12:01:00Z") == made[1:]
    assert found(call, "dateTo=2026-01-15T12:01:00Z") == made[:1]
    assert found(call, "dateFrom=1970-01-01&revert=true") == made[::-1]
    assert found(call, "dateTo=2026-01-16&revert=false") == made
    assert found(call, "revert=true") == made


def test_latest_operation_is_one_request(call: Call, gate: str) -> None:
    """The way clients ask for the newest operation works."""
    made = [sent(call, gate)["id"] for _ in range(3)]

    assert found(call, "dateFrom=1970-01-01&revert=true&pageSize=1") == made[-1:]


def test_pages_are_counted(call: Call, gate: str) -> None:
    """Paging follows the platform's rules."""
    for _ in range(3):
        sent(call, gate)

    body = call("GET", f"{PATH}?pageSize=2&currentPage=2&withTotalPages=true&withTotalElements=true").json()

    assert len(body["operations"]) == 1
    assert body["statistics"] == {"currentPage": 2, "pageSize": 2, "totalPages": 2, "totalElements": 3}
    assert "next" not in body


@pytest.mark.parametrize("query", ["status=SUCCESSFUL", "deviceId={gate}", "agentId={gate}", "dateTo=2027-01-01"])
def test_collection_is_deleted_by_filter(call: Call, gate: str, query: str) -> None:
    """A DELETE with a filter answers 204 and removes what it means."""
    made = sent(call, gate)["id"]
    call("PUT", f"{PATH}/{made}", json={"status": "SUCCESSFUL"})
    kept = sent(call, device(call, "Door"))["id"] if "date" not in query else None

    response = call("DELETE", f"{PATH}?{query.format(gate=gate)}")

    assert (response.status, response.body) == (204, b"")
    assert found(call, "") == ([] if kept is None else [kept])


def test_filters_of_clients_hold_for_deletion(call: Call, gate: str) -> None:
    """What a client adds to a deletion narrows it, though the specification does not name it."""
    sent(call, gate, acme_A={})
    kept = sent(call, gate, acme_B={})["id"]

    call("DELETE", f"{PATH}?deviceId={gate}&fragmentType=acme_A")

    assert found(call, "") == [kept]


def test_deletion_without_a_filter_is_refused(call: Call, gate: str) -> None:
    """A DELETE of everything answers 422 and removes nothing."""
    made = sent(call, gate)["id"]

    response = call("DELETE", PATH)

    assert (response.status, response.headers["content-type"]) == (422, ERROR)
    assert found(call, "") == [made]


def test_single_operation_cannot_be_deleted(call: Call, gate: str) -> None:
    """The platform has no such request."""
    assert call("DELETE", f"{PATH}/{sent(call, gate)['id']}").status == 405


@pytest.mark.parametrize(
    "query",
    [
        "status=DONE",
        "status=pending",
        "dateFrom=soon",
        "dateTo=13-13-2024",
        "revert=maybe&dateFrom=2020-01-01",
        "pageSize=0",
        "currentPage=x",
    ],
)
def test_unreadable_parameter_is_refused(call: Call, query: str) -> None:
    """A parameter that makes no sense answers 422."""
    assert call("GET", f"{PATH}?{query}").status == 422


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "undefined/validationError"),
        (b"{", 400, "undefined/Bad Request"),
        (b"[]", 400, "undefined/Bad Request"),
        (b"5", 400, "undefined/Bad Request"),
        (b"{}", 422, "undefined/validationError"),
        (b'{"deviceId":"1"}', 422, "devicecontrol/Unprocessable Entity"),
        (b'{"deviceId":"1","":{}}', 422, "undefined/Unprocessable Entity"),
    ],
)
def test_bad_body_is_refused(call: Call, body: bytes, status: int, code: str) -> None:
    """Each kind of bad input gets the platform's own error."""
    response = call("POST", PATH, body=body, headers={"content-type": ITEM})

    assert (response.status, response.json()["error"]) == (status, code)


def test_unsupported_media_types_are_refused(call: Call, gate: str) -> None:
    """A body that is no JSON answers 415, an answer that cannot be given 406."""
    assert call("POST", PATH, body=b"<x/>", headers={"content-type": "application/xml"}).status == 415
    assert call("GET", PATH, accept="text/csv").status == 406


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_unknown_operation_answers_404(call: Call, method: str) -> None:
    """Numbers and words alike lead nowhere."""
    for unknown in ("999999", "non-existing"):
        response = call(method, f"{PATH}/{unknown}", json={"status": "FAILED"} if method == "PUT" else None)

        assert (response.status, response.json()["error"]) == (404, "devicecontrol/Not Found")


def test_missing_status_answers_the_recorded_error(call: Call, gate: str) -> None:
    """A PUT without a status gets the specification's own example."""
    response = call("PUT", f"{PATH}/{sent(call, gate)['id']}", json={"note": "x"})

    assert (response.status, response.json()["error"]) == (422, "undefined/validationError")
    assert response.json()["message"] == "Following mandatory fields should be included: status"


def test_changes_reach_the_audit_log(call: Call, gate: str) -> None:
    """An operation's history is found by its id, the way clients look for it."""
    made = sent(call, gate)["id"]
    call("PUT", f"{PATH}/{made}", json={"status": "FAILED"})

    records = call("GET", f"/audit/auditRecords?type=Operation&source={made}").json()["auditRecords"]

    assert [record["activity"] for record in records] == ["Operation updated", "Operation created"]
    assert records[0]["source"]["id"] == made
