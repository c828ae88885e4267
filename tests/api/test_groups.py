"""Groups over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/user/t07007007/groups"
ITEM = "application/vnd.com.nsn.cumulocity.group+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.groupcollection+json;charset=UTF-8;ver=0.9"
BEN = "t07007007/ben:ben"


@pytest.fixture
def ben(tenant: Tenant) -> str:
    """Add a user that manages only those below it, and give its name."""
    return users.add(tenant, "ben", "ben", roles("USER_MANAGEMENT_CREATE")).name


def test_group_is_created(call: Call) -> None:
    """A POST answers 201 with the group; its id is a number after those that every tenant has."""
    response = call("POST", PATH, json={"name": "Night shift", "description": "Watches"}, accept=ITEM)

    address = f"http://mock.test{PATH}/13"
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == address
    assert response.json() == {
        "id": 13,
        "name": "Night shift",
        "description": "Watches",
        "self": address,
        "customProperties": {},
        "devicePermissions": {},
        "applications": [],
        "roles": {
            "self": f"{address}/roles?pageSize=5&currentPage=1",
            "references": [],
            "statistics": {"currentPage": 1, "pageSize": 5},
        },
        "users": {"self": f"{address}/users", "references": []},
    }


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_write_without_accept_has_no_body(call: Call, method: str) -> None:
    """Without `Accept` only the status is sent."""
    response = call(method, PATH if method == "POST" else f"{PATH}/8", json={"name": "Night shift"}, accept=None)

    assert (response.status, response.body) == (201 if method == "POST" else 200, b"")


def test_group_is_read_by_id_and_by_name(call: Call) -> None:
    """Both ways lead to the same document."""
    made = call("POST", PATH, json={"name": "Night shift"}).json()

    assert call("GET", f"{PATH}/13", accept=ITEM).json() == made
    assert call("GET", "/user/t07007007/groupByName/Night%20shift").json() == made


@pytest.mark.parametrize("path", ["groups/4711", "groups/night", "groupByName/Night"])
def test_unknown_group_is_not_found(call: Call, path: str) -> None:
    """The platform names the group it did not find."""
    response = call("GET", f"/user/t07007007/{path}")

    name = path.rpartition("/")[2]
    assert (response.status, response.json()["error"]) == (404, "groups/Not Found")
    assert response.json()["message"].startswith(f"Error retrieving group with id {name}! : Cannot find document")


def test_groups_are_listed_by_id(call: Call) -> None:
    """A fresh tenant has the platform's own groups."""
    response = call("GET", f"{PATH}?pageSize=3&withTotalElements=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert [(group["id"], group["name"]) for group in body["groups"]] == [
        (1, "business"),
        (2, "admins"),
        (3, "devices"),
    ]
    assert body["statistics"] == {"currentPage": 1, "pageSize": 3, "totalElements": 12}
    assert body["next"] == f"http://mock.test{PATH}?withTotalElements=true&pageSize=3&currentPage=2"


def test_change_is_partial(call: Call) -> None:
    """A PUT changes what it names, removes what it sets to null, and leaves the rest."""
    made = call("POST", PATH, json={"name": "Night shift", "description": "Watches"}).json()

    change = {"description": None, "applications": [{"id": "1", "type": "HOSTED"}], "customProperties": {"floor": 7}}
    body = call("PUT", f"{PATH}/13", json=change).json()

    kept = {name: value for name, value in made.items() if name != "description"}
    assert body == kept | {"applications": [{"id": "1"}], "customProperties": {"floor": 7}}


def test_change_leaves_roles_alone(call: Call) -> None:
    """The roles of a group have an address of their own."""
    before = call("GET", f"{PATH}/8").json()

    assert call("PUT", f"{PATH}/8", json={"roles": {"references": []}, "id": 9}).json() == before


def test_taken_name_is_refused(call: Call) -> None:
    """Names of groups are unique; a group may keep its own."""
    taken = call("POST", PATH, json={"name": "admins"})

    assert (taken.status, taken.json()["error"]) == (409, "groups/Duplicate")
    assert call("PUT", f"{PATH}/8", json={"name": "admins"}).status == 409
    assert call("PUT", f"{PATH}/8", json={"name": "Global Reader"}).status == 200


def test_name_is_demanded(call: Call) -> None:
    """A group without a name is refused."""
    response = call("POST", PATH, json={"description": "Watches"})

    assert response.status == 422
    assert response.json()["message"] == "Following mandatory fields should be included: name"


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": None},
        {"name": 5},
        {"name": "x" * 255},
        {"description": 5},
        {"customProperties": []},
        {"customProperties": {"language": 5}},
        {"applications": {}},
        {"applications": ["1"]},
        {"applications": [{"id": "x"}]},
    ],
    ids=str,
)
def test_bad_value_is_refused(call: Call, bad: dict[str, object]) -> None:
    """A value of the wrong kind changes nothing."""
    before = call("GET", f"{PATH}/8").json()

    response = call("PUT", f"{PATH}/8", json={"description": "new"} | bad)

    assert (response.status, response.json()["error"]) == (422, "groups/Invalid Data")
    assert call("GET", f"{PATH}/8").json() == before


