"""Requests for device credentials."""

from __future__ import annotations

from tests.conformance.scenarios.new_device_requests import BOOTSTRAP, accept
from tests.world import Ask, World


def _poll(world: World) -> Ask:
    return Ask(json={"id": accept(world)}, login=BOOTSTRAP)


SCENARIOS = {"postDeviceCredentialsCollectionResource": _poll}
