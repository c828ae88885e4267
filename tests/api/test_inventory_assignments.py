"""The assignment of inventory roles over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.domain import users
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

USER = "/user/t07007007/users/ana"
PATH = f"{USER}/roles/inventory"
ANA = "t07007007/ana:ana"
ITEM = "application/vnd.com.nsn.cumulocity.inventoryassignment+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.inventoryassignmentcollection+json;charset=UTF-8;ver=0.9"
OBJECTS = "/inventory/managedObjects"


@pytest.fixture(autouse=True)
def _ana(tenant: Tenant) -> None:
    """Ana may do nothing by herself."""
    users.add(tenant, "ana", "ana")


@pytest.fixture
def plant(call: Call) -> str:
    """A managed object that belongs to the administrator."""
    return str(call("POST", OBJECTS, json={"name": "Plant"}).json()["id"])


def test_roles_are_assigned(call: Call, plant: str) -> None:
    """A POST answers 200 with the assignment, which shows its roles in full."""
    response = call("POST", PATH, json={"managedObject": plant, "roles": [{"name": "Reader"}]}, accept=ITEM)

    assert (response.status, response.headers["content-type"]) == (200, ITEM)
    assert "location" not in response.headers
    assert response.json() == {
        "id": 1,
        "managedObject": plant,
        "self": f"http://mock.test{PATH}/1",
        "roles": [call("GET", "/user/inventoryroles/1").json()],
    }


def test_object_may_be_named_in_three_ways(call: Call, plant: str) -> None:
    """A string, a number and an object with an id mean the same."""
    ways = (plant, int(plant), {"id": plant})
    made = [call("POST", PATH, json={"managedObject": way, "roles": [{"id": 1}]}).json() for way in ways]

    assert [each["managedObject"] for each in made] == [plant] * 3
    assert [each["id"] for each in made] == [1, 2, 3]


def test_one_assignment_holds_several_roles(call: Call, plant: str) -> None:
    """Roles are named by id or name; one that is named twice counts once."""
    roles = [{"id": 3}, {"name": "Reader"}, {"id": "3"}]

    made = call("POST", PATH, json={"managedObject": plant, "roles": roles}).json()

    assert [role["id"] for role in made["roles"]] == [3, 1]


def test_user_without_assignments_has_an_empty_list(call: Call) -> None:
    """The list is not paged."""
    response = call("GET", PATH, accept=COLLECTION)

    assert response.headers["content-type"] == COLLECTION
    assert response.json() == {"self": f"http://mock.test{PATH}", "inventoryAssignments": []}


def test_list_is_complete(call: Call, plant: str) -> None:
    """All assignments of a user come at once, those of others do not."""
    made = [call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]}).json() for _ in range(7)]
    other = "/user/t07007007/users/admin/roles/inventory"
    call("POST", other, json={"managedObject": plant, "roles": [{"id": 1}]})

    assert call("GET", PATH).json()["inventoryAssignments"] == made


def test_assignment_is_read_and_deleted(call: Call, plant: str) -> None:
    """It is found by its number until it is gone."""
    made = call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]}).json()

    assert call("GET", f"{PATH}/1").json() == made
    assert call("DELETE", f"{PATH}/1").status == 204
    assert call("GET", f"{PATH}/1").status == 404


def test_put_replaces_the_roles(call: Call, plant: str) -> None:
    """What was there before is gone; the object stays unless another one is named."""
    other = call("POST", OBJECTS, json={}).json()["id"]
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}, {"id": 2}]})

    first = call("PUT", f"{PATH}/1", json={"roles": [{"id": 4}]}).json()
    second = call("PUT", f"{PATH}/1", json={"managedObject": {"id": other}, "roles": [{"id": 3}]}).json()

    assert (first["managedObject"], [role["id"] for role in first["roles"]]) == (plant, [4])
    assert (second["managedObject"], [role["id"] for role in second["roles"]]) == (other, [3])


def test_assignment_opens_the_object(call: Call, plant: str) -> None:
    """What the user could not read before, it can read now, and no longer once the assignment is gone."""
    before = call("GET", f"{OBJECTS}/{plant}", login=ANA).status
    call("POST", PATH, json={"managedObject": plant, "roles": [{"name": "Reader"}]})
    during = call("GET", f"{OBJECTS}/{plant}", login=ANA).status
    call("DELETE", f"{PATH}/1")

    assert (before, during, call("GET", f"{OBJECTS}/{plant}", login=ANA).status) == (403, 200, 403)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_assignment_of_another_user_answers_404(call: Call, plant: str, method: str) -> None:
    """A number that is somebody else's leads nowhere."""
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]})

    path = "/user/t07007007/users/admin/roles/inventory/1"
    response = call(method, path, json={"roles": [{"id": 1}]} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "Not Found")


