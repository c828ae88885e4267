"""Requests for the access mappings of login options."""

from __future__ import annotations

from collections.abc import Mapping

from tests.conformance.scenarios.login_options import PATH, login_option
from tests.world import Ask, Scenario, World

_WHEN = {
    "operator": "AND",
    "childPredicates": [{"operator": "EQ", "parameterPath": "group", "value": "ops", "childPredicates": []}],
}
_TO_GROUPS = {"when": _WHEN, "thenApplications": [7], "thenGroups": [2]}
_TO_INVENTORY_ROLES = {"when": _WHEN, "thenInventoryRoles": [{"managedObject": "1105", "roleIds": [2]}]}


def _of(name: str, segment: str, new: Mapping[str, object]) -> dict[str, Scenario]:
    """Return the scenarios for one kind of mapping."""

    def mapping(world: World) -> tuple[str, str]:
        option = login_option(world)
        made: str = world.call("POST", f"{PATH}/{option}/{segment}", json=dict(new)).json()["id"]
        return option, made

    def create(world: World) -> Ask:
        return Ask((login_option(world),), json=dict(new))

    def find(world: World) -> Ask:
        return Ask(mapping(world)[:1])

    def one(world: World) -> Ask:
        return Ask(mapping(world))

    def update(world: World) -> Ask:
        return Ask(mapping(world), query="terminateUserSessions=false", json=dict(new))

    return {
        f"post{name}Resource": create,
        f"get{name}CollectionResource": find,
        f"get{name}Resource": one,
        f"put{name}Resource": update,
        f"delete{name}Resource": one,
    }


SCENARIOS = {
    **_of("AccessMapping", "accessMappings", _TO_GROUPS),
    **_of("InventoryAccessMapping", "inventoryAccessMappings", _TO_INVENTORY_ROLES),
}
