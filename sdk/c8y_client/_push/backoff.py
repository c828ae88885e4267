"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class BackOff:
    """Pauses in seconds that begin with `first` and grow by `rate` up to `longest`.

    Each is shortened at random by up to a half, so that the clients of a server that was restarted do not all return at
    once.
    """

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
        # The exponent is bounded because large powers overflow.
        pause = min(self.longest, self.first * self.rate ** min(self.failures, 100)) * (1 - self.jitter() / 2)
        self.failures += 1
        return max(pause, min(at_least or 0.0, self.longest))
