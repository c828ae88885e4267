"""What every test of the project shares: the plugin under test and the hypothesis profiles."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

from mockc8y.domain import users
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import parse_millis

# `pytester` runs pytest inside pytest, for the plugin's own tests. An installed mockc8y announces its plugin by its
# entry point; a bare checkout has to name it, and naming it twice is an error.
_announced = any(entry_points(group="pytest11", name="mockc8y"))
_written = find_spec("mockc8y.pytest_plugin") is not None
pytest_plugins = ["pytester", "mockc8y.pytest_plugin"] if _written and not _announced else ["pytester"]

# Deadlines measure the machine, not the code: workers share its cores. Slow generation is the same in disguise.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# A change passes or fails by what it does, not by luck: each test draws the same bounded examples in every run. The
# hunt for new examples is the slow profile's: `pytest -m slow --hypothesis-profile=slow`.
settings.register_profile("ci", _PATIENT, max_examples=50, stateful_step_count=20, derandomize=True)
settings.register_profile("slow", _PATIENT, max_examples=2000, stateful_step_count=60, print_blob=True)
settings.load_profile("ci")


@pytest.fixture
def platform() -> Platform:
    """A platform whose clock stands still, with one tenant and its administrator."""
    made = Platform(clock=FrozenClock(parse_millis("2026-01-15T12:00:00Z")))
    users.add(made.add_tenant("t07007007"), "admin", "admin", groups=[ADMINS])
    return made


@pytest.fixture
def tenant(platform: Platform) -> Tenant:
    """The tenant of the platform."""
    found = platform.tenant("t07007007")
    assert found is not None
    return found
