"""A posting list: the slots of matching documents, kept in the order of time."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress

BLOCK_LIMIT = 8192
"""Entries of one block. Inserting out of order moves at most this many four-byte entries."""


class SlotList:
    """Slots ordered by (time, slot), in blocks.

    The times are not kept here but in the column of the collection, which every method takes: an entry costs four
    bytes in each list that holds it.

    >>> times = array("q", [10, 30, 20])
    >>> slots = SlotList()
    >>> for slot in range(3):
    ...     slots.insert(slot, times)
    >>> slots.slice(0, 3), slots.rank(20, times)
    ([0, 2, 1], 1)
    """

    __slots__ = ("_blocks", "_length")

    def __init__(self, ordered: Iterable[int] = ()) -> None:
        entries = array("I", ordered)
        self._blocks = [entries[start : start + BLOCK_LIMIT] for start in range(0, len(entries), BLOCK_LIMIT)]
        self._length = len(entries)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self._blocks)

    def copy(self) -> SlotList:
        """Return an independent list with the same entries."""
        twin = SlotList()
        twin._blocks = [block[:] for block in self._blocks]
        twin._length = self._length
        return twin

    def insert(self, slot: int, times: array[int]) -> None:
        """Add a slot at the place its time gives it."""
        self._length += 1
        if not self._blocks:
            self._blocks.append(array("I", (slot,)))
            return
        last = self._blocks[-1]
        newest = last[-1]
        if times[newest] > times[slot] or (times[newest] == times[slot] and newest > slot):
            self._insert_within(slot, times)
        elif len(last) < BLOCK_LIMIT:
            last.append(slot)
        else:
            self._blocks.append(array("I", (slot,)))

    def remove(self, slot: int, times: array[int]) -> None:
        """Take out a slot. Its time must still be the one it was inserted with."""
        index = self._block_of(slot, times)
        block = self._blocks[index]
        del block[block.index(slot, bisect_left(block, times[slot], key=times.__getitem__))]
        self._length -= 1
        if not block:
            del self._blocks[index]

    def sifted(self, alive: Sequence[int]) -> SlotList:
        """Return the list of the slots whose entry in `alive` is not 0: this one, if it keeps all of them."""
        kept = SlotList(compress(self, map(alive.__getitem__, self)))
        return self if len(kept) == len(self) else kept

    def holds(self, slot: int, times: array[int]) -> bool:
        """Tell whether a slot is in the list, without walking it."""
        if not self._blocks:
            return False
        block = self._blocks[self._block_of(slot, times)]
        place = bisect_left(block, (times[slot], slot), key=lambda entry: (times[entry], entry))
        return place < len(block) and block[place] == slot

    def rank(self, time: int, times: array[int]) -> int:
        """Count the entries before the given time."""
        before = 0
        for block in self._blocks:
            if times[block[-1]] >= time:
                return before + bisect_left(block, time, key=times.__getitem__)
            before += len(block)
        return before

    def slice(self, start: int, stop: int) -> list[int]:
        """Return the entries from position `start` up to, but not including, `stop`."""
        found: list[int] = []
        for block in self._blocks:
            if stop <= 0:
                break
            if start < len(block):
                found.extend(block[max(start, 0) : stop])
            start -= len(block)
            stop -= len(block)
        return found

    def _insert_within(self, slot: int, times: array[int]) -> None:
        index = self._block_of(slot, times)
        block = self._blocks[index]
        insort(block, slot, key=lambda entry: (times[entry], entry))
        if len(block) > BLOCK_LIMIT:
            middle = BLOCK_LIMIT // 2
            self._blocks[index : index + 1] = [block[:middle], block[middle:]]

    def _block_of(self, slot: int, times: array[int]) -> int:
        """Find the block that holds, or would hold, the slot."""
        place = bisect_right(self._blocks, (times[slot], slot), key=lambda block: (times[block[0]], block[0]))
        return max(place - 1, 0)