def test_unknown_user_answers_404(call: Call) -> None:
    """The user comes before everything else."""
    response = call("GET", "/user/t07007007/users/bob/roles/inventory")

    assert (response.status, response.json()["error"]) == (404, "users/Not Found")


def test_other_tenant_answers_403(call: Call) -> None:
    """A path that names another tenant is refused."""
    response = call("GET", "/user/management/users/admin/roles/inventory")

    assert (response.status, response.json()["error"]) == (403, "userManagement/Forbidden")


@pytest.mark.parametrize(
    ("managed_object", "roles"),
    [
        ("999999", [{"id": 1}]),
        ("x", [{"id": 1}]),
        ({}, [{"id": 1}]),
        (None, [{"id": 1}]),
        ("plant", []),
        ("plant", None),
        ("plant", {"id": 1}),
        ("plant", [{"id": 99}]),
        ("plant", [{"name": "Writer"}]),
        ("plant", ["Reader"]),
        ("plant", [{}]),
    ],
)
def test_bad_assignment_is_refused(call: Call, plant: str, managed_object: object, roles: object) -> None:
    """Unknown objects and roles get 422, and nothing is stored."""
    given = plant if managed_object == "plant" else managed_object
    response = call("POST", PATH, json={"managedObject": given, "roles": roles})

    assert response.status == 422
    assert call("GET", PATH).json()["inventoryAssignments"] == []


def test_deleted_object_takes_its_assignments_along(call: Call, plant: str) -> None:
    """Nobody holds roles for what is not there."""
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]})

    call("DELETE", f"{OBJECTS}/{plant}")

    assert call("GET", PATH).json()["inventoryAssignments"] == []


def test_deleted_role_leaves_its_assignments(call: Call, plant: str) -> None:
    """An assignment loses the role, and goes when it was its only one."""
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}, {"id": 2}]})
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 2}]})

    call("DELETE", "/user/inventoryroles/2")

    left = call("GET", PATH).json()["inventoryAssignments"]
    assert [(each["id"], [role["id"] for role in each["roles"]]) for each in left] == [(1, [1])]


def test_deleted_user_takes_its_assignments_along(call: Call, plant: str) -> None:
    """A new user of the same name starts without any."""
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]})

    assert call("DELETE", USER).status == 204
    call("POST", "/user/t07007007/users", json={"userName": "ana", "email": "ana@acme.test", "password": "Secret-77"})

    assert call("GET", PATH).json()["inventoryAssignments"] == []


def test_writes_are_audited(call: Call, plant: str) -> None:
    """Each of the three leaves a record of the user that names what changed."""
    call("POST", PATH, json={"managedObject": plant, "roles": [{"id": 1}]})
    call("PUT", f"{PATH}/1", json={"roles": [{"id": 2}]})
    call("DELETE", f"{PATH}/1")

    records = call("GET", "/audit/auditRecords?type=User").json()["auditRecords"]

    assert [record["activity"] for record in records] == ["User updated"] * 3
    changes = [change for record in records for change in record["changes"]]
    assert {change["attribute"] for change in changes} == {"inventoryAssignments"}
    assert sorted((change["previousValue"] is None, change["newValue"] is None) for change in changes) == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_manager_of_some_users_assigns_to_those_only(call: Call, tenant: Tenant, plant: str) -> None:
    """Who may only create users reaches the assignments of users below itself, to whom it gives what it holds."""
    lea = users.add(tenant, "lea", "lea", roles("USER_MANAGEMENT_CREATE"))
    tenant.users.put("bob", replace(users.add(tenant, "bob", "bob"), owner=lea.name))
    document = {"managedObject": plant, "roles": [{"id": 1}]}
    call("POST", "/user/t07007007/users/lea/roles/inventory", json=document)
    login = "t07007007/lea:lea"

    below = call("POST", "/user/t07007007/users/bob/roles/inventory", json=document, login=login)
    other = call("POST", PATH, json=document, login=login)

    assert (below.status, other.status) == (200, 403)
    assert call("GET", "/user/t07007007/users/bob/roles/inventory", login=login).status == 200
    assert call("GET", PATH, login=login).status == 403
