"""A cache that is bounded by size and age."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps at most `size` values, each for at most `ttl` seconds; the one that was used longest ago goes first.

    Threads may share it.
    """

    def __init__(self, size: int, ttl: float, now: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._ttl = ttl
        self._now = now
        self._values: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._values)

    def get(self, key: K) -> V | None:
        """Give a value that is young enough, `None` otherwise."""
        with self._lock:
            return self._found(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value, and let go of another if there are too many."""
        with self._lock:
            self._keep(key, value)

    def settled(self, key: K, value: V) -> V:
        """Keep a value unless there is one that is young enough, and give the one that is kept.

        Those who make values at the same time end up with the same one.
        """
        with self._lock:
            known = self._found(key)
            if known is not None:
                return known
            self._keep(key, value)
            return value

    def drop(self, is_meant: Callable[[K, V], bool]) -> None:
        """Let go of all values that are meant."""
        with self._lock:
            for key in [key for key, (_, value) in self._values.items() if is_meant(key, value)]:
                del self._values[key]

    def _found(self, key: K) -> V | None:
        since, value = self._values.get(key, (None, None))
        if since is None or self._now() - since >= self._ttl:
            self._values.pop(key, None)
            return None
        self._values.move_to_end(key)
        return value

    def _keep(self, key: K, value: V) -> None:
        self._values[key] = (self._now(), value)
        self._values.move_to_end(key)
        while len(self._values) > self._size:
            self._values.popitem(last=False)
