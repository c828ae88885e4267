"""Bounds of real-time notifications. A platform is set up with its own."""

from __future__ import annotations

from dataclasses import dataclass

ADVISED_MS = 90 * 60 * 1000
"""How long clients are told that a connect may be held, and the longest it is (recorded answers)."""


@dataclass(frozen=True, slots=True)
class RealtimeLimits:
    """How long and how much.

    `hold` is how many milliseconds a connect is held that does not say it itself. `idle` is after how many of the
    platform's clock a session is removed that nothing was heard of. `connections` is how many sessions of one user
    may hold the same subscription. `messages` and `octets` bound what waits in one session. `goodbye` is how many
    seconds a client has to close its websocket after a disconnect. `frame` is the largest message on a websocket, in
    bytes.
    """

    hold: int = 5 * 60 * 1000
    idle: int = 2 * 60 * 60 * 1000
    connections: int = 10
    messages: int = 10_000
    octets: int = 8 * 1024 * 1024
    goodbye: float = 1.0
    frame: int = 1024 * 1024
