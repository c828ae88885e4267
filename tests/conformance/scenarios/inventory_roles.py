"""Requests for inventory roles and their assignment."""

from __future__ import annotations

from tests.world import TENANT, Ask, World

PATH = "/user/inventoryroles"
_NEW = {
    "name": "Pump operators",
    "description": "Restart pumps only",
    "permissions": [{"permission": "ADMIN", "scope": "OPERATION", "type": "c8y_Restart"}],
}
_USER = (TENANT, "nobody")


def _create(_: World) -> Ask:
    return Ask(json=_NEW)


def _find(world: World) -> Ask:
    world.post(PATH, _NEW)
    return Ask(query="pageSize=10&withTotalElements=true")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, _NEW),))


def _update(world: World) -> Ask:
    return Ask(_one(world).arguments, json={"name": "Pump readers"})


def _assign(world: World) -> Ask:
    return Ask(_USER, json={"managedObject": world.group(), "roles": [{"name": "Reader"}]})


def _assigned(world: World) -> str:
    ask = _assign(world)
    path = f"/user/{TENANT}/users/nobody/roles/inventory"
    return str(world.call("POST", path, json=ask.json).json()["id"])


def _find_assignments(world: World) -> Ask:
    _assigned(world)
    return Ask(_USER)


def _one_assignment(world: World) -> Ask:
    return Ask((*_USER, _assigned(world)))


def _update_assignment(world: World) -> Ask:
    return Ask(_one_assignment(world).arguments, json={"roles": [{"id": 2}]})


SCENARIOS = {
    "postInventoryRoleResource": _create,
    "getInventoryRoleResource": _find,
    "getInventoryRoleResourceId": _one,
    "putInventoryRoleResourceId": _update,
    "deleteInventoryRoleResourceId": _one,
    "postInventoryAssignmentResource": _assign,
    "getInventoryAssignmentResource": _find_assignments,
    "getInventoryAssignmentResourceById": _one_assignment,
    "putInventoryAssignmentResourceById": _update_assignment,
    "deleteInventoryAssignmentResourceById": _one_assignment,
}
