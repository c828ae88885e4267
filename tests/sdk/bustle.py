"""Somebody who goes on doing something while a test listens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def going_on(act: Callable[[], object]) -> Iterator[None]:
    """Act every few milliseconds, from another thread, until the block is over."""
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.wait(0.02):
            act()

    somebody = threading.Thread(target=go_on)
    somebody.start()
    try:
        yield
    finally:
        is_over.set()
        somebody.join()
