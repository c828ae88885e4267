"""The two halves of the SDK behind one face, so that one test states what both do.

Tests are written in plain, blocking Python. For the asynchronous half, each call runs on a loop in another thread.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable
from typing import Any

from c8y_client import BasicAuth, RetryPolicy
from c8y_client._async.client import CumulocityClient
from c8y_client.notification2 import Listener, QueueListener
from c8y_client.realtime import Realtime
from c8y_client.sync.client import CumulocityClient as SyncClient
from c8y_client.sync.notification2 import Listener as SyncListener
from c8y_client.sync.notification2 import QueueListener as SyncQueueListener
from c8y_client.sync.realtime import Realtime as SyncRealtime

PATIENCE = 10.0
"""Seconds after which what does not come has not come."""


class Threads:
    """The synchronous half, as it is."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    def client(self, base_url: str, tenant_id: str, login: tuple[str, str]) -> Any:
        """Make a client that sends everything once."""
        return SyncClient(base_url, tenant_id, BasicAuth(*login), retry=RetryPolicy(attempts=1))

    def close_client(self, client: Any) -> None:
        """Close a client."""
        client.close()

    def listener(self, client: Any, *args: Any, **options: Any) -> Any:
        """Make a listener."""
        return SyncListener(client, *args, **options)

    def queue_listener(self, client: Any, *args: Any, **options: Any) -> Any:
        """Make a listener with a queue."""
        return SyncQueueListener(client, *args, **options)

    def realtime(self, client: Any, **options: Any) -> Any:
        """Make a client of real-time notifications."""
        return SyncRealtime(client, **options)

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function of a listener."""
        return function(*args)

    def start_and_stop(self, listener: Any, callback: Callable[..., Any]) -> None:
        """Do both before the listener does anything."""
        listener.start(callback)
        listener.stop()

    def pick(self, function: Callable[..., Any], async_function: Callable[..., Any]) -> Callable[..., Any]:
        """Choose between the two ways to write a callback."""
        return function

    def failing(self, error: Exception) -> Callable[..., Any]:
        """Return a function of the client that only raises an error."""

        def fail(*_: Any) -> None:
            raise error

        return fail

    def watched(self, function: Callable[..., Any], found: list[Any]) -> Callable[..., Any]:
        """Return a function of the client that notes what it returns."""

        def call(*args: Any, **options: Any) -> Any:
            found.append(function(*args, **options))
            return found[-1]

        return call

    def read(self, listener: Any, count: int) -> list[Any]:
        """Take some messages in a loop and leave it."""
        found: list[Any] = []
        for message in listener:
            found.append(message)
            if len(found) == count:
                break
        return found

    def enter(self, block: Any) -> None:
        """Begin a block."""
        block.__enter__()

    def leave(self, block: Any) -> None:
        """End a block."""
        block.__exit__(None, None, None)

    def left_over(self) -> list[str]:
        """Name what is still going on."""
        new = set(threading.enumerate()) - self._before
        return [thread.name for thread in new if thread.name != "mockc8y live server"]

    def close(self) -> None:
        """Nothing is to be closed."""


class Proxy:
    """Whatever is called on it runs on the loop of `Tasks`."""

    def __init__(self, half: Tasks, target: Any) -> None:
        self.__dict__.update(_half=half, _target=target)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return (lambda *args, **options: self._half.run(value, *args, **options)) if inspect.ismethod(value) else value

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value)

    def __repr__(self) -> str:
        return repr(self._target)

    def __enter__(self) -> Any:
        self._half.run(self._target.__aenter__)
        return self

    def __exit__(self, *error: object) -> None:
        self._half.run(self._target.__aexit__, *error)


class Tasks:
    """The asynchronous half, on a loop in another thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loop of a test")
        self._thread.start()

    def client(self, base_url: str, tenant_id: str, login: tuple[str, str]) -> Any:
        """Make a client that sends everything once."""
        return CumulocityClient(base_url, tenant_id, BasicAuth(*login), retry=RetryPolicy(attempts=1))

    def close_client(self, client: Any) -> None:
        """Close a client."""
        self.run(client.close)

    def listener(self, client: Any, *args: Any, **options: Any) -> Any:
        """Make a listener."""
        return Proxy(self, Listener(client, *args, **options))

    def queue_listener(self, client: Any, *args: Any, **options: Any) -> Any:
        """Make a listener with a queue."""
        return Proxy(self, QueueListener(client, *args, **options))

    def realtime(self, client: Any, **options: Any) -> Any:
        """Make a client of real-time notifications."""
        return Proxy(self, Realtime(client, **options))

    def run(self, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Call a function on the loop and wait for what it returns; a task is not waited for."""

        async def call() -> Any:
            outcome = function(*args, **options)
            return await outcome if inspect.iscoroutine(outcome) else outcome

        return asyncio.run_coroutine_threadsafe(call(), self._loop).result(PATIENCE)

    def start_and_stop(self, listener: Any, callback: Callable[..., Any]) -> None:
        """Do both before the listener does anything."""

        async def both() -> None:
            listener._target.start(callback)
            listener._target.stop()

        self.run(both)

    def pick(self, function: Callable[..., Any], async_function: Callable[..., Any]) -> Callable[..., Any]:
        """Choose between the two ways to write a callback."""
        return async_function

    def failing(self, error: Exception) -> Callable[..., Any]:
        """Return a function of the client that only raises an error."""

        async def fail(*_: Any) -> None:
            raise error

        return fail

    def watched(self, function: Callable[..., Any], found: list[Any]) -> Callable[..., Any]:
        """Return a function of the client that notes what it returns."""

        async def call(*args: Any, **options: Any) -> Any:
            found.append(await function(*args, **options))
            return found[-1]

        return call

    def read(self, listener: Any, count: int) -> list[Any]:
        """Take some messages in a loop and leave it."""

        async def take() -> list[Any]:
            found: list[Any] = []
            async for message in getattr(listener, "_target", listener):
                found.append(message)
                if len(found) == count:
                    break
            return found

        return self.run(take)  # type: ignore[no-any-return]

    def enter(self, block: Any) -> None:
        """Begin a block."""
        self.run(block.__aenter__)

    def leave(self, block: Any) -> None:
        """End a block."""
        self.run(block.__aexit__, None, None, None)

    def left_over(self) -> list[str]:
        """Name what is still going on."""

        async def others() -> list[str]:
            return [task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}]

        return self.run(others)  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the loop."""
        self.run(self._loop.shutdown_asyncgens)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


Half = Threads | Tasks
