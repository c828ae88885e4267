"""How long to wait before trying again: one rule for requests and for listeners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

# Large powers overflow.
_MOST_STEPS: Final = 100


def backed_off(failures: int, *, first: float, rate: float, longest: float, jitter: Callable[[], float]) -> float:
    """Tell how many seconds to wait after some failures before the last one.

    Pauses begin with `first` and grow by `rate` up to `longest`. Each is shortened by up to a half, as `jitter` says
    between 0 and 1, so that the clients of a server that was restarted do not all return at once.

    >>> [backed_off(failures, first=1, rate=2, longest=5, jitter=lambda: 0) for failures in range(4)]
    [1.0, 2.0, 4.0, 5.0]
    """
    return min(longest, first * rate ** min(failures, _MOST_STEPS)) * (1 - jitter() / 2)
