"""Which devices hold a connection on which operations are pushed to them."""

from __future__ import annotations

from collections import Counter

LINGERING_MS = 10_000
"""How long a device counts as connected between two polls, in milliseconds.

# unverified: how long the platform waits is not known.
"""


class PushConnections:
    """Counts the open connections of each device. It belongs to the running server: no snapshot holds it."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()
        self._lingering: dict[int, int] = {}

    def open(self, device: int) -> None:
        """Note a connection of a device."""
        self._open[device] += 1

    def close(self, device: int, until: int) -> None:
        """Note the end of a connection; the device counts as connected `until` a time in milliseconds UTC."""
        self._open[device] -= 1
        if self._open[device] <= 0:
            del self._open[device]
        self._lingering[device] = until

    def is_connected(self, device: int, now: int) -> bool:
        """Tell whether a device is connected."""
        return device in self._open or now < self.lingers_until(device)

    def lingers_until(self, device: int) -> int:
        """Return when a device without an open connection stops to count as connected; 0 if it never was one."""
        return self._lingering.get(device, 0)
