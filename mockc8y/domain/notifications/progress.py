"""How far a consumer of a topic is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence

LEFT_ALONE = 64
"""Places of what is missing no more that are kept at least before they are tidied up."""


class Progress:
    """Everything up to `done` is acknowledged, but for the positions that are missing.

    Those of one client that acknowledges nothing may be very many, while the others of the consumer go on: nothing here
    walks through all of them.
    """

    __slots__ = ("_missing", "_order", "done")

    def __init__(self, done: int, missing: Sequence[int] = ()) -> None:
        self.done = done
        self._missing = set(missing)
        # In growing order, as positions are skipped in that order. Some may be missing no more.
        self._order = list(missing)

    @property
    def missing(self) -> tuple[int, ...]:
        """The positions up to `done` that are not acknowledged, in order."""
        return tuple(self.missing_after(0))

    def missing_after(self, position: int) -> Iterator[int]:
        """Yield the missing positions after one, in order."""
        for place in range(bisect_right(self._order, position), len(self._order)):
            if self._order[place] in self._missing:
                yield self._order[place]

    def copy(self) -> Progress:
        """Return an independent twin."""
        return Progress(self.done, self.missing)

    def waits_for(self, position: int) -> bool:
        """Tell whether a position is not acknowledged."""
        return position > self.done or position in self._missing

    def acknowledge(self, position: int, messages: Container[int]) -> None:
        """Note that a position is done, which the messages skipped on the way to it are not."""
        if position <= self.done:
            self.give_up(position)
            return
        skipped = [other for other in range(self.done + 1, position) if other in messages]
        self._missing.update(skipped)
        self._order += skipped
        self.done = position

    def give_up(self, position: int) -> None:
        """Wait for a position no longer."""
        self._missing.discard(position)
        if len(self._order) > 2 * len(self._missing) + LEFT_ALONE:
            self._order = sorted(self._missing)
