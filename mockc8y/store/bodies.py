"""Encoded documents by slot, in few and large pieces of memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Protocol

Body = bytes | None
"""An encoded document, `None` where it was removed."""

PACK = 128
"""Bodies of one pack. A power of two, small enough that the largest documents do not make a pack of 4 GiB."""

_SHIFT = PACK.bit_length() - 1


class Bodies(Protocol):
    """What a collection asks of the place where its bodies are. A list has it all."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Body]: ...

    def __getitem__(self, slot: int, /) -> Body: ...

    def __setitem__(self, slot: int, body: Body, /) -> None: ...

    def append(self, body: Body, /) -> None:
        """Add a body in the next slot."""

    def pop(self) -> Body:
        """Take out the last body."""

    def copy(self) -> Bodies:
        """Return independent bodies with the same content."""


class PackedBodies:
    """Bodies that hardly ever change, joined 128 at a time.

    An object of its own costs 45 bytes more for each body, and a look of the garbage collector. What is removed or
    changed is noted beside its pack, whose memory stays taken until the bodies are written anew.
    """

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self._packs: list[bytes] = []
        self._ends = array("I")
        self._open: list[bytes] = []
        self._changed: dict[int, Body] = {}
        for body in bodies:
            self.append(body)

    def __len__(self) -> int:
        return len(self._ends) + len(self._open)

    def __iter__(self) -> Iterator[Body]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, slot: int, /) -> Body:
        if slot in self._changed:
            return self._changed[slot]
        pack = slot >> _SHIFT
        if pack == len(self._packs):
            return self._open[slot % PACK]
        start = self._ends[slot - 1] if slot % PACK else 0
        return self._packs[pack][start : self._ends[slot]]

    def __setitem__(self, slot: int, body: Body, /) -> None:
        self._changed[slot] = body

    def append(self, body: Body, /) -> None:
        """Add a body in the next slot."""
        if body is None:
            self._changed[len(self)] = None
        self._open.append(body or b"")
        if len(self._open) == PACK:
            self._ends.extend(accumulate(map(len, self._open)))
            self._packs.append(b"".join(self._open))
            self._open = []

    def pop(self) -> Body:
        """Take out the last body."""
        last = len(self) - 1
        body = self[last]
        if not self._open:
            start = last + 1 - PACK
            ends = self._ends[start:].tolist()
            del self._ends[start:]
            pack = self._packs.pop()
            self._open = [pack[begin:end] for begin, end in pairwise([0, *ends])]
        self._open.pop()
        self._changed.pop(last, None)
        return body

    def copy(self) -> PackedBodies:
        """Return independent bodies with the same content; packs are shared, as they never change."""
        twin = PackedBodies()
        twin._packs, twin._ends, twin._open = self._packs[:], self._ends[:], self._open[:]
        twin._changed = dict(self._changed)
        return twin
