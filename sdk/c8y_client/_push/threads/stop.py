"""A wish to end, which interrupts a thread that waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from c8y_client._push.verdicts import Stopped


class Closable(Protocol):
    """A connection."""

    def close(self) -> None:
        """End the connection, and with it the wait of whoever waits for it."""


class Stop:
    """Ends a thread where that is harmless.

    A thread cannot be interrupted while it waits for a socket. So the socket is closed, but not before all work is
    finished that may still have to use it.
    """

    def __init__(self) -> None:
        self._is_set = threading.Event()
        self._lock = threading.Lock()
        self._working = 0
        self._socket: Closable | None = None

    @property
    def is_set(self) -> bool:
        """Tell whether the end is wished for."""
        return self._is_set.is_set()

    def set(self) -> None:
        """Wish for the end. Doing so again changes nothing."""
        self._is_set.set()
        self._close_if_idle()

    def check(self) -> None:
        """Raise `Stopped` if the end is wished for."""
        if self.is_set:
            raise Stopped

    def sleep(self, seconds: float) -> None:
        """Wait, or raise `Stopped` as soon as the end is wished for."""
        if self._is_set.wait(seconds):
            raise Stopped

    @contextmanager
    def closing(self, socket: Closable) -> Iterator[None]:
        """Close a socket when the end is wished for, and at the end of this block anyway."""
        with self._lock:
            self._socket = socket
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._socket = None
            socket.close()

    def begin_work(self) -> None:
        """Keep the socket open until `end_work`, or raise `Stopped` if the end is wished for."""
        with self._lock:
            self.check()
            self._working += 1

    def end_work(self) -> None:
        """Undo one `begin_work`."""
        with self._lock:
            self._working -= 1
        if self.is_set:
            self._close_if_idle()

    @contextmanager
    def work(self) -> Iterator[None]:
        """Keep the socket open for this block, or raise `Stopped` if the end is wished for."""
        self.begin_work()
        try:
            yield
        finally:
            self.end_work()

    def _close_if_idle(self) -> None:
        with self._lock:
            socket = None if self._working else self._socket
        if socket is not None:
            socket.close()
