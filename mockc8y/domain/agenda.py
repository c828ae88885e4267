"""What falls due, and when."""

from __future__ import annotations

from mockc8y.store.forking import Forkable

Errand = tuple[str, int]
"""A job's name and the id of what it is about (0 where the tenant as a whole is meant)."""


class Agenda(Forkable):
    """The errands of a tenant by the time they fall due. Part of the tenant's state, so a snapshot restores it."""

    def __init__(self) -> None:
        self._due: dict[Errand, int] = {}
        self._earliest: int | None = None

    @property
    def earliest(self) -> int | None:
        """When the next errand falls due, or `None` when there is none."""
        return self._earliest

    def due_at(self, errand: Errand) -> int | None:
        """When this errand falls due, or `None` when it is not planned."""
        return self._due.get(errand)

    def plan(self, errand: Errand, due: int) -> None:
        """Set or move the time of an errand."""
        self._before_write()
        self._due[errand] = due
        self._earliest = min(self._due.values())

    def cancel(self, errand: Errand) -> None:
        """Forget an errand."""
        self._before_write()
        self._due.pop(errand, None)
        self._earliest = min(self._due.values(), default=None)

    def take(self) -> Errand:
        """Take the errand that falls due first off the agenda."""
        errand = min(self._due, key=lambda errand: (self._due[errand], errand))
        self.cancel(errand)
        return errand

    def _own_containers(self) -> None:
        self._due = dict(self._due)
