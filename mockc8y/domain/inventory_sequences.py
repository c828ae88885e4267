"""Listings that read a managed object only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from mockc8y.store.collection import Record

Test = Callable[[Record], bool]

FIRST_CHUNK, LARGEST_CHUNK = 32, 4096
"""How many records are taken at a time: few at first, as most listings are left after a page."""


class Listed(Sequence[Record]):
    """The records of ids that are stored, in the order of the ids given."""

    def __init__(self, ids: Sequence[int], read: Callable[[int], Record]) -> None:
        self._ids = ids
        self._read = read

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        if isinstance(index, int):
            return self._read(self._ids[index])
        return list(map(self._read, self._ids[index]))


class Passing(Sequence[Record]):
    """The records of a sequence that pass a test. They are looked for only as far as the listing is read."""

    def __init__(self, records: Sequence[Record], test: Test) -> None:
        self._found: list[Record] = []
        self._rest = filter(test, _one_by_one(records))

    def __len__(self) -> int:
        self._found.extend(self._rest)
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        stop = index.stop if isinstance(index, slice) else index + 1
        if stop is None or stop <= 0:
            self._found.extend(self._rest)
        else:
            self._find(stop)
        return self._found[index]

    def _find(self, count: int) -> None:
        while len(self._found) < count:
            record = next(self._rest, None)
            if record is None:
                return
            self._found.append(record)


def _one_by_one(records: Sequence[Record]) -> Iterator[Record]:
    start, size = 0, FIRST_CHUNK
    while chunk := records[start : start + size]:
        yield from chunk
        start += size
        size = min(2 * size, LARGEST_CHUNK)
