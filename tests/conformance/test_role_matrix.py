"""Who may do what: every operation of the route table with each of its roles, with all the others, and with none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.api.route import Route
from mockc8y.domain import users
from mockc8y.domain.roles import PLATFORM_ROLES
from mockc8y.domain.tenant import Tenant
from tests.conformance import deviations
from tests.conformance.conftest import GUARDED
from tests.conformance.scenarios import SCENARIOS
from tests.digest import differences
from tests.door import Response
from tests.refusal import flaws
from tests.world import Ask, World, wire

NAME = "matrix"
WITH_ROLES = [route for route in GUARDED if route.roles]
PAIRS = [(route, role) for route in WITH_ROLES for role in sorted(route.roles)]


@pytest.mark.parametrize(("route", "role"), PAIRS, ids=[f"{route.operation}-{role}" for route, role in PAIRS])
def test_each_role_of_an_operation_is_enough(route: Route, role: str) -> None:
    """A user that holds just one of the roles, and owns nothing, succeeds."""
    world = World()
    response = _sent(world, route, {role})

    if (route.operation, role) in deviations.NARROWED_ROLES:
        assert response.status == 403
    else:
        assert response.status < 300, response.body


@pytest.mark.parametrize("route", WITH_ROLES, ids=lambda route: route.operation)
@pytest.mark.parametrize("held", [PLATFORM_ROLES, frozenset()], ids=["all-others", "none"])
def test_all_other_roles_together_are_not_enough(route: Route, held: frozenset[str]) -> None:
    """A user that holds every role but those of the operation is refused, or finds and changes nothing."""
    world = World()
    ask = SCENARIOS[route.operation](world)
    login = _user_of(world, route, ask, held - route.roles)
    before = world.digest()
    request = wire(route, replace(ask, login=login))
    response = world.send(request)

    assert differences(before, world.digest()) == []
    if response.status == 403:
        assert flaws(request, response) == []
        assert response.headers["x-mockc8y-refused"]
        assert response.headers["x-mockc8y-explain"].startswith("/_mock/explain/")
    else:
        assert route.reach is not None
        assert response.status < 300, response.body
        assert _found(response) == 0


def _sent(world: World, route: Route, roles: set[str]) -> Response:
    """Send the valid request of an operation as a user with just these roles."""
    ask = SCENARIOS[route.operation](world)
    return world.send(wire(route, replace(ask, login=_user_of(world, route, ask, frozenset(roles)))))


def _user_of(world: World, route: Route, ask: Ask, roles: frozenset[str]) -> str:
    """Return the login of a user with just these roles in the tenant that the request is for.

    It is a new one, but for operations that are about whoever asks: the scenario prepared who that is.
    """
    tenant = _tenant_of(world, ask)
    if route.operation in deviations.ABOUT_ONESELF:
        assert ask.login is not None
        user = tenant.users.get(ask.login.partition("/")[2].partition(":")[0])
        assert user is not None
        tenant.users.put(user.name, replace(user, roles=roles, groups=frozenset()))
        return ask.login
    users.add(tenant, NAME, NAME, roles)
    return f"{tenant.id}/{NAME}:{NAME}"


def _tenant_of(world: World, ask: Ask) -> Tenant:
    assert ask.login is not None
    found = world.platform.tenant(ask.login.partition("/")[0])
    assert found is not None
    return found


def _found(response: Response) -> int:
    """Count what an answer lists, or return the number that it is."""
    if not response.body:
        return 0
    answer = response.json()
    if isinstance(answer, int):
        return answer
    listed = [value for value in answer.values() if isinstance(value, list)]
    assert len(listed) == 1, answer
    return len(listed[0])
