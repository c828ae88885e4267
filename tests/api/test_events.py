"""Events over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from tests.api.conftest import Call

VENDOR = "application/vnd.com.nsn.cumulocity.{}+json;charset=UTF-8;ver=0.9"
TIME = "2026-01-15T10:00:00.000+01:00"


@pytest.fixture
def gate(call: Call) -> str:
    """Make a device and return its id."""
    gate: str = call("POST", "/inventory/managedObjects", json={"name": "Gate"}).json()["id"]
    return gate


def event(gate: str, /, **properties: Any) -> dict[str, Any]:
    """Write an event."""
    return {"source": {"id": gate}, "type": "acme_Door", "text": "Opened", "time": TIME, **properties}


def posted(call: Call, gate: str, /, **properties: Any) -> Any:
    """Create an event and return it."""
    return call("POST", "/event/events", json=event(gate, **properties)).json()


def types(call: Call, query: str) -> str:
    """Join the types of the events that a query finds."""
    return "".join(each["type"] for each in call("GET", f"/event/events?{query}").json()["events"])


def test_post_answers_the_event_with_its_addresses(call: Call, gate: str) -> None:
    """A new event comes back with 201, a Location and its links; its source has no name."""
    response = call("POST", "/event/events", json=event(gate))

    created = response.json()
    self_link = f"http://mock.test/event/events/{created['id']}"
    assert (response.status, response.headers["location"], created["self"]) == (201, self_link, self_link)
    assert created["source"] == {"id": gate, "self": f"http://mock.test/inventory/managedObjects/{gate}"}
    assert (created["time"], created["creationTime"]) == (TIME, "2026-01-15T12:00:00.000Z")


def test_post_without_accept_answers_no_body(call: Call, gate: str) -> None:
    """Without `Accept` only status and Location come back."""
    response = call("POST", "/event/events", json=event(gate), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith("http://mock.test/event/events/")


@pytest.mark.parametrize(
    ("method", "path", "media"),
    [
        ("POST", "/event/events", "event"),
        ("GET", "/event/events", "eventcollection"),
        ("GET", "/event/events/{id}", "event"),
        ("PUT", "/event/events/{id}", "event"),
    ],
)
def test_default_media_type_is_the_platforms_own(call: Call, gate: str, method: str, path: str, media: str) -> None:
    """Each answer has the media type that the specification gives it, and plain JSON on demand."""
    path = path.format(id=posted(call, gate)["id"])
    body = {"POST": event(gate), "PUT": {}}.get(method)

    for accept, expected in (("*/*", VENDOR.format(media)), ("application/json", "application/json")):
        assert call(method, path, json=body, accept=accept).headers["content-type"] == expected


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/event/events"),
        ("GET", "/event/events"),
        ("DELETE", "/event/events"),
        ("GET", "/event/events/1"),
        ("PUT", "/event/events/1"),
        ("DELETE", "/event/events/1"),
    ],
)
def test_stranger_is_sent_away(call: Call, method: str, path: str) -> None:
    """Nothing is done without credentials."""
    assert call(method, path, login=None).status == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("event_id", ["4711", "door", "99999999999999999999"])
def test_unknown_event_answers_404(call: Call, method: str, event_id: str) -> None:
    """An id without an event is not found, whatever it looks like."""
    response = call(method, f"/event/events/{event_id}", json={} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "event/Not Found")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_method_that_events_lack_answers_405(call: Call, method: str) -> None:
    """There is no update of many events."""
    assert call(method, "/event/events", json={}).status == 405


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"{", 400), (b"[]", 400), (b'{"$x":1}', 422), (b'{"text":' + b"[" * 1010 + b"]" * 1010 + b"}", 422)],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/event/events"), ("PUT", "/event/events/{id}")])
def test_body_that_is_no_document_is_refused(
    call: Call, gate: str, method: str, path: str, body: bytes, status: int
) -> None:
    """Whatever cannot be an event is refused and changes nothing."""
    created = posted(call, gate)

    assert call(method, path.format(id=created["id"]), body=body).status == status
    assert call("GET", "/event/events").json()["events"] == [created]


@pytest.mark.parametrize("name", ["source", "type", "text", "time", "acme_Deep"])
def test_deep_nesting_answers_422(call: Call, gate: str, name: str) -> None:
    """A value nested deeper than can be stored is refused wherever it stands."""
    deep = b"[" * 1010 + b"]" * 1010
    body = b'{"source":{"id":"%b"},"type":"t","text":"x","time":"2026-01-01","%b":%b}' % (
        gate.encode(),
        name.encode(),
        deep,
    )

    assert call("POST", "/event/events", body=body).status == 422
    assert types(call, "") == ""


def test_put_answers_the_event(call: Call, gate: str) -> None:
    """An update answers 200 with the event, and without one when no `Accept` was sent."""
    path = f"/event/events/{posted(call, gate, acme_Old=1)['id']}"
    response = call("PUT", path, json={"text": "Shut", "acme_Old": None})
    silent = call("PUT", path, json={"text": "Ajar"}, accept=None)

    assert (response.status, response.json()["text"], "acme_Old" in response.json()) == (200, "Shut", False)
    assert (silent.status, silent.body) == (200, b"")
    assert call("GET", path).json()["text"] == "Ajar"


def test_put_with_a_fixed_property_answers_422(call: Call, gate: str) -> None:
    """What cannot be changed is named in the platform's error."""
    response = call("PUT", f"/event/events/{posted(call, gate)['id']}", json={"type": "x"})

    assert (response.status, response.json()["error"]) == (422, "event/Unprocessable Entity")


