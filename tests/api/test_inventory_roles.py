"""Inventory roles over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import Call

PATH = "/user/inventoryroles"
ITEM = "application/vnd.com.nsn.cumulocity.inventoryrole+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.inventoryrolecollection+json;charset=UTF-8;ver=0.9"
READ_ALL = {"permission": "READ", "scope": "*", "type": "*"}
RESTART = {"permission": "ADMIN", "scope": "OPERATION", "type": "c8y_Restart"}
PUMPS = {"name": "Pump operators", "description": "Restart only", "permissions": [READ_ALL, RESTART]}


def test_role_is_created(call: Call) -> None:
    """A POST answers 201 with the role; its id and those of its permissions are numbers."""
    response = call("POST", PATH, json=PUMPS, accept=ITEM)

    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == f"http://mock.test{PATH}/5"
    assert response.json() == {
        "id": 5,
        "name": "Pump operators",
        "description": "Restart only",
        "permissions": [{"id": 7, **READ_ALL}, {"id": 8, **RESTART}],
        "self": f"http://mock.test{PATH}/5",
    }


def test_write_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only the status is sent."""
    made = call("POST", PATH, json={"name": "Bare"}, accept=None)
    changed = call("PUT", f"{PATH}/5", json={"name": "Barer"}, accept=None)

    assert [(made.status, made.body), (changed.status, changed.body)] == [(201, b""), (200, b"")]


def test_fresh_tenant_has_four_roles(call: Call) -> None:
    """The platform's default roles have fixed ids."""
    response = call("GET", f"{PATH}?withTotalElements=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert {role["id"]: role["name"] for role in body["roles"]} == {
        1: "Reader",
        2: "Manager",
        3: "Operations: All",
        4: "Operations: Restart Device",
    }
    assert body["statistics"] == {"currentPage": 1, "pageSize": 5, "totalElements": 4}


def test_roles_are_paged(call: Call) -> None:
    """A full page links to the next one."""
    body = call("GET", f"{PATH}?pageSize=3").json()

    assert [role["id"] for role in body["roles"]] == [1, 2, 3]
    assert body["next"].endswith("pageSize=3&currentPage=2")
    assert [role["id"] for role in call("GET", f"{PATH}?pageSize=3&currentPage=2").json()["roles"]] == [4]


def test_role_is_read(call: Call) -> None:
    """A GET shows the role as its creation did."""
    made = call("POST", PATH, json=PUMPS).json()

    response = call("GET", f"{PATH}/5", accept=None)

    assert (response.status, response.headers["content-type"], response.json()) == (200, ITEM, made)


def test_permissions_keep_their_ids(call: Call) -> None:
    """A PUT keeps the permissions it names by id, drops those it leaves out and numbers new ones."""
    made = call("POST", PATH, json=PUMPS).json()
    wanted = [made["permissions"][1], {"permission": "*", "scope": "EVENT", "type": "acme_Leak"}]

    response = call("PUT", f"{PATH}/5", json={"permissions": wanted})

    assert response.status == 200
    assert [(held["id"], held["scope"]) for held in response.json()["permissions"]] == [(8, "OPERATION"), (9, "EVENT")]
    assert call("GET", f"{PATH}/5").json() == response.json()


def test_permission_that_is_named_twice_keeps_its_id_once(call: Call) -> None:
    """No two permissions share an id, also when a request says so; ids of other roles mean nothing."""
    made = call("POST", PATH, json=PUMPS).json()
    wanted = [made["permissions"][0], made["permissions"][0], {"id": 1, **RESTART}]

    changed = call("PUT", f"{PATH}/5", json={"permissions": wanted}).json()

    assert [held["id"] for held in changed["permissions"]] == [7, 9, 10]


def test_put_leaves_alone_what_it_does_not_name(call: Call) -> None:
    """A change of the name keeps description and permissions."""
    made = call("POST", PATH, json=PUMPS).json()

    changed = call("PUT", f"{PATH}/5", json={"name": "Pumpers"}).json()

    assert changed == made | {"name": "Pumpers"}


def test_taken_name_answers_409(call: Call) -> None:
    """Two roles never share a name, neither by POST nor by PUT."""
    made = call("POST", PATH, json={"name": "Reader"})
    renamed = call("PUT", f"{PATH}/2", json={"name": "Reader"})

    assert [(each.status, each.json()["error"]) for each in (made, renamed)] == [(409, "inventoryRoles/Duplicate")] * 2


def test_role_is_deleted(call: Call) -> None:
    """A DELETE answers 204; then there is nothing left to read, and the number is not used again."""
    call("POST", PATH, json=PUMPS)

    assert call("DELETE", f"{PATH}/5").status == 204
    assert call("GET", f"{PATH}/5").status == 404
    assert call("POST", PATH, json=PUMPS).json()["id"] == 6


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_role_answers_404(call: Call, method: str) -> None:
    """Numbers and words alike lead nowhere."""
    for unknown in ("999999", "Reader"):
        response = call(method, f"{PATH}/{unknown}", json={} if method == "PUT" else None)

        assert (response.status, response.json()["error"]) == (404, "Not Found")
        assert response.json()["message"] == "Cannot find the specified role."


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 422),
        (b'{"name":""}', 422),
        (b'{"name":7}', 422),
        (b'{"name":"A","description":7}', 422),
        (b'{"name":"A","permissions":{}}', 422),
        (b'{"name":"A","permissions":["READ"]}', 422),
        (b'{"name":"A","permissions":[{"permission":"READ","scope":"*"}]}', 422),
        (b'{"name":"A","permissions":[{"permission":"WRITE","scope":"*","type":"*"}]}', 422),
        (b'{"name":"A","permissions":[{"permission":"READ","scope":"ALARMS","type":"*"}]}', 422),
        (b'{"name":"A","permissions":[{"permission":"READ","scope":"*","type":""}]}', 422),
        (b'{"name":"A","permissions":[{"permission":[],"scope":"*","type":"*"}]}', 422),
    ],
)
def test_bad_body_is_refused(call: Call, body: bytes, status: int) -> None:
    """Each kind of bad input gets the platform's own status, and nothing is stored."""
    response = call("POST", PATH, body=body, headers={"content-type": ITEM})

    assert response.status == status
    assert len(call("GET", PATH).json()["roles"]) == 4


def test_writes_are_audited(call: Call) -> None:
    """Each of the three leaves a record that points to the role."""
    call("POST", PATH, json=PUMPS)
    call("PUT", f"{PATH}/5", json={"name": "Pumpers"})
    call("DELETE", f"{PATH}/5")

    records = call("GET", "/audit/auditRecords?type=InventoryRole").json()["auditRecords"]

    assert {record["activity"] for record in records} == {
        "Inventory role created",
        "Inventory role updated",
        "Inventory role deleted",
    }
    assert {record["source"]["id"] for record in records} == {"5"}
    (change,) = [change for record in records for change in record.get("changes", ())]
    assert (change["attribute"], change["previousValue"], change["newValue"]) == ("name", "Pump operators", "Pumpers")
