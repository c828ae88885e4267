"""Calls that run beside each other, as tasks or as threads, and never outlive the block that started them."""

from __future__ import annotations

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event, Lock, Semaphore
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a call raised."""

    error: Exception


class AsyncWindow(Generic[T]):
    """Up to `size` tasks at a time, whose results come in the order of their start, or of their completion."""

    def __init__(self, size: int, *, ordered: bool) -> None:
        self._size = size
        self._is_ordered = ordered
        self._tasks: deque[asyncio.Task[T]] = deque()

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def has_room(self) -> bool:
        """Whether one more call may be started."""
        return len(self._tasks) < self._size

    def start(self, call: Callable[..., Awaitable[T]], *args: Any) -> None:
        """Start a call."""
        self._tasks.append(asyncio.ensure_future(call(*args)))

    async def next(self) -> T:
        """Wait for a result and make room; the error of a call is raised here."""
        if not self._is_ordered:
            done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            # The one that was started first, so that none waits for ever.
            task = next(each for each in self._tasks if each in done)
        else:
            task = self._tasks[0]
            await asyncio.wait([task])
        self._tasks.remove(task)
        return task.result()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        # Their errors are dropped with them: the caller has left, or has one error already.
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()


class Window(Generic[T]):
    """Up to `size` threads at a time, whose results come in the order of their start, or of their completion."""

    def __init__(self, size: int, *, ordered: bool) -> None:
        self._size = size
        self._is_ordered = ordered
        self._futures: deque[Future[T]] = deque()
        self._threads: ThreadPoolExecutor | None = None

    def __len__(self) -> int:
        return len(self._futures)

    @property
    def has_room(self) -> bool:
        """Whether one more call may be started."""
        return len(self._futures) < self._size

    def start(self, call: Callable[..., T], *args: Any) -> None:
        """Start a call, with the context variables of the caller."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="c8y_client")
        self._futures.append(self._threads.submit(contextvars.copy_context().run, call, *args))

    def next(self) -> T:
        """Wait for a result and make room; the error of a call is raised here."""
        future = self._futures[0]
        if not self._is_ordered:
            done = wait(self._futures, return_when=FIRST_COMPLETED).done
            future = next(each for each in self._futures if each in done)
        result = future.exception()
        self._futures.remove(future)
        if result is not None:
            raise result
        return future.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads is not None:
            # A request that is under way cannot be called back; it is waited for, so that nothing is left running.
            self._threads.shutdown(wait=True, cancel_futures=True)
        self._futures.clear()


async def async_call_each(
    call: Callable[[Item], Awaitable[T]], items: Sequence[Item], workers: int, advance: Callable[[], None]
) -> list[T | Failure]:
    """Call for each item, as many at a time as there are workers; give results and failures in the order of items."""
    outcomes: list[Any] = [None] * len(items)
    numbers = iter(range(len(items)))

    async def work() -> None:
        for number in numbers:
            try:
                outcomes[number] = await call(items[number])
            except Exception as error:  # noqa: BLE001 - all are reported
                outcomes[number] = Failure(error)
            advance()

    if workers == 1:
        await work()
    else:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(workers, len(items))):
                group.create_task(work())
    return outcomes


def call_each(
    call: Callable[[Item], T], items: Sequence[Item], workers: int, advance: Callable[[], None]
) -> list[T | Failure]:
    """Call for each item, as many at a time as there are workers; give results and failures in the order of items."""
    results: list[Any] = [None] * len(items)
    numbers = iter(range(len(items)))
    taking = Lock()
    is_left = Event()

    def work() -> None:
        while not is_left.is_set():
            with taking:
                number = next(numbers, None)
            if number is None:
                return
            try:
                results[number] = call(items[number])
            except Exception as error:  # noqa: BLE001 - all are reported
                results[number] = Failure(error)
            advance()

    if workers == 1:
        work()
        return results
    with ThreadPoolExecutor(min(workers, len(items)), thread_name_prefix="c8y_client") as threads:
        started = [threads.submit(contextvars.copy_context().run, work) for _ in range(min(workers, len(items)))]
        try:
            for each in started:
                each.result()
        finally:
            is_left.set()
    return results


def async_lock() -> asyncio.Lock:
    """Make what tasks pass through one at a time."""
    return asyncio.Lock()


def lock() -> AbstractContextManager[bool]:
    """Make what threads pass through one at a time."""
    return Lock()


def async_semaphore(size: int) -> asyncio.Semaphore:
    """Make what so many tasks pass through at a time."""
    return asyncio.Semaphore(size)


def semaphore(size: int) -> Semaphore:
    """Make what so many threads pass through at a time."""
    return Semaphore(size)


def async_scope() -> object:
    """Tell what connections are bound to: the running event loop."""
    return asyncio.get_running_loop()


def scope() -> object:
    """Tell what connections are bound to: nothing, as threads share them."""
    return None