def test_delete_answers_204(call: Call, gate: str) -> None:
    """A deleted event is gone."""
    path = f"/event/events/{posted(call, gate)['id']}"
    response = call("DELETE", path)

    assert (response.status, response.body) == (204, b"")
    assert call("GET", path).status == 404


@pytest.mark.parametrize(
    "bound",
    ["source={gate}", "dateFrom=2000-01-01", "dateTo=2030-01-01", "createdFrom=2000-01-01", "createdTo=2030-01-01"],
)
def test_bulk_delete_answers_204(call: Call, gate: str, bound: str) -> None:
    """A bounded deletion removes what its filters mean, and is content with nothing."""
    posted(call, gate, type="a")
    posted(call, gate, type="b", acme_Kind={})
    query = bound.format(gate=gate)

    assert call("DELETE", f"/event/events?{query}&type=a").status == 204
    assert call("DELETE", f"/event/events?{query}&type=a").status == 204
    assert types(call, "") == "b"
    assert call("DELETE", f"/event/events?{query}&fragmentType=acme_Kind").status == 204
    assert types(call, "") == ""


@pytest.mark.parametrize(
    "query", ["", "?type=acme_Door", "?fragmentType=x&fragmentValue=y", "?lastUpdatedFrom=2000-01-01"]
)
def test_unbounded_delete_answers_422(call: Call, gate: str, query: str) -> None:
    """Nobody deletes all events by accident."""
    posted(call, gate)
    response = call("DELETE", f"/event/events{query}")

    assert (response.status, response.json()["error"]) == (422, "event/Unprocessable Entity")
    assert types(call, "") == "acme_Door"


def test_list_is_paged_with_totals(call: Call, gate: str) -> None:
    """A page says where it stands and where the next one is."""
    for each in "abc":
        posted(call, gate, type=each)
    page = call("GET", "/event/events?pageSize=2&withTotalPages=true").json()

    assert page["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert [each["type"] for each in page["events"]] == ["c", "b"]
    assert types(call, page["next"].partition("?")[2]) == "a"


@pytest.fixture
def site(call: Call, tenant: Tenant, gate: str) -> str:
    """Make a site with the gate as child asset and events A to C, C at the site, a minute between creations."""
    site: str = call("POST", "/inventory/managedObjects", json={}).json()["id"]
    tenant.relations.link("childAssets", int(site), int(gate))
    for kind, day, more in (("b", 2, {"acme_Kind": "fine"}), ("a", 1, {"acme_Deep": {"x": "y z"}}), ("c", 3, {})):
        posted(call, site if kind == "c" else gate, type=kind, time=f"2026-01-0{day}", **more)
        tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)
    return site


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "cba"),
        ("revert=true", "cba"),
        ("revert=true&dateFrom=2000-01-01", "abc"),
        ("revert=true&createdFrom=2000-01-01", "abc"),
        ("revert=true&lastUpdatedFrom=2000-01-01", "bac"),
        ("revert=false&dateTo=2030-01-01", "cba"),
        ("lastUpdatedFrom=2000-01-01", "cab"),
        ("lastUpdatedTo=2026-01-15T12:01:00Z", "b"),
        ("createdFrom=2026-01-15T12:01:00Z", "ca"),
        ("dateFrom=2026-01-02&dateTo=2026-01-03", "b"),
        ("dateFrom=2026-01-02&dateTo=2026-01-02", "b"),
        ("type=a", "a"),
        ("type=a,b", ""),
        ("fragmentType=acme_Kind", "b"),
        ("fragmentType=acme_Kind&fragmentValue=fine", "b"),
        ("fragmentType=acme_Kind&fragmentValue=coarse", ""),
        ("fragmentType=acme_Deep.x&fragmentValue=y z", "a"),
        ("fragmentValue=fine", "cba"),
        ("source={gate}", "ba"),
        ("source={site}", "c"),
        ("source={site}&withSourceAssets=true", "cba"),
        ("source={site}&withSourceDevices=true", "c"),
        ("source={site}&withSourceChildren=true&type=a", "a"),
        ("source=4711", ""),
        ("source=door", ""),
    ],
)
def test_filters_are_read(call: Call, gate: str, site: str, query: str, expected: str) -> None:
    """Every filter narrows the list; `revert` needs a limit of time."""
    assert types(call, query.format(gate=gate, site=site)) == expected


@pytest.mark.parametrize(
    "query", ["dateFrom=noon", "revert=maybe&dateFrom=2000-01-01", "withSourceChildren=true", "pageSize=-1"]
)
def test_parameter_that_cannot_be_read_answers_422(call: Call, query: str) -> None:
    """A filter that says nothing sensible is refused rather than passed over."""
    assert call("GET", f"/event/events?{query}").status == 422
