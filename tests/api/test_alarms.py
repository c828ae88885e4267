"""Alarms over HTTP."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from tests.api.conftest import Call

VENDOR = "application/vnd.com.nsn.cumulocity.{}+json;charset=UTF-8;ver=0.9"
TIME = "2026-01-15T10:00:00.000+01:00"


@pytest.fixture
def pump(call: Call) -> str:
    """Make a device and return its id."""
    pump: str = call("POST", "/inventory/managedObjects", json={"name": 'Pump "7"'}).json()["id"]
    return pump


def alarm(pump: str, /, **properties: Any) -> dict[str, Any]:
    """Write an alarm."""
    standard = {"type": "acme_Hot", "text": "Bearing hot", "severity": "MAJOR", "time": TIME}
    return {"source": {"id": pump}, **standard, **properties}


def posted(call: Call, pump: str, /, **properties: Any) -> Any:
    """Create an alarm and return it."""
    return call("POST", "/alarm/alarms", json=alarm(pump, **properties)).json()


def types(call: Call, query: str) -> str:
    """Join the types of the alarms that a query finds."""
    return "".join(each["type"] for each in call("GET", f"/alarm/alarms?{query}").json()["alarms"])


def test_post_answers_the_alarm_with_its_addresses(call: Call, pump: str) -> None:
    """A new alarm comes back with 201, a Location, its links and the name of its source."""
    response = call("POST", "/alarm/alarms", json=alarm(pump))

    created = response.json()
    self_link = f"http://mock.test/alarm/alarms/{created['id']}"
    assert (response.status, response.headers["location"], created["self"]) == (201, self_link, self_link)
    assert created["source"] == {
        "id": pump,
        "self": f"http://mock.test/inventory/managedObjects/{pump}",
        "name": 'Pump "7"',
    }
    assert (created["status"], created["count"], created["time"]) == ("ACTIVE", 1, TIME)


def test_post_without_accept_answers_no_body(call: Call, pump: str) -> None:
    """Without `Accept` only status and Location come back."""
    response = call("POST", "/alarm/alarms", json=alarm(pump), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith("http://mock.test/alarm/alarms/")


def test_repeated_post_answers_201_with_the_first_alarm(call: Call, pump: str) -> None:
    """A repetition is a 201 with the alarm that is open already."""
    first = posted(call, pump)
    response = call("POST", "/alarm/alarms", json=alarm(pump, time="2026-01-15T11:00:00Z"))

    again = response.json()
    assert (response.status, again["id"], again["count"]) == (201, first["id"], 2)
    assert (again["time"], again["firstOccurrenceTime"]) == ("2026-01-15T11:00:00.000Z", TIME)
    assert again["source"]["name"] == 'Pump "7"'


def test_source_carries_its_present_name_or_none(call: Call, tenant: Tenant) -> None:
    """The name of a source is the managed object's own, read when the alarm is."""
    pump = call("POST", "/inventory/managedObjects", json={}).json()["id"]
    created = posted(call, pump)
    tenant.names.put(int(pump), "Renamed")

    assert "name" not in created["source"]
    assert call("GET", f"/alarm/alarms/{created['id']}").json()["source"]["name"] == "Renamed"


def test_suppressed_alarm_is_called_null(call: Call) -> None:
    """An alarm of a source in maintenance is answered with 201 and a self link that ends in `null`."""
    required = {"c8y_RequiredAvailability": {"responseInterval": -1}}
    pump = call("POST", "/inventory/managedObjects", json=required).json()["id"]
    response = call("POST", "/alarm/alarms", json=alarm(pump))

    null = "http://mock.test/alarm/alarms/null"
    assert (response.status, response.headers["location"], response.json()["self"]) == (201, null, null)
    assert "id" not in response.json()
    assert types(call, "") == ""


ITEM, COLLECTION = VENDOR.format("alarm"), VENDOR.format("alarmcollection")
UPSERTED = VENDOR.format("alarmUpsertResponse")


