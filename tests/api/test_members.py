"""The users of groups over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/user/t07007007/groups/8/users"
ITEM = "application/vnd.com.nsn.cumulocity.userreference+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.userreferencecollection+json;charset=UTF-8;ver=0.9"
BEN = "t07007007/ben:ben"


@pytest.fixture(autouse=True)
def _people(tenant: Tenant) -> None:
    users.add(tenant, "ana ruiz", "ana")
    users.add(tenant, "ben", "ben", roles("USER_MANAGEMENT_CREATE"))


def reference(name: str) -> dict[str, object]:
    """Name a user as published clients do."""
    return {"user": {"self": f"/user/t07007007/users/{name}"}}


@pytest.mark.parametrize(
    "named",
    [
        {"self": "/user/t07007007/users/ana%20ruiz"},
        {"self": "user/t07007007/users/ana ruiz"},
        {"self": "http://mock.test/user/t07007007/users/ana%20ruiz/"},
        {"id": "ana ruiz"},
    ],
    ids=str,
)
def test_user_is_added(call: Call, named: dict[str, str]) -> None:
    """A POST answers 201 with the reference; the user is named by its address, absolute or not, or its id."""
    response = call("POST", PATH, json={"user": named}, accept=ITEM)

    body = response.json()
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert body["self"] == f"http://mock.test{PATH}/ana%20ruiz"
    assert body["user"] == call("GET", "/user/t07007007/users/ana%20ruiz").json()
    assert [held["group"]["id"] for held in body["user"]["groups"]["references"]] == [8]


def test_write_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only the status is sent."""
    response = call("POST", PATH, json=reference("ben"), accept=None)

    assert (response.status, response.body) == (201, b"")


def test_new_member_holds_the_roles_of_the_group(call: Call) -> None:
    """They count from the next request on."""
    before = call("GET", "/audit/auditRecords", login=BEN).json()["auditRecords"]
    call("POST", PATH, json=reference("ben"))

    assert before == []
    assert call("GET", "/audit/auditRecords", login=BEN).json()["auditRecords"] != []


def test_user_can_be_added_twice(call: Call) -> None:
    """It is a member once then."""
    first, second = (call("POST", PATH, json=reference("ben")) for _ in range(2))

    assert (first.status, second.status) == (201, 201)
    assert len(call("GET", PATH).json()["references"]) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "included: user"),
        ({"user": {}}, "included: self"),
        ({"user": "ben"}, "'user' must be an object"),
        ({"user": {"self": 5}}, "'self' must be an address"),
        ({"user": {"self": "/user/t07007007/users/nina"}}, "There is no user 'nina'"),
        ({"user": {"self": ""}}, "There is no user ''"),
    ],
)
def test_body_must_name_a_user(call: Call, body: dict[str, object], message: str) -> None:
    """What is missing or means nobody is refused."""
    response = call("POST", PATH, json=body)

    assert response.status == 422
    assert message in response.json()["message"]


def test_users_of_a_group_are_listed(call: Call) -> None:
    """The collection is paged and in the order of names."""
    for name in ("ben", "ana ruiz"):
        call("POST", PATH, json=reference(name))

    response = call("GET", f"{PATH}?pageSize=1&withTotalElements=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert [held["user"]["id"] for held in body["references"]] == ["ana ruiz"]
    assert body["references"][0]["self"] == f"http://mock.test{PATH}/ana%20ruiz"
    assert body["statistics"] == {"currentPage": 1, "pageSize": 1, "totalElements": 2}
    assert body["next"] == f"http://mock.test{PATH}?withTotalElements=true&pageSize=1&currentPage=2"


def test_user_is_removed(call: Call) -> None:
    """A DELETE answers 204; a second one finds no such member."""
    call("POST", PATH, json=reference("ben"))

    first, second = (call("DELETE", f"{PATH}/ben") for _ in range(2))

    assert (first.status, first.body) == (204, b"")
    assert (second.status, second.json()["error"]) == (404, "users/Not Found")
    assert call("GET", PATH).json()["references"] == []


@pytest.mark.parametrize(("method", "tail"), [("POST", ""), ("GET", ""), ("DELETE", "/ben")])
def test_unknown_group_is_not_found(call: Call, method: str, tail: str) -> None:
    """Nobody is in a group that does not exist."""
    path = f"/user/t07007007/groups/4711/users{tail}"

    response = call(method, path, json=reference("ben") if method == "POST" else None)

    assert (response.status, response.json()["error"]) == (404, "groups/Not Found")


def test_manager_of_some_sees_only_members_below_it(call: Call) -> None:
    """Of a group that it could give it sees its own users."""
    group = call("POST", "/user/t07007007/groups", json={"name": "Night shift"}).json()["id"]
    path = f"/user/t07007007/groups/{group}/users"
    call("PUT", "/user/t07007007/users/ana%20ruiz/owner", json={"owner": "ben"})
    for name in ("ana ruiz", "admin"):
        call("POST", path, json=reference(name))

    assert [held["user"]["id"] for held in call("GET", path, login=BEN).json()["references"]] == ["ana ruiz"]
    assert call("POST", path, json=reference("admin"), login=BEN).status == 403
    assert call("POST", path, json=reference("ana ruiz"), login=BEN).status == 201
    assert call("DELETE", f"{path}/admin", login=BEN).status == 403
    assert call("DELETE", f"{path}/ana%20ruiz", login=BEN).status == 204


def test_nobody_gets_a_group_that_its_owner_could_not_give(call: Call) -> None:
    """Also an administrator gives no more to a user than its owner holds (specification)."""
    call("PUT", "/user/t07007007/users/ana%20ruiz/owner", json={"owner": "ben"})

    assert call("POST", PATH, json=reference("ana ruiz")).status == 403
    assert call("POST", PATH, json=reference("ben")).status == 201
    assert call("POST", PATH, json=reference("ana ruiz")).status == 201
