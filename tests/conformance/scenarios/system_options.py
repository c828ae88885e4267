"""Requests for system options."""

from __future__ import annotations

from tests.world import Ask, World, nothing


def _secured(_: World) -> Ask:
    return Ask(("password", "green.min-length"))


SCENARIOS = {"getSystemOptionCollectionResource": nothing, "getSystemOptionResource": _secured}
