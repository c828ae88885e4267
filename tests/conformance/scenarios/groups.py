"""Requests for groups."""

from __future__ import annotations

from tests.conformance.scenarios import users
from tests.world import TENANT, Ask, World

PATH = f"/user/{TENANT}/groups"
NAME = "Night shift"
_NEW = {"name": NAME, "description": "Watches alarms", "customProperties": {"acme": {"floor": 7}}}


def group(world: World) -> str:
    """Make a group that gives a role, and return its id."""
    made = world.post(PATH, _NEW)
    response = world.call("POST", f"{PATH}/{made}/roles", json={"role": {"self": "user/roles/ROLE_ALARM_READ"}})
    assert response.status == 201, response.body
    return made


def join(world: World, group_id: str, name: str) -> None:
    """Put a user into a group."""
    reference = {"user": {"self": f"/user/{TENANT}/users/{name}"}}
    response = world.call("POST", f"{PATH}/{group_id}/users", json=reference)
    assert response.status == 201, response.body


def _create(_: World) -> Ask:
    return Ask((TENANT,), json=_NEW)


def _find(world: World) -> Ask:
    group(world)
    return Ask((TENANT,), query="withTotalPages=true&pageSize=20")


def _one(world: World) -> Ask:
    return Ask((TENANT, group(world)))


def _named(world: World) -> Ask:
    group(world)
    return Ask((TENANT, NAME))


def _update(world: World) -> Ask:
    return Ask(_one(world).arguments, json={"name": "Day shift", "applications": [{"id": "1"}]})


def _of_user(world: World) -> Ask:
    name = users.user(world)
    join(world, group(world), name)
    return Ask((TENANT, name), query="withTotalPages=true")


SCENARIOS = {
    "postGroupCollectionResource": _create,
    "getGroupCollectionResource": _find,
    "getGroupByIdResource": _one,
    "putGroupByIdResource": _update,
    "deleteGroupByIdResource": _one,
    "getGroupByNameResource": _named,
    "getGroupReferenceCollectionResource": _of_user,
}
