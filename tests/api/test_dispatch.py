"""Finding the route of a request."""

from __future__ import annotations

import pytest

from mockc8y.api.dispatch import Dispatcher
from mockc8y.api.route import Route
from mockc8y.api.routes import DISPATCHER, TABLE


def route_at(method: str, path: str, *query: str) -> Route | None:
    """Find a row of the real table."""
    resource = DISPATCHER.find(path.strip("/").split("/"))
    return resource.route(method, query) if resource else None


def test_every_row_is_found_by_its_own_path() -> None:
    """Placeholders filled with a word lead to the row they belong to."""
    for row in TABLE:
        found = route_at(row.method, row.path.replace("{", "x").replace("}", "x"), *filter(None, [row.when_query]))

        assert found is row, row.operation


def test_literal_segment_wins_over_a_placeholder() -> None:
    """`/alarm/alarms/count` is not the alarm with the id `count`."""
    found = route_at("GET", "/alarm/alarms/count")

    assert found is not None
    assert found.operation == "getAlarmCollectionCountResource"


def test_dead_end_behind_a_literal_falls_back_to_the_placeholder() -> None:
    """A tenant may be called like a literal segment."""
    dispatcher = Dispatcher(
        [
            Route("GET", "/user/roles/{name}", "a", frozenset()),
            Route("GET", "/user/{tenant}/users/{name}", "b", frozenset()),
        ]
    )

    found = dispatcher.find(["user", "roles", "users", "ana"])

    assert found is not None
    assert found.arguments == ("roles", "ana")


def test_query_parameter_picks_between_two_operations_of_one_path() -> None:
    """Application versions are listed, or one is read when `version` is given."""
    path = "/application/applications/1/versions"

    listed, read = route_at("GET", path), route_at("GET", path, "version")

    assert listed is not None
    assert read is not None
    assert (listed.when_query, read.when_query) == (None, "version")


@pytest.mark.parametrize("path", ["/nothing", "/alarm/alarms/1/2/3", "/inventory/managedObjects/1/childDevices/2/3"])
def test_unknown_path_leads_nowhere(path: str) -> None:
    """There is no row for a path outside the specification."""
    assert route_at("GET", path) is None
