"""Managed objects over HTTP."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from mockc8y.domain import deletion, users
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from tests.api.conftest import Call

INVENTORY = "/inventory/managedObjects"
VENDOR = "application/vnd.com.nsn.cumulocity.{}+json;charset=UTF-8;ver=0.9"
NOW = "2026-01-15T12:00:00.000Z"


def posted(call: Call, name: str = "Pump 7", /, **fragments: Any) -> str:
    """Create a managed object and return its id."""
    object_id: str = call("POST", INVENTORY, json={"name": name, **fragments}).json()["id"]
    return object_id


def found(call: Call, query: str) -> list[str]:
    """Return the names of the managed objects that a query string means."""
    return [each["name"] for each in call("GET", f"{INVENTORY}?{query}").json()["managedObjects"]]


def test_post_answers_the_whole_object(call: Call) -> None:
    """A new object comes back with 201, a Location, and six empty containers of which three have an address."""
    response = call("POST", INVENTORY, json={"name": "Pump 7", "c8y_IsDevice": {}})

    created = response.json()
    address = f"http://mock.test{INVENTORY}/{created['id']}"
    assert (response.status, response.headers["location"]) == (201, address)
    assert created == {
        "id": created["id"],
        "self": address,
        "name": "Pump 7",
        "owner": "admin",
        "creationTime": NOW,
        "lastUpdated": NOW,
        "c8y_IsDevice": {},
        **{
            kind: {"self": f"{address}/{kind}", "references": []}
            for kind in ("childDevices", "childAssets", "childAdditions")
        },
        **{kind: {"references": []} for kind in ("deviceParents", "assetParents", "additionParents")},
    }


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/json", "application/json"),
        ("*/*", VENDOR.format("managedobject")),
        ("application/vnd.com.nsn.cumulocity.managedObject+json;ver=0.9", VENDOR.format("managedobject")),
    ],
)
def test_answer_has_the_media_type_asked_for(call: Call, accept: str, media: str) -> None:
    """Plain JSON or the platform's own type, on POST, PUT and GET."""
    created = call("POST", INVENTORY, json={}, accept=accept)
    address = created.headers["location"].removeprefix("http://mock.test")

    answers = [created, call("PUT", address, json={"x": 1}, accept=accept), call("GET", address, accept=accept)]

    assert [answer.headers["content-type"] for answer in answers] == [media] * 3


def test_write_without_accept_answers_no_body(call: Call) -> None:
    """Status and Location are enough for a client that accepts nothing."""
    created = call("POST", INVENTORY, json={}, accept=None)
    changed = call("PUT", created.headers["location"].removeprefix("http://mock.test"), json={"x": 1}, accept=None)

    assert (created.status, created.body, changed.status, changed.body) == (201, b"", 200, b"")
    assert "location" not in changed.headers


@pytest.mark.parametrize("content_type", ["application/json", VENDOR.format("managedObjectCollection")])
def test_collection_is_created_at_once(call: Call, content_type: str) -> None:
    """Several objects come back in the order given, without paging."""
    body = b'{"managedObjects":[{"name":"a"},{"name":"b"}]}'

    response = call("POST", INVENTORY, body=body, headers={"content-type": content_type}, accept="*/*")

    assert (response.status, response.headers["content-type"]) == (201, VENDOR.format("managedobjectcollection"))
    assert [each["name"] for each in response.json()["managedObjects"]] == ["a", "b"]
    assert response.json().keys() == {"managedObjects"}


def test_content_type_beats_the_shape_of_the_body(call: Call) -> None:
    """What says it is one object is one, whatever it holds."""
    headers = {"content-type": "application/vnd.com.nsn.cumulocity.managedobject+json"}

    response = call("POST", INVENTORY, body=b'{"managedObjects":[]}', headers=headers)

    assert (response.status, response.json()["managedObjects"]) == (201, [])


def test_external_id_conflict_is_409_and_creates_nothing(call: Call) -> None:
    """An external id in use refuses the whole collection."""
    name = {"type": "c8y_Serial", "externalId": "sn-7"}
    posted(call, externalIds=[name])

    response = call("POST", INVENTORY, json={"managedObjects": [{}, {"externalIds": [name]}]})

    assert (response.status, response.json()["error"]) == (409, "identity/Duplicate")
    assert found(call, "") == ["Pump 7"]


