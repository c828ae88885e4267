"""Roles and their assignment over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.roles import PLATFORM_ROLES, roles
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/user/roles"
ITEM = "application/vnd.com.nsn.cumulocity.role+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.rolecollection+json;charset=UTF-8;ver=0.9"
REFERENCE = "application/vnd.com.nsn.cumulocity.rolereference+json;charset=UTF-8;ver=0.9"
BEN = "t07007007/ben:ben"
HOLDERS = ["/user/t07007007/users/ben", "/user/t07007007/groups/12"]


@pytest.fixture(autouse=True)
def _ben(tenant: Tenant) -> None:
    users.add(tenant, "ben", "ben", roles("USER_MANAGEMENT_CREATE"))


def reference(name: str) -> dict[str, object]:
    """Name a role as published clients do."""
    return {"role": {"self": f"user/roles/{name}"}}


def held(call: Call, holder: str) -> list[str]:
    """List the roles of a user or group."""
    return [item["role"]["id"] for item in call("GET", f"{holder}/roles?pageSize=100").json()["references"]]


def test_roles_are_listed_by_name(call: Call) -> None:
    """The collection is paged; its order is that of the alphabet."""
    response = call("GET", f"{PATH}?pageSize=1000&withTotalElements=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert [role["id"] for role in body["roles"]] == sorted(PLATFORM_ROLES)
    assert body["statistics"]["totalElements"] == len(PLATFORM_ROLES)
    assert len(call("GET", PATH).json()["roles"]) == 5


def test_roles_of_microservices_are_listed(call: Call, tenant: Tenant) -> None:
    """They come with the application, and can be given like any other."""
    tenant.service_roles.put(7, frozenset({"ROLE_ACME_READ"}))

    listed = call("GET", f"{PATH}?pageSize=1000").json()["roles"]

    assert "ROLE_ACME_READ" in [role["name"] for role in listed]
    assert call("POST", f"{HOLDERS[0]}/roles", json=reference("ROLE_ACME_READ")).status == 201


def test_role_is_read_by_name(call: Call) -> None:
    """Id and name are the same."""
    response = call("GET", f"{PATH}/ROLE_ALARM_READ", accept=ITEM)

    assert (response.status, response.headers["content-type"]) == (200, ITEM)
    assert response.json() == {
        "id": "ROLE_ALARM_READ",
        "name": "ROLE_ALARM_READ",
        "self": "http://mock.test/user/roles/ROLE_ALARM_READ",
    }


def test_unknown_role_is_not_found(call: Call) -> None:
    """The body has no area."""
    response = call("GET", f"{PATH}/ROLE_ACME_READ")

    assert (response.status, response.json()["error"]) == (404, "Not Found")
    assert response.json()["message"] == "Cannot find the specified role."


def test_manager_of_some_sees_the_roles_it_holds(call: Call) -> None:
    """It can give no other."""
    assert [role["id"] for role in call("GET", PATH, login=BEN).json()["roles"]] == ["ROLE_USER_MANAGEMENT_CREATE"]
    assert call("GET", f"{PATH}/ROLE_USER_MANAGEMENT_CREATE", login=BEN).status == 200
    assert call("GET", f"{PATH}/ROLE_ALARM_READ", login=BEN).status == 403


@pytest.mark.parametrize("holder", HOLDERS)
def test_role_is_given_and_taken(call: Call, holder: str) -> None:
    """A POST answers 201 with the reference, a DELETE 204."""
    before = held(call, holder)

    given = call("POST", f"{holder}/roles", json=reference("ROLE_CEP_MANAGEMENT_READ"), accept=REFERENCE)
    after = held(call, holder)
    taken = call("DELETE", f"{holder}/roles/ROLE_CEP_MANAGEMENT_READ")

    assert (given.status, given.headers["content-type"]) == (201, REFERENCE)
    assert given.json() == {
        "self": f"http://mock.test{holder}/roles/ROLE_CEP_MANAGEMENT_READ/",
        "role": call("GET", f"{PATH}/ROLE_CEP_MANAGEMENT_READ").json(),
    }
    assert after == sorted([*before, "ROLE_CEP_MANAGEMENT_READ"])
    assert (taken.status, taken.body) == (204, b"")
    assert held(call, holder) == before


@pytest.mark.parametrize("holder", HOLDERS)
def test_write_without_accept_has_no_body(call: Call, holder: str) -> None:
    """Without `Accept` only the status is sent."""
    response = call("POST", f"{holder}/roles", json=reference("ROLE_CEP_MANAGEMENT_READ"), accept=None)

    assert (response.status, response.body) == (201, b"")


def test_given_role_counts_at_once(call: Call) -> None:
    """The next request may do what the role allows, until it is taken away."""
    refused = call("GET", "/tenant/statistics", login=BEN).status
    call("POST", f"{HOLDERS[0]}/roles", json=reference("ROLE_TENANT_STATISTICS_READ"))
    allowed = call("GET", "/tenant/statistics", login=BEN).status
    call("DELETE", f"{HOLDERS[0]}/roles/ROLE_TENANT_STATISTICS_READ")

    assert refused == 403
    assert allowed != 403
    assert call("GET", "/tenant/statistics", login=BEN).status == 403


def test_user_can_be_given_a_role_twice_but_a_group_cannot(call: Call) -> None:
    """For users nothing is documented, for groups it is a conflict (specification)."""
    answers = [call("POST", f"{holder}/roles", json=reference("ROLE_SMS_READ")) for holder in HOLDERS for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 201, 201, 409]
    assert answers[3].json()["error"] == "groups/Duplicate"
    assert held(call, HOLDERS[0]).count("ROLE_SMS_READ") == 1


@pytest.mark.parametrize("holder", HOLDERS)
def test_role_that_is_not_held_cannot_be_taken(call: Call, holder: str) -> None:
    """The platform does not find it."""
    response = call("DELETE", f"{holder}/roles/ROLE_SMS_ADMIN")

    assert (response.status, response.json()["message"]) == (404, "Cannot find the specified role.")


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(
    "body", [{}, {"role": {}}, {"role": "ROLE_SMS_READ"}, {"role": {"self": "user/roles/ROLE_NONE"}}], ids=str
)
def test_body_must_name_a_role(call: Call, holder: str, body: dict[str, object]) -> None:
    """What is missing or no role is refused."""
    before = held(call, holder)

    assert call("POST", f"{holder}/roles", json=body).status == 422
    assert held(call, holder) == before


@pytest.mark.parametrize(
    ("holder", "area"), [("/user/t07007007/users/nina", "users"), ("/user/t07007007/groups/4711", "groups")]
)
def test_unknown_holder_is_not_found(call: Call, holder: str, area: str) -> None:
    """Whoever does not exist holds nothing."""
    answers = [
        call("POST", f"{holder}/roles", json=reference("ROLE_SMS_READ")),
        call("GET", f"{holder}/roles"),
        call("DELETE", f"{holder}/roles/ROLE_SMS_READ"),
    ]

    assert [(answer.status, answer.json()["error"]) for answer in answers] == [(404, f"{area}/Not Found")] * 3


def test_roles_of_a_holder_are_paged(call: Call) -> None:
    """A page says where the next one is."""
    body = call("GET", f"{HOLDERS[1]}/roles?pageSize=2&withTotalPages=true").json()

    assert len(body["references"]) == 2
    assert body["next"] == f"http://mock.test{HOLDERS[1]}/roles?withTotalPages=true&pageSize=2&currentPage=2"
    assert body["statistics"]["totalPages"] > 1


def test_reader_takes_no_roles(call: Call, tenant: Tenant) -> None:
    """The specification asks for ROLE_USER_MANAGEMENT_READ, which changes nothing anywhere else."""
    users.add(tenant, "ron", "ron", roles("USER_MANAGEMENT_READ"))

    path = f"{HOLDERS[0]}/roles/ROLE_USER_MANAGEMENT_CREATE"

    assert call("DELETE", path, login="t07007007/ron:ron").status == 403
    assert call("DELETE", path).status == 204


def test_administrator_gives_no_more_than_the_owner_holds(call: Call, tenant: Tenant) -> None:
    """A user below another gets only what that one has (specification)."""
    users.add(tenant, "carl", "carl")
    call("PUT", "/user/t07007007/users/carl/owner", json={"owner": "ben"})
    path = "/user/t07007007/users/carl/roles"

    assert call("POST", path, json=reference("ROLE_ALARM_READ")).status == 403
    assert call("POST", path, json=reference("ROLE_USER_MANAGEMENT_CREATE")).status == 201
