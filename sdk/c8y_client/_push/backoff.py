"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from c8y_client._running.back_off import backed_off


@dataclass(slots=True)
class BackOff:
    """Pauses in seconds between attempts, whose failures it counts; see `backed_off` for how they grow."""

    first: float = 0.1
    rate: float = 1.5
    longest: float = 30.0
    jitter: Callable[[], float] = random.random
    failures: int = 0

    def reset(self) -> None:
        """Begin with the shortest pause again."""
        self.failures = 0

    def next_pause(self, at_least: float | None = None) -> float:
        """Count one more failure and tell how long to wait; `at_least` is what the server asks for, if it does."""
        pause = backed_off(self.failures, first=self.first, rate=self.rate, longest=self.longest, jitter=self.jitter)
        self.failures += 1
        return max(pause, min(at_least or 0.0, self.longest))
