"""Requests for the users of groups."""

from __future__ import annotations

from tests.conformance.scenarios import groups, users
from tests.world import TENANT, Ask, World


def _add(world: World) -> Ask:
    reference = {"user": {"self": f"http://mock.test/user/{TENANT}/users/{users.user(world)}"}}
    return Ask((TENANT, groups.group(world)), json=reference)


def _find(world: World) -> Ask:
    group = groups.group(world)
    groups.join(world, group, users.user(world))
    return Ask((TENANT, group), query="withTotalElements=true")


def _remove(world: World) -> Ask:
    return Ask((*_find(world).arguments, users.NAME))


SCENARIOS = {
    "postUserReferenceCollectionResource": _add,
    "getUserReferenceCollectionResource": _find,
    "deleteUserReferenceResource": _remove,
}
