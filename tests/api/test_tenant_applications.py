"""Subscriptions and restricted roles over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from tests import archives
from tests.conformance.scenarios import applications as scenarios
from tests.conformance.scenarios.applications import HOSTED, MICROSERVICE
from tests.conformance.scenarios.applications import PATH as APPLICATIONS
from tests.conformance.scenarios.tenant_applications import PATH, subscribe
from tests.conformance.scenarios.tenants import subtenant
from tests.world import MANAGEMENT_ADMIN, TENANT, World

RESTRICTED = f"{PATH}/restricted-roles"


@pytest.fixture
def world() -> World:
    """A fresh tenant."""
    return World()


def path_of(tenant: str) -> str:
    """Return the address of the subscriptions of a tenant."""
    return f"/tenant/tenants/{tenant}/applications"


def beside(world: World) -> str:
    """Add a tenant beside the tenant and return its administrator's login."""
    users.add(world.platform.add_tenant("t2"), "admin", "admin", groups=[ADMINS])
    return "t2/admin:admin"


@pytest.mark.parametrize(
    "reference",
    [
        {"id": "{id}"},
        {"self": "http://elsewhere.test/application/applications/{id}"},
        {"self": "/application/applications/{id}/"},
    ],
)
def test_tenant_is_subscribed_by_id_or_address(world: World, reference: dict[str, str]) -> None:
    """Clients name the application in either way; the answer shows it."""
    made = scenarios.hosted(world)
    named = {name: value.format(id=made) for name, value in reference.items()}

    response = world.call("POST", PATH, json={"application": named})

    assert response.status == 201
    assert response.json()["self"] == f"http://mock.test{PATH}/{made}"
    assert response.json()["application"] == world.call("GET", f"{APPLICATIONS}/{made}").json()


def test_second_subscription_is_refused(world: World) -> None:
    """A tenant is subscribed once."""
    response = world.call("POST", PATH, json={"application": {"id": "7"}}, login=MANAGEMENT_ADMIN)

    assert (response.status, response.json()["error"]) == (409, "applications/Duplicate")


@pytest.mark.parametrize(("body", "status"), [({}, 422), ({"application": 7}, 422), ({"application": {}}, 422)])
def test_subscription_must_name_an_application(world: World, body: dict[str, object], status: int) -> None:
    """Without an address or an id there is nothing to subscribe to."""
    assert world.call("POST", PATH, json=body).status == status


def test_unknown_application_or_tenant_is_not_found(world: World) -> None:
    """Neither exists."""
    made = scenarios.hosted(world)

    assert world.call("POST", PATH, json={"application": {"id": "4711"}}).status == 404
    response = world.call("POST", path_of("t900"), json={"application": {"id": made}})
    assert (response.status, response.json()["message"]) == (404, "There is no tenant with id = t900")


def test_tenant_beside_cannot_be_subscribed(world: World) -> None:
    """Nobody plants a microservice's user in a tenant that is not below."""
    beside(world)
    made = scenarios.microservice(world)

    assert world.call("POST", path_of("t2"), json={"application": {"id": made}}).status == 404
    assert world.call("POST", path_of("management"), json={"application": {"id": made}}).status == 404


def test_application_of_a_tenant_beside_is_not_found(world: World) -> None:
    """What a tenant cannot see it cannot subscribe to."""
    login = beside(world)
    made = scenarios.microservice(world)

    assert world.call("POST", path_of("t2"), json={"application": {"id": made}}, login=login).status == 404


def test_application_of_another_owner_is_refused(world: World) -> None:
    """Only the owner, or who stands above it, hands out an application that others see."""
    below = subtenant(world)
    world.call("DELETE", f"{path_of(below)}/7")

    assert world.call("POST", path_of(below), json={"application": {"id": "7"}}).status == 403


def test_parent_hands_out_applications_of_tenants_below(world: World) -> None:
    """A parent may subscribe to what a tenant below it owns, with a role over tenants."""
    below = subtenant(world)
    login = f"{below}/root:Secret-7-Secret"
    made = world.call("POST", APPLICATIONS, json=HOSTED, login=login).json()["id"]
    users.add(world.tenant, "ana", "ana", ["ROLE_APPLICATION_MANAGEMENT_ADMIN"])
    users.add(world.tenant, "bob", "bob", ["ROLE_TENANT_MANAGEMENT_UPDATE"])
    reference = {"application": {"id": made}}

    assert world.call("POST", PATH, json=reference, login=f"{TENANT}/ana:ana").status == 403
    assert world.call("POST", PATH, json=reference, login=f"{TENANT}/bob:bob").status == 201


