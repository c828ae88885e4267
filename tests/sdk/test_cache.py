"""The cache of clients and credentials."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from c8y_client._access.cache import Cache


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        """Tell the time."""
        return self.seconds


def test_value_lasts_its_time() -> None:
    """A value is gone when its time is over, and using it does not make it younger."""
    clock = Clock()
    cache: Cache[str, int] = Cache(10, 60, clock.now)
    cache.put("a", 1)

    clock.seconds = 59.9
    assert cache.get("a") == 1
    clock.seconds = 60
    assert cache.get("a") is None
    assert len(cache) == 0


def test_longest_unused_goes_first() -> None:
    """There are never more values than places."""
    cache: Cache[str, int] = Cache(2, 60)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)

    assert [cache.get(key) for key in "abc"] == [1, None, 3]
    assert len(cache) == 2


def test_value_can_be_replaced() -> None:
    """A value that is put again is young again."""
    clock = Clock()
    cache: Cache[str, int] = Cache(2, 60, clock.now)
    cache.put("a", 1)
    clock.seconds = 50
    cache.put("a", 2)
    clock.seconds = 100

    assert cache.get("a") == 2


def test_first_value_is_settled() -> None:
    """Who comes second gets the first one's value, unless that is too old."""
    clock = Clock()
    cache: Cache[str, int] = Cache(2, 60, clock.now)

    assert [cache.settled("a", 1), cache.settled("a", 2)] == [1, 1]
    clock.seconds = 60
    assert cache.settled("a", 3) == 3


def test_meant_values_are_dropped() -> None:
    """The choice may look at keys and values."""
    cache: Cache[str, int] = Cache(5, 60)
    for key, value in {"a": 1, "b": 2, "c": 3}.items():
        cache.put(key, value)

    cache.drop(lambda key, value: key == "a" or value == 3)

    assert [cache.get(key) for key in "abc"] == [None, 2, None]


def test_no_place_keeps_nothing() -> None:
    """A cache of size zero is none."""
    cache: Cache[str, int] = Cache(0, 60)

    assert cache.settled("a", 1) == 1
    assert cache.get("a") is None


def test_threads_share_it() -> None:
    """Many threads at a time leave it within its bounds."""
    cache: Cache[int, int] = Cache(5, 60)

    def work(number: int) -> None:
        for step in range(200):
            cache.put((number + step) % 20, number)
            cache.get(step % 20)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))

    assert len(cache) == 5
