"""The table of scenarios is complete, and each of its requests is one that the specification knows."""

from __future__ import annotations

from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from tests.conformance.scenarios import FAMILIES, SCENARIOS
from tests.specification import Specification
from tests.world import World, wire


def test_every_emulated_operation_has_a_scenario() -> None:
    """An operation that gets a handler is not emulated before its answer is checked."""
    missing = [route.operation for route in TABLE if route.handler and route.operation not in SCENARIOS]

    assert not missing, f"add to tests/conformance/scenarios: {', '.join(missing)}"


def test_no_scenario_is_left_over() -> None:
    """A scenario for an operation that is not emulated, or misspelt, would check nothing."""
    assert SCENARIOS.keys() - {route.operation for route in TABLE if route.handler} == set()


def test_no_scenario_stands_in_two_tables() -> None:
    """Of two scenarios for one operation only one would run."""
    assert sum(len(family.SCENARIOS) for family in FAMILIES) == len(SCENARIOS)


def test_request_is_right_by_the_specification(route: Route, specification: Specification) -> None:
    """What a scenario sends as JSON matches a schema of the specification."""
    ask = SCENARIOS[route.operation](World())

    assert ask.json is None or specification.complaints_about_request(route, wire(route, ask).body) == []


def test_request_has_a_body_where_the_specification_demands_one(route: Route, specification: Specification) -> None:
    """A scenario leaves out no body that it needs, and sends none that the specification does not know."""
    ask = SCENARIOS[route.operation](World())

    assert bool(wire(route, ask).body) == specification.takes_a_body(route)
