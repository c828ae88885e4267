"""Every operation refuses as the platform does, with the status that the situation has, and then changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from mockc8y.api.route import Route
from mockc8y.api.routes import DISPATCHER, TABLE
from tests.conformance import deviations
from tests.conformance.judging import route_of
from tests.conformance.scenarios import SCENARIOS
from tests.digest import differences
from tests.door import Response
from tests.refusal import flaws
from tests.world import Ask, Wire, World, wire

UNKNOWN = ("987654321", "no-such-thing")
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")


def refused(world: World, request: Wire) -> Response:
    """Send a request that must be refused and must change nothing."""
    before = world.digest()
    response = world.send(request)
    assert flaws(request, response) == []
    assert differences(before, world.digest()) == []
    return response


def test_request_without_login_is_refused(guarded: Route) -> None:
    """Whoever does not sign in gets 401 and is told how to."""
    world = World()
    response = refused(world, wire(guarded, SCENARIOS[guarded.operation](world), login=None))

    assert response.status == 401
    assert response.headers["www-authenticate"] == 'Basic realm="Cumulocity"'


def test_request_with_a_wrong_password_is_refused(guarded: Route) -> None:
    """A wrong password is as good as none."""
    world = World()
    response = refused(world, wire(guarded, SCENARIOS[guarded.operation](world), login="t07007007/admin:wrong"))

    assert response.status == 401


def test_login_comes_before_everything_else(guarded: Route) -> None:
    """A stranger learns nothing from an operation: not what it takes, nor what is there."""
    world = World()
    ask = Ask(tuple(UNKNOWN[0] for segment in guarded.path.split("/") if segment.startswith("{")), body=b"{")

    assert refused(world, wire(guarded, ask, login=None)).status == 401


def test_unknown_id_in_the_path_is_not_found(route: Route) -> None:
    """What a path names and does not exist is answered with 404, a tenant that is not one's own also with 403."""
    if route.operation in (*deviations.EMPTY_WHEN_UNKNOWN, *deviations.NEW_WHEN_UNKNOWN):
        return
    world = World()
    ask = SCENARIOS[route.operation](world)
    for place, unknown in product(range(len(ask.arguments)), UNKNOWN):
        arguments = (*ask.arguments[:place], unknown, *ask.arguments[place + 1 :])
        status = refused(world, wire(route, replace(ask, arguments=arguments))).status

        assert status in _statuses_of_unknown(route, place)


def _statuses_of_unknown(route: Route, place: int) -> set[int]:
    """Return the statuses that tell that a part of a path names nothing."""
    names = [segment for segment in route.path.split("/") if segment.startswith("{")]
    if names[place] == "{tenantId}":
        return {403, 404}
    return {deviations.UNKNOWN_IDS.get(route.operation, 404) if place == len(names) - 1 else 404}


@pytest.mark.parametrize("operation", deviations.EMPTY_WHEN_UNKNOWN)
def test_list_of_something_unknown_is_empty(operation: str) -> None:
    """Where a real tenant answers an empty list, an unknown id is no error."""
    response = World().send(wire(route_of(operation), Ask(UNKNOWN[:1])))

    assert response.status == 200
    assert b"[]" in response.body or response.body == b"{}"


@pytest.mark.parametrize("operation", deviations.NEW_WHEN_UNKNOWN)
def test_writing_to_something_unknown_makes_it(operation: str) -> None:
    """Where whatever a path names can be written, an unknown name is no error."""
    world = World()
    route = route_of(operation)

    assert world.send(wire(route, replace(SCENARIOS[operation](world), arguments=UNKNOWN[:1]))).status == 200


def test_answer_that_cannot_be_produced_is_refused(route: Route) -> None:
    """A client that accepts nothing that an operation answers gets 406, before anything is done for it."""
    world = World()
    request = wire(route, SCENARIOS[route.operation](world), accept="text/html")

    is_silent = route.method == "DELETE" and route.operation not in deviations.ANSWERING
    if is_silent or route.operation in deviations.FILES:
        assert world.send(request).status < 300
    else:
        assert refused(world, request).status == 406


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_body_of_another_type_is_refused(route: Route, content_type: str) -> None:
    """A body that is no JSON is not read as if it were."""
    world = World()
    ask = SCENARIOS[route.operation](world)
    if ask.json is None:
        return

    request = wire(route, ask).with_header("content-type", content_type)

    assert refused(world, request).status == 415


def test_missing_body_is_refused(route: Route) -> None:
    """An operation that needs a JSON body does not do without."""
    world = World()
    ask = SCENARIOS[route.operation](world)
    if ask.json is not None:
        assert refused(world, wire(route, ask).with_body(b"")).status == 422


@pytest.mark.parametrize(("path", "arguments"), {row.path: row.path.count("{") for row in TABLE}.items())
def test_method_that_a_path_does_not_have_is_refused(path: str, arguments: int) -> None:
    """A method that the specification does not list for a path gets 405 and learns what it lists."""
    world = World()
    resource = DISPATCHER.find([segment for segment in path.split("/") if segment])
    assert resource is not None
    for method in METHODS:
        if method not in resource.routes:
            row = Route(method, path, "none", frozenset())
            response = refused(world, wire(row, Ask(UNKNOWN[:1] * arguments)))
            assert (response.status, response.json()["error"]) == (405, "general/methodNotAllowed")
            assert response.headers["allow"] == ", ".join(sorted(resource.routes))


def test_every_operation_is_emulated() -> None:
    """None of the specification's operations is left to answer 501."""
    assert [row.operation for row in TABLE if row.handler is None] == []
