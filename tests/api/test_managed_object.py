"""How a managed object looks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Call

INVENTORY = "/inventory/managedObjects"
HOST = f"http://mock.test{INVENTORY}"
CHILDREN = ("childDevices", "childAssets", "childAdditions")
PARENTS = ("deviceParents", "assetParents", "additionParents")


def posted(call: Call, name: str | None, /, **fragments: Any) -> str:
    """Create a managed object and return its id."""
    object_id: str = call("POST", INVENTORY, json={"name": name, **fragments}).json()["id"]
    return object_id


@pytest.fixture
def tree(call: Call) -> dict[str, str]:
    """Make root -assets-> site -assets-> pump -devices-> valve, and a nameless addition of the pump."""
    ids = {name: posted(call, name) for name in ("root", "site", "pump", "valve")} | {"nameless": posted(call, None)}
    links = (("root", "Assets", "site"), ("site", "Assets", "pump"), ("pump", "Devices", "valve"))
    for parent, kind, child in (*links, ("pump", "Additions", "nameless")):
        call("POST", f"{INVENTORY}/{ids[parent]}/child{kind}", json={"managedObject": {"id": ids[child]}})
    return ids


def seen(call: Call, object_id: str, query: str) -> dict[str, Any]:
    """GET one object, and make sure that a page shows it likewise."""
    alone: dict[str, Any] = call("GET", f"{INVENTORY}/{object_id}?{query}").json()
    [listed] = call("GET", f"{INVENTORY}?ids={object_id}&{query}").json()["managedObjects"]
    assert listed == alone
    return alone


def references(container: dict[str, Any]) -> list[tuple[str | None, str, str]]:
    """Return name, own address and object's address of each reference in a container."""
    items = [(each["managedObject"], each["self"]) for each in container["references"]]
    return [(item.get("name"), own, item["self"]) for item, own in items]


@pytest.mark.parametrize("query", ["", "withChildren=false", "withParents=false&withLatestValues=false&pageSize=5"])
def test_containers_are_empty_unless_asked_for(call: Call, tree: dict[str, str], query: str) -> None:
    """Children have an address and parents have none; both are empty."""
    pump = seen(call, tree["pump"], query)

    assert {name: pump[name] for name in CHILDREN} == {
        name: {"self": f"{HOST}/{tree['pump']}/{name}", "references": []} for name in CHILDREN
    }
    assert {name: pump[name] for name in PARENTS} == {name: {"references": []} for name in PARENTS}


def test_children_are_shown_with_their_names(call: Call, tree: dict[str, str]) -> None:
    """Each reference holds id, name and address of the child, and is filed under its kind."""
    pump = seen(call, tree["pump"], "withChildren=true")
    own = f"{HOST}/{tree['pump']}"

    valve, nameless = tree["valve"], tree["nameless"]
    assert references(pump["childDevices"]) == [("valve", f"{own}/childDevices/{valve}", f"{HOST}/{valve}")]
    assert references(pump["childAdditions"]) == [(None, f"{own}/childAdditions/{nameless}", f"{HOST}/{nameless}")]
    assert pump["childDevices"]["references"][0]["managedObject"]["id"] == valve
    assert references(pump["childAssets"]) == []


def test_names_can_be_left_out(call: Call, tree: dict[str, str]) -> None:
    """`skipChildrenNames` leaves id and address."""
    pump = seen(call, tree["pump"], "withChildren=true&skipChildrenNames=true")

    assert [name for name, _, _ in references(pump["childDevices"])] == [None]


@pytest.mark.parametrize("with_children", ["true", "false"])
def test_children_are_counted_on_request(call: Call, tree: dict[str, str], with_children: str) -> None:
    """The count stands beside the references, where there is anything to count."""
    pump = seen(call, tree["pump"], f"withChildrenCount=true&withChildren={with_children}")

    assert [pump[name].get("count") for name in CHILDREN] == [1, None, 1]
    assert len(pump["childDevices"]["references"]) == (with_children == "true")


def test_all_ancestors_are_shown(call: Call, tree: dict[str, str]) -> None:
    """Every level above counts, under the kind of the link that leads to it."""
    valve = seen(call, tree["valve"], "withParents=true")

    pump, site, root = (f"{HOST}/{tree[name]}" for name in ("pump", "site", "root"))
    assert references(valve["deviceParents"]) == [("pump", pump, pump)]
    assert references(valve["assetParents"]) == [("site", site, site), ("root", root, root)]
    assert valve["additionParents"] == {"references": []}


def test_groups_are_direct_asset_parents(call: Call, tree: dict[str, str]) -> None:
    """`withGroups` shows where an object belongs, without the levels above."""
    pump, valve = seen(call, tree["pump"], "withGroups=true"), seen(call, tree["valve"], "withGroups=true")

    assert [name for name, _, _ in references(pump["assetParents"])] == ["site"]
    assert [references(valve[name]) for name in PARENTS] == [[], [], []]


def test_changed_name_is_shown_in_references(call: Call, tree: dict[str, str]) -> None:
    """A reference has the name that the child has now."""
    call("PUT", f"{INVENTORY}/{tree['valve']}", json={"name": 'Valve "8" ä'})

    pump = seen(call, tree["pump"], "withChildren=true")
    assert references(pump["childDevices"])[0][0] == 'Valve "8" ä'


def test_deleted_child_is_not_shown(call: Call, tree: dict[str, str]) -> None:
    """References vanish with the object."""
    call("DELETE", f"{INVENTORY}/{tree['valve']}")

    assert seen(call, tree["pump"], "withChildren=true&withChildrenCount=true")["childDevices"]["references"] == []


def test_latest_values_are_shown_on_request(call: Call, tree: dict[str, str]) -> None:
    """The last value of each series and the one before; without any there is no fragment."""
    for minute, value in ((1, 20), (2, 21.5)):
        body = {"source": {"id": tree["pump"]}, "type": "t", "time": f"2026-01-15T12:0{minute}:00+01:00"}
        call("POST", "/measurement/measurements", json={**body, "acme_T": {"T": {"value": value, "unit": "C"}}})

    pump = seen(call, tree["pump"], "withLatestValues=true")

    latest = {"value": 21.5, "unit": "C", "time": "2026-01-15T11:02:00.000Z"}
    assert pump["c8y_LatestMeasurements"] == {"acme_T": {"T": latest}}
    assert pump["c8y_PreviousMeasurements"]["acme_T"]["T"]["value"] == 20
    assert "c8y_LatestMeasurements" not in seen(call, tree["valve"], "withLatestValues=true")


def test_links_follow_the_host_of_the_request(call: Call, tree: dict[str, str]) -> None:
    """All addresses are below the host that the client used."""
    path = f"{INVENTORY}/{tree['pump']}?withChildren=true&withParents=true"

    body = call("GET", path, headers={"host": "other.test:8080"}).body

    assert b"mock.test" not in body
    assert body.count(b"http://other.test:8080/") == 12
