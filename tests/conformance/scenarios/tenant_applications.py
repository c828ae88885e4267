"""Requests for subscriptions, and for the roles that microservices may not require."""

from __future__ import annotations

from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World

PATH = f"/tenant/tenants/{TENANT}/applications"
ROLE = "ROLE_TENANT_ADMIN"
COCKPIT = "7"
ADDRESS = f"http://mock.test/application/applications/{COCKPIT}"


def subscribe(world: World, application: str) -> None:
    """Subscribe the tenant to an application of its own."""
    response = world.call("POST", PATH, json={"application": {"id": application}})
    assert response.status == 201, response.body


def _create(world: World) -> Ask:
    _leave_cockpit(world)
    return Ask((TENANT,), json={"application": {"self": ADDRESS}}, login=MANAGEMENT_ADMIN)


def _leave_cockpit(world: World) -> None:
    assert world.call("DELETE", f"{PATH}/{COCKPIT}", login=MANAGEMENT_ADMIN).status == 204


def _restricted(world: World) -> Ask:
    assert world.call("POST", f"{PATH}/restricted-roles/{ROLE}").status == 200
    return Ask((TENANT, ROLE))


SCENARIOS = {
    "postTenantApplicationReferenceCollectionResource": _create,
    "getTenantApplicationReferenceCollectionResource": lambda _: Ask((TENANT,), query="withTotalPages=true"),
    "deleteTenantApplicationReferenceResource": lambda _: Ask(("management", COCKPIT), login=MANAGEMENT_ADMIN),
    "getTenantApplicationRestrictedRolesResource": lambda world: Ask(_restricted(world).arguments[:1]),
    "putTenantApplicationRestrictedRolesResource": lambda _: Ask((TENANT,), json=[ROLE, "ROLE_SYSTEM", ROLE]),
    "postTenantApplicationRestrictedRoleResource": lambda _: Ask((TENANT, ROLE)),
    "deleteTenantApplicationRestrictedRoleResource": _restricted,
}
