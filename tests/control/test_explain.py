"""The route that explains refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import BUSINESS
from mockc8y.domain.groups import Group
from mockc8y.domain.inventory_roles import Assignment, InventoryRole, Permission
from tests.door import Response
from tests.world import World

LOGIN = "t07007007/ana:ana"


@pytest.fixture
def world() -> World:
    """A tenant with a user that has a role of its own and one of a group."""
    made = World()
    made.tenant.groups.put(20, Group(20, "Night shift", roles=frozenset({"ROLE_ALARM_READ"})))
    users.add(made.tenant, "ana", "ana", {"ROLE_EVENT_READ"}, {20})
    return made


def explained(world: World, refused: Response) -> Response:
    """Ask why a request was refused, at the address that came with the answer."""
    assert refused.status == 403
    return world.call.send("GET", refused.headers["x-mockc8y-explain"], {"host": "127.0.0.1"}, b"")


def test_refusal_names_what_would_do_and_what_is_there(world: World) -> None:
    """The roles of the operation, those of the user with where each comes from, and what decided."""
    refused = world.call("GET", "/retention/retentions", login=LOGIN)

    answer = explained(world, refused).json()

    assert refused.json()["message"] == "Access is denied"
    assert answer["needed"] == ["ROLE_RETENTION_RULE_READ"]
    assert answer["held"] == {"ROLE_ALARM_READ": ["group 'Night shift' (20)"], "ROLE_EVENT_READ": ["the user itself"]}
    assert (answer["tenant"], answer["user"]) == ("t07007007", "ana")
    assert (answer["method"], answer["path"]) == ("GET", "/retention/retentions")
    assert answer["operation"] == "getRetentionRuleCollectionResource"
    assert answer["rule"] in refused.headers["x-mockc8y-refused"]
    assert "ROLE_RETENTION_RULE_READ" in refused.headers["x-mockc8y-refused"]


def test_permissions_for_single_objects_are_listed(world: World) -> None:
    """An inventory role that did not help is shown with its assignment."""
    device, other = world.device(), world.object()
    role = InventoryRole(7, "Pump watchers", permissions=(Permission(1, "READ", "MEASUREMENT", "*"),))
    world.tenant.inventory_roles.put(7, role)
    world.tenant.inventory_assignments.put(3, Assignment(3, "ana", int(device), (7,)))

    answer = explained(world, world.call("GET", f"/inventory/managedObjects/{other}", login=LOGIN)).json()

    held = f"READ on MEASUREMENT for type * of managed object {device} and all below it"
    assert answer["granted"] == [f"{held}, from inventory role 'Pump watchers' (assignment 3)"]
    assert other in answer["rule"]


def test_role_that_two_groups_give_shows_both(world: World) -> None:
    """Whoever wants to take a role away must know every place it comes from."""
    ana = world.tenant.users.get("ana")
    assert ana is not None
    world.tenant.users.put("ana", replace(ana, groups=frozenset({20, BUSINESS})))

    answer = explained(world, world.call("GET", "/retention/retentions", login=LOGIN)).json()

    assert answer["held"]["ROLE_ALARM_READ"] == ["group 'business' (1)", "group 'Night shift' (20)"]


def test_unknown_request_is_not_found(world: World) -> None:
    """What was never refused, or too long ago, cannot be explained."""
    answer = world.call.send("GET", "/_mock/explain/4711", {"host": "127.0.0.1"}, b"")

    assert answer.status == 404
    assert "4711" in answer.json()["message"]


def test_names_in_a_refusal_cannot_break_the_header(world: World) -> None:
    """A line break or a sign beyond ASCII in what was asked for does not reach the header as it is."""
    refused = world.call("GET", "/inventory/managedObjects/1%0d%0aX-Evil:%201", login=LOGIN)
    allowed = world.call("DELETE", "/identity/externalIds/c8y_Serial/%C3%A4%0d%0a", login=LOGIN)

    assert (refused.status, allowed.status) == (404, 404)
    assert "x-evil" not in refused.headers | allowed.headers