def test_role_over_tenants_does_not_hand_out_own_applications(world: World) -> None:
    """The owner needs the role for applications."""
    made = scenarios.hosted(world)
    users.add(world.tenant, "bob", "bob", ["ROLE_TENANT_MANAGEMENT_ADMIN"])

    assert world.call("POST", PATH, json={"application": {"id": made}}, login=f"{TENANT}/bob:bob").status == 403


def test_tenant_leaves_only_its_own_applications(world: World) -> None:
    """Others are taken away by whoever stands above it."""
    made = scenarios.hosted(world)
    subscribe(world, made)

    assert world.call("DELETE", f"{PATH}/{made}").status == 204
    assert world.call("DELETE", f"{PATH}/7").status == 403
    assert world.call("DELETE", f"{PATH}/7", login=MANAGEMENT_ADMIN).status == 204
    assert world.call("DELETE", f"{PATH}/7", login=MANAGEMENT_ADMIN).status == 404


def test_owner_leaves_only_for_itself(world: World) -> None:
    """To take an own application away from a tenant below, the owner needs a role over tenants."""
    below = subtenant(world)
    made = scenarios.hosted(world)
    world.call("POST", path_of(below), json={"application": {"id": made}})
    users.add(world.tenant, "ana", "ana", ["ROLE_APPLICATION_MANAGEMENT_ADMIN"])
    users.add(world.tenant, "bob", "bob", ["ROLE_TENANT_MANAGEMENT_UPDATE"])

    assert world.call("DELETE", f"{path_of(below)}/{made}", login=f"{TENANT}/ana:ana").status == 403
    assert world.call("DELETE", f"{path_of(below)}/{made}", login=f"{TENANT}/bob:bob").status == 204


def test_roles_of_a_microservice_come_and_go_with_it(world: World) -> None:
    """A tenant that is subscribed knows the roles which the microservice brought, until it leaves."""
    below = subtenant(world)
    login = f"{below}/root:Secret-7-Secret"
    made = scenarios.microservice(world)
    known = []
    for method, path in (("POST", path_of(below)), ("DELETE", f"{path_of(below)}/{made}")):
        world.call(method, path, json={"application": {"id": made}} if method == "POST" else None)
        found = world.call("GET", "/user/roles?pageSize=2000", login=login).json()["roles"]
        known.append("ROLE_FEEDER_READ" in {role["id"] for role in found})

    assert known == [True, False]


def test_subscriptions_are_listed(world: World) -> None:
    """Wrapped as on real tenants, page by page; what is owned is listed only once it is subscribed."""
    made = scenarios.hosted(world)
    before = world.call("GET", f"{PATH}?withTotalElements=true").json()["statistics"]["totalElements"]
    subscribe(world, made)

    found = world.call("GET", f"{PATH}?pageSize=2&currentPage=2").json()

    assert before == 3
    assert [reference["application"]["id"] for reference in found["references"]] == ["7", made]
    assert found["references"][0]["self"] == f"http://mock.test{PATH}/7"


@pytest.mark.parametrize("tenant", ["t2", "management", "no-such-thing"])
def test_subscriptions_of_tenants_out_of_reach_are_none(world: World, tenant: str) -> None:
    """There is no error, as on real tenants, and nothing is told about others."""
    beside(world)

    assert world.call("GET", path_of(tenant)).json()["references"] == []


def test_parent_lists_the_subscriptions_of_tenants_below(world: World) -> None:
    """What a tenant below uses is seen from above."""
    assert len(world.call("GET", path_of(subtenant(world))).json()["references"]) == 3


