"""The answer to a query: a sequence that reads only what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, overload

Item_co = TypeVar("Item_co", covariant=True)


class Slots(Protocol):
    """Ordered slots that can be cut."""

    def __len__(self) -> int: ...

    def slice(self, start: int, stop: int) -> list[int]:
        """Return the entries from `start` up to, but not including, `stop`."""


class Selection(Sequence[Item_co], Generic[Item_co]):
    """A stretch of ordered slots, read forwards or backwards, whose items are made when they are taken."""

    __slots__ = ("_backwards", "_read", "_slots", "_start", "_stop")

    def __init__(
        self,
        slots: Slots,
        start: int,
        stop: int,
        backwards: bool,  # noqa: FBT001 - a value of the query, not a switch of behaviour
        read: Callable[[Sequence[int]], list[Item_co]],
    ) -> None:
        self._slots = slots
        self._start = start
        self._stop = stop
        self._backwards = backwards
        self._read = read

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, index: int) -> Item_co: ...

    @overload
    def __getitem__(self, index: slice) -> list[Item_co]: ...

    def __getitem__(self, index: int | slice) -> Item_co | list[Item_co]:
        if isinstance(index, int):
            return self._items(*slice(index, index + 1 or None).indices(len(self))[:2])[0]
        start, stop, step = index.indices(len(self))
        return self._items(start, stop)[::step] if step > 0 else self._items(stop + 1, start + 1)[::step]

    def __iter__(self) -> Iterator[Item_co]:
        return iter(self._items(0, len(self)))

    def slots(self, start: int, stop: int) -> list[int]:
        """Return the slots from position `start` up to, but not including, `stop` of this sequence."""
        stop = min(stop, len(self))
        if start >= stop:
            return []
        if not self._backwards:
            return self._slots.slice(self._start + start, self._start + stop)
        return self._slots.slice(self._stop - stop, self._stop - start)[::-1]

    def _items(self, start: int, stop: int) -> list[Item_co]:
        return self._read(self.slots(start, stop))


class ListedSlots(list[int]):
    """Slots that were picked one by one."""

    def slice(self, start: int, stop: int) -> list[int]:
        """Return the entries from `start` up to, but not including, `stop`."""
        return self[start:stop]
