"""The one clock of a platform. Nothing else in the product asks what time it is."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time in milliseconds UTC and can be moved forward."""

    def now(self) -> int:
        """Return milliseconds since 1970 UTC."""

    def move_to(self, millis: int) -> None:
        """Make `millis` the current time. Moving does not run what falls due; `Platform.advance` does."""


class RealClock:
    """The machine's time, plus what it was advanced by."""

    def __init__(self) -> None:
        self._offset = 0

    def now(self) -> int:
        """Return milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000 + self._offset

    def move_to(self, millis: int) -> None:
        """Shift the clock so that it shows `millis` and runs on from there."""
        self._offset += millis - self.now()


class FrozenClock:
    """A time that stands still until it is moved."""

    def __init__(self, millis: int) -> None:
        self._millis = millis

    def now(self) -> int:
        """Return milliseconds since 1970 UTC."""
        return self._millis

    def move_to(self, millis: int) -> None:
        """Set the time."""
        self._millis = millis


class ScaledClock:
    """A time that runs `factor` times as fast as the machine's, from `start` on."""

    def __init__(self, start: int, factor: float) -> None:
        self._start = start
        self._factor = factor
        self._origin = time.monotonic_ns()

    def now(self) -> int:
        """Return milliseconds since 1970 UTC."""
        return self._start + int((time.monotonic_ns() - self._origin) * self._factor) // 1_000_000

    def move_to(self, millis: int) -> None:
        """Set the time and run on from there."""
        self._start = millis
        self._origin = time.monotonic_ns()