def test_restricted_roles_replace_each_other(world: World) -> None:
    """Each is kept once, in order, under the name of real tenants."""
    names = ["ROLE_TENANT_ADMIN", "ROLE_ALARM_ADMIN", "ROLE_TENANT_ADMIN"]

    response = world.call("PUT", RESTRICTED, json=names)

    assert response.status == 200
    assert response.json()["customProperties"] == {"msForbiddenRoles": names[:2]}
    assert world.call("GET", RESTRICTED).json() == names[:2]


def test_restricted_role_is_added_and_lifted(world: World) -> None:
    """Adding is idempotent; lifting what is not restricted is not found; both answer with the tenant."""
    path = f"{RESTRICTED}/ROLE_ALARM_ADMIN"

    added = [world.call("POST", path).json()["customProperties"]["msForbiddenRoles"] for _ in range(2)]
    lifted = world.call("DELETE", path)

    assert added == [["ROLE_ALARM_ADMIN"]] * 2
    assert (lifted.status, lifted.json()["customProperties"]) == (200, {"msForbiddenRoles": []})
    assert world.call("DELETE", path).status == 404


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_unknown_role_cannot_be_restricted(world: World, method: str) -> None:
    """Only roles that exist are taken."""
    assert world.call(method, f"{RESTRICTED}/ROLE_NOTHING").status == 422


@pytest.mark.parametrize("names", [["ROLE_NOTHING"], ["ROLE_TENANT_ADMIN", 1], {"a": 1}, "ROLE_TENANT_ADMIN"])
def test_list_of_other_things_is_no_list_of_roles(world: World, names: object) -> None:
    """Nothing is changed by a list that holds something else."""
    world.call("POST", f"{RESTRICTED}/ROLE_ALARM_ADMIN")

    assert world.call("PUT", RESTRICTED, json=names).status == 422
    assert world.call("GET", RESTRICTED).json() == ["ROLE_ALARM_ADMIN"]


def test_microservice_that_requires_a_restricted_role_is_refused(world: World) -> None:
    """It can be neither written down, nor uploaded, nor subscribed."""
    made = world.post(APPLICATIONS, MICROSERVICE)
    world.call("POST", f"{RESTRICTED}/ROLE_INVENTORY_READ")
    required = {**MICROSERVICE, "name": "a", "key": "a", "contextPath": "a", "requiredRoles": ["ROLE_INVENTORY_READ"]}
    body, headers = archives.binary_form(archives.microservice())

    answers = [
        world.call("POST", APPLICATIONS, json=required),
        world.call("PUT", f"{APPLICATIONS}/{made}", json={"requiredRoles": ["ROLE_INVENTORY_READ"]}),
        world.call("POST", f"{APPLICATIONS}/{made}/binaries", body=body, headers=headers),
    ]

    assert [answer.status for answer in answers] == [422] * 3
    assert {answer.json()["message"] for answer in answers} == {
        f"Microservices of tenant {TENANT} may not require ROLE_INVENTORY_READ"
    }


def test_subscriber_is_not_given_what_it_forbids(world: World) -> None:
    """A tenant that restricts a role cannot be subscribed to a microservice that requires it."""
    below = subtenant(world)
    made = scenarios.microservice(world)
    world.call("POST", f"{path_of(below)}/restricted-roles/ROLE_INVENTORY_READ")

    assert world.call("POST", path_of(below), json={"application": {"id": made}}).status == 422


def test_restriction_takes_effect_at_once(world: World) -> None:
    """Microservices that are there already lose a role when it is restricted, and get it back."""
    subscribe(world, scenarios.microservice(world))
    path = f"{RESTRICTED}/ROLE_INVENTORY_READ"

    held = [_held(world)]
    for method in ("POST", "DELETE"):
        world.call(method, path)
        held.append(_held(world))

    everything = {"ROLE_INVENTORY_READ", "ROLE_INVENTORY_CREATE"}
    assert held == [everything, {"ROLE_INVENTORY_CREATE"}, everything]


def test_restrictions_of_tenants_beside_are_not_found(world: World) -> None:
    """Neither read nor changed."""
    beside(world)

    assert world.call("GET", f"{path_of('t2')}/restricted-roles").status == 404
    assert world.call("PUT", f"{path_of('t2')}/restricted-roles", json=[]).status == 404


def _held(world: World) -> frozenset[str]:
    user = world.tenant.users.get("service_feeder")
    assert user is not None
    return user.roles