@pytest.mark.parametrize(
    ("method", "path", "status", "media_type"),
    [
        ("POST", "/alarm/alarms", 201, ITEM),
        ("GET", "/alarm/alarms", 200, COLLECTION),
        ("GET", "/alarm/alarms/{id}", 200, ITEM),
        ("PUT", "/alarm/alarms/{id}", 200, ITEM),
        ("POST", "/alarm/alarms/upsert", 200, UPSERTED),
        ("GET", "/alarm/alarms/count", 200, "text/plain"),
    ],
)
def test_default_media_type_is_the_platforms_own(
    call: Call, pump: str, method: str, path: str, status: int, media_type: str
) -> None:
    """Each answer has the media type that the specification gives it, and plain JSON on demand."""
    path = path.format(id=posted(call, pump)["id"])
    body = {"POST": alarm(pump), "PUT": {}}.get(method)

    for accept, expected in (("*/*", media_type), ("application/json", "application/json")):
        response = call(method, path, json=body, accept=accept)
        assert (response.status, response.headers["content-type"]) == (status, expected)


@pytest.mark.parametrize("path", ["/alarm/alarms", "/alarm/alarms/count"])
def test_unsupported_accept_answers_406(call: Call, path: str) -> None:
    """A list is no picture."""
    assert call("GET", path, accept="image/png").status == 406


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/alarm/alarms"),
        ("GET", "/alarm/alarms"),
        ("PUT", "/alarm/alarms"),
        ("DELETE", "/alarm/alarms"),
        ("GET", "/alarm/alarms/1"),
        ("PUT", "/alarm/alarms/1"),
        ("POST", "/alarm/alarms/upsert"),
        ("GET", "/alarm/alarms/count"),
    ],
)
def test_stranger_is_sent_away(call: Call, method: str, path: str) -> None:
    """Nothing is done without credentials."""
    assert call(method, path, login=None).status == 401


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("alarm_id", ["4711", "hot", "99999999999999999999"])
def test_unknown_alarm_answers_404(call: Call, method: str, alarm_id: str) -> None:
    """An id without an alarm is not found, whatever it looks like."""
    response = call(method, f"/alarm/alarms/{alarm_id}", json={} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "alarm/Not Found")


def test_alarm_cannot_be_deleted_by_id(call: Call, pump: str) -> None:
    """There is no DELETE of one alarm."""
    created = posted(call, pump)

    assert call("DELETE", f"/alarm/alarms/{created['id']}").status == 405
    assert call("GET", f"/alarm/alarms/{created['id']}").json() == created


def deep(document: dict[str, Any]) -> bytes:
    """Encode a document with a list nested 1010 levels at the place that says DEEP; our own encoder goes to 254."""
    return orjson.dumps(document).replace(b'"DEEP"', b"[" * 1010 + b"]" * 1010)


@pytest.mark.parametrize("name", ["source", "type", "text", "severity", "status", "time", "acme_Deep"])
@pytest.mark.parametrize("path", ["/alarm/alarms", "/alarm/alarms/upsert"])
def test_deep_nesting_answers_422(call: Call, pump: str, path: str, name: str) -> None:
    """A value nested deeper than can be stored is refused wherever it stands."""
    response = call("POST", path, body=deep(alarm(pump, **{name: "DEEP"})))

    assert (response.status, types(call, "")) == (422, "")


@pytest.mark.parametrize("name", ["severity", "acme_Deep"])
def test_deep_nesting_in_an_update_answers_422(call: Call, pump: str, name: str) -> None:
    """An update that cannot be stored changes nothing."""
    created = posted(call, pump)
    response = call("PUT", f"/alarm/alarms/{created['id']}", body=deep({name: "DEEP", "text": "x"}))

    assert response.status == 422
    assert call("GET", f"/alarm/alarms/{created['id']}").json() == created


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"{", 400), (b"[]", 400), (b'"x"', 400), (b'{"":1}', 422), (b'{"text":"\\ud800"}', 400)],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/alarm/alarms"),
        ("POST", "/alarm/alarms/upsert"),
        ("PUT", "/alarm/alarms/{id}"),
        ("PUT", "/alarm/alarms?status=ACTIVE"),
    ],
)
def test_body_that_is_no_document_is_refused(
    call: Call, pump: str, method: str, path: str, body: bytes, status: int
) -> None:
    """Whatever is no JSON object is refused and changes nothing."""
    created = posted(call, pump)

    assert call(method, path.format(id=created["id"]), body=body).status == status
    assert call("GET", "/alarm/alarms").json()["alarms"] == [created]


