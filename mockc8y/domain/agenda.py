"""What falls due, and when."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from mockc8y.store.forking import Forkable

Errand = tuple[str, int]
"""A job's name and the id of what it is about (0 where the tenant as a whole is meant)."""

FAILURES_KEPT = 100
SLACK = 64
"""Entries of the queue that may be out of date before it is made anew."""


class Failure(NamedTuple):
    """An errand that went wrong: what it was, when it fell due in milliseconds UTC, and what happened."""

    errand: Errand
    due: int
    problem: str


class Agenda(Forkable):
    """The errands of a tenant by the time they fall due. Part of the tenant's state, so a snapshot restores it."""

    def __init__(self) -> None:
        self._due: dict[Errand, int] = {}
        # Moving an errand leaves its old entry behind; the first entry is always up to date.
        self._queue: list[tuple[int, Errand]] = []
        self.failures: tuple[Failure, ...] = ()

    def __len__(self) -> int:
        return len(self._due)

    @property
    def earliest(self) -> int | None:
        """When the next errand falls due, or `None` when there is none."""
        return self._queue[0][0] if self._queue else None

    def due_at(self, errand: Errand) -> int | None:
        """When this errand falls due, or `None` when it is not planned."""
        return self._due.get(errand)

    def plan(self, errand: Errand, due: int) -> None:
        """Set or move the time of an errand."""
        self._before_write()
        self._due[errand] = due
        heappush(self._queue, (due, errand))
        self._tidy()

    def cancel(self, errand: Errand) -> None:
        """Forget an errand."""
        self._before_write()
        self._due.pop(errand, None)
        self._tidy()

    def take(self) -> tuple[int, Errand]:
        """Take the errand that falls due first off the agenda, with its time.

        At one time they come in the order of name and id.
        """
        due, errand = self._queue[0]
        self.cancel(errand)
        return due, errand

    def note(self, failure: Failure) -> None:
        """Keep the evidence of an errand that went wrong; the oldest makes room."""
        self.failures = (*self.failures, failure)[-FAILURES_KEPT:]

    def _tidy(self) -> None:
        if len(self._queue) > 2 * len(self._due) + SLACK:
            self._queue = [(due, errand) for errand, due in self._due.items()]
            heapify(self._queue)
        while self._queue and self._due.get(self._queue[0][1]) != self._queue[0][0]:
            heappop(self._queue)

    def _own_containers(self) -> None:
        self._due = dict(self._due)
        self._queue = list(self._queue)
