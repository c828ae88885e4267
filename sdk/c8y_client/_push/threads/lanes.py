"""Handles several messages at a time, those of each source one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from c8y_client._push.threads.stop import Stop

Work = Callable[[], None]


class Lanes:
    """Bounds how many pieces of work go on at a time, each in a thread. The work is to deal with its own errors."""

    def __init__(self, width: int, stop: Stop) -> None:
        self._stop = stop
        self._pool = ThreadPoolExecutor(width, "c8y listener") if width > 1 else None
        self._free = threading.Semaphore(width)
        self._lock = threading.Lock()
        self._last: dict[str, Future[None]] = {}

    def do(self, key: str, work: Work) -> None:
        """Begin a piece of work, after what goes on under the same key; with a width of one, finish it as well."""
        if self._pool is None:
            with self._stop.work():
                work()
            return
        self._free.acquire()
        try:
            self._stop.begin_work()
        except BaseException:
            self._free.release()
            raise
        with self._lock:
            # The pool begins work in the order in which it comes, so what waits never keeps from running what it waits
            # for.
            future = self._pool.submit(self._after, self._last.get(key), work)
            self._last[key] = future
        future.add_done_callback(lambda done: self._forget(key, done))

    def drain(self) -> None:
        """Wait until nothing goes on."""
        with self._lock:
            going = list(self._last.values())
        wait(going)

    def close(self) -> None:
        """End the threads, when their work is done."""
        if self._pool is not None:
            self._pool.shutdown()

    def _after(self, previous: Future[None] | None, work: Work) -> None:
        try:
            if previous is not None:
                wait([previous])
            work()
        finally:
            self._free.release()
            self._stop.end_work()

    def _forget(self, key: str, done: Future[None]) -> None:
        with self._lock:
            if self._last.get(key) is done:
                del self._last[key]