def test_put_answers_the_alarm(call: Call, pump: str) -> None:
    """An update answers 200 with the alarm, without one when no `Accept` was sent, and never a Location."""
    path = f"/alarm/alarms/{posted(call, pump)['id']}"
    response = call("PUT", path, json={"status": "CLEARED"})
    silent = call("PUT", path, json={"status": "ACTIVE"}, accept=None)

    assert (response.status, response.json()["status"]) == (200, "CLEARED")
    assert (silent.status, silent.body) == (200, b"")
    assert "location" not in response.headers.keys() | silent.headers.keys()


def test_put_with_a_fixed_property_answers_422(call: Call, pump: str) -> None:
    """What cannot be changed is named in the platform's error."""
    response = call("PUT", f"/alarm/alarms/{posted(call, pump)['id']}", json={"time": TIME, "status": "CLEARED"})

    assert (response.status, response.json()["error"]) == (422, "alarm/Unprocessable Entity")
    assert types(call, "status=ACTIVE") == "acme_Hot"


def test_bulk_put_answers_200_without_a_body(call: Call, pump: str) -> None:
    """Many alarms are updated at once and not shown."""
    posted(call, pump)
    response = call("PUT", "/alarm/alarms?status=ACTIVE&type=acme_Hot", json={"status": "CLEARED"})

    assert (response.status, response.body) == (200, b"")
    assert types(call, "resolved=true") == "acme_Hot"


def test_bulk_put_without_a_filter_answers_422(call: Call) -> None:
    """A parameter that selects nothing, like `pageSize`, does not count."""
    response = call("PUT", "/alarm/alarms?pageSize=5&type=", json={"status": "CLEARED"})

    assert (response.status, response.json()["error"]) == (422, "alarm/Unprocessable Entity")


@pytest.mark.parametrize(
    "bound",
    ["source={pump}", "dateFrom=2000-01-01", "dateTo=2030-01-01", "createdFrom=2000-01-01", "createdTo=2030-01-01"],
)
def test_bulk_delete_answers_204(call: Call, pump: str, bound: str) -> None:
    """A bounded deletion removes what its filters mean, and is content with nothing."""
    for each in ("a", "b"):
        posted(call, pump, type=each)
    query = bound.format(pump=pump)

    assert call("DELETE", f"/alarm/alarms?{query}&type=a").status == 204
    assert call("DELETE", f"/alarm/alarms?{query}&type=a").status == 204
    assert types(call, "") == "b"


@pytest.mark.parametrize(
    "query", ["", "?type=acme_Hot", "?status=ACTIVE", "?resolved=false", "?lastUpdatedFrom=2000-01-01"]
)
def test_unbounded_delete_answers_422(call: Call, pump: str, query: str) -> None:
    """Nobody deletes all alarms by accident."""
    posted(call, pump)
    response = call("DELETE", f"/alarm/alarms{query}")

    assert (response.status, response.json()["error"]) == (422, "alarm/Unprocessable Entity")
    assert types(call, "") == "acme_Hot"


def test_upsert_creates_and_updates(call: Call, pump: str) -> None:
    """An upsert answers 201 without a previous state, then 200 with it."""
    body = {"source": {"id": pump}, "type": "acme_Hot"}
    created = call("POST", "/alarm/alarms/upsert", json=body)
    updated = call("POST", "/alarm/alarms/upsert?incrementCount=true", json={**body, "severity": "MINOR"})

    first = created.json()["alarm"]
    assert (created.status, created.json()["previousState"]) == (201, None)
    assert created.headers["location"] == first["self"]
    assert (updated.status, updated.json()["previousState"]) == (200, first)
    assert updated.json()["alarm"].items() >= {"id": first["id"], "severity": "MINOR", "count": 2}.items()


