"""Each operation that is emulated, with a tenant that is ready for it."""

from __future__ import annotations

import pytest

from mockc8y.api.route import Route
from tests.fuzz.target import EMULATED, Target


@pytest.fixture(params=EMULATED, ids=lambda route: route.operation)
def route(request: pytest.FixtureRequest) -> Route:
    """Each operation that is emulated."""
    found: Route = request.param
    return found


@pytest.fixture
def target(route: Route) -> Target:
    """The operation under fire."""
    return Target(route)
