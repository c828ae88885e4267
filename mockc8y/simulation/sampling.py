"""When a seed's signals are sampled: coarsely over a long span, finely over the last stretch of it."""

from __future__ import annotations

from dataclasses import dataclass

from mockc8y.simulation.relative_time import milliseconds
from mockc8y.store.codec import Document


@dataclass(frozen=True, slots=True)
class Sampling:
    """A sampling plan; lengths in milliseconds."""

    interval: int
    """Between two samples."""
    span: int
    """How far back the samples reach."""
    recent_interval: int
    """Between two samples in the recent span."""
    recent_span: int
    """The end of the span that is sampled more often."""
    until: int
    """When the samples end: 0 for the moment of loading, negative for a device that fell silent before."""

    @classmethod
    def of(cls, row: Document) -> Sampling:
        """Read the plan out of a row of a seed's table `signals`."""
        interval = milliseconds(row["interval"])
        return cls(
            interval=interval,
            span=milliseconds(row["span"]),
            recent_interval=milliseconds(row.get("recentInterval", row["interval"])),
            recent_span=milliseconds(row.get("recentSpan", "PT0S")),
            until=milliseconds(row.get("until", "PT0S")),
        )

    def instants(self, now: int, delay: int) -> list[int]:
        """List the instants of the samples, oldest first.

        They lie on multiples of the intervals in UTC, all moved by the same delay: devices do not report in chorus.
        """
        end = now + self.until
        border = min(now - self.recent_span, end + 1)
        coarse = _grid(now - self.span, border, self.interval, delay)
        fine = _grid(border, end + 1, self.recent_interval, delay)
        return [*coarse, *fine]


def _grid(start: int, stop: int, step: int, delay: int) -> range:
    """Multiples of the step plus the delay, `start <= instant < stop`."""
    return range(start + (delay - start) % step, stop, step)
