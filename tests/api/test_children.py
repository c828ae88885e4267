"""Children of managed objects over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Call, Response

INVENTORY = "/inventory/managedObjects"
VENDOR = "application/vnd.com.nsn.cumulocity.{}+json;charset=UTF-8;ver=0.9"
KINDS = ("childDevices", "childAssets", "childAdditions")


def posted(call: Call, name: str, /, **fragments: Any) -> str:
    """Create a managed object and return its id."""
    object_id: str = call("POST", INVENTORY, json={"name": name, **fragments}).json()["id"]
    return object_id


@pytest.fixture
def site(call: Call) -> str:
    """Make the parent."""
    return posted(call, "Site")


@pytest.fixture
def pump(call: Call) -> str:
    """Make the child."""
    return posted(call, "Pump", acme_N=1)


def reference(child: str) -> dict[str, Any]:
    """Write a reference to a child."""
    return {"managedObject": {"id": child}}


def linked(call: Call, site: str, *children: str, kind: str = "childAssets") -> Response:
    """Make objects children of another."""
    body = {"references": [reference(child) for child in children]}
    return call("POST", f"{INVENTORY}/{site}/{kind}", json=body)


def listed(call: Call, path: str) -> list[str]:
    """Return the names of the children of a list."""
    return [each["managedObject"]["name"] for each in call("GET", path).json()["references"]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content_type", ["application/json", VENDOR.format("managedObjectReference")])
def test_reference_links_a_child(call: Call, site: str, pump: str, kind: str, content_type: str) -> None:
    """The answer is the reference with the whole child, at its own address."""
    address = f"http://mock.test{INVENTORY}/{site}/{kind}/{pump}"

    response = call(
        "POST", f"{INVENTORY}/{site}/{kind}", json=reference(pump), headers={"content-type": content_type}, accept="*/*"
    )

    assert (response.status, response.headers["location"], response.json()["self"]) == (201, address, address)
    assert response.headers["content-type"] == VENDOR.format("managedobjectreference")
    assert response.json()["managedObject"] == call("GET", f"{INVENTORY}/{pump}").json()
    assert call("GET", f"{INVENTORY}/{site}/{kind}/{pump}").json() == response.json()


@pytest.mark.parametrize("content_type", ["application/json", VENDOR.format("managedObjectReferenceCollection")])
def test_several_references_link_several_children(call: Call, site: str, pump: str, content_type: str) -> None:
    """The answer lists the references in the order given."""
    body = {"references": [reference(posted(call, "Valve")), reference(pump)]}

    response = call(
        "POST", f"{INVENTORY}/{site}/childAssets", json=body, headers={"content-type": content_type}, accept="*/*"
    )

    assert (response.status, response.headers["content-type"]) == (
        201,
        VENDOR.format("managedobjectreferencecollection"),
    )
    assert response.json()["self"] == f"http://mock.test{INVENTORY}/{site}/childAssets"
    assert [each["managedObject"]["name"] for each in response.json()["references"]] == ["Valve", "Pump"]


@pytest.mark.parametrize("content_type", ["application/json", VENDOR.format("managedObject")])
def test_new_object_is_created_as_a_child(call: Call, site: str, content_type: str) -> None:
    """The answer is the new object itself, and the Location its own."""
    response = call(
        "POST", f"{INVENTORY}/{site}/childAdditions", json={"name": "Config"}, headers={"content-type": content_type}
    )

    created = response.json()
    assert (response.status, response.headers["location"]) == (201, f"http://mock.test{INVENTORY}/{created['id']}")
    assert created == call("GET", f"{INVENTORY}/{created['id']}").json()
    assert listed(call, f"{INVENTORY}/{site}/childAdditions") == ["Config"]


def test_content_type_beats_the_shape_of_the_body(call: Call, site: str, pump: str) -> None:
    """What says it is an object is created, although it looks like a reference."""
    headers = {"content-type": VENDOR.format("managedobject")}

    response = call("POST", f"{INVENTORY}/{site}/childAssets", json=reference(pump), headers=headers)

    assert response.status == 201
    assert response.json()["managedObject"] == {"id": pump}


def test_linking_without_accept_answers_no_body(call: Call, site: str, pump: str) -> None:
    """Status and Location say it all."""
    response = call("POST", f"{INVENTORY}/{site}/childAssets", json=reference(pump), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].endswith(f"/childAssets/{pump}")


def test_linking_again_is_no_error(call: Call, site: str, pump: str) -> None:
    """A repeated link answers 201 and is there once."""
    assert [linked(call, site, pump).status for _ in range(2)] == [201, 201]
    assert listed(call, f"{INVENTORY}/{site}/childAssets") == ["Pump"]


BAD_LINKS = {
    "unknown child": ({"managedObject": {"id": "4711"}}, "managedObjectReference", 404),
    "no number": ({"managedObject": {"id": "x"}}, "managedObjectReference", 404),
    "no id": ({"managedObject": {}}, "managedObjectReference", 422),
    "no reference": ({"id": "7"}, "managedObjectReference", 422),
    "no references": ({}, "managedObjectReferenceCollection", 422),
    "references are no list": ({"references": {}}, "managedObjectReferenceCollection", 422),
    "a reference is no object": ({"references": ["7"]}, "managedObjectReferenceCollection", 400),
    "wrong object": ({"name": 7}, "managedObject", 422),
}


@pytest.mark.parametrize(("body", "kind", "status"), BAD_LINKS.values(), ids=BAD_LINKS)
def test_wrong_child_is_refused(call: Call, site: str, body: object, kind: str, status: int) -> None:
    """Nothing is linked or created by a request that is refused."""
    headers = {"content-type": VENDOR.format(kind)}

    assert call("POST", f"{INVENTORY}/{site}/childAssets", json=body, headers=headers).status == status
    assert listed(call, f"{INVENTORY}/{site}/childAssets") == []


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("kind", KINDS)
def test_unknown_parent_is_404(call: Call, pump: str, method: str, kind: str) -> None:
    """Every list of children needs its parent."""
    body = None if method == "GET" else {"references": [reference(pump)]}

    assert call(method, f"{INVENTORY}/4711/{kind}", json=body).status == 404


def test_ancestor_is_refused_as_a_child(call: Call, site: str, pump: str) -> None:
    """Neither the object itself nor what is above it can be its child."""
    linked(call, site, pump)

    for parent, child in ((site, site), (pump, site)):
        answer = linked(call, parent, child, kind="childDevices")
        assert (answer.status, answer.json()["error"]) == (422, "inventory/Unprocessable Entity")


def test_list_shows_whole_children_in_pages(call: Call, site: str) -> None:
    """Children come in the order of their links, with paging as anywhere."""
    ids = [posted(call, name) for name in "cab"]
    linked(call, site, *ids)
    address = f"http://mock.test{INVENTORY}/{site}/childAssets"

    page = call("GET", f"{INVENTORY}/{site}/childAssets?pageSize=2&withTotalPages=true", accept="*/*")

    assert page.headers["content-type"] == VENDOR.format("managedobjectreferencecollection")
    assert [each["self"] for each in page.json()["references"]] == [f"{address}/{child}" for child in ids[:2]]
    assert page.json()["references"][0]["managedObject"] == call("GET", f"{INVENTORY}/{ids[0]}").json()
    assert page.json()["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert page.json()["next"] == f"{address}?withTotalPages=true&pageSize=2&currentPage=2"


def test_object_without_children_has_no_pages(call: Call, pump: str) -> None:
    """Nothing to list is zero pages."""
    page = call("GET", f"{INVENTORY}/{pump}/childDevices?pageSize=1&withTotalPages=true").json()

    assert (page["references"], page["statistics"]["totalPages"]) == ([], 0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("query=", ["c", "a", "b"]),
        ("query=$filter=(bygroupid({site}))$orderby=name", ["a", "b", "c"]),
        ("query=$orderby=c8y_IsDeviceGroup desc,name asc", ["b", "a", "c"]),
        ("query=has(c8y_IsDeviceGroup)", ["b"]),
    ],
)
def test_query_looks_at_the_children(call: Call, site: str, query: str, expected: list[str]) -> None:
    """The queries of the official applications filter and order a list of children."""
    ids = [posted(call, "c"), posted(call, "a"), posted(call, "b", c8y_IsDeviceGroup={})]
    linked(call, site, *ids)

    assert listed(call, f"{INVENTORY}/{site}/childAssets?{query.format(site=site)}") == expected


def test_mistake_in_a_query_is_422(call: Call, site: str) -> None:
    """A query that cannot be read is refused here, too."""
    assert call("GET", f"{INVENTORY}/{site}/childAssets?query=name eq").status == 422


def test_children_show_what_is_asked_for(call: Call, site: str, pump: str) -> None:
    """`withChildren` and its likes are about the child, in the list and alone."""
    linked(call, site, pump)
    linked(call, pump, posted(call, "Valve"), kind="childDevices")
    query = "withChildren=true&withChildrenCount=true&withParents=true"

    [in_list] = call("GET", f"{INVENTORY}/{site}/childAssets?{query}").json()["references"]
    alone = call("GET", f"{INVENTORY}/{site}/childAssets/{pump}?{query}").json()

    child = in_list["managedObject"]
    assert in_list == alone
    assert (child["childDevices"]["count"], child["childDevices"]["references"][0]["managedObject"]["name"]) == (
        1,
        "Valve",
    )
    assert child["assetParents"]["references"][0]["managedObject"]["id"] == site


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("child", ["{pump}", "4711", "x"])
def test_what_is_no_child_is_422(call: Call, site: str, pump: str, method: str, child: str) -> None:
    """The error says who is not whose child."""
    child = child.format(pump=pump)

    answer = call(method, f"{INVENTORY}/{site}/childAssets/{child}")

    assert (answer.status, answer.json()["error"]) == (422, "inventory/Invalid Data")
    assert answer.json()["message"] == f"managedObject {child} is not a child of {site}"


def test_link_is_removed_and_the_child_stays(call: Call, site: str, pump: str) -> None:
    """DELETE of one child answers 204."""
    linked(call, site, pump)

    response = call("DELETE", f"{INVENTORY}/{site}/childAssets/{pump}")

    assert (response.status, response.body) == (204, b"")
    assert listed(call, f"{INVENTORY}/{site}/childAssets") == []
    assert call("GET", f"{INVENTORY}/{pump}").status == 200


def test_several_links_are_removed(call: Call, site: str, pump: str) -> None:
    """DELETE of a list cuts the links it names, all or none."""
    valve = posted(call, "Valve")
    linked(call, site, pump, valve)
    path = f"{INVENTORY}/{site}/childAssets"

    refused = call("DELETE", path, json={"references": [reference(pump), reference("4711")]})
    kept = listed(call, path)
    done = call("DELETE", path, json={"references": [reference(pump)]})

    assert (refused.status, kept) == (422, ["Pump", "Valve"])
    assert (done.status, listed(call, path)) == (204, ["Valve"])


def test_removal_of_several_needs_references(call: Call, site: str) -> None:
    """A DELETE of the list without a body is refused."""
    assert call("DELETE", f"{INVENTORY}/{site}/childAssets").status == 422
    assert call("DELETE", f"{INVENTORY}/{site}/childAssets", json={}).status == 422


@pytest.mark.parametrize("kind", ["deviceParents", "assetParents", "additionParents"])
def test_parents_have_no_address(call: Call, pump: str, kind: str) -> None:
    """There is no list of parents to ask for (10.20.589)."""
    assert call("GET", f"{INVENTORY}/{pump}/{kind}").status == 404
