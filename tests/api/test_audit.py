"""Audit records over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Call, Response

PATH = "/audit/auditRecords"
ITEM = "application/vnd.com.nsn.cumulocity.auditrecord+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.auditrecordcollection+json;charset=UTF-8;ver=0.9"
NOW = "2026-01-15T12:00:00.000Z"
RECORD = {"type": "Inventory", "activity": "Pump moved", "text": "To hall 2", "time": "2026-01-15T10:00:00.000+01:00"}


def posted(call: Call, /, **properties: Any) -> Any:
    """Create a record and return it."""
    return call("POST", PATH, json=RECORD | properties).json()


def texts(response: Response) -> list[str]:
    """Return the texts of a page of records."""
    return [record["text"] for record in response.json()["auditRecords"]]


def test_record_is_created(call: Call) -> None:
    """A POST answers 201 with the record, which has the caller as user and no source unless one is given."""
    response = call("POST", PATH, json=RECORD, accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert body == RECORD | {"id": body["id"], "self": body["self"], "creationTime": NOW, "user": "admin"}


def test_post_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only status and `Location` are sent."""
    response = call("POST", PATH, json=RECORD, accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith(f"http://mock.test{PATH}/")


def test_application_of_a_request_is_noted(call: Call) -> None:
    """A request that names its application leaves it in the record."""
    response = call("POST", PATH, json=RECORD, headers={"X-Cumulocity-Application-Key": "cockpit"})

    assert response.json()["application"] == "cockpit"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("9001", {"id": "9001", "self": "http://mock.test/inventory/managedObjects/9001"}),
        (9001, {"id": "9001", "self": "http://mock.test/inventory/managedObjects/9001"}),
        ("alice", {"id": "alice"}),
    ],
)
def test_source_is_shown(call: Call, source: object, shown: object) -> None:
    """A source with a number is addressed like a managed object, whatever it is; a name has no address."""
    assert posted(call, source={"id": source})["source"] == shown
    assert call("GET", f"{PATH}?source={source}").json()["auditRecords"][0]["source"] == shown


def test_record_is_read(call: Call) -> None:
    """A GET shows the record as its creation did."""
    made = posted(call)

    response = call("GET", f"{PATH}/{made['id']}", accept=None)

    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, made)


def test_records_are_filtered(call: Call) -> None:
    """Each parameter compares exactly, and all must hold."""
    posted(call, text="1", user="ana", application="x", type="A")
    posted(call, text="2", user="ana", application="y", type="B")

    assert texts(call("GET", f"{PATH}?user=ana&application=x&type=A", accept=COLLECTION)) == ["1"]
    assert texts(call("GET", f"{PATH}?user=ana")) == ["2", "1"]
    assert texts(call("GET", f"{PATH}?user=Ana")) == []
    assert texts(call("GET", f"{PATH}?type=A&application=y")) == []


def test_newest_record_comes_first(call: Call) -> None:
    """The order follows `time` and can be turned around."""
    for day in ("02", "03", "01"):
        posted(call, text=day, time=f"2026-01-{day}T00:00:00Z", type="A")

    assert texts(call("GET", f"{PATH}?type=A")) == ["03", "02", "01"]
    assert texts(call("GET", f"{PATH}?type=A&revert=true")) == ["01", "02", "03"]
    assert texts(call("GET", f"{PATH}?type=A&dateFrom=2026-01-02&dateTo=2026-01-03")) == ["02"]


def test_pages_are_counted(call: Call) -> None:
    """Paging follows the platform's rules."""
    for _ in range(3):
        posted(call, type="A")

    body = call("GET", f"{PATH}?type=A&pageSize=2&withTotalPages=true").json()

    assert len(body["auditRecords"]) == 2
    assert body["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert body["next"].endswith("type=A&withTotalPages=true&pageSize=2&currentPage=2")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_records_are_never_changed(call: Call, method: str) -> None:
    """Neither one record nor all of them can be changed or deleted."""
    made = posted(call)

    assert call(method, f"{PATH}/{made['id']}", json={}).status == 405
    assert call(method, PATH, json={}).status == 405
    assert call("GET", f"{PATH}/{made['id']}").json() == made


@pytest.mark.parametrize("unknown", ["999999", "x"])
def test_unknown_record_answers_404(call: Call, unknown: str) -> None:
    """Numbers and words alike lead nowhere."""
    response = call("GET", f"{PATH}/{unknown}")

    assert (response.status, response.json()["error"]) == (404, "audit/Not Found")


def test_missing_properties_answer_the_recorded_error(call: Call) -> None:
    """The message lists what is missing in the platform's own order."""
    response = call("POST", PATH, json={})

    assert (response.status, response.json()["error"]) == (422, "undefined/validationError")
    assert response.json()["message"] == "Following mandatory fields should be included: activity,type,time,text"


@pytest.mark.parametrize("query", ["dateFrom=soon", "revert=maybe", "pageSize=0"])
def test_unreadable_parameter_is_refused(call: Call, query: str) -> None:
    """A parameter that makes no sense answers 422."""
    assert call("GET", f"{PATH}?{query}").status == 422
