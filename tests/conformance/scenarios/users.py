"""Requests for users."""

from __future__ import annotations

from tests.world import TENANT, Ask, World

PATH = f"/user/{TENANT}/users"
NAME = "ana@acme.test"
_NEW = {"userName": NAME, "email": NAME, "password": "Str0ng!pass", "firstName": "Ana", "phone": "+49 211 555010"}


def user(world: World) -> str:
    """Make a user that holds a role, and return its name."""
    assert world.post(PATH, _NEW) == NAME
    response = world.call("POST", f"{PATH}/{NAME}/roles", json={"role": {"self": "user/roles/ROLE_ALARM_READ"}})
    assert response.status == 201, response.body
    return NAME


def one(world: World) -> Ask:
    """Ask about a user."""
    return Ask((TENANT, user(world)))


def _create(_: World) -> Ask:
    return Ask((TENANT,), json=_NEW)


def _find(world: World) -> Ask:
    user(world)
    return Ask((TENANT,), query="withTotalPages=true&withSubusersCount=true")


def _update(world: World) -> Ask:
    return Ask(one(world).arguments, json={"displayName": "Ana R.", "customProperties": {"language": "de"}})


SCENARIOS = {
    "postUserCollectionResource": _create,
    "getUserCollectionResource": _find,
    "getUserResource": one,
    "putUserResource": _update,
    "deleteUserResource": one,
    "getUsersByNameResource": one,
}