def test_upsert_without_accept_answers_no_body(call: Call, pump: str) -> None:
    """Without `Accept` only the status tells an update from a creation."""
    body = {"source": {"id": pump}, "type": "acme_Hot"}
    answers = [call("POST", "/alarm/alarms/upsert", json=body, accept=None) for _ in range(2)]

    assert [(answer.status, answer.body) for answer in answers] == [(201, b""), (200, b"")]


def test_list_is_paged_with_totals(call: Call, pump: str) -> None:
    """A page says where it stands and where the next one is."""
    for each in "abc":
        posted(call, pump, type=each)
    page = call("GET", "/alarm/alarms?pageSize=2&withTotalPages=true&withTotalElements=true").json()

    assert page["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2, "totalElements": 3}
    assert [each["type"] for each in page["alarms"]] == ["c", "b"]
    assert types(call, page["next"].partition("?")[2]) == "a"


@pytest.fixture
def site(call: Call, tenant: Tenant, pump: str) -> str:
    """Make a site with the pump as child device and alarms A to D, D at the site, a minute between creations."""
    site: str = call("POST", "/inventory/managedObjects", json={}).json()["id"]
    tenant.relations.link("childDevices", int(site), int(pump))
    for number, (kind, words) in enumerate(WORDS.items(), start=1):
        posted(call, site if kind == "d" else pump, type=kind, time=f"2026-01-0{number}", **words)
        tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)
    return site


WORDS: dict[str, dict[str, Any]] = {
    "a": {"severity": "CRITICAL"},
    "b": {"severity": "MINOR", "status": "ACKNOWLEDGED"},
    "c": {"status": "CLEARED", "acme_Extra": 1},
    "d": {"severity": "WARNING"},
}
QUERIES = [
    ("", "dcba"),
    ("type=a,c&type=d", "dca"),
    ("type=", "dcba"),
    ("status=active,ACKNOWLEDGED", "dba"),
    ("status=CLEARED", "c"),
    ("severity=Critical,MINOR", "ba"),
    ("resolved=true&status=ACTIVE", "c"),
    ("resolved=false&status=CLEARED", "dba"),
    ("fragmentType=acme_Extra", "c"),
    ("dateFrom=2026-01-02&dateTo=2026-01-04", "cb"),
    ("dateFrom=2026-01-02&dateTo=2026-01-02", "b"),
    ("createdFrom=2026-01-15T12:01:00Z&createdTo=2026-01-15T12:03:00Z", "cb"),
    ("lastUpdatedFrom=2026-01-15T12:02:00Z", "dc"),
    ("source={pump}", "cba"),
    ("source={site}", "d"),
    ("source={site}&withSourceDevices=true", "dcba"),
    ("source={site}&withSourceAssets=true", "d"),
    ("source={site}&withSourceChildren=true&severity=CRITICAL", "a"),
    ("source=4711", ""),
    ("source=pump", ""),
    ("source={site}&type=a", ""),
    ("query=$orderby=severity asc&revert=false&unknown=1", "dcba"),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_filters_are_read(call: Call, pump: str, site: str, query: str, expected: str) -> None:
    """Every filter of the list is one of the count too."""
    query = query.format(pump=pump, site=site)

    assert types(call, query) == expected
    assert call("GET", f"/alarm/alarms/count?{query}").body == str(len(expected)).encode()


@pytest.mark.parametrize(
    "query",
    [
        "status=OPEN",
        "severity=FATAL",
        "resolved=maybe",
        "dateFrom=yesterday",
        "createdTo=10000-01-01",
        "withSourceAssets=true",
        "withSourceChildren=perhaps&source=1",
        "pageSize=0",
        "currentPage=x",
    ],
)
def test_parameter_that_cannot_be_read_answers_422(call: Call, query: str) -> None:
    """A filter that says nothing sensible is refused rather than passed over."""
    assert call("GET", f"/alarm/alarms?{query}").status == 422


@pytest.mark.parametrize("accept", ["text/plain", "application/json"])
def test_count_is_a_bare_number(call: Call, pump: str, accept: str) -> None:
    """The number of alarms comes as text or as JSON."""
    posted(call, pump)
    response = call("GET", "/alarm/alarms/count", accept=accept)

    assert (response.status, response.headers["content-type"], response.body) == (200, accept, b"1")
