"""What changes in tests of real-time notifications."""

from __future__ import annotations

from typing import Any

from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.settings import Settings
from tests.world import World

TIME = "2026-01-15T11:00:00.000Z"
FLOWS = "/measurement/measurements"
INVENTORY = "/inventory/managedObjects"
MEASUREMENT = {"type": "acme_Flow", "time": TIME, "acme_Flow": {"F": {"value": 1, "unit": "l"}}}


def world_with(**limits: float) -> World:
    """Return a tenant whose real-time notifications are bounded by these."""
    return World(Settings(realtime=RealtimeLimits(**limits)))  # type: ignore[arg-type]


def measure(world: World, source: str) -> str:
    """Store a measurement."""
    return world.post(FLOWS, {**MEASUREMENT, "source": {"id": source}})


def alarm(source: str, **fields: object) -> dict[str, Any]:
    """Write down an alarm."""
    leak = {"type": "acme_Leak", "text": "Leak", "severity": "MAJOR", "time": TIME}
    return {**leak, "source": {"id": source}, **fields}