BAD_BODIES = {
    "empty": (b"", 422, "Representation must not be null"),
    "broken": (b'{"name":', 400, "Could not parse JSON"),
    "list": (b"[]", 400, "a JSON object is expected"),
    "null": (b"null", 400, "a JSON object is expected"),
    "latin-1": (b'{"name":"\xe4"}', 400, "Could not parse JSON"),
    "not a number": (b'{"x":NaN}', 400, "Could not parse JSON"),
    "empty name": (b'{"":1}', 422, "Property name"),
    "dollar": (b'{"$ref":1}', 422, "Property name"),
    "number as name": (b'{"name":7}', 422, "'name' must be a string"),
    "too deep": (b'{"x":' + b"[" * 300 + b"]" * 300 + b"}", 422, "nests deeper than"),
}


@pytest.mark.parametrize(("body", "status", "message"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_bad_body_is_refused_and_changes_nothing(call: Call, body: bytes, status: int, message: str) -> None:
    """POST and PUT answer the platform's error for a body that cannot be stored."""
    pump = posted(call)
    before = call("GET", INVENTORY).body
    headers = {"content-type": "application/json"}

    answers = [
        call("POST", INVENTORY, body=body, headers=headers),
        call("PUT", f"{INVENTORY}/{pump}", body=body, headers=headers),
    ]

    assert [answer.status for answer in answers] == [status] * 2
    assert all(message in answer.json()["message"] for answer in answers)
    assert answers[0].headers["content-type"] == VENDOR.format("error")
    assert call("GET", INVENTORY).body == before


def test_foreign_content_type_is_415(call: Call) -> None:
    """What is no JSON is not read."""
    assert call("POST", INVENTORY, body=b"<x/>", headers={"content-type": "text/xml"}).status == 415


def test_foreign_accept_is_406(call: Call) -> None:
    """A client that accepts no JSON gets none."""
    assert call("GET", INVENTORY, accept="text/html").status == 406


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("object_id", ["4711", "non-existing", "%2F", "-1"])
def test_unknown_id_is_404(call: Call, method: str, object_id: str) -> None:
    """An id in the path that no object has is 404, number or not."""
    response = call(method, f"{INVENTORY}/{object_id}", json={"x": 1} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")


def test_put_answers_the_merged_object(call: Call) -> None:
    """What is mentioned is replaced or, by `null`, removed; the rest stays."""
    pump = posted(call, acme_A={"x": 1}, acme_B=1, acme_C=1)

    changed = call("PUT", f"{INVENTORY}/{pump}", json={"id": "1", "acme_A": {"y": 2}, "acme_B": None})

    assert changed.status == 200
    assert changed.json() == call("GET", f"{INVENTORY}/{pump}").json()
    assert changed.json().items() >= {"id": pump, "acme_A": {"y": 2}, "acme_C": 1}.items()
    assert "acme_B" not in changed.json()


@pytest.mark.parametrize("body", [{}, {"id": "7"}])
def test_heartbeat_answers_the_id_alone(call: Call, tenant: Tenant, body: dict[str, str]) -> None:
    """A PUT that says nothing refreshes the availability only."""
    pump = posted(call, c8y_RequiredAvailability={"responseInterval": 10})
    tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)

    response = call("PUT", f"{INVENTORY}/{pump}", json=body)

    assert (response.status, response.json()) == (200, {"id": pump})
    assert call("GET", f"{INVENTORY}/{pump}").json()["lastUpdated"] == NOW
    assert call("GET", f"{INVENTORY}/{pump}/availability").json()["lastMessage"] == "2026-01-15T12:01:00.000Z"


def test_heartbeat_of_an_application_does_not_count(call: Call, tenant: Tenant) -> None:
    """With an application key the request is none of the device's."""
    pump = posted(call, c8y_RequiredAvailability={"responseInterval": 10})
    tenant.clock.move_to(tenant.clock.now() + MINUTE_MS)

    call("PUT", f"{INVENTORY}/{pump}", json={}, headers={"X-Cumulocity-Application-Key": "cockpit"})

    assert call("GET", f"{INVENTORY}/{pump}/availability").json()["lastMessage"] == NOW


def test_several_objects_are_changed(call: Call) -> None:
    """A collection PUT names each object by its id; an unknown one refuses all."""
    first, second = posted(call), posted(call)

    done = call("PUT", INVENTORY, json={"managedObjects": [{"id": first, "x": 1}, {"id": second, "x": 2}]})
    refused = call("PUT", INVENTORY, json={"managedObjects": [{"id": first, "x": 3}, {"id": "4711"}]})

    assert (done.status, [each["x"] for each in done.json()["managedObjects"]]) == (200, [1, 2])
    assert (refused.status, call("GET", f"{INVENTORY}/{first}").json()["x"]) == (404, 1)


@pytest.mark.parametrize("body", [{}, {"managedObjects": {}}, {"managedObjects": []}, {"managedObjects": [{}] * 51}])
def test_wrong_collection_is_refused(call: Call, body: dict[str, object]) -> None:
    """A collection has 1 to 50 objects."""
    headers = {"content-type": VENDOR.format("managedobjectcollection")}

    assert call("PUT", INVENTORY, json=body).status == 422
    assert call("POST", INVENTORY, json=body, headers=headers).status == 422


@pytest.mark.parametrize(
    ("query", "remaining"),
    [
        ("", ["valve", "pump"]),
        ("?cascade=false&forceCascade=false", ["valve", "pump"]),
        ("?cascade=true", []),
        ("?forceCascade=true", []),
        ("?cascade=false&forceCascade=true", []),
    ],
)
def test_delete_goes_as_far_as_asked(call: Call, query: str, remaining: list[str]) -> None:
    """A group goes with its subgroups; with a cascade everything below goes."""
    pump, valve = posted(call, "pump"), posted(call, "valve")
    inner, site = (posted(call, name, c8y_IsDeviceGroup={}) for name in ("inner", "site"))
    for parent, kind, child in ((site, "Assets", inner), (inner, "Assets", pump), (pump, "Devices", valve)):
        call("POST", f"{INVENTORY}/{parent}/child{kind}", json={"managedObject": {"id": child}})

    response = call("DELETE", f"{INVENTORY}/{site}{query}")

    assert (response.status, response.body) == (204, b"")
    assert sorted(found(call, "")) == sorted(remaining)
    assert call("DELETE", f"{INVENTORY}/{site}").status == 404


def test_device_user_is_deleted_on_request(call: Call, tenant: Tenant) -> None:
    """`withDeviceUser` takes the owner along."""
    users.add(tenant, "device_7", "x")
    first, second = posted(call, owner="device_7"), posted(call, owner="device_7")

    call("DELETE", f"{INVENTORY}/{first}?withDeviceUser=true")
    kept = "device_7" in tenant.users
    call("DELETE", f"{INVENTORY}/{second}?withDeviceUser=true")

    assert (kept, "device_7" in tenant.users) == (True, False)


def test_page_has_statistics_and_links(call: Call) -> None:
    """A full page has a next one; totals come on request."""
    for name in "abcdefg":
        posted(call, name, type="acme_T")

    page = call(
        "GET", f"{INVENTORY}?type=acme_T&pageSize=3&currentPage=2&withTotalPages=true&withTotalElements=true"
    ).json()

    stem = f"http://mock.test{INVENTORY}?type=acme_T&withTotalPages=true&withTotalElements=true&pageSize=3&currentPage="
    assert [each["name"] for each in page["managedObjects"]] == ["d", "e", "f"]
    assert page["statistics"] == {"currentPage": 2, "pageSize": 3, "totalPages": 3, "totalElements": 7}
    assert [page[name] for name in ("self", "next", "prev")] == [f"{stem}2", f"{stem}3", f"{stem}1"]


def test_page_beyond_the_last_is_empty(call: Call) -> None:
    """There is nothing more, which is no error; nothing at all has no pages."""
    posted(call)

    assert call("GET", f"{INVENTORY}?currentPage=5").json()["managedObjects"] == []
    assert call("GET", f"{INVENTORY}?type=x&withTotalPages=true").json()["statistics"]["totalPages"] == 0


@pytest.fixture
def plant(call: Call) -> dict[str, str]:
    """Make some objects and return their ids by name."""
    ids = {
        "pump a": posted(call, "pump a", type="acme_Pump", c8y_IsDevice={}, acme_N=1, **{"acme!x!1": {}}),
        "pump b": posted(call, "pump b", type="acme_Pump", c8y_IsDevice={}, acme_N=2, owner="ben"),
        "site": posted(call, "site", type="c8y_DeviceGroup", c8y_IsDeviceGroup={}),
    }
    call("POST", f"{INVENTORY}/{ids['site']}/childAssets", json={"managedObject": {"id": ids["pump b"]}})
    return ids


QUERIES = [
    ("type=acme_Pump", ["pump a", "pump b"]),
    ("type=acme_Pump&owner=ben", ["pump b"]),
    ("fragmentType=acme_N&type=", ["pump a", "pump b"]),
    ("fragmentType=acme!x!1", ["pump a"]),
    ("text=pump%20site&type=acme_Pump", ["pump a", "pump b"]),
    ("query=$filter=(acme_N gt 1)", ["pump b"]),
    ("query=$filter=(has(acme_N))%2B$orderby=name desc&type=x", ["pump b", "pump a"]),
    ("query=$orderby=name desc", ["site", "pump b", "pump a"]),
    ("query=", ["pump a", "pump b", "site"]),
    ("q=", ["pump a", "pump b"]),
    ("q=&owner=ben", ["pump b"]),
    ("q=name eq '*B'", ["pump b"]),
    ("q=$filter=(owner+eq+'ben')", ["pump b"]),
    ("onlyRoots=true", ["pump a", "site"]),
    ("onlyRoots=true&query=has(c8y_IsDeviceGroup)", ["site"]),
    ("ids=4711,x", []),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_parameters_choose_objects(call: Call, plant: dict[str, str], query: str, expected: list[str]) -> None:
    """Each parameter of the listing, alone and beside others."""
    assert found(call, query) == expected


def test_ids_choose_objects(call: Call, plant: dict[str, str]) -> None:
    """Ids are separated by commas, or repeated; other parameters do not count beside them."""
    listed = f"{plant['pump b']},4711,{plant['pump a']}"

    assert found(call, f"ids={listed}&type=x") == ["pump a", "pump b"]
    assert found(call, f"ids={plant['site']}&ids={plant['pump a']}") == ["pump a", "site"]


@pytest.mark.parametrize("name", ["childAssetId", "childDeviceId", "childAdditionId"])
def test_child_leads_to_its_parents(call: Call, plant: dict[str, str], name: str) -> None:
    """The id of a child lists the parents of that kind; what is no id lists none."""
    assert found(call, f"{name}={plant['pump b']}") == (["site"] if name == "childAssetId" else [])
    assert found(call, f"{name}=x") == []


@pytest.mark.parametrize(
    "query",
    ["pageSize=0", "pageSize=x", "currentPage=0", "currentPage=-1", "onlyRoots=maybe", "withChildren=1", "query=a b"],
)
def test_wrong_parameter_is_422(call: Call, query: str) -> None:
    """Numbers, booleans and queries that cannot be read are refused."""
    assert call("GET", f"{INVENTORY}?{query}").status == 422


def test_mistake_in_a_query_is_shown(call: Call) -> None:
    """The error says what was expected and where."""
    answer = call("GET", f"{INVENTORY}?query={quote('$filter=(name eq)')}").json()

    assert answer["error"] == "inventory/Invalid Data"
    assert "Query could not be understood. Expected a value" in answer["message"]
    assert "at character 17" in answer["message"]


@pytest.mark.parametrize(
    ("method", "role", "status"),
    [
        ("GET", "ROLE_INVENTORY_READ", 200),
        ("POST", "ROLE_INVENTORY_CREATE", 201),
        ("POST", "ROLE_INVENTORY_READ", 403),
    ],
)
def test_role_is_needed(call: Call, tenant: Tenant, method: str, role: str, status: int) -> None:
    """Reading and creating need one of the roles that the specification names."""
    users.add(tenant, "eve", "x", {role})

    assert call(method, INVENTORY, json={} if method == "POST" else None, login="t07007007/eve:x").status == status


def test_object_deleted_behind_the_scenes_is_gone(call: Call, tenant: Tenant, plant: dict[str, str]) -> None:
    """The edge keeps nothing of its own: what the domain deletes is not found any more."""
    deletion.delete(tenant, plant["site"], PLATFORM)

    assert call("GET", f"{INVENTORY}/{plant['site']}").status == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("type=acme_Pump", 2),
        ("fragmentType=c8y_IsDevice", 1),
        ("q=", 1),
        ("query=name eq 'Pump*'", 2),
        ("type=acme_Pump&pageSize=1", 2),
        ("type=none", 0),
    ],
)
def test_objects_are_counted(call: Call, query: str, count: int) -> None:
    """The answer is the bare number of all objects that a listing with the same filters goes through."""
    posted(call, "Pump 7", type="acme_Pump", c8y_IsDevice={})
    posted(call, "Pump 8", type="acme_Pump")
    posted(call, "Hall")

    response = call("GET", f"{INVENTORY}/count?{query}")

    assert (response.status, response.body) == (200, str(count).encode())


def test_only_what_the_caller_sees_is_counted(call: Call, tenant: Tenant) -> None:
    """Without a role for all of them, those count that are one's own."""
    users.add(tenant, "eve", "x")
    posted(call, "Pump 7")
    posted(call, "Pump 8", owner="eve")

    assert call("GET", f"{INVENTORY}/count", login="t07007007/eve:x").body == b"1"
