"""The operations that are emulated, one after the other, and the official specification."""

from __future__ import annotations

import pytest

from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from tests.conformance.scenarios import SCENARIOS
from tests.specification import ABSENT, Specification, load_specification

EMULATED = [route for route in TABLE if route.handler and route.operation in SCENARIOS]
"""Those without a scenario have a test of their own that fails."""

GUARDED = [route for route in EMULATED if not route.public]
"""Those that want to know who asks."""


@pytest.fixture(scope="session")
def specification() -> Specification:
    """The official specification, which lies beside the checkout."""
    found = load_specification()
    if found is None:
        pytest.skip(ABSENT)
    return found


@pytest.fixture(params=EMULATED, ids=lambda route: route.operation)
def route(request: pytest.FixtureRequest) -> Route:
    """Each operation that is emulated."""
    found: Route = request.param
    return found


@pytest.fixture(params=GUARDED, ids=lambda route: route.operation)
def guarded(request: pytest.FixtureRequest) -> Route:
    """Each operation that is emulated and wants to know who asks."""
    found: Route = request.param
    return found