def test_group_is_deleted(call: Call, tenant: Tenant) -> None:
    """Its members lose the roles that it gave them, and nothing given to it is left."""
    users.add(tenant, "ana", "ana", groups=[8])
    tenant.device_permissions.put(Holder(group=8), {1001: ("ALARM:*:READ",)})
    before = call("GET", "/devicecontrol/bulkoperations", login="t07007007/ana:ana").status

    response = call("DELETE", f"{PATH}/8")

    assert (response.status, response.body) == (204, b"")
    assert call("GET", f"{PATH}/8").status == 404
    assert call("GET", "/user/t07007007/users/ana").json()["groups"]["references"] == []
    assert (before, call("GET", "/devicecontrol/bulkoperations", login="t07007007/ana:ana").status) == (200, 403)
    assert Holder(group=8) not in tenant.device_permissions


def test_id_of_a_deleted_group_is_not_used_again(call: Call) -> None:
    """Each group has a number of its own."""
    call("POST", PATH, json={"name": "Night shift"})
    call("DELETE", f"{PATH}/13")

    assert call("POST", PATH, json={"name": "Night shift"}).json()["id"] == 14


def test_groups_of_a_user_are_listed(call: Call) -> None:
    """Each reference holds the whole group."""
    call("POST", f"{PATH}/8/users", json={"user": {"self": "/user/t07007007/users/admin"}})

    body = call("GET", "/user/t07007007/users/admin/groups?withTotalPages=true&pageSize=1&currentPage=2").json()

    assert body["references"] == [
        {"self": "http://mock.test/user/t07007007/users/admin/groups/8", "group": call("GET", f"{PATH}/8").json()}
    ]
    assert body["statistics"] == {"currentPage": 2, "pageSize": 1, "totalPages": 2}
    assert call("GET", "/user/t07007007/users/nina/groups").status == 404


def test_device_permissions_are_shown(call: Call, tenant: Tenant) -> None:
    """Each managed object with what the group may do with it."""
    tenant.device_permissions.put(Holder(group=8), {1001: ("ALARM:*:READ", "OPERATION:c8y_Restart:ADMIN")})

    shown = call("GET", f"{PATH}/8").json()["devicePermissions"]

    assert shown == {"1001": ["ALARM:*:READ", "OPERATION:c8y_Restart:ADMIN"]}


@pytest.mark.usefixtures("ben")
def test_manager_of_some_sees_groups_it_could_give(call: Call) -> None:
    """A group with a role that it does not hold itself is out of its reach."""
    made = call("POST", PATH, json={"name": "Night shift"}, login=BEN).json()

    listed = call("GET", f"{PATH}?pageSize=100", login=BEN).json()["groups"]

    assert [group["id"] for group in listed] == [made["id"]]
    assert call("GET", f"{PATH}/2", login=BEN).status == 403
    assert call("GET", "/user/t07007007/groupByName/admins", login=BEN).status == 403
    assert call("GET", f"{PATH}/{made['id']}", login=BEN).status == 200


@pytest.mark.usefixtures("ben")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_manager_of_some_changes_no_group(call: Call, method: str) -> None:
    """That takes ROLE_USER_MANAGEMENT_ADMIN."""
    assert call(method, f"{PATH}/8", json={"description": "x"} if method == "PUT" else None, login=BEN).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(("query", "ended"), [("", False), ("?forceLogout=false", False), ("?forceLogout=true", True)])
def test_members_are_logged_out_when_asked_for(
    call: Call, tenant: Tenant, method: str, query: str, *, ended: bool
) -> None:
    """With `forceLogout` the sessions of all members end, and of nobody else."""
    users.add(tenant, "ana", "ana", groups=[8])
    users.add(tenant, "ben", "ben")

    call(method, f"{PATH}/8{query}", json={"description": "x"} if method == "PUT" else None)

    assert ("ana" in tenant.session_floors) is ended
    assert "ben" not in tenant.session_floors


def test_odd_word_for_a_forced_logout_is_refused(call: Call) -> None:
    """Nothing is changed then."""
    assert call("DELETE", f"{PATH}/8?forceLogout=maybe").status == 422
    assert call("GET", f"{PATH}/8").status == 200


def test_changes_are_audited(call: Call) -> None:
    """What was done to a group, and what changed."""
    call("POST", PATH, json={"name": "Night shift"})
    call("PUT", f"{PATH}/13", json={"name": "Day shift"})
    call("PUT", f"{PATH}/13", json={"name": "Day shift"})
    call("POST", f"{PATH}/13/roles", json={"role": {"self": "user/roles/ROLE_ALARM_READ"}})
    call("DELETE", f"{PATH}/13")

    records = call("GET", "/audit/auditRecords?type=Group").json()["auditRecords"]

    assert [(record["activity"], record["source"]["id"]) for record in records] == [
        ("Global role deleted", "13"),
        ("Global role authorities updated", "13"),
        ("Global role updated", "13"),
        ("Global role created", "13"),
    ]
    assert records[1]["changes"] == [
        {"attribute": "roles", "type": "java.util.Set", "previousValue": "[]", "newValue": '["ROLE_ALARM_READ"]'}
    ]
    assert [change["newValue"] for change in records[2]["changes"]] == ["Day shift"]
