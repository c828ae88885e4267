"""The digest sees what operations do: otherwise "nothing changed" would mean nothing."""

from __future__ import annotations

from mockc8y.api.route import Route
from tests.conformance import deviations
from tests.conformance.scenarios import SCENARIOS
from tests.digest import differences
from tests.world import World, wire


def test_write_changes_the_digest_and_reading_does_not(route: Route) -> None:
    """Each write leaves a trace, and nothing that reads does."""
    world = World()
    request = wire(route, SCENARIOS[route.operation](world))
    before = world.digest()

    world.send(request)

    reads = route.method == "GET" or route.operation in deviations.READING
    assert bool(differences(before, world.digest())) != (reads or route.path in deviations.WITHOUT_TRACE)


def test_what_was_kept_comes_back(route: Route) -> None:
    """A tenant that is restored holds what it held, whatever was done to it."""
    world = World()
    request = wire(route, SCENARIOS[route.operation](world))
    before, kept = world.digest(), world.keep()

    world.platform.add_tenant("t2")
    world.send(request)
    world.restore(kept)

    assert differences(before, world.digest()) == []
