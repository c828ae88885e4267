"""Tenants over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import tenants, users
from tests.conformance.scenarios.tenants import NEW, PATH
from tests.world import MANAGEMENT_ADMIN, NOBODY, NOW, TENANT, World

ITEM = "application/vnd.com.nsn.cumulocity.tenant+json;charset=UTF-8;ver=0.9"
CURRENT = "/tenant/currentTenant"


@pytest.fixture
def world() -> World:
    """A world whose tenant may have tenants of its own."""
    made = World()
    tenants.allow_creating(made.tenant)
    return made


@pytest.fixture
def subtenant(world: World) -> str:
    """The id of a tenant below the tenant."""
    return world.post(PATH, NEW)


def root_of(tenant_id: str) -> str:
    """Return the login of the first user of a new tenant."""
    return f"{tenant_id}/{NEW['adminName']}:{NEW['adminPass']}"


def test_current_tenant_is_called_by_its_own_names(world: World) -> None:
    """The id is `name` and the domain `domainName` here, and only here."""
    body = world.call("GET", CURRENT).json()

    applications = body.pop("applications")["references"]
    assert body == {
        "name": TENANT,
        "domainName": f"{TENANT}.mockc8y.local",
        "self": f"http://mock.test{CURRENT}",
        "allowCreateTenants": True,
        "customProperties": {},
    }
    assert [entry["application"]["name"] for entry in applications] == ["administration", "devicemanagement", "cockpit"]
    assert applications[0]["self"].startswith(f"http://mock.test{PATH}/{TENANT}/applications/")


@pytest.mark.parametrize(
    ("query", "login", "parent"),
    [
        ("?withParent=true", None, "management"),
        ("?withParent=false", None, None),
        ("", None, None),
        ("?withParent=true", MANAGEMENT_ADMIN, None),
    ],
)
def test_parent_is_told_when_asked_for(world: World, query: str, login: str | None, parent: str | None) -> None:
    """Management has none."""
    body = world.call("GET", CURRENT + query, login=login or f"{TENANT}/admin:admin").json()

    assert body.get("parent") == parent


def test_new_tenant_is_shown_as_its_parent_sees_it(world: World) -> None:
    """All that was sent but the password, and all that the platform adds."""
    response = world.call("POST", PATH, json=NEW, accept=ITEM)

    body = response.json()
    applications = body.pop("applications")
    assert (response.status, response.headers["content-type"]) == (201, ITEM)
    assert response.headers["location"] == body["self"] == f"http://mock.test{PATH}/{body['id']}"
    assert applications["self"] == f"{body['self']}/applications"
    assert {entry["application"]["name"] for entry in applications["references"]} >= {"cockpit", "devicemanagement"}
    assert body == {name: value for name, value in NEW.items() if name != "adminPass"} | {
        "id": body["id"],
        "self": body["self"],
        "status": "ACTIVE",
        "parent": TENANT,
        "creationTime": NOW,
        "allowCreateTenants": False,
        "ownedApplications": {"self": applications["self"], "references": []},
    }


def test_first_user_signs_in(world: World, subtenant: str) -> None:
    """A new tenant can be used at once by its administrator, whose rights end at its walls."""
    body = world.call("GET", CURRENT, login=root_of(subtenant)).json()

    assert (body["name"], body["domainName"]) == (subtenant, NEW["domain"])
    assert world.call("POST", "/inventory/managedObjects", json={}, login=root_of(subtenant)).status == 201
    assert world.call("POST", PATH, json=NEW, login=root_of(subtenant)).status == 403


def test_host_leads_to_the_tenant_of_its_domain(world: World, subtenant: str) -> None:
    """A login without a tenant belongs to the one that the host name stands for; a change of the domain counts."""

    def tenant_at(host: str) -> str:
        login = root_of(subtenant).partition("/")[2]
        answer = world.call("GET", CURRENT, headers={"host": host}, login=login)
        return str(answer.json()["name"]) if answer.status == 200 else str(answer.status)

    assert tenant_at(str(NEW["domain"])) == subtenant
    assert tenant_at("mock.test") == "401"
    world.call("PUT", f"{PATH}/{subtenant}", json={"domain": f"far.{TENANT}.mockc8y.local"}, accept=None)
    assert tenant_at(f"far.{TENANT}.mockc8y.local") == subtenant


def test_list_is_empty_without_subtenants(world: World) -> None:
    """There is a list, with nothing in it."""
    assert world.call("GET", PATH).json()["tenants"] == []


def test_list_is_filtered_and_paged(world: World, subtenant: str) -> None:
    """Tenants are found by company and domain; pages count like everywhere."""
    other = world.post(PATH, NEW | {"company": "South", "domain": f"south.{TENANT}.mockc8y.local"})

    def listed(query: str) -> list[str]:
        return [found["id"] for found in world.call("GET", f"{PATH}?{query}").json()["tenants"]]

    assert listed("") == [subtenant, other]
    assert listed("company=South") == [other]
    assert listed(f"domain={NEW['domain']}") == [subtenant]
    assert listed("pageSize=1&currentPage=2") == [other]
    statistics = world.call("GET", f"{PATH}?pageSize=1&withTotalPages=true").json()["statistics"]
    assert statistics == {"currentPage": 1, "pageSize": 1, "totalPages": 2}


def test_management_lists_all_by_parent(world: World, subtenant: str) -> None:
    """What is below management is everything but itself."""

    def listed(query: str) -> list[str]:
        found = world.call("GET", f"{PATH}?{query}", login=MANAGEMENT_ADMIN).json()["tenants"]
        return [tenant["id"] for tenant in found]

    assert listed("") == [TENANT, subtenant]
    assert listed("parent=management") == [TENANT]
    assert listed(f"parent={TENANT}") == [subtenant]


def test_suspended_users_are_refused_until_the_tenant_is_active_again(world: World, subtenant: str) -> None:
    """Also those who have been recognised before."""

    def asked() -> int:
        return world.call("GET", CURRENT, login=root_of(subtenant)).status

    answers = [asked()]
    for status in ("SUSPENDED", "ACTIVE"):
        changed = world.call("PUT", f"{PATH}/{subtenant}", json={"status": status}).json()
        answers += [changed["status"], asked()]

    assert answers == [200, "SUSPENDED", 401, "ACTIVE", 200]


def test_deleted_tenant_is_gone_for_everybody(world: World, subtenant: str) -> None:
    """Its users get 401, also those who have been recognised before, and its parent 404."""
    assert world.call("GET", CURRENT, login=root_of(subtenant)).status == 200

    assert world.call("DELETE", f"{PATH}/{subtenant}").status == 403
    assert world.call("DELETE", f"{PATH}/{subtenant}", login=MANAGEMENT_ADMIN).status == 204

    assert world.call("GET", CURRENT, login=root_of(subtenant)).status == 401
    missing = world.call("GET", f"{PATH}/{subtenant}")
    assert (missing.status, missing.json()["error"]) == (404, "security/Not Found")
    assert missing.json()["message"] == f"There is no tenant with id = {subtenant}"


def test_tenant_that_takes_the_place_of_a_deleted_one_is_another(world: World) -> None:
    """An id that was chosen can be chosen again; who signed in to the first is a stranger to the second."""
    first = world.post(PATH, NEW | {"id": "t900"})
    assert world.call("GET", CURRENT, login=root_of(first)).status == 200
    world.call("DELETE", f"{PATH}/{first}", login=MANAGEMENT_ADMIN)

    second = world.post(PATH, NEW | {"id": "t900", "adminPass": "Another-8"})

    assert second == first
    assert world.call("GET", CURRENT, login=root_of(first)).status == 401
    assert world.call("GET", CURRENT, login="t900/root:Another-8").status == 200


def test_second_factor_of_the_own_tenant_is_for_everybody(world: World, subtenant: str) -> None:
    """Reading that of another tenant takes a role of its own."""
    users.add(world.tenant, "eve", "eve", ["ROLE_USER_MANAGEMENT_OWN_READ"])
    eve = f"{TENANT}/eve:eve"

    assert world.call("GET", f"{PATH}/{TENANT}/tfa", login=eve).json()["strategy"] == "TOTP"
    assert world.call("GET", f"{PATH}/{subtenant}/tfa", login=eve).status == 403
    assert world.call("GET", f"{PATH}/{subtenant}/tfa").status == 200
    assert world.call("GET", f"{PATH}/{TENANT}/tfa", login=NOBODY).status == 403


def test_second_factor_can_be_chosen_for_a_subtenant(world: World, subtenant: str) -> None:
    """The answer is 204, and the subtenant reads what was chosen."""
    assert world.call("PUT", f"{PATH}/{subtenant}/tfa", json={"strategy": "SMS"}).status == 204
    assert world.call("GET", f"{PATH}/{subtenant}/tfa", login=root_of(subtenant)).json()["strategy"] == "SMS"


def test_tenant_of_a_restored_platform_is_gone(world: World) -> None:
    """Returning to a state from before a tenant was made leaves no way in."""
    kept = world.platform.snapshot()
    made = world.post(PATH, NEW)
    assert world.call("GET", CURRENT, login=root_of(made)).status == 200

    world.platform.restore(kept)

    assert world.call("GET", CURRENT, login=root_of(made)).status == 401
    assert world.call("GET", CURRENT).status == 200
    assert world.call("GET", PATH).json()["tenants"] == []
