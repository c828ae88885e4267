"""Ids and randomness of a tenant."""

from __future__ import annotations

from random import Random
from uuid import UUID

from mockc8y.store.forking import Forkable

FIRST_ID = 1000
"""Ids below are left to fixed things such as groups and roles."""
NOT_STORED = 0
"""Stands for the id of a document that was accepted, but not stored."""


class IdSource(Forkable):
    """One growing sequence of ids for every kind of document of a tenant; none is ever used twice."""

    def __init__(self) -> None:
        self._last = FIRST_ID

    @property
    def last(self) -> int:
        """The id that was returned last: none above it is in use."""
        return self._last

    def next(self) -> int:
        """Return an id that was never returned before."""
        self._last += 1
        return self._last

    def skip_to(self, used: int) -> None:
        """Continue after an id that a seed brought along."""
        self._last = max(self._last, used)

    def _own_containers(self) -> None:
        """Hold nothing shared: the last id is a number."""


def seeded_random(tenant: str, seed: int) -> Random:
    """Return the source of everything random in a tenant: the same for the same tenant and seed."""
    return Random(f"{tenant}/{seed}")


def random_uuid(random: Random) -> str:
    """Draw an id of the kind that the platform gives to some things instead of a number."""
    return str(UUID(int=random.getrandbits(128), version=4))
