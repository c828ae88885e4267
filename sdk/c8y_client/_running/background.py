"""Work in the background, as tasks or as threads, and a bell that ends a pause."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from typing import Any


class AsyncBell:
    """Ends a pause when it is rung."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """End pauses, this one and all to come."""
        self._rung.set()

    def reset(self) -> None:
        """Let pauses last again."""
        self._rung.clear()

    async def wait(self, seconds: float) -> bool:
        """Pause; tells whether the bell has ended it."""
        if seconds <= 0:
            return self._rung.is_set()
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        return True


class Bell:
    """Ends a pause when it is rung."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        """End pauses, this one and all to come."""
        self._rung.set()

    def reset(self) -> None:
        """Let pauses last again."""
        self._rung.clear()

    def wait(self, seconds: float) -> bool:
        """Pause; tells whether the bell has ended it."""
        return self._rung.wait(max(0.0, seconds))


class AsyncBackground:
    """Tasks that run beside others."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, call: Callable[..., Coroutine[Any, Any, object]], *args: Any) -> asyncio.Task[Any]:
        """Start a task."""
        task = asyncio.create_task(call(*args))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def running(self) -> list[asyncio.Task[Any]]:
        """List the tasks that are not done."""
        return [task for task in self._tasks if not task.done()]

    async def join(self) -> None:
        """Wait for all tasks."""
        await asyncio.gather(*self.running())


class Background:
    """Threads that run beside others, with the context variables of whoever started them."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def start(self, call: Callable[..., object], *args: Any) -> threading.Thread:
        """Start a thread."""
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(call, *args), name="c8y_client", daemon=True)
        self._threads = [*self.running(), thread]
        thread.start()
        return thread

    def running(self) -> list[threading.Thread]:
        """List the threads that are not done."""
        return [thread for thread in self._threads if thread.is_alive()]

    def join(self) -> None:
        """Wait for all threads."""
        for thread in self.running():
            thread.join()
