"""Requests for tenants."""

from __future__ import annotations

from dataclasses import replace

from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World

PATH = "/tenant/tenants"
NEW = {
    "company": "North",
    "domain": f"north.{TENANT}.mockc8y.local",
    "adminName": "root",
    "adminPass": "Secret-7-Secret",
    "adminEmail": "root@north.test",
    "contactName": "R. North",
    "contactPhone": "+49 30 5550",
    "customProperties": {"language": "de"},
}


def let_create(world: World) -> None:
    """Allow the tenant to have tenants of its own."""
    world.tenant.profile.value = replace(world.tenant.profile.value, allow_create_tenants=True)


def subtenant(world: World) -> str:
    """Create a tenant below the tenant and return its id."""
    let_create(world)
    return world.post(PATH, NEW)


def _create(world: World) -> Ask:
    let_create(world)
    return Ask(json=NEW)


def _find(world: World) -> Ask:
    subtenant(world)
    return Ask(query="withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((subtenant(world),))


def _update(world: World) -> Ask:
    return Ask((subtenant(world),), json={"company": "Far North", "status": "SUSPENDED"})


def _delete(world: World) -> Ask:
    return Ask((subtenant(world),), login=MANAGEMENT_ADMIN)


def _update_tfa(_: World) -> Ask:
    return Ask((TENANT,), json={"strategy": "SMS"})


SCENARIOS = {
    "postTenantCollectionResource": _create,
    "getTenantCollectionResource": _find,
    "getCurrentTenantResource": lambda _: Ask(query="withParent=true"),
    "getTenantResource": _one,
    "putTenantResource": _update,
    "deleteTenantResource": _delete,
    "getTenantsTfaResourceTfa": lambda _: Ask((TENANT,)),
    "putTenantsTfaResourceTfa": _update_tfa,
}
