"""Retention rules over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import retention
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/retention/retentions"
ITEM = "application/vnd.com.nsn.cumulocity.retentionrule+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.retentionrulecollection+json;charset=UTF-8;ver=0.9"
EVERYTHING = {"dataType": "*", "fragmentType": "*", "type": "*", "source": "*", "editable": True}


def test_rule_is_created(call: Call) -> None:
    """A POST answers 201 with the rule and its defaults; the id is a string."""
    response = call("POST", PATH, json={"dataType": "ALARM", "maximumAge": 20}, accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert body == EVERYTHING | {"id": body["id"], "self": body["self"], "dataType": "ALARM", "maximumAge": 20}


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_write_without_accept_has_no_body(call: Call, method: str) -> None:
    """Without `Accept` only the status is sent."""
    response = call(method, PATH if method == "POST" else f"{PATH}/1", json={"maximumAge": 20}, accept=None)

    assert (response.status, response.body) == (201 if method == "POST" else 200, b"")


def test_fresh_tenant_has_a_rule(call: Call) -> None:
    """The collection starts with the platform's default."""
    response = call("GET", f"{PATH}?withTotalElements=true", accept=COLLECTION)

    assert response.headers["content-type"] == COLLECTION
    body = response.json()
    assert body["retentionRules"] == [EVERYTHING | {"id": "1", "self": f"http://mock.test{PATH}/1", "maximumAge": 60}]
    assert body["statistics"]["totalElements"] == 1


def test_rule_is_read(call: Call) -> None:
    """A GET shows the rule as its creation did."""
    made = call("POST", PATH, json={"maximumAge": 20}).json()

    response = call("GET", f"{PATH}/{made['id']}", accept=None)

    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, made)


def test_rule_is_changed(call: Call) -> None:
    """A PUT answers 200 with the rule as it is then."""
    response = call("PUT", f"{PATH}/1", json={"maximumAge": 7})

    assert (response.status, response.json()["maximumAge"]) == (200, 7)
    assert call("GET", f"{PATH}/1").json() == response.json()


def test_rule_is_deleted(call: Call) -> None:
    """A DELETE answers 204; then there is nothing left to read."""
    assert call("DELETE", f"{PATH}/1").status == 204
    assert call("GET", f"{PATH}/1").status == 404


def test_locked_rule_answers_403(call: Call, tenant: Tenant) -> None:
    """A rule that is not editable can only be read."""
    retention.add(tenant, 7, {"maximumAge": 5, "editable": False})

    assert call("PUT", f"{PATH}/7", json={"maximumAge": 9}).status == 403
    assert call("DELETE", f"{PATH}/7").status == 403
    assert call("GET", f"{PATH}/7").json()["maximumAge"] == 5


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_rule_answers_404(call: Call, method: str) -> None:
    """Numbers and words alike lead nowhere."""
    for unknown in ("999999", "x"):
        response = call(method, f"{PATH}/{unknown}", json={} if method == "PUT" else None)

        assert (response.status, response.json()["error"]) == (404, "retention/Not Found")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 422),
        (b'{"maximumAge":"x"}', 422),
        (b'{"maximumAge":99999}', 422),
        (b'{"maximumAge":5,"dataType":"ALARMS"}', 422),
    ],
)
def test_bad_body_is_refused(call: Call, body: bytes, status: int) -> None:
    """Each kind of bad input gets the platform's own status, and nothing is stored."""
    response = call("POST", PATH, body=body, headers={"content-type": ITEM})

    assert response.status == status
    assert len(call("GET", PATH).json()["retentionRules"]) == 1
