"""The asynchronous listener that fills a queue."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Self

from c8y_client._push.patience import OnError
from c8y_client._push.tasks.listener import Listener
from c8y_client._push.tasks.message import Message

if TYPE_CHECKING:
    from c8y_client._async.client import CumulocityClient


class QueueListener:
    """Puts the notifications of a subscription into a queue, from which others take them.

    ```python
    async with QueueListener(c8y, "levels") as listener:
        message = await listener.queue.get()
    ```

    The block starts the listener and stops it. A message is acknowledged when it is in the queue; while a bounded queue
    is full, the listener waits. `listener` is the one behind it; see `Listener` for the parameters.
    """

    def __init__(
        self,
        c8y: CumulocityClient,
        subscription_name: str,
        subscriber_name: str | None = None,
        consumer_name: str | None = None,
        shared: bool = False,
        auto_unsubscribe: bool = True,
        queue: asyncio.Queue[Message] | None = None,
        *,
        non_persistent: bool = False,
        on_error: OnError | None = None,
        ping_interval: float = 60.0,
        ping_timeout: float = 30.0,
    ) -> None:
        self.queue: asyncio.Queue[Message] = asyncio.Queue() if queue is None else queue
        self.listener: Listener = Listener(
            c8y,
            subscription_name,
            subscriber_name,
            consumer_name,
            shared,
            auto_unsubscribe=auto_unsubscribe,
            non_persistent=non_persistent,
            on_error=on_error,
            ping_interval=ping_interval,
            ping_timeout=ping_timeout,
        )

    def __repr__(self) -> str:
        return f"<QueueListener over {self.listener!r}, {self.queue.qsize()} waiting>"

    async def __aenter__(self) -> Self:
        if not self.listener.is_running:
            self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.listener.__aexit__(kind, error, trace)

    def start(self) -> asyncio.Task[None]:
        """Fill the queue in the background, and return the task that does."""
        return self.listener.start(self.queue.put)

    def stop(self) -> None:
        """Let the listener end soon. What is in the queue stays there."""
        self.listener.stop()

    async def wait(self, timeout: float | None = None) -> bool:
        """Wait until the listener has ended; see `Listener.wait`."""
        return await self.listener.wait(timeout)

    async def ready(self, timeout: float | None = None) -> None:
        """Wait until the listener is connected; see `Listener.ready`."""
        await self.listener.ready(timeout)

    async def unsubscribe(self) -> None:
        """Remove the consumer with all that is kept for it; see `Listener.unsubscribe`."""
        await self.listener.unsubscribe()
